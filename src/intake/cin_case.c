/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_check.h"
#include "intake/cin_walk.h"

/* An assessment that is open at the reference date should not be older than this. */
#define ASSESSMENT_WORKING_DAYS 45

enum sl_status sl_cin_assessment_early(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_early(context, SL_EVENT_ASSESSMENT, err);
}

static bool is_open_assessment(const struct sl_cin_walk *at)
{
    return sl_cin_is(at->event, SL_EVENT_ASSESSMENT) && !sl_cin_has_day(at->event->end);
}

enum sl_status sl_cin_assessment_late(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_late(context, is_open_assessment, ASSESSMENT_WORKING_DAYS, err);
}

enum sl_status
sl_cin_assessment_left_open(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_find_left_open(context, is_open_assessment, err);
}

enum sl_status
sl_cin_assessment_two_open(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_two_of_referral(context, is_open_assessment, err);
}

enum sl_status sl_cin_after_closure(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    while (sl_cin_step(&walk)) {
        const struct sl_entity *event = walk.event;
        const bool is_protection = sl_cin_is(event, SL_EVENT_PROTECTION_PLAN);
        if (walk.referral == NULL ||
            !(is_protection || sl_cin_is(event, SL_EVENT_ASSESSMENT) ||
              sl_cin_is(event, SL_EVENT_SECTION_47) || sl_cin_is(event, SL_EVENT_CONFERENCE) ||
              sl_cin_is(event, SL_EVENT_NEED_PLAN))) {
            continue;
        }
        /* Of a child protection plan the rule names the end only. */
        if (sl_cin_is_after(event->end, walk.referral->end) ||
            (!is_protection && sl_cin_is_after(event->start, walk.referral->end))) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

static bool is_open_referral(const struct sl_cin_walk *at)
{
    return sl_cin_is(at->event, SL_EVENT_REFERRAL) && !sl_cin_has_day(at->event->end) &&
           sl_cin_is_marked(at->facts, at->event, false);
}

enum sl_status sl_cin_open_twice(const struct sl_rule_context *context, struct sl_error *err)
{
    return sl_cin_two_of_child(context, is_open_referral, err);
}

enum sl_status sl_cin_open_earlier(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    struct sl_moment latest = { .precision = SL_PRECISION_NONE };
    while (sl_cin_step(&walk)) {
        if (sl_cin_is(walk.event, SL_EVENT_REFERRAL) && sl_cin_has_day(walk.event->start) &&
            (!sl_cin_has_day(latest) || sl_cin_is_after(walk.event->start, latest))) {
            latest = walk.event->start;
        }
    }
    walk = (struct sl_cin_walk){ .facts = context->facts };
    while (sl_cin_step(&walk)) {
        if (is_open_referral(&walk) && sl_cin_is_after(latest, walk.event->start)) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_referral_overlap(const struct sl_rule_context *context, struct sl_error *err)
{
    static const struct sl_cin_clash clash = {
        .during = SL_EVENT_REFERRAL,
        .began = SL_EVENT_REFERRAL,
        .may_touch = true,
    };
    return sl_cin_find_clash(context, &clash, err);
}

enum sl_status
sl_cin_no_action_activity(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    while (sl_cin_step(&walk)) {
        const struct sl_entity *event = walk.event;
        if ((sl_cin_is(event, SL_EVENT_ASSESSMENT) || sl_cin_is(event, SL_EVENT_SECTION_47) ||
             sl_cin_is(event, SL_EVENT_CONFERENCE)) &&
            (sl_cin_has_day(event->start) || sl_cin_has_day(event->end)) &&
            sl_cin_is_marked(walk.facts, walk.referral, true)) {
            SL_TRY(sl_rule_found(context, event->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_no_action_plan(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    while (sl_cin_step(&walk)) {
        if (sl_cin_is(walk.event, SL_EVENT_PROTECTION_PLAN) &&
            sl_cin_is_marked(walk.facts, walk.referral, true)) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}

/* Has the referral an open plan of child protection? */
static bool is_protected(const struct sl_facts *facts, const struct sl_entity *referral)
{
    struct sl_cin_walk walk = { .facts = facts };
    while (sl_cin_step(&walk)) {
        if (walk.referral == referral && sl_cin_is(walk.event, SL_EVENT_PROTECTION_PLAN) &&
            !sl_cin_has_day(walk.event->end)) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_cin_both_open(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    while (sl_cin_step(&walk)) {
        if (sl_cin_is(walk.event, SL_EVENT_NEED_PLAN) && !sl_cin_has_day(walk.event->end) &&
            is_protected(walk.facts, walk.referral)) {
            SL_TRY(sl_rule_found(context, walk.event->key, err));
        }
    }
    return SL_OK;
}

/* Does this day of the referral lie in a plan for a child in need, its last day not with it? */
static bool is_in_need_plan(
    const struct sl_facts *facts, const struct sl_entity *referral, struct sl_moment day
)
{
    struct sl_cin_walk walk = { .facts = facts };
    while (sl_cin_step(&walk)) {
        if (walk.referral == referral && sl_cin_is(walk.event, SL_EVENT_NEED_PLAN) &&
            sl_cin_has_day(walk.event->start) && !sl_cin_is_after(walk.event->start, day) &&
            sl_cin_is_after(walk.event->end, day)) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_cin_review_in_plan(const struct sl_rule_context *context, struct sl_error *err)
{
    struct sl_cin_walk walk = { .facts = context->facts };
    struct sl_moment end = { .precision = SL_PRECISION_NONE };
    while (sl_cin_step(&walk)) {
        const struct sl_entity *review = walk.event;
        if (sl_cin_is(review, SL_EVENT_PROTECTION_PLAN)) {
            end = review->end;
        }
        /* The review that ends the protection may be one that begins the help. */
        if (sl_cin_is(review, SL_EVENT_PLAN_REVIEW) && sl_cin_has_day(review->start) &&
            !(sl_cin_has_day(end) && end.day == review->start.day) &&
            is_in_need_plan(walk.facts, walk.referral, review->start)) {
            SL_TRY(sl_rule_found(context, review->key, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_plan_overlap(const struct sl_rule_context *context, struct sl_error *err)
{
    static const struct sl_cin_clash clash = {
        .during = SL_EVENT_NEED_PLAN,
        .began = SL_EVENT_NEED_PLAN,
    };
    return sl_cin_find_clash(context, &clash, err);
}

enum sl_status
sl_cin_plan_in_protection(const struct sl_rule_context *context, struct sl_error *err)
{
    static const struct sl_cin_clash clash = {
        .during = SL_EVENT_PROTECTION_PLAN,
        .began = SL_EVENT_NEED_PLAN,
        .may_touch = true,
    };
    return sl_cin_find_clash(context, &clash, err);
}
