/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/child_part.h"

#include "base/buf.h"

/* A number with more digits than this is part of a name that somebody gave. */
#define NUMBER_DIGITS 6u

/* The NUMBER of "NATURAL#NUMBER", 1 for the natural key itself, 0 for another key. */
static unsigned number_in(struct sl_str key, struct sl_str natural)
{
    unsigned number = 0;

    if (!sl_str_starts(key, natural)) {
        return 0;
    }
    const struct sl_str rest = { .ptr = key.ptr + natural.len, .len = key.len - natural.len };
    if (rest.len == 0) {
        return 1;
    }
    if (rest.ptr[0] != '#' || rest.len > 1 + NUMBER_DIGITS) {
        return 0;
    }
    for (size_t i = 1; i < rest.len; i++) {
        if (rest.ptr[i] < '0' || rest.ptr[i] > '9') {
            return 0;
        }
        number = number * 10 + (unsigned)(rest.ptr[i] - '0');
    }
    return number;
}

static void
add_name(const struct sl_reading *reading, const struct sl_child_part *part, struct sl_buf *buf)
{
    sl_buf_add(buf, reading->key);
    sl_buf_add_byte(buf, '/');
    sl_buf_add(buf, sl_event_kind_terms()[part->kind].name);
    sl_buf_add_byte(buf, '/');
    if (part->id.len > 0) {
        sl_buf_add(buf, part->id);
    } else if (part->start.precision == SL_PRECISION_NONE) {
        sl_buf_add_byte(buf, '-');
    } else {
        sl_moment_print(part->start, buf);
    }
}

enum sl_status sl_child_free_key(
    const struct sl_facts *facts,
    struct sl_str natural,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    struct sl_buf buf;
    bool is_taken = false;
    unsigned last = 0;

    for (size_t i = 0; i < facts->entity_count; i++) {
        const unsigned number = number_in(facts->entities[i].key, natural);
        is_taken = is_taken || number == 1;
        last = number > last ? number : last;
    }
    sl_buf_init(&buf, SL_SPLIT_KEY_ROOM_BYTES);
    sl_buf_add(&buf, natural);
    if (is_taken) {
        sl_buf_addf(&buf, "#%u", last + 1);
    }
    const enum sl_status status = sl_buf_status(&buf, err);
    if (status == SL_OK) {
        *ret_key = sl_arena_copy(facts->arena, sl_buf_str(&buf));
    }
    sl_buf_finish(&buf);
    SL_TRY(status);
    return ret_key->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static enum sl_status make_key(
    const struct sl_reading *reading,
    const struct sl_child_part *part,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    struct sl_buf buf;

    sl_buf_init(&buf, SL_SPLIT_KEY_ROOM_BYTES);
    add_name(reading, part, &buf);
    enum sl_status status = sl_buf_status(&buf, err);
    if (status == SL_OK) {
        status = sl_child_free_key(reading->facts, sl_buf_str(&buf), ret_key, err);
    }
    sl_buf_finish(&buf);
    return status;
}

enum sl_status sl_child_part_begin(
    struct sl_reading *reading,
    const struct sl_child_part *part,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    struct sl_facts *facts = reading->facts;

    if (facts->entity_count >= SL_CHILD_PART_LIMIT) {
        return sl_fail(err, SL_LIMIT, "the child has more than %u entities", SL_CHILD_PART_LIMIT);
    }
    SL_TRY(make_key(reading, part, ret_key, err));
    const struct sl_entity entity = {
        .class = SL_EVENT,
        .kind = part->kind,
        .key = *ret_key,
        .start = part->start,
        .end = part->end,
    };
    SL_TRY(sl_facts_entity(facts, entity, err));
    struct sl_link link = { .from_key = reading->key, .to_key = *ret_key, .role = SL_ROLE_SUBJECT };
    SL_TRY(sl_facts_link(facts, link, err));
    if (sl_str_equal(part->of_key, reading->key)) {
        return SL_OK;
    }
    link =
        (struct sl_link){ .from_key = *ret_key, .to_key = part->of_key, .role = SL_ROLE_FOLLOWS };
    return sl_facts_link(facts, link, err);
}
