/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/people_build.h"
#include "app/search_words.h"
#include "store/entity_use.h"
#include "store/mention.h"
#include "store/node.h"
#include "store/relation.h"
#include "store/search_key.h"

/* Rows of one transaction. */
#define COMMIT_ROWS 500000u
/* How often whoever watches is told. */
#define TELL_EVERY 65536u

/* Count a row; commit when there are many. */
static enum sl_status count_row(struct sl_people_build *build, struct sl_error *err)
{
    build->row_count++;
    if (build->options->is_in_transaction || build->row_count % COMMIT_ROWS != 0) {
        return SL_OK;
    }
    SL_TRY(sl_store_commit(build->store, err));
    return sl_store_begin(build->store, err);
}

/* What is done with each item of a spill. */
typedef enum sl_status
item_fn(struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err);

/* Do it with each, in order; then the spill is closed. */
static enum sl_status each(
    struct sl_people_build *build,
    struct sl_spill **spill,
    item_fn *fn,
    const char *step,
    struct sl_error *err
)
{
    struct sl_spill_item item;
    uint64_t done = 0;
    bool has_item = true;

    SL_TRY(sl_spill_sort(*spill, err));
    for (;;) {
        SL_TRY(sl_spill_next(*spill, &item, &has_item, err));
        if (!has_item) {
            break;
        }
        SL_TRY(fn(build, &item, err));
        SL_TRY(count_row(build, err));
        done++;
        if (step != NULL && done % TELL_EVERY == 0) {
            sl_people_tell(build, step, done, sl_spill_count(*spill));
        }
    }
    sl_spill_close(*spill);
    *spill = NULL;
    return SL_OK;
}

static enum sl_status put_used(struct sl_people_build *build, struct sl_error *err)
{
    const size_t count = build->used_count;

    build->used_count = 0;
    return sl_store_entity_uses_put(build->store, build->used, count, err);
}

static enum sl_status
write_use(struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err)
{
    uint32_t marks = 0;

    memcpy(&marks, item->text.ptr, sizeof marks);
    build->used[build->used_count++] = (struct sl_entity_used){
        .entity = item->first, .use = {.record = item->second, .marks = marks}
    };
    return build->used_count == SL_PEOPLE_TOGETHER ? put_used(build, err) : SL_OK;
}

static int64_t big_endian(struct sl_str text)
{
    uint64_t value = 0;

    for (size_t i = 0; i < 8; i++) {
        value = value << 8 | (unsigned char)text.ptr[i];
    }
    return (int64_t)value;
}

static enum sl_status put_node_uses(struct sl_people_build *build, struct sl_error *err)
{
    const size_t count = build->node_use_count;

    build->node_use_count = 0;
    return sl_store_node_uses_put(build->store, build->node_uses, count, err);
}

/* The node and one of its uses. */
static enum sl_status
write_node(struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err)
{
    const struct sl_node_use use = { .node = item->first,
                                     .entity = item->second,
                                     .record = big_endian(item->text) };
    const struct sl_stored_node node = {
        .id = item->first,
        .kind = (enum sl_node_kind)item->text.ptr[8],
        .form = sl_str_part(item->text, 9, item->text.len - 9),
    };

    if (node.id != build->last_node) {
        SL_TRY(sl_store_node_put(build->store, &node, err));
        build->last_node = node.id;
    }
    build->node_uses[build->node_use_count++] = use;
    return build->node_use_count == SL_PEOPLE_TOGETHER ? put_node_uses(build, err) : SL_OK;
}

static enum sl_status write_both(struct sl_people_build *build, struct sl_error *err)
{
    SL_TRY(each(build, &build->uses, write_use, NULL, err));
    SL_TRY(put_used(build, err));
    SL_TRY(each(build, &build->nodes, write_node, NULL, err));
    return put_node_uses(build, err);
}

enum sl_status sl_people_write_uses(struct sl_people_build *build, struct sl_error *err)
{
    if (build->options->is_in_transaction) {
        return write_both(build, err);
    }
    SL_TRY(sl_store_begin(build->store, err));
    const enum sl_status status = write_both(build, err);
    if (status != SL_OK) {
        sl_store_rollback(build->store);
        return status;
    }
    return sl_store_commit(build->store, err);
}

static uint64_t take_u64(struct sl_str *rest)
{
    uint64_t value = 0;

    memcpy(&value, rest->ptr, sizeof value);
    *rest = sl_str_part(*rest, sizeof value, rest->len - sizeof value);
    return value;
}

static struct sl_str take_text(struct sl_str *rest, size_t len)
{
    const struct sl_str text = sl_str_part(*rest, 0, len);

    *rest = sl_str_part(*rest, len, rest->len - len);
    return text;
}

static enum sl_status
write_mention(struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err)
{
    struct sl_people_mention head;
    struct sl_str rest = item->text;

    memcpy(&head, take_text(&rest, sizeof head).ptr, sizeof head);
    const struct sl_stored_mention mention = {
        .id = item->first,
        .source = head.source,
        .key = take_text(&rest, head.key_len),
        .flags = (unsigned)head.flags,
        .changed = head.changed,
    };
    SL_TRY(sl_store_mention_put(build->store, &mention, err));
    for (unsigned i = 0; i < head.row_count; i++) {
        struct sl_mention_row row = { .mention = item->first, .ordinal = i };
        for (size_t j = 0; j < SL_MENTION_FIELD_COUNT; j++) {
            const size_t len = take_u64(&rest);
            row.values[j] = take_text(&rest, len);
        }
        SL_TRY(sl_store_mention_row_add(build->store, &row, err));
    }
    return SL_OK;
}

static enum sl_status write_ids(struct sl_people_build *build, struct sl_error *err)
{
    for (size_t i = 0; i < build->id_count; i++) {
        const struct sl_keyed *id = &build->ids[i];
        SL_TRY(sl_store_mention_key_add(build->store, (int64_t)id->key, (int64_t)id->value, err));
        SL_TRY(count_row(build, err));
    }
    return SL_OK;
}

/* The mention of a key that is one. By chance several share a hash: then the store is asked. */
static enum sl_status find_mention(
    struct sl_people_build *build,
    int64_t hash,
    const struct sl_stored_mention *named,
    int64_t *ret_id,
    struct sl_error *err
)
{
    size_t low = 0;
    size_t high = build->id_count;
    struct sl_stored_mention found;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (build->ids[middle].key < (uint64_t)hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    SL_ASSERT(low < build->id_count && build->ids[low].key == (uint64_t)hash);
    if (low + 1 == build->id_count || build->ids[low + 1].key != (uint64_t)hash) {
        *ret_id = (int64_t)build->ids[low].value;
        return SL_OK;
    }
    SL_TRY(sl_store_mention_find(build->store, named->source, named->key, &found, err));
    *ret_id = found.id;
    return SL_OK;
}

/* The text of a relation: bytes that stand in the order of the table's key. */
static enum sl_status add_relation(
    struct sl_people_build *build, const struct sl_stored_relation *relation, struct sl_error *err
)
{
    char text[80];
    const struct sl_str role = sl_role_terms()[relation->role].name;
    const int64_t numbers[] = { relation->other, relation->record };
    size_t len = role.len + 1;

    SL_ASSERT(len + sizeof numbers <= sizeof text);
    memcpy(text, role.ptr, role.len);
    text[role.len] = '\0';
    for (size_t i = 0; i < 2; i++) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            text[len++] = (char)(unsigned char)((uint64_t)numbers[i] >> shift);
        }
    }
    const struct sl_spill_item item = {
        .first = relation->mention,
        .second = relation->is_to ? 1 : 0,
        .text = {.ptr = text, .len = len},
    };
    return sl_spill_add(build->relations, &item, err);
}

/* A tie, by keys, as relations both ways, by mentions. */
static enum sl_status
resolve_link(struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err)
{
    struct sl_people_tie tie;
    struct sl_str rest = item->text;
    struct sl_stored_relation relation = { .is_to = false };

    memcpy(&tie, take_text(&rest, sizeof tie).ptr, sizeof tie);
    const struct sl_stored_mention from = { .source = tie.source,
                                            .key = take_text(&rest, tie.from_len) };
    const struct sl_stored_mention to = { .source = tie.source, .key = rest };
    SL_TRY(find_mention(build, item->first, &from, &relation.mention, err));
    SL_TRY(find_mention(build, item->second, &to, &relation.other, err));
    relation.role = (enum sl_role)tie.role;
    relation.record = tie.record;
    SL_TRY(add_relation(build, &relation, err));
    const int64_t mention = relation.mention;
    relation.mention = relation.other;
    relation.other = mention;
    relation.is_to = true;
    return add_relation(build, &relation, err);
}

static enum sl_status write_relation(
    struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err
)
{
    const size_t role_len = sl_str_find(item->text, (struct sl_str){ .ptr = "", .len = 1 });
    const struct sl_str role = sl_str_part(item->text, 0, role_len);
    const struct sl_str numbers = sl_str_part(item->text, role_len + 1, 16);
    const struct sl_stored_relation relation = {
        .mention = item->first,
        .is_to = item->second != 0,
        .role = (enum sl_role)sl_term_find(sl_role_terms(), SL_ROLE_TABLE_COUNT, role),
        .other = big_endian(numbers),
        .record = big_endian(sl_str_part(numbers, 8, 8)),
    };

    return sl_store_relation_put(build->store, &relation, err);
}

static enum sl_status put_postings(struct sl_people_build *build, struct sl_error *err)
{
    const size_t count = build->posting_count;

    build->posting_count = 0;
    return sl_store_search_keys_put(build->store, build->postings, count, err);
}

static enum sl_status
write_key(struct sl_people_build *build, const struct sl_spill_item *item, struct sl_error *err)
{
    build->postings[build->posting_count++] =
        (struct sl_search_posting){ .key = item->first, .mention = item->second };
    return build->posting_count == SL_PEOPLE_TOGETHER ? put_postings(build, err) : SL_OK;
}

static enum sl_status write_all(struct sl_people_build *build, struct sl_error *err)
{
    SL_TRY(each(build, &build->mentions, write_mention, "writing mentions", err));
    SL_TRY(write_ids(build, err));
    SL_TRY(sl_people_spill(build, &build->relations, err));
    SL_TRY(each(build, &build->links, resolve_link, NULL, err));
    SL_TRY(each(build, &build->relations, write_relation, "writing relations", err));
    SL_TRY(each(build, &build->keys, write_key, "writing search keys", err));
    SL_TRY(put_postings(build, err));
    return sl_search_words_apply(build->store, &build->words, err);
}

enum sl_status sl_people_write(struct sl_people_build *build, struct sl_error *err)
{
    if (build->options->is_in_transaction) {
        return write_all(build, err);
    }
    SL_TRY(sl_store_begin(build->store, err));
    const enum sl_status status = write_all(build, err);
    if (status != SL_OK) {
        sl_store_rollback(build->store);
        return status;
    }
    return sl_store_commit(build->store, err);
}
