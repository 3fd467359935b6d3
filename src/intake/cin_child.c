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
    const struct sl_value *value = sl_facts_find(context->facts, child, SL_ATTRIBUTE_ETHNICITY);
    if (value != NULL && sl_code_words(SL_CODES_ETHNICITY, value->text) != NULL) {
        return SL_OK;
    }
    return sl_rule_found(context, child->key, err);
}

enum sl_status sl_cin_disability(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
    for (size_t i = 0; child != NULL && i < child->value_count; i++) {
        const struct sl_value *value = &context->facts->values[child->first_value + i];
        if (value->attribute == SL_ATTRIBUTE_DISABILITY &&
            sl_code_words(SL_CODES_DISABILITY, value->text) == NULL) {
            return sl_rule_found(context, child->key, err);
        }
    }
    return SL_OK;
}

enum sl_status sl_cin_none_and_other(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
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

enum sl_status sl_cin_disability_twice(const struct sl_rule_context *context, struct sl_error *err)
{
    const struct sl_entity *child = sl_cin_child(context->facts);
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
