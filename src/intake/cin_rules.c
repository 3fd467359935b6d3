/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_rules.h"

#include "base/date.h"
#include "intake/xml_read.h"
#include "record/code_list.h"

static sl_rule_fn check_ethnicity, check_disability, check_none_and_other, check_twice,
    check_assessment, check_conference, check_plan, check_section_47, check_target_weekday,
    check_conference_weekday, check_conference_twice, check_plan_day, check_open_enquiries,
    check_review;

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* clang-format off */
const struct sl_rule sl_cin_rules[SL_CIN_RULE_COUNT] = {
    { TEXT("4220"), TEXT("the ethnicity is missing, or not a code of the list"), check_ethnicity },
    { TEXT("8540"), TEXT("a disability is not a code of the list"), check_disability },
    { TEXT("8790"), TEXT("the disabilities have 'none' and others"), check_none_and_other },
    { TEXT("8794"), TEXT("a disability stands twice"), check_twice },
    { TEXT("1103"), TEXT("the assessment began before the referral"), check_assessment },
    { TEXT("1104"), TEXT("the initial conference was before the referral"), check_conference },
    { TEXT("1105"), TEXT("the child protection plan began before the referral"), check_plan },
    { TEXT("2889"), TEXT("the section 47 enquiry began before the referral"), check_section_47 },
    { TEXT("8870Q"), TEXT("the target for the initial conference is at a weekend"),
      check_target_weekday },
    { TEXT("8875"), TEXT("the initial conference was at a weekend"), check_conference_weekday },
    { TEXT("2884"), TEXT("the initial conference stands with the enquiry and with the referral"),
      check_conference_twice },
    { TEXT("2885"), TEXT("the child protection plan began on another day than the conference"),
      check_plan_day },
    { TEXT("8839"), TEXT("the referral has two or more section 47 enquiries that are open"),
      check_open_enquiries },
    { TEXT("8841"), TEXT("a review was on the day the child protection plan began, or before"),
      check_review },
};
/* clang-format on */

/* The child comes first in the facts of its record. */
static const struct sl_entity *child_of(const struct sl_facts *facts)
{
    return facts->entity_count > 0 && facts->entities[0].class == SL_PERSON ? &facts->entities[0]
                                                                            : NULL;
}

static enum sl_status check_ethnicity(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = child_of(context->facts);
    if (child == NULL) {
        return SL_OK;
    }
    const struct sl_value *value = sl_facts_find(context->facts, child, SL_ATTRIBUTE_ETHNICITY);
    if (value != NULL && sl_code_words(SL_CODES_ETHNICITY, value->text) != NULL) {
        return SL_OK;
    }
    return sl_rule_found(context, child->key, err);
}

static enum sl_status check_disability(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = child_of(context->facts);
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_value *value = &context->facts->values[child->first_value + i];
        if (value->attribute == SL_ATTRIBUTE_DISABILITY &&
            sl_code_words(SL_CODES_DISABILITY, value->text) == NULL) {
            return sl_rule_found(context, child->key, err);
        }
    }
    return SL_OK;
}

static enum sl_status
check_none_and_other(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = child_of(context->facts);
    bool has_none = false;
    bool has_other = false;
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_value *value = &context->facts->values[child->first_value + i];
        if (value->attribute == SL_ATTRIBUTE_DISABILITY) {
            const bool is_none = sl_str_equal(value->text, SL_STR("NONE"));
            has_none = has_none || is_none;
            has_other = has_other || !is_none;
        }
    }
    return has_none && has_other ? sl_rule_found(context, child->key, err) : SL_OK;
}

static enum sl_status check_twice(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = child_of(context->facts);
    /* More than the list has codes can only be such that stand twice. */
    struct sl_str met[16];
    size_t count = 0;
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_value *value = &context->facts->values[child->first_value + i];
        if (value->attribute != SL_ATTRIBUTE_DISABILITY || value->text.len == 0) {
            continue;
        }
        for (size_t j = 0; j < count; j++) {
            if (sl_str_equal(met[j], value->text)) {
                return sl_rule_found(context, child->key, err);
            }
        }
        if (count < sizeof met / sizeof met[0]) {
            met[count++] = value->text;
        }
    }
    return SL_OK;
}

/* An event of this kind began before the referral that it belongs to, directly or not. */
static enum sl_status
check_before(const struct sl_rule_context *context, enum sl_event_kind kind, struct sl_error *err)
{
    const struct sl_entity *referral = NULL;
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        if (event->class != SL_EVENT) {
            continue;
        }
        /* The events of a referral stand behind it. */
        referral = event->kind == SL_EVENT_REFERRAL ? event : referral;
        if (event->kind == kind && referral != NULL && event->start.precision == SL_PRECISION_DAY &&
            referral->start.precision == SL_PRECISION_DAY &&
            event->start.day < referral->start.day) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static enum sl_status check_assessment(const struct sl_rule_context *context, struct sl_error *err)
{
    return check_before(context, SL_EVENT_ASSESSMENT, err);
}

static enum sl_status check_conference(const struct sl_rule_context *context, struct sl_error *err)
{
    return check_before(context, SL_EVENT_CONFERENCE, err);
}

static enum sl_status check_plan(const struct sl_rule_context *context, struct sl_error *err)
{
    return check_before(context, SL_EVENT_PROTECTION_PLAN, err);
}

static enum sl_status check_section_47(const struct sl_rule_context *context, struct sl_error *err)
{
    return check_before(context, SL_EVENT_SECTION_47, err);
}

static bool is_weekend(struct sl_moment moment)
{
    return moment.precision == SL_PRECISION_DAY &&
           sl_date_weekday(sl_date_from_days(moment.day)) >= 5;
}

static enum sl_status
check_target_weekday(const struct sl_rule_context *context, struct sl_error *err)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        const struct sl_value *value =
            sl_facts_find(context->facts, event, SL_ATTRIBUTE_TARGET_DATE);
        struct sl_moment target;
        if (value != NULL && sl_moment_parse(value->text, &target, NULL) == SL_OK &&
            is_weekend(target)) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static enum sl_status
check_conference_weekday(const struct sl_rule_context *context, struct sl_error *err)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        if (event->class == SL_EVENT && event->kind == SL_EVENT_CONFERENCE &&
            is_weekend(event->start)) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static bool is_event(const struct sl_entity *entity, enum sl_event_kind kind)
{
    return entity->class == SL_EVENT && entity->kind == (unsigned)kind;
}

static bool same_day(struct sl_moment left, struct sl_moment right)
{
    return left.precision == SL_PRECISION_DAY && right.precision == SL_PRECISION_DAY &&
           left.day == right.day;
}

/* Events in the order of the record, each with what it stands in. */
struct walk {
    const struct sl_facts *facts;
    size_t next, link;
    const struct sl_entity *event, *referral, *enquiry; /* the last of each; NULL before it */
    bool is_in_enquiry; /* a conference that stands in the enquiry, not in the referral itself */
};

static bool step(struct walk *walk)
{
    const struct sl_facts *facts = walk->facts;
    if (walk->next == facts->entity_count) {
        return false;
    }
    const struct sl_entity *event = &facts->entities[walk->next++];
    walk->event = event;
    walk->is_in_enquiry = false;
    if (is_event(event, SL_EVENT_REFERRAL)) {
        walk->referral = event;
        walk->enquiry = NULL;
    } else if (is_event(event, SL_EVENT_SECTION_47)) {
        walk->enquiry = event;
    } else if (is_event(event, SL_EVENT_CONFERENCE) && walk->enquiry != NULL) {
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

static enum sl_status
check_conference_twice(const struct sl_rule_context *context, struct sl_error *err)
{
    struct walk outer = { .facts = context->facts };
    while (step(&outer)) {
        struct walk inner = { .facts = context->facts };
        while (outer.is_in_enquiry && step(&inner)) {
            if (is_event(inner.event, SL_EVENT_CONFERENCE) && !inner.is_in_enquiry &&
                same_day(inner.event->start, outer.event->start)) {
                SL_TRY(sl_rule_found(context, outer.event->key, err));
                break;
            }
        }
    }
    return SL_OK;
}

/* Is the day in the year of the census, as its header says? Yes when it does not say. */
static enum sl_status is_in_year(
    const struct sl_rule_context *context, int32_t day, bool *ret_is_in, struct sl_error *err
)
{
    struct sl_xml_node *header = NULL;
    size_t line;
    struct sl_date until;

    *ret_is_in = true;
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
    if (reference == NULL || sl_date_parse(reference->text, &until, NULL) != SL_OK ||
        until.year < 2) {
        return SL_OK;
    }
    const struct sl_date before = {
        .year = (int16_t)(until.year - 1),
        .month = until.month,
        .day = until.month == 2 && until.day == 29 ? 28 : until.day,
    };
    *ret_is_in = day > sl_date_to_days(before) && day <= sl_date_to_days(until);
    return SL_OK;
}

/* Was a conference of the same referral on the day on which the event began? */
static bool has_conference(const struct sl_facts *facts, const struct walk *at)
{
    struct walk walk = { .facts = facts };
    while (step(&walk)) {
        if (walk.referral == at->referral && is_event(walk.event, SL_EVENT_CONFERENCE) &&
            same_day(walk.event->start, at->event->start)) {
            return true;
        }
    }
    return false;
}

static enum sl_status check_plan_day(const struct sl_rule_context *context, struct sl_error *err)
{
    struct walk walk = { .facts = context->facts };
    while (step(&walk)) {
        const struct sl_entity *plan = walk.event;
        bool is_in = false;
        if (!is_event(plan, SL_EVENT_PROTECTION_PLAN) ||
            plan->start.precision != SL_PRECISION_DAY || has_conference(context->facts, &walk)) {
            continue;
        }
        SL_TRY(is_in_year(context, plan->start.day, &is_in, err));
        if (is_in) {
            SL_TRY(sl_rule_found(context, plan->key, err));
        }
    }
    return SL_OK;
}

/* Does the enquiry say that no conference is needed? Then it is not open though it has none. */
static bool needs_none(const struct sl_facts *facts, const struct sl_entity *enquiry)
{
    const struct sl_value *value = sl_facts_find(facts, enquiry, SL_ATTRIBUTE_NO_FURTHER_ACTION);
    return value != NULL &&
           (sl_str_equal(value->text, SL_STR("true")) || sl_str_equal(value->text, SL_STR("1")));
}

/* How many enquiries of the referral have neither a conference nor a word that none is needed. */
static size_t count_open(const struct sl_facts *facts, const struct sl_entity *referral)
{
    struct walk walk = { .facts = facts };
    size_t count = 0;
    bool is_open = false; /* the last enquiry */
    while (step(&walk)) {
        if (walk.referral != referral) {
            continue;
        }
        if (walk.event == walk.enquiry) {
            is_open = !needs_none(facts, walk.event);
            count += is_open ? 1 : 0;
        } else if (walk.is_in_enquiry && is_open) {
            is_open = false;
            count--;
        }
    }
    return count;
}

static enum sl_status
check_open_enquiries(const struct sl_rule_context *context, struct sl_error *err)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        if (is_event(event, SL_EVENT_REFERRAL) && count_open(context->facts, event) > 1) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static enum sl_status check_review(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *plan = NULL;
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        /* The reviews of a plan stand behind it. */
        plan = is_event(event, SL_EVENT_PROTECTION_PLAN) ? event : plan;
        if (is_event(event, SL_EVENT_PLAN_REVIEW) && plan != NULL &&
            event->start.precision == SL_PRECISION_DAY &&
            plan->start.precision == SL_PRECISION_DAY && event->start.day <= plan->start.day) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}
