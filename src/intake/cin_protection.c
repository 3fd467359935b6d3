/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "intake/cin_check.h"
#include "intake/cin_walk.h"
#include "record/code_list.h"

/* An enquiry that is open at the reference date should not be older than this. */
#define ENQUIRY_WORKING_DAYS 15

enum sl_status sl_cin_enquiry_early(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_early(context, SL_EVENT_SECTION_47, err);
}

/* Neither a conference nor the mark that none is required. */
static bool is_open_enquiry(const struct sl_cin_walk *at)
{
    return sl_cin_is(at->event, SL_EVENT_SECTION_47) &&
           !sl_cin_is_marked(at->facts, at->event, true) && sl_cin_conference(at) == NULL;
}

enum sl_status sl_cin_enquiry_two_open(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_two_of_referral(context, is_open_enquiry, err);
}

enum sl_status sl_cin_enquiry_left_open(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_left_open(context, is_open_enquiry, err);
}

/* The mark says that a conference is required, and there is none. */
static bool is_waiting_enquiry(const struct sl_cin_walk *at)
{
    return is_open_enquiry(at) && sl_cin_is_marked(at->facts, at->event, false);
}

enum sl_status sl_cin_enquiry_late(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_late(context, is_waiting_enquiry, ENQUIRY_WORKING_DAYS, err);
}

enum sl_status sl_cin_enquiry_overlap(const struct sl_rule_context *context, struct sl_error *err)
{
    static const struct sl_cin_clash clash = {
        .during = SL_EVENT_SECTION_47,
        .began = SL_EVENT_SECTION_47,
        .is_in_referral = true,
    };
    return sl_cin_find_clash(context, &clash, err);
}

enum sl_status sl_cin_conference_early(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_early(context, SL_EVENT_CONFERENCE, err);
}

static bool is_weekend(struct sl_moment moment)
{
    return sl_cin_has_day(moment) && sl_date_weekday(sl_date_from_days(moment.day)) >= 5;
}

enum sl_status
sl_cin_conference_weekend(const struct sl_rule_context *context, struct sl_error *err)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        if (sl_cin_is(event, SL_EVENT_CONFERENCE) && is_weekend(event->start)) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

/* The day that a value says; false when there is no such value, or it is not a day. */
static bool find_day(
    const struct sl_facts *facts,
    const struct sl_entity *entity,
    enum sl_attribute attribute,
    struct sl_moment *ret_day
)
{
    const struct sl_fact_value *value = sl_facts_find(facts, entity, attribute);
    return value != NULL && sl_moment_parse(value->text, ret_day, NULL) == SL_OK &&
           sl_cin_has_day(*ret_day);
}

enum sl_status sl_cin_target_weekend(const struct sl_rule_context *context, struct sl_error *err)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        struct sl_moment target;
        if (find_day(context->facts, event, SL_ATTRIBUTE_TARGET_DATE, &target) &&
            is_weekend(target)) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static bool same_day(struct sl_moment left, struct sl_moment right)
{
    return sl_cin_has_day(left) && sl_cin_has_day(right) && left.day == right.day;
}

enum sl_status sl_cin_conference_twice(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk outer = { .facts = context->facts };
    while (sl_cin_step(&outer)) {
        struct sl_cin_walk inner = { .facts = context->facts };
        while (outer.is_in_enquiry && sl_cin_step(&inner)) {
            if (sl_cin_is(inner.event, SL_EVENT_CONFERENCE) && !inner.is_in_enquiry &&
                same_day(inner.event->start, outer.event->start)) {
                SL_TRY(sl_rule_found(context, outer.event->key, err));
                break;
            }
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_protection_early(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_early(context, SL_EVENT_PROTECTION_PLAN, err);
}

/* Was a conference of the same referral on the day on which the event began? */
static bool has_conference(const struct sl_cin_walk *at)
{
    struct sl_cin_walk walk = { .facts = at->facts };
    while (sl_cin_step(&walk)) {
        if (walk.referral == at->referral && sl_cin_is(walk.event, SL_EVENT_CONFERENCE) &&
            same_day(walk.event->start, at->event->start)) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_cin_protection_day(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    struct sl_cin_year year = { .is_read = false };
    while (sl_cin_step(&walk)) {
        const struct sl_entity *plan = walk.event;
        if (!sl_cin_is(plan, SL_EVENT_PROTECTION_PLAN) || !sl_cin_has_day(plan->start) ||
            has_conference(&walk)) {
            continue;
        }
        SL_TRY(sl_cin_year(context, &year, err));
        if (plan->start.day >= year.from && plan->start.day <= year.last) {
            SL_TRY(sl_rule_found(context, plan->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_protection_review(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *plan = NULL;
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *event = &context->facts->entities[i];
        /* The reviews of a plan stand behind it. */
        plan = sl_cin_is(event, SL_EVENT_PROTECTION_PLAN) ? event : plan;
        if (sl_cin_is(event, SL_EVENT_PLAN_REVIEW) && plan != NULL &&
            sl_cin_has_day(event->start) && sl_cin_has_day(plan->start) &&
            event->start.day <= plan->start.day) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static enum sl_status find_no_category(
    const struct sl_rule_context *context, enum sl_attribute attribute, struct sl_error *err
)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *plan = &context->facts->entities[i];
        if (!sl_cin_is(plan, SL_EVENT_PROTECTION_PLAN)) {
            continue;
        }
        const struct sl_fact_value *value = sl_facts_find(context->facts, plan, attribute);
        if (value == NULL || sl_code_words(SL_CODES_ABUSE, value->text) == NULL) {
            SL_TRY(sl_rule_found(context, plan->key, err));
        }
    }
    return SL_OK;
}

enum sl_status
sl_cin_protection_category(const struct sl_rule_context *context, struct sl_error *err)
{
    return find_no_category(context, SL_ATTRIBUTE_CATEGORY, err);
}

enum sl_status sl_cin_protection_latest(const struct sl_rule_context *context, struct sl_error *err)
{
    return find_no_category(context, SL_ATTRIBUTE_LATEST_CATEGORY, err);
}

/* Plans that began, or ended, after the child had died. */
static enum sl_status
find_dead(const struct sl_rule_context *context, bool is_end, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    struct sl_moment death;
    if (child == NULL || !find_day(context->facts, child, SL_ATTRIBUTE_DEATH_DATE, &death)) {
        return SL_OK;
    }
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *plan = &context->facts->entities[i];
        if (sl_cin_is(plan, SL_EVENT_PROTECTION_PLAN) &&
            sl_cin_is_after(is_end ? plan->end : plan->start, death)) {
            SL_TRY(sl_rule_found(context, plan->key, err));
        }
    }
    return SL_OK;
}

enum sl_status
sl_cin_protection_start_dead(const struct sl_rule_context *context, struct sl_error *err)
{
    return find_dead(context, false, err);
}

enum sl_status
sl_cin_protection_end_dead(const struct sl_rule_context *context, struct sl_error *err)
{
    return find_dead(context, true, err);
}

enum sl_status sl_cin_protection_order(const struct sl_rule_context *context, struct sl_error *err)
{
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *plan = &context->facts->entities[i];
        if (sl_cin_is(plan, SL_EVENT_PROTECTION_PLAN) && sl_cin_is_after(plan->start, plan->end)) {
            SL_TRY(sl_rule_found(context, plan->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_protection_year(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_year year = { .is_read = false };
    for (size_t i = 0; i < context->facts->entity_count; i++) {
        const struct sl_entity *plan = &context->facts->entities[i];
        if (!sl_cin_is(plan, SL_EVENT_PROTECTION_PLAN) || !sl_cin_has_day(plan->end)) {
            continue;
        }
        SL_TRY(sl_cin_year(context, &year, err));
        if (plan->end.day < year.from || plan->end.day > year.last) {
            SL_TRY(sl_rule_found(context, plan->key, err));
        }
    }
    return SL_OK;
}

static bool is_open_protection(const struct sl_cin_walk *at)
{
    return sl_cin_is(at->event, SL_EVENT_PROTECTION_PLAN) && !sl_cin_has_day(at->event->end);
}

enum sl_status
sl_cin_protection_two_open(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_two_of_child(context, is_open_protection, err);
}

enum sl_status
sl_cin_protection_overlap(const struct sl_rule_context *context, struct sl_error *err)
{
    static const struct sl_cin_clash clash = {
        .during = SL_EVENT_PROTECTION_PLAN,
        .began = SL_EVENT_PROTECTION_PLAN,
    };
    return sl_cin_find_clash(context, &clash, err);
}
