/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cin_check.h"
#include "intake/cin_walk.h"
#include "record/code_list.h"

enum sl_status sl_cin_ethnicity(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    if (child == NULL) {
        return SL_OK;
    }
    const struct sl_fact_value *value =
        sl_facts_find(context->facts, child, SL_ATTRIBUTE_ETHNICITY);
    if (value != NULL && sl_code_words(SL_CODES_ETHNICITY, value->text) != NULL) {
        return SL_OK;
    }
    return sl_rule_found(context, child->key, err);
}

/* Is the child born, and has a referral on which action was taken? Then disability is asked for. */
static bool is_asked(const struct sl_facts *facts, const struct sl_entity *child)
{
    const struct sl_fact_value *birth = sl_facts_find(facts, child, SL_ATTRIBUTE_BIRTH_DATE);
    if (birth == NULL || birth->text.len == 0) {
        return false;
    }
    for (size_t i = 0; i < facts->entity_count; i++) {
        if (sl_cin_is(&facts->entities[i], SL_EVENT_REFERRAL) &&
            sl_cin_is_marked(facts, &facts->entities[i], false)) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_cin_disability(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    bool is_there = false;
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_fact_value *value = &context->facts->values[child->first_value + i];
        if (value->attribute != SL_ATTRIBUTE_DISABILITY) {
            continue;
        }
        is_there = true;
        if (sl_code_words(SL_CODES_DISABILITY, value->text) == NULL) {
            return sl_rule_found(context, child->key, err);
        }
    }
    return child != NULL && !is_there && is_asked(context->facts, child)
               ? sl_rule_found(context, child->key, err)
               : SL_OK;
}

enum sl_status sl_cin_none_and_other(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    bool has_none = false;
    bool has_other = false;
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_fact_value *value = &context->facts->values[child->first_value + i];
        if (value->attribute == SL_ATTRIBUTE_DISABILITY) {
            const bool is_none = sl_str_equal(value->text, SL_STR("NONE"));
            has_none = has_none || is_none;
            has_other = has_other || !is_none;
        }
    }
    return has_none && has_other ? sl_rule_found(context, child->key, err) : SL_OK;
}

enum sl_status sl_cin_disability_twice(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    /* More than the list has codes can only be such that stand twice. */
    struct sl_str met[16];
    size_t count = 0;
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_fact_value *value = &context->facts->values[child->first_value + i];
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
