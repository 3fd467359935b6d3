/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_json.c - what is JSON to us is JSON to jansson, which was written by others, and its texts
 * and numbers lie where they may.
 */
#include <stdint.h>

#include <jansson.h>

#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* jansson refuses numbers that no double or long long can hold; we give their text. */
static int is_json_to_jansson(const char *text, size_t size)
{
    json_error_t error;
    json_t *value = json_loadb(text, size, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
    if (value == NULL) {
        return json_error_code(&error) == json_error_numeric_overflow;
    }
    json_decref(value);
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sl_str text = { .ptr = (const char *)data, .len = size };
    struct sl_arena arena;
    struct sl_json json;
    struct sl_json_token token;
    struct sl_error err;
    enum sl_status status = SL_OK;

    sl_arena_init(&arena, 17 * size + 64);
    sl_json_init(&json, text, SL_JSON_DEPTH_LIMIT, &arena);
    do {
        const size_t before = sl_json_offset(&json);
        status = sl_json_next(&json, &token, &err);
        SL_ASSERT(sl_json_offset(&json) >= before && sl_json_offset(&json) <= size);
        SL_ASSERT(status != SL_NO_MEMORY);
    } while (status == SL_OK && token.kind != SL_JSON_END);
    SL_ASSERT(status != SL_OK || is_json_to_jansson(text.ptr, size));
    sl_arena_finish(&arena);
    return 0;
}
