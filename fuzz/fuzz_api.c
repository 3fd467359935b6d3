/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_api.c - any bytes as what a program sends: as the header with its token, as the scopes of
 * one, and as a body of JSON by a table. Refused, or within its limits; and a problem that repeats
 * it is JSON.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/json_write.h"
#include "base/utf8.h"
#include "sharing/scope.h"
#include "web/api.h"
#include "web/body.h"

#define ARENA_LIMIT ((size_t)16 << 20)
#define TEXT_BYTES  64u
#define TEXT_COUNT  5u

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct sl_body_member members[] = {
    {.name = "words",        .kind = SL_BODY_TEXT,  .is_required = true, .most = TEXT_BYTES },
    { .name = "records",    .kind = SL_BODY_TEXTS,                        .most = TEXT_COUNT },
    { .name = "limit",.kind = SL_BODY_WHOLE,.most = 100 },
    { .name = "urgent",       .kind = SL_BODY_TRUTH         },
};
#define MEMBER_COUNT (sizeof members / sizeof members[0])

static void check_body(struct sl_str text, struct sl_arena *arena)
{
    struct sl_body_value values[MEMBER_COUNT];

    if (sl_body_read(text, members, MEMBER_COUNT, arena, values, NULL) != SL_OK) {
        return;
    }
    SL_ASSERT(values[0].text.len >= 1 && values[0].text.len <= TEXT_BYTES);
    SL_ASSERT(values[1].text_count <= TEXT_COUNT);
    SL_ASSERT(values[2].is_there == (values[2].whole != 0));
    SL_ASSERT(values[2].whole >= 0 && values[2].whole <= 100);
    for (size_t i = 0; i < values[1].text_count; i++) {
        SL_ASSERT(sl_utf8_check(values[1].texts[i]) == values[1].texts[i].len);
    }
}

/* What is written of it is read again, as one value. */
static void check_written(struct sl_str text, struct sl_arena *arena)
{
    struct sl_json json;
    struct sl_json_token token;
    struct sl_buf buf;

    sl_buf_init(&buf, ARENA_LIMIT);
    sl_json_begin_list(&buf, NULL);
    sl_json_add_text(&buf, NULL, text);
    sl_json_end_list(&buf);
    sl_json_init(&json, sl_buf_str(&buf), 2, arena);
    SL_ASSERT(sl_json_next(&json, &token, NULL) == SL_OK && token.kind == SL_JSON_LIST);
    const enum sl_status status = sl_json_next(&json, &token, NULL);
    /* U+0000 is the one that no text of ours can hold. */
    SL_ASSERT(status == SL_OK || sl_str_find(text, (struct sl_str){ "\0", 1 }) < text.len);
    sl_buf_finish(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_arena arena;
    unsigned scopes = 0;

    sl_arena_init(&arena, ARENA_LIMIT);
    const struct sl_str token = sl_api_token(text);
    SL_ASSERT(token.len == 0 || token.len + 7 <= len);
    for (size_t i = 0; i < token.len; i++) {
        SL_ASSERT(token.ptr[i] > ' ' && token.ptr[i] <= '~');
    }
    if (sl_scope_parse(text, &scopes, NULL) == SL_OK) {
        SL_ASSERT(scopes > 0 && scopes < SL_SCOPE_BIT(SL_SCOPE_COUNT));
    }
    check_body(text, &arena);
    check_written(text, &arena);
    sl_arena_finish(&arena);
    return 0;
}
