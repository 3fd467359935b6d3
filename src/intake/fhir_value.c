/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/fhir_value.h"

#include <string.h>

#include "intake/json_read.h"

/* Parts of an address or lines that are joined; more are left in the record's text. */
#define JOIN_LIMIT     16u
#define ID_LIMIT_BYTES 64u

/* The first coding of a concept; a Coding itself. */
static const struct sl_json_node *coding_of(const struct sl_json_node *concept)
{
    const struct sl_json_node *list = sl_json_find(concept, SL_STR("coding"));
    return list != NULL && list->kind == SL_JSON_LIST ? list->first : concept;
}

struct sl_str sl_fhir_code(const struct sl_json_node *concept)
{
    return sl_json_member_text(coding_of(concept), SL_STR("code"));
}

struct sl_str sl_fhir_words(const struct sl_json_node *concept)
{
    const struct sl_str itself = sl_json_text_of(concept);
    const struct sl_str text = sl_json_member_text(concept, SL_STR("text"));
    const struct sl_str display = sl_json_member_text(coding_of(concept), SL_STR("display"));
    return itself.len > 0    ? itself
           : text.len > 0    ? text
           : display.len > 0 ? display
                             : sl_fhir_code(concept);
}

enum sl_status sl_fhir_period(
    struct sl_reading *reading,
    const struct sl_json_node *period,
    struct sl_moment *ret_start,
    struct sl_moment *ret_end,
    struct sl_error *err
)
{
    struct sl_moment start;
    SL_TRY(sl_json_node_want(reading, period, SL_JSON_OBJECT, err));
    SL_TRY(sl_json_moment_of(reading, sl_json_find(period, SL_STR("start")), &start, err));
    SL_TRY(sl_json_moment_of(reading, sl_json_find(period, SL_STR("end")), ret_end, err));
    *ret_start = start;
    return SL_OK;
}

/* FHIR R4, "id": letters, digits, '-' and '.', 1 to 64. */
static bool is_id(struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        const char letter = (char)(byte | 0x20);
        if (!(letter >= 'a' && letter <= 'z') && !(byte >= '0' && byte <= '9') && byte != '-' &&
            byte != '.') {
            return false;
        }
    }
    return text.len > 0 && text.len <= ID_LIMIT_BYTES;
}

/* The two parts at the end of an address, without its version. */
static bool split_address(struct sl_str address, struct sl_str *ret_type, struct sl_str *ret_id)
{
    const size_t version = sl_str_find(address, SL_STR("/_history/"));
    const struct sl_str path = sl_str_part(address, 0, version);
    size_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/') {
        slash--;
    }
    size_t first = slash > 0 ? slash - 1 : 0;
    while (first > 0 && path.ptr[first - 1] != '/') {
        first--;
    }
    *ret_id = sl_str_part(path, slash, path.len);
    *ret_type = sl_str_part(path, first, slash > first ? slash - first - 1 : 0);
    return is_id(*ret_id) && is_id(*ret_type) && ret_type->ptr[0] >= 'A' && ret_type->ptr[0] <= 'Z';
}

enum sl_status sl_fhir_reference(
    struct sl_reading *reading,
    const struct sl_json_node *reference,
    struct sl_str type,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    const struct sl_str uuid = SL_STR("urn:uuid:");
    const struct sl_str address = sl_json_member_text(reference, SL_STR("reference"));
    struct sl_str parts[2];
    *ret_key = (struct sl_str){ .ptr = NULL };
    if (sl_str_starts(address, uuid)) {
        parts[0] = type;
        parts[1] = sl_str_part(address, uuid.len, address.len);
        if (!is_id(parts[1])) {
            return SL_OK;
        }
    } else if (!split_address(address, &parts[0], &parts[1])) {
        return SL_OK;
    }
    return sl_fhir_join(reading, parts, 2, SL_STR("/"), ret_key, err);
}

enum sl_status sl_fhir_join(
    struct sl_reading *reading,
    const struct sl_str *texts,
    size_t count,
    struct sl_str between,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += texts[i].len + between.len;
    }
    char *joined = sl_arena_alloc(reading->facts->arena, len + 1, 1);
    if (joined == NULL) {
        return sl_fail_memory(err);
    }
    len = 0;
    for (size_t i = 0; i < count; i++) {
        if (texts[i].len == 0) {
            continue;
        }
        if (len > 0) {
            memcpy(joined + len, between.ptr, between.len);
            len += between.len;
        }
        memcpy(joined + len, texts[i].ptr, texts[i].len);
        len += texts[i].len;
    }
    *ret_text = (struct sl_str){ .ptr = joined, .len = len };
    return SL_OK;
}

enum sl_status sl_fhir_join_list(
    struct sl_reading *reading,
    const struct sl_json_node *list,
    struct sl_str between,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    struct sl_str texts[JOIN_LIMIT];
    size_t count = 0;
    SL_TRY(sl_json_node_want(reading, list, SL_JSON_LIST, err));
    const struct sl_json_node *at = list == NULL ? NULL : list->first;
    for (; at != NULL && count < JOIN_LIMIT; at = at->next) {
        texts[count++] = sl_json_text_of(at);
    }
    return sl_fhir_join(reading, texts, count, between, ret_text, err);
}

enum sl_status sl_fhir_part_key(
    struct sl_reading *reading,
    struct sl_str name,
    unsigned number,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    struct sl_buf digits;
    sl_buf_init(&digits, 16);
    sl_buf_add_u64(&digits, number);
    const struct sl_str parts[3] = { reading->key, name, sl_buf_str(&digits) };
    enum sl_status status = sl_buf_status(&digits, err);
    if (status == SL_OK) {
        status = sl_fhir_join(reading, parts, 3, SL_STR("/"), ret_key, err);
    }
    sl_buf_finish(&digits);
    return status;
}

enum sl_status sl_fhir_add(
    struct sl_reading *reading,
    enum sl_attribute attribute,
    struct sl_str text,
    struct sl_error *err
)
{
    if (text.len == 0) {
        return SL_OK;
    }
    const struct sl_fact_value value = { .attribute = attribute, .text = text };
    return sl_read_add_value(reading->facts, value, err);
}
