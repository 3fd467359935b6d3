/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_rules.h"

#include "base/date.h"
#include "record/code_list.h"

static sl_rule_fn check_ethnicity, check_disability, check_none_and_other, check_twice,
    check_assessment, check_conference, check_plan, check_section_47, check_target_weekday,
    check_conference_weekday;

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
