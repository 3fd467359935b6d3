/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_walk.h"

#include "base/date.h"
#include "intake/xml_read.h"
#include "record/calendar.h"

bool sl_cin_step(struct sl_cin_walk *walk)
{
    const struct sl_facts *facts = walk->facts;
    if (walk->next == facts->entity_count) {
        return false;
    }
    const struct sl_entity *event = &facts->entities[walk->next++];
    walk->event = event;
    walk->is_in_enquiry = false;
    if (sl_cin_is(event, SL_EVENT_REFERRAL)) {
        walk->referral = event;
        walk->enquiry = NULL;
    } else if (sl_cin_is(event, SL_EVENT_SECTION_47)) {
        walk->enquiry = event;
    } else if (sl_cin_is(event, SL_EVENT_CONFERENCE) && walk->enquiry != NULL) {
        /* Links have the order of events, so nothing is looked at twice. */
        for (; walk->link < facts->link_count; walk->link++) {
            const struct sl_link *link = &facts->links[walk->link];
            if (link->role == SL_ROLE_FOLLOWS && sl_str_equal(link->from_key, event->key)) {
                walk->is_in_enquiry = sl_str_equal(link->to_key, walk->enquiry->key);
                break;
            }
        }
    }
    return true;
}

const struct sl_entity *sl_cin_child(const struct sl_facts *facts)
{
    return facts->entity_count > 0 && facts->entities[0].class == SL_PERSON ? &facts->entities[0]
                                                                            : NULL;
}

bool sl_cin_is(const struct sl_entity *entity, enum sl_event_kind kind)
{
    return entity->class == SL_EVENT && entity->kind == (unsigned)kind;
}

bool sl_cin_has_day(struct sl_moment moment)
{
    return moment.precision == SL_PRECISION_DAY;
}

bool sl_cin_is_after(struct sl_moment left, struct sl_moment right)
{
    return sl_cin_has_day(left) && sl_cin_has_day(right) && left.day > right.day;
}

bool sl_cin_is_marked(const struct sl_facts *facts, const struct sl_entity *event, bool is_set)
{
    if (event == NULL) {
        return false;
    }
    const struct sl_fact_value *value = sl_facts_find(facts, event, SL_ATTRIBUTE_NO_FURTHER_ACTION);
    return value != NULL && (sl_str_equal(value->text, is_set ? SL_STR("true") : SL_STR("false")) ||
                             sl_str_equal(value->text, is_set ? SL_STR("1") : SL_STR("0")));
}

const struct sl_entity *sl_cin_conference(const struct sl_cin_walk *at)
{
    struct sl_cin_walk walk = *at;
    while (sl_cin_step(&walk) && walk.enquiry == at->enquiry) {
        if (walk.is_in_enquiry) {
            return walk.event;
        }
    }
    return NULL;
}

enum sl_status
sl_cin_year(const struct sl_rule_context *context, struct sl_cin_year *year, struct sl_error *err)
{
    struct sl_xml_node *header = NULL;
    size_t line;
    struct sl_date last;

    if (year->is_read) {
        return SL_OK;
    }
    *year = (struct sl_cin_year){ .is_read = true, .from = INT32_MIN, .last = INT32_MAX };
    if (context->layout.len == 0) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_xml_read(context->layout, context->findings->arena, &header, &line, err);
    if (status != SL_OK) {
        return status == SL_NO_MEMORY ? status : SL_OK;
    }
    const struct sl_xml_node *collection = sl_xml_find(header, SL_STR("CollectionDetails"));
    const struct sl_xml_node *reference = sl_xml_find(collection, SL_STR("ReferenceDate"));
    if (reference == NULL || sl_date_parse(reference->text, &last, NULL) != SL_OK ||
        last.year < 2) {
        return SL_OK;
    }
    const struct sl_date before = {
        .year = (int16_t)(last.year - 1),
        .month = last.month,
        .day = last.month == 2 && last.day == 29 ? 28 : last.day,
    };
    year->is_said = true;
    year->from = sl_date_to_days(before) + 1;
    year->last = sl_date_to_days(last);
    return SL_OK;
}

/* Events of the referral that are counted; of all referrals when it is NULL. */
static size_t
count(const struct sl_facts *facts, const struct sl_entity *referral, sl_cin_counted_fn *is_counted)
{
    struct sl_cin_walk walk = { .facts = facts };
    size_t count = 0;
    while (sl_cin_step(&walk)) {
        if ((referral == NULL || walk.referral == referral) && is_counted(&walk)) {
            count++;
        }
    }
    return count;
}

enum sl_status sl_cin_two_of_referral(
    const struct sl_rule_context *context, sl_cin_counted_fn *is_counted, struct sl_error *err
)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        if (sl_cin_is(event, SL_EVENT_REFERRAL) && count(context->facts, event, is_counted) > 1) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_two_of_child(
    const struct sl_rule_context *context, sl_cin_counted_fn *is_counted, struct sl_error *err
)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    return child != NULL && count(context->facts, NULL, is_counted) > 1
               ? sl_rule_found(context, child->key, err)
               : SL_OK;
}

enum sl_status sl_cin_find_left_open(
    const struct sl_rule_context *context, sl_cin_counted_fn *is_counted, struct sl_error *err
)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    while (sl_cin_step(&walk)) {
        if (walk.referral != NULL && sl_cin_has_day(walk.referral->end) && is_counted(&walk)) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_find_late(
    const struct sl_rule_context *context,
    sl_cin_counted_fn *is_counted,
    int32_t working_days,
    struct sl_error *err
)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    struct sl_cin_year year = { .is_read = false };
    while (sl_cin_step(&walk)) {
        int32_t first_day;
        if (!sl_cin_has_day(walk.event->start) || !is_counted(&walk)) {
            continue;
        }
        SL_TRY(sl_cin_year(context, &year, err));
        if (!year.is_said ||
            sl_calendar_add_working_days(year.last, -working_days, &first_day, NULL) != SL_OK) {
            return SL_OK;
        }
        if (walk.event->start.day < first_day) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_find_early(
    const struct sl_rule_context *context, enum sl_event_kind kind, struct sl_error *err
)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    while (sl_cin_step(&walk)) {
        if (sl_cin_is(walk.event, kind) && walk.referral != NULL &&
            sl_cin_is_after(walk.referral->start, walk.event->start)) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}

/* When the event at which the walk stands ended; no day while it goes on. Does it go on at all? */
static bool find_end(const struct sl_cin_walk *at, struct sl_moment *ret_end)
{
    *ret_end = at->event->end;
    if (sl_cin_is(at->event, SL_EVENT_SECTION_47)) {
        const struct sl_entity *conference = sl_cin_conference(at);
        if (conference != NULL) {
            *ret_end = conference->start;
        }
        return sl_cin_has_day(*ret_end) || !sl_cin_is_marked(at->facts, at->event, true);
    }
    return sl_cin_has_day(*ret_end) || !sl_cin_is(at->event, SL_EVENT_REFERRAL) ||
           sl_cin_is_marked(at->facts, at->event, false);
}

static bool
has_begun(const struct sl_cin_walk *at, const struct sl_cin_clash *clash, int32_t last_day)
{
    struct sl_cin_walk walk = { .facts = at->facts };
    while (sl_cin_step(&walk)) {
        if (walk.event != at->event && sl_cin_is(walk.event, clash->began) &&
            sl_cin_has_day(walk.event->start) && walk.event->start.day >= at->event->start.day &&
            walk.event->start.day <= last_day &&
            (!clash->is_in_referral || walk.referral == at->referral)) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_cin_find_clash(
    const struct sl_rule_context *context, const struct sl_cin_clash *clash, struct sl_error *err
)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    struct sl_cin_year year = { .is_read = false };
    while (sl_cin_step(&walk)) {
        struct sl_moment end;
        if (!sl_cin_is(walk.event, clash->during) || !sl_cin_has_day(walk.event->start) ||
            !find_end(&walk, &end)) {
            continue;
        }
        int32_t last_day = INT32_MAX;
        if (sl_cin_has_day(end)) {
            last_day = clash->may_touch ? end.day - 1 : end.day;
        } else if (has_begun(&walk, clash, last_day)) {
            SL_TRY(sl_cin_year(context, &year, err));
            last_day = year.last;
        }
        if (has_begun(&walk, clash, last_day)) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}
