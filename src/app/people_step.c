/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_step.h"

#include <stdlib.h>

#include "app/search_words.h"
#include "base/array.h"
#include "base/memory.h"
#include "intake/format.h"
#include "store/entity_use.h"
#include "store/node.h"
#include "store/relation.h"
#include "store/search_key.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 30)
#define SAID_LIMIT_BYTES  ((size_t)1 << 30)

enum sl_status sl_people_step_open(struct sl_people_step *step, struct sl_error *err)
{
    sl_people_names_init(&step->names);
    sl_search_keys_init(&step->old_keys);
    sl_word_tally_init(&step->words);
    sl_arena_init(&step->arena, ARENA_LIMIT_BYTES);
    sl_arena_init(&step->scratch, ARENA_LIMIT_BYTES);
    sl_buf_init(&step->said, SAID_LIMIT_BYTES);
    SL_TRY(sl_people_reader_open(&step->reader, err));
    return sl_people_rows_open(&step->rows, err);
}

void sl_people_step_close(struct sl_people_step *step)
{
    sl_people_names_finish(&step->names);
    sl_people_reader_finish(&step->reader);
    sl_people_rows_finish(&step->rows);
    sl_search_keys_finish(&step->old_keys);
    sl_word_tally_finish(&step->words);
    sl_arena_finish(&step->arena);
    sl_arena_finish(&step->scratch);
    sl_buf_finish(&step->said);
    sl_free(step->pieces);
    sl_free(step->touched);
}

static void forget(struct sl_people_step *step)
{
    step->touched_count = 0;
    step->piece_count = 0;
    sl_arena_reset(&step->arena);
    sl_arena_reset(&step->scratch);
    sl_word_tally_clear(&step->words);
}

void sl_people_step_reset(struct sl_people_step *step)
{
    forget(step);
    sl_people_names_clear(&step->names);
}

static enum sl_status touch(
    struct sl_people_step *step,
    struct sl_stored_mention mention,
    int64_t hash,
    int64_t order,
    struct sl_error *err
)
{
    mention.key = sl_arena_copy(&step->arena, mention.key);
    mention.changed = mention.changed > order ? mention.changed : order;
    if (mention.key.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_array_reserve(
        &step->touched, &step->touched_room, step->touched_count + 1, sizeof *step->touched, err
    ));
    step->touched[step->touched_count++] =
        (struct sl_people_touched){ .mention = mention, .hash = hash };
    return SL_OK;
}

/*
 * Touch the persons of the version that was read, and give the mention of each entity that is one.
 * A person that nothing named before becomes a mention.
 */
static enum sl_status touch_persons(
    struct sl_people_step *step,
    const struct sl_stored_version *version,
    int64_t order,
    int64_t **ret_ids,
    struct sl_error *err
)
{
    const struct sl_trace *trace = &step->reader.trace;
    int64_t *ids = sl_arena_alloc(&step->scratch, trace->entity_count + 1, sizeof *ids);

    if (ids == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < trace->entity_count; i++) {
        const struct sl_trace_entity *entity = &trace->entities[i];
        struct sl_stored_mention mention = { .source = version->source, .key = entity->key };
        ids[i] = 0;
        if ((entity->marks & SL_ENTITY_PERSON) == 0) {
            continue;
        }
        const enum sl_status status =
            sl_store_mention_find(step->store, version->source, entity->key, &mention, err);
        if (status == SL_NOT_FOUND) {
            mention.id = version->id * SL_MENTION_PER_RECORD + entity->place;
            mention.changed = order;
            SL_TRY(sl_store_mention_put(step->store, &mention, err));
            SL_TRY(sl_store_mention_key_add(step->store, entity->hash, mention.id, err));
        } else if (status != SL_OK) {
            return status;
        }
        ids[i] = mention.id;
        SL_TRY(touch(step, mention, entity->hash, order, err));
    }
    *ret_ids = ids;
    return SL_OK;
}

static enum sl_status put_relation(
    struct sl_people_step *step,
    struct sl_stored_relation relation,
    bool must_be_there,
    struct sl_error *err
)
{
    for (int turn = 0; turn < 2; turn++) {
        SL_TRY(
            must_be_there ? sl_store_relation_put(step->store, &relation, err)
                          : sl_store_relation_remove(step->store, &relation, err)
        );
        const int64_t mention = relation.mention;
        relation.mention = relation.other;
        relation.other = mention;
        relation.is_to = true;
    }
    return SL_OK;
}

static enum sl_status change_relations(
    struct sl_people_step *step,
    int64_t record,
    const int64_t *ids,
    bool must_be_there,
    struct sl_error *err
)
{
    const struct sl_trace *trace = &step->reader.trace;

    for (size_t i = 0; i < trace->relation_count; i++) {
        const struct sl_stored_relation relation = {
            .mention = ids[trace->relations[i].from],
            .other = ids[trace->relations[i].to],
            .role = trace->relations[i].role,
            .record = record,
        };
        SL_TRY(put_relation(step, relation, must_be_there, err));
    }
    return SL_OK;
}

static enum sl_status
take_out_uses(struct sl_people_step *step, int64_t record, struct sl_error *err)
{
    const struct sl_trace *trace = &step->reader.trace;

    for (size_t i = 0; i < trace->entity_count; i++) {
        SL_TRY(sl_store_entity_use_remove(step->store, trace->entities[i].hash, record, err));
    }
    for (size_t i = 0; i < trace->node_count; i++) {
        const struct sl_trace_node *node = &trace->nodes[i];
        const struct sl_node_use use = { .node = node->id,
                                         .entity = trace->entities[node->entity].hash,
                                         .record = record };
        SL_TRY(sl_store_node_use_remove(step->store, &use, err));
        SL_TRY(sl_store_node_remove_unused(step->store, node->id, err));
    }
    return SL_OK;
}

static enum sl_status put_uses(struct sl_people_step *step, int64_t record, struct sl_error *err)
{
    const struct sl_trace *trace = &step->reader.trace;

    for (size_t i = 0; i < trace->entity_count; i++) {
        const struct sl_entity_use use = { .record = record, .marks = trace->entities[i].marks };
        SL_TRY(sl_store_entity_use_put(step->store, trace->entities[i].hash, &use, err));
    }
    for (size_t i = 0; i < trace->node_count; i++) {
        const struct sl_trace_node *traced = &trace->nodes[i];
        const struct sl_stored_node node = { .id = traced->id,
                                             .kind = traced->kind,
                                             .form = traced->form };
        const struct sl_node_use use = { .node = node.id,
                                         .entity = trace->entities[traced->entity].hash,
                                         .record = record };
        SL_TRY(sl_store_node_put(step->store, &node, err));
        SL_TRY(sl_store_node_use_put(step->store, &use, err));
    }
    return SL_OK;
}

static enum sl_status read_version(
    struct sl_people_step *step, const struct sl_stored_version *version, struct sl_error *err
)
{
    struct sl_str layout;

    SL_TRY(sl_people_layout_text(&step->names, step->store, version->layout, &layout, err));
    return sl_people_read(&step->reader, version, layout, err);
}

/* Take out what the version before this one had put in, if it had. */
static enum sl_status take_out_before(
    struct sl_people_step *step, const struct sl_stored_version *version, struct sl_error *err
)
{
    struct sl_stored_version before = { .source = version->source,
                                        .key = version->key,
                                        .version = version->version - 1 };
    int64_t *ids = NULL;

    if (version->version <= 1) {
        return SL_OK;
    }
    const enum sl_status status = sl_store_version_get(step->store, &step->scratch, &before, err);
    if (status == SL_NOT_FOUND) {
        return sl_fail(
            err, SL_INVALID, "record %lld has no version before it", (long long)version->id
        );
    }
    SL_TRY(status);
    SL_TRY(read_version(step, &before, err));
    SL_TRY(touch_persons(step, &before, version->order, &ids, err));
    SL_TRY(take_out_uses(step, before.id, err));
    return change_relations(step, before.id, ids, false, err);
}

enum sl_status sl_people_step_take(
    struct sl_people_step *step, const struct sl_stored_version *version, struct sl_error *err
)
{
    int64_t *ids = NULL;

    SL_TRY(take_out_before(step, version, err));
    SL_TRY(read_version(step, version, err));
    SL_TRY(touch_persons(step, version, version->order, &ids, err));
    if (version->next_order == 0) {
        SL_TRY(put_uses(step, version->id, err));
        SL_TRY(change_relations(step, version->id, ids, true, err));
    }
    sl_arena_reset(&step->scratch);
    return SL_OK;
}

static enum sl_status note_said(void *context, const struct sl_said *said, struct sl_error *err)
{
    struct sl_people_step *step = context;

    sl_said_write(said, &step->said);
    return sl_buf_status(&step->said, err);
}

/* Read what a record says of a mention. */
static enum sl_status note_record(
    struct sl_people_step *step,
    const struct sl_stored_mention *mention,
    int64_t record,
    struct sl_error *err
)
{
    struct sl_people_piece piece = { .record = record, .at = step->said.len };
    struct sl_stored_version version;
    struct sl_str layout;

    SL_TRY(sl_store_version_of_id(step->store, &step->scratch, record, &version, err));
    SL_TRY(sl_people_layout_text(&step->names, step->store, version.layout, &layout, err));
    SL_TRY(sl_people_read_facts(&step->reader, &version, layout, err));
    SL_TRY(sl_trace_person(&step->reader.facts, mention->key, note_said, step, err));
    piece.end = step->said.len;
    SL_TRY(sl_array_reserve(
        &step->pieces, &step->piece_room, step->piece_count + 1, sizeof *step->pieces, err
    ));
    step->pieces[step->piece_count++] = piece;
    return SL_OK;
}

/* What a record really does with the mention, where another key has the same hash by chance. */
static enum sl_status real_marks(
    struct sl_people_step *step,
    const struct sl_stored_mention *mention,
    int64_t record,
    unsigned *ret_marks,
    struct sl_error *err
)
{
    const struct sl_trace *trace = &step->reader.trace;
    struct sl_stored_version version;

    *ret_marks = 0;
    SL_TRY(sl_store_version_of_id(step->store, &step->scratch, record, &version, err));
    SL_TRY(read_version(step, &version, err));
    for (size_t i = 0; i < trace->entity_count; i++) {
        if (sl_str_equal(trace->entities[i].key, mention->key)) {
            *ret_marks = trace->entities[i].marks;
        }
    }
    return SL_OK;
}

static enum sl_status
is_shared(struct sl_people_step *step, int64_t hash, bool *ret_is_shared, struct sl_error *err)
{
    int64_t first = 0;
    int64_t second = 0;

    SL_TRY(sl_store_mention_of_entity(step->store, hash, 0, &first, err));
    const enum sl_status status =
        sl_store_mention_of_entity(step->store, hash, first, &second, err);
    *ret_is_shared = status == SL_OK;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* Flags of a mention, and what its latest records say of it. */
static enum sl_status
note_uses(struct sl_people_step *step, struct sl_people_touched *touched, struct sl_error *err)
{
    struct sl_stored_mention *mention = &touched->mention;
    struct sl_entity_uses uses = { .after = 0 };
    bool has_others = false;

    SL_TRY(is_shared(step, touched->hash, &has_others, err));
    mention->flags = 0;
    do {
        SL_TRY(sl_store_entity_uses(step->store, touched->hash, &uses, err));
        for (size_t i = 0; i < uses.count; i++) {
            unsigned marks = uses.items[i].marks;
            if (step->skips != NULL && step->skips(step->context, uses.items[i].record)) {
                continue;
            }
            if (has_others) {
                SL_TRY(real_marks(step, mention, uses.items[i].record, &marks, err));
            }
            mention->flags |= (marks & SL_ENTITY_PERSON) != 0 ? (unsigned)SL_MENTION_NAMED : 0U;
            mention->flags |= (marks & SL_ENTITY_ADOPTED) != 0 ? (unsigned)SL_MENTION_ADOPTED : 0U;
            if ((marks & SL_ENTITY_DESCRIBED) != 0) {
                SL_TRY(note_record(step, mention, uses.items[i].record, err));
            }
        }
    } while (uses.count == SL_ENTITY_USES_AT_ONCE);
    return SL_OK;
}

static bool same_rows(
    const struct sl_mention_row *left,
    size_t left_count,
    const struct sl_mention_row *right,
    size_t right_count
)
{
    if (left_count != right_count) {
        return false;
    }
    for (size_t i = 0; i < left_count; i++) {
        for (size_t j = 0; j < SL_MENTION_FIELD_COUNT; j++) {
            if (!sl_str_equal(left[i].values[j], right[i].values[j])) {
                return false;
            }
        }
    }
    return true;
}

/* Keys that only one of the two has are put in or taken out; both ascend. */
static enum sl_status
change_keys(struct sl_people_step *step, int64_t mention, struct sl_error *err)
{
    const struct sl_search_keys *before = &step->old_keys;
    const struct sl_search_keys *after = &step->rows.keys;
    size_t i = 0;
    size_t j = 0;

    while (i < before->key_count || j < after->key_count) {
        const bool is_gone =
            j == after->key_count || (i < before->key_count && before->keys[i] < after->keys[j]);
        const bool is_new =
            i == before->key_count || (j < after->key_count && after->keys[j] < before->keys[i]);
        if (is_gone) {
            SL_TRY(sl_store_search_key_remove(step->store, before->keys[i], mention, err));
        } else if (is_new) {
            SL_TRY(sl_store_search_key_put(step->store, after->keys[j], mention, err));
        }
        i += is_new ? 0 : 1;
        j += is_gone ? 0 : 1;
    }
    SL_TRY(sl_word_tally_add(&step->words, before->words, before->word_count, -1, err));
    return sl_word_tally_add(&step->words, after->words, after->word_count, 1, err);
}

/* Write the rows and keys of a mention anew, if they are others. */
static enum sl_status change_rows(
    struct sl_people_step *step, const struct sl_stored_mention *mention, struct sl_error *err
)
{
    const struct sl_people_rows *rows = &step->rows;
    struct sl_mention_row before[SL_MENTION_ROW_LIMIT];
    size_t count = 0;

    SL_TRY(sl_store_mention_rows(step->store, mention->id, &step->scratch, before, &count, err));
    if (same_rows(before, count, rows->rows, rows->row_count)) {
        return SL_OK;
    }
    const struct sl_search_mention searched = { .own_key = mention->key,
                                                .rows = before,
                                                .row_count = count };
    SL_TRY(sl_search_keys_make(&step->old_keys, step->rows.fold, &searched, err));
    SL_TRY(sl_store_mention_rows_remove(step->store, mention->id, err));
    for (size_t i = 0; i < rows->row_count; i++) {
        SL_TRY(sl_store_mention_row_add(step->store, &rows->rows[i], err));
    }
    return change_keys(step, mention->id, err);
}

/* The rows and keys of a mention, from all records that name it. */
static enum sl_status
make_rows(struct sl_people_step *step, struct sl_people_touched *touched, struct sl_error *err)
{
    struct sl_stored_mention *mention = &touched->mention;
    struct sl_str agency;
    struct sl_said said;

    sl_buf_clear(&step->said);
    step->piece_count = 0;
    SL_TRY(note_uses(step, touched, err));
    sl_people_rows_begin(&step->rows);
    for (size_t i = 0; i < step->piece_count; i++) {
        const struct sl_people_piece *piece = &step->pieces[i];
        struct sl_str rest = { .ptr = step->said.ptr + piece->at, .len = piece->end - piece->at };
        while (sl_said_read(&rest, &said)) {
            sl_people_rows_add(&step->rows, piece->record, &said);
        }
    }
    SL_TRY(sl_people_agency(&step->names, step->store, mention->source, &agency, err));
    return sl_people_rows_make(&step->rows, agency, mention, err);
}

enum sl_status sl_people_step_view(
    struct sl_people_step *step, const struct sl_stored_mention *mention, struct sl_error *err
)
{
    struct sl_people_touched touched = { .mention = *mention,
                                         .hash = sl_entity_hash(mention->source, mention->key) };

    sl_arena_reset(&step->scratch);
    return make_rows(step, &touched, err);
}

static enum sl_status
make_anew(struct sl_people_step *step, struct sl_people_touched *touched, struct sl_error *err)
{
    sl_arena_reset(&step->scratch);
    SL_TRY(make_rows(step, touched, err));
    SL_TRY(change_rows(step, &touched->mention, err));
    return sl_store_mention_put(step->store, &touched->mention, err);
}

/* By mention, the latest change first. */
static int compare_touched(const void *left, const void *right)
{
    const struct sl_stored_mention *one = &((const struct sl_people_touched *)left)->mention;
    const struct sl_stored_mention *other = &((const struct sl_people_touched *)right)->mention;

    if (one->id != other->id) {
        return one->id < other->id ? -1 : 1;
    }
    return one->changed > other->changed ? -1 : one->changed < other->changed;
}

enum sl_status sl_people_step_end(struct sl_people_step *step, struct sl_error *err)
{
    int64_t last = 0;

    if (step->touched_count > 1) {
        qsort(step->touched, step->touched_count, sizeof *step->touched, compare_touched);
    }
    for (size_t i = 0; i < step->touched_count; i++) {
        if (step->touched[i].mention.id != last) {
            last = step->touched[i].mention.id;
            SL_TRY(make_anew(step, &step->touched[i], err));
        }
    }
    SL_TRY(sl_search_words_apply(step->store, &step->words, err));
    forget(step);
    return SL_OK;
}
