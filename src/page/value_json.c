/* SPDX-License-Identifier: Apache-2.0 */
#include "page/value_json.h"

#include <float.h>
#include <string.h>

#include "base/array.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/number.h"

/* Lists and maps that are open, and the items that they hold so far: one stack of members. */
struct reader {
    struct sl_json json;
    struct sl_arena *arena;
    struct sl_member *members;
    size_t count;
    size_t capacity;
    struct open {
        size_t first; /* of its members on the stack */
        struct sl_str name;
        bool is_map;
    } open[SL_JSON_DEPTH_LIMIT + 1];
    unsigned depth;
};

static enum sl_status
push(struct reader *reader, struct sl_str name, struct sl_value value, struct sl_error *err)
{
    const size_t first = reader->depth > 0 ? reader->open[reader->depth - 1].first : 0;
    const bool in_map = reader->depth > 0 && reader->open[reader->depth - 1].is_map;

    for (size_t i = first; in_map && i < reader->count; i++) {
        if (sl_str_equal(reader->members[i].name, name)) {
            reader->members[i].value = value;
            return SL_OK;
        }
    }
    SL_TRY(sl_array_reserve(
        &reader->members, &reader->capacity, reader->count + 1, sizeof(*reader->members), err
    ));
    reader->members[reader->count++] = (struct sl_member){ .name = name, .value = value };
    return SL_OK;
}

/* Make one value of all that the innermost open list or map holds. */
static enum sl_status
close_innermost(struct reader *reader, struct sl_value *ret_value, struct sl_error *err)
{
    const struct open *open = &reader->open[reader->depth - 1];
    const size_t count = reader->count - open->first;
    const struct sl_member *members = count == 0 ? NULL : reader->members + open->first;
    const size_t bytes = open->is_map ? sizeof(struct sl_member) : sizeof(struct sl_value);
    void *room = sl_arena_alloc(reader->arena, count, bytes);

    if (room == NULL) {
        return sl_fail_memory(err);
    }
    if (open->is_map) {
        if (count > 0) {
            memcpy(room, members, count * sizeof(*members));
        }
        *ret_value = sl_value_map(room, count);
    } else {
        struct sl_value *items = room;
        for (size_t i = 0; i < count; i++) {
            items[i] = members[i].value;
        }
        *ret_value = sl_value_list(items, count);
    }
    reader->count = open->first;
    return SL_OK;
}

/* A value that stands alone in its token. */
static enum sl_status
scalar(const struct sl_json_token *token, struct sl_value *ret_value, struct sl_error *err)
{
    double number = 0;

    if (token->kind == SL_JSON_NUMBER) {
        SL_TRY(sl_parse_f64(token->text, -DBL_MAX, DBL_MAX, &number, err));
        *ret_value = sl_value_number(number);
    } else if (token->kind == SL_JSON_TEXT) {
        *ret_value = sl_value_text(token->text);
    } else if (token->kind == SL_JSON_NULL) {
        *ret_value = sl_value_null();
    } else {
        *ret_value = sl_value_bool(token->kind == SL_JSON_TRUE);
    }
    return SL_OK;
}

static enum sl_status read_all(struct reader *reader, struct sl_error *err)
{
    struct sl_json_token token;

    for (;;) {
        struct sl_value value = sl_value_undefined();
        SL_TRY(sl_json_next(&reader->json, &token, err));
        if (token.kind == SL_JSON_END) {
            return SL_OK;
        }
        if (token.kind == SL_JSON_OBJECT || token.kind == SL_JSON_LIST) {
            reader->open[reader->depth++] = (struct open){
                .first = reader->count,
                .name = token.name,
                .is_map = token.kind == SL_JSON_OBJECT,
            };
            continue;
        }
        struct sl_str name = token.name;
        if (token.kind == SL_JSON_OBJECT_END || token.kind == SL_JSON_LIST_END) {
            SL_TRY(close_innermost(reader, &value, err));
            name = reader->open[--reader->depth].name;
        } else {
            SL_TRY(scalar(&token, &value, err));
        }
        SL_TRY(push(reader, name, value, err));
    }
}

enum sl_status sl_value_parse_json(
    struct sl_str json, struct sl_arena *arena, struct sl_value *ret_value, struct sl_error *err
)
{
    struct reader reader = { .arena = arena };

    sl_json_init(&reader.json, json, SL_JSON_DEPTH_LIMIT, arena);
    const enum sl_status status = read_all(&reader, err);
    if (status == SL_OK) {
        SL_ASSERT(reader.count == 1);
        *ret_value = reader.members[0].value;
    } else if (status == SL_INVALID) {
        sl_fail_detail(err, "column %zu", sl_json_column(&reader.json));
    }
    sl_free(reader.members);
    return status;
}
