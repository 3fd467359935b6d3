/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/child_part.h"

#include "base/buf.h"

bool sl_child_has_key(const struct sl_facts *facts, struct sl_str key)
{
    for (size_t i = 0; i < facts->entity_count; i++) {
        if (sl_str_equal(facts->entities[i].key, key)) {
            return true;
        }
    }
    return false;
}

static void add_name(
    const struct sl_reading *reading,
    const struct sl_child_part *part,
    unsigned number,
    struct sl_buf *buf
)
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
    if (number > 1) {
        sl_buf_addf(buf, "#%u", number);
    }
}

/* The first of its names that no other entity has. */
static enum sl_status make_key(
    const struct sl_reading *reading,
    const struct sl_child_part *part,
    struct sl_str *ret_key,
    struct sl_error *err
)
{
    struct sl_buf buf;
    unsigned number = 1;

    sl_buf_init(&buf, SL_SPLIT_KEY_ROOM_BYTES);
    do {
        sl_buf_clear(&buf);
        add_name(reading, part, number++, &buf);
    } while (buf.status == SL_OK && sl_child_has_key(reading->facts, sl_buf_str(&buf)));
    const enum sl_status status = sl_buf_status(&buf, err);
    if (status == SL_OK) {
        *ret_key = sl_arena_copy(reading->facts->arena, sl_buf_str(&buf));
    }
    sl_buf_finish(&buf);
    SL_TRY(status);
    return ret_key->ptr == NULL ? sl_fail_memory(err) : SL_OK;
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
