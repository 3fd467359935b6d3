/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/lanes.h"
#include "app/people_build.h"
#include "app/people_rows.h"
#include "base/array.h"
#include "base/memory.h"

/* A batch of mentions goes to a lane when it has so many, or so many bytes of texts. */
#define BATCH_MENTIONS    256u
#define BATCH_BYTES       ((size_t)1 << 20)
#define BATCH_LIMIT_BYTES ((size_t)1 << 30)
#define LEFT_LIMIT_BYTES  ((size_t)1 << 30)
#define GROUP_LIMIT_BYTES ((size_t)1 << 30)

/* What a latest record says of a mention. */
struct piece {
    int64_t record;
    struct sl_str said;
    struct piece *next;
};

struct gathered {
    struct sl_stored_mention mention;
    struct sl_str agency;
    struct piece *pieces;
};

struct batch {
    struct sl_people_rows *rows; /* of the lane */
    struct sl_arena arena;
    struct gathered mentions[BATCH_MENTIONS];
    size_t count;
    struct sl_buf made;  /* mentions: id, length, text */
    struct sl_buf keys;  /* pairs of key and mention */
    struct sl_buf words; /* length and text */
    enum sl_status status;
    struct sl_error fault;
};

/* An item of the persons, in the group of those with one hash. */
struct member {
    struct sl_people_naming naming;
    int64_t candidate;
    struct sl_str key, said;
    bool is_taken;
};

struct gathering {
    struct sl_people_build *build;
    struct sl_people_rows rows[SL_LANE_COUNT];
    struct batch batches[SL_LANE_COUNT * SL_LANE_BATCHES];
    struct sl_lanes lanes;
    struct sl_arena group_arena;
    struct member *group;
    size_t group_count, group_room;
    int64_t group_hash;
    uint64_t done;
};

static struct sl_str bytes_of(const void *ptr, size_t len)
{
    return (struct sl_str){ .ptr = ptr, .len = len };
}

static void add_u64(struct sl_buf *buf, uint64_t value)
{
    sl_buf_add(buf, bytes_of(&value, sizeof value));
}

/* Write a mention with its rows behind its id and its length. */
static void write_made(struct batch *batch, const struct sl_stored_mention *mention)
{
    const struct sl_people_rows *rows = batch->rows;
    const struct sl_people_mention head = {
        .source = mention->source,
        .changed = mention->changed,
        .flags = mention->flags,
        .key_len = mention->key.len,
        .row_count = rows->row_count,
    };
    uint64_t len = sizeof head + mention->key.len;

    for (size_t i = 0; i < rows->row_count; i++) {
        for (size_t j = 0; j < SL_MENTION_FIELD_COUNT; j++) {
            len += sizeof len + rows->rows[i].values[j].len;
        }
    }
    add_u64(&batch->made, (uint64_t)mention->id);
    add_u64(&batch->made, len);
    sl_buf_add(&batch->made, bytes_of(&head, sizeof head));
    sl_buf_add(&batch->made, mention->key);
    for (size_t i = 0; i < rows->row_count; i++) {
        for (size_t j = 0; j < SL_MENTION_FIELD_COUNT; j++) {
            add_u64(&batch->made, rows->rows[i].values[j].len);
            sl_buf_add(&batch->made, rows->rows[i].values[j]);
        }
    }
}

static enum sl_status
make_mention(struct batch *batch, struct gathered *gathered, struct sl_error *err)
{
    struct sl_people_rows *rows = batch->rows;
    struct sl_stored_mention *mention = &gathered->mention;
    struct sl_said said;

    sl_people_rows_begin(rows);
    for (const struct piece *piece = gathered->pieces; piece != NULL; piece = piece->next) {
        struct sl_str rest = piece->said;
        while (sl_said_read(&rest, &said)) {
            sl_people_rows_add(rows, piece->record, &said);
        }
    }
    SL_TRY(sl_people_rows_make(rows, gathered->agency, mention, err));
    write_made(batch, mention);
    for (size_t i = 0; i < rows->keys.key_count; i++) {
        add_u64(&batch->keys, (uint64_t)rows->keys.keys[i]);
        add_u64(&batch->keys, (uint64_t)mention->id);
    }
    for (size_t i = 0; i < rows->keys.word_count; i++) {
        add_u64(&batch->words, rows->keys.words[i].len);
        sl_buf_add(&batch->words, rows->keys.words[i]);
    }
    SL_TRY(sl_buf_status(&batch->made, err));
    SL_TRY(sl_buf_status(&batch->keys, err));
    return sl_buf_status(&batch->words, err);
}

/* What a lane does with a batch. */
static void work(void *context)
{
    struct batch *batch = context;

    for (size_t i = 0; i < batch->count && batch->status == SL_OK; i++) {
        batch->status = make_mention(batch, &batch->mentions[i], &batch->fault);
    }
}

static uint64_t u64_at(const struct sl_buf *buf, size_t at)
{
    uint64_t value = 0;

    memcpy(&value, buf->ptr + at, sizeof value);
    return value;
}

static enum sl_status
take_words(struct sl_word_tally *tally, const struct sl_buf *words, struct sl_error *err)
{
    for (size_t at = 0; at < words->len;) {
        const struct sl_str word = { .ptr = words->ptr + at + sizeof(uint64_t),
                                     .len = u64_at(words, at) };
        SL_TRY(sl_word_tally_add(tally, &word, 1, 1, err));
        at += sizeof(uint64_t) + word.len;
    }
    return SL_OK;
}

static enum sl_status
take_made(struct sl_people_build *build, const struct batch *batch, struct sl_error *err)
{
    const struct sl_buf *made = &batch->made;
    const struct sl_buf *keys = &batch->keys;
    struct sl_spill_item item = { .second = 0 };

    for (size_t at = 0; at < made->len;) {
        item.first = (int64_t)u64_at(made, at);
        item.text.len = u64_at(made, at + sizeof(uint64_t));
        item.text.ptr = made->ptr + at + 2 * sizeof(uint64_t);
        SL_TRY(sl_spill_add(build->mentions, &item, err));
        at += 2 * sizeof(uint64_t) + item.text.len;
    }
    item.text = SL_STR("");
    for (size_t at = 0; at < keys->len; at += 2 * sizeof(uint64_t)) {
        item.first = (int64_t)u64_at(keys, at);
        item.second = (int64_t)u64_at(keys, at + sizeof(uint64_t));
        SL_TRY(sl_spill_add(build->keys, &item, err));
    }
    return take_words(&build->words, &batch->words, err);
}

/* Take back what became of a batch, and empty it. */
static enum sl_status back(void *context, void *one, struct sl_error *err)
{
    struct gathering *gathering = context;
    struct batch *batch = one;

    if (batch->status != SL_OK) {
        if (err != NULL) {
            *err = batch->fault;
        }
        return batch->status;
    }
    SL_TRY(take_made(gathering->build, batch, err));
    sl_buf_clear(&batch->made);
    sl_buf_clear(&batch->keys);
    sl_buf_clear(&batch->words);
    sl_arena_reset(&batch->arena);
    batch->count = 0;
    return SL_OK;
}

/* Take in a member of the mention whose first member is `first`. */
static enum sl_status take_member(
    struct batch *batch,
    struct gathered *gathered,
    struct piece ***end,
    struct member *member,
    struct sl_error *err
)
{
    struct sl_stored_mention *mention = &gathered->mention;

    member->is_taken = true;
    if (mention->changed < member->naming.changed) {
        mention->changed = member->naming.changed;
    }
    if (member->naming.is_latest == 0) {
        return SL_OK;
    }
    mention->flags |= SL_MENTION_NAMED;
    if ((member->naming.marks & SL_ENTITY_ADOPTED) != 0) {
        mention->flags |= SL_MENTION_ADOPTED;
    }
    if (member->said.len == 0) {
        return SL_OK;
    }
    struct piece *piece = sl_arena_alloc(&batch->arena, 1, sizeof *piece);
    const struct sl_str said = sl_arena_copy(&batch->arena, member->said);
    if (piece == NULL || said.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *piece = (struct piece
    ){ .record = member->candidate / SL_MENTION_PER_RECORD, .said = said, .next = NULL };
    **end = piece;
    *end = &piece->next;
    return SL_OK;
}

/* The mention of the first member of the group that is not taken, from `first` on. */
static enum sl_status
gather_mention(struct gathering *gathering, size_t first, struct sl_error *err)
{
    struct sl_people_build *build = gathering->build;
    struct batch *batch = sl_lanes_batch(&gathering->lanes);
    struct gathered *gathered = &batch->mentions[batch->count];
    const struct member *model = &gathering->group[first];
    struct piece **end = &gathered->pieces;
    const struct sl_str key = sl_arena_copy(&batch->arena, model->key);

    if (key.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *gathered = (struct gathered){ .pieces = NULL };
    gathered->mention = (struct sl_stored_mention
    ){ .id = model->candidate, .source = model->naming.source, .key = key };
    SL_TRY(
        sl_people_agency(build->names, build->store, model->naming.source, &gathered->agency, err)
    );
    SL_TRY(
        sl_array_reserve(&build->ids, &build->id_room, build->id_count + 1, sizeof *build->ids, err)
    );
    build->ids[build->id_count++] = (struct sl_keyed){ .key = (uint64_t)gathering->group_hash,
                                                       .value = (uint64_t)model->candidate };
    for (size_t i = first; i < gathering->group_count; i++) {
        struct member *member = &gathering->group[i];
        if (!member->is_taken && member->naming.source == model->naming.source &&
            sl_str_equal(member->key, key)) {
            SL_TRY(take_member(batch, gathered, &end, member, err));
        }
    }
    batch->count++;
    if (batch->count == BATCH_MENTIONS || batch->arena.used_bytes >= BATCH_BYTES) {
        return sl_lanes_hand(&gathering->lanes, err);
    }
    return SL_OK;
}

/* Mostly a group is one mention. */
static enum sl_status gather_group(struct gathering *gathering, struct sl_error *err)
{
    for (size_t i = 0; i < gathering->group_count; i++) {
        if (!gathering->group[i].is_taken) {
            SL_TRY(gather_mention(gathering, i, err));
        }
    }
    gathering->group_count = 0;
    sl_arena_reset(&gathering->group_arena);
    return SL_OK;
}

static enum sl_status
add_member(struct gathering *gathering, const struct sl_spill_item *item, struct sl_error *err)
{
    struct member member = { .candidate = item->second };
    const struct sl_str text = sl_arena_copy(&gathering->group_arena, item->text);

    SL_TRY(sl_array_reserve(
        &gathering->group, &gathering->group_room, gathering->group_count + 1, sizeof member, err
    ));
    if (text.ptr == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(&member.naming, text.ptr, sizeof member.naming);
    const size_t said_at = sizeof member.naming + member.naming.key_len;
    member.key = sl_str_part(text, sizeof member.naming, member.naming.key_len);
    member.said = sl_str_part(text, said_at, text.len - said_at);
    gathering->group[gathering->group_count++] = member;
    return SL_OK;
}

static enum sl_status gather_all(struct gathering *gathering, struct sl_error *err)
{
    struct sl_people_build *build = gathering->build;
    const uint64_t total = sl_spill_count(build->persons);
    struct sl_spill_item item;
    bool has_item = true;

    for (;;) {
        SL_TRY(sl_spill_next(build->persons, &item, &has_item, err));
        if (!has_item || item.first != gathering->group_hash) {
            SL_TRY(gather_group(gathering, err));
        }
        if (!has_item) {
            return sl_lanes_end(&gathering->lanes, err);
        }
        gathering->group_hash = item.first;
        SL_TRY(add_member(gathering, &item, err));
        gathering->done++;
        if (gathering->done % 65536 == 0) {
            sl_people_tell(build, "bringing together", gathering->done, total);
        }
    }
}

static enum sl_status open_gathering(struct gathering *gathering, struct sl_error *err)
{
    void *batches[SL_LANE_COUNT * SL_LANE_BATCHES];

    sl_arena_init(&gathering->group_arena, GROUP_LIMIT_BYTES);
    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        struct batch *batch = &gathering->batches[i];
        batch->rows = &gathering->rows[i / SL_LANE_BATCHES];
        sl_arena_init(&batch->arena, BATCH_LIMIT_BYTES);
        sl_buf_init(&batch->made, LEFT_LIMIT_BYTES);
        sl_buf_init(&batch->keys, LEFT_LIMIT_BYTES);
        sl_buf_init(&batch->words, LEFT_LIMIT_BYTES);
        batches[i] = batch;
    }
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        SL_TRY(sl_people_rows_open(&gathering->rows[i], err));
    }
    return sl_lanes_open(&gathering->lanes, batches, work, back, gathering, err);
}

static void close_gathering(struct gathering *gathering)
{
    sl_lanes_close(&gathering->lanes);
    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        struct batch *batch = &gathering->batches[i];
        sl_arena_finish(&batch->arena);
        sl_buf_finish(&batch->made);
        sl_buf_finish(&batch->keys);
        sl_buf_finish(&batch->words);
    }
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        sl_people_rows_finish(&gathering->rows[i]);
    }
    sl_arena_finish(&gathering->group_arena);
    sl_free(gathering->group);
    sl_free(gathering);
}

/* What the store's thread does meanwhile. */
struct meanwhile {
    struct sl_people_build *build;
    enum sl_status status;
    struct sl_error fault;
};

static void write_uses(void *context)
{
    struct meanwhile *meanwhile = context;

    meanwhile->status = sl_people_write_uses(meanwhile->build, &meanwhile->fault);
}

/* Gather here, while another thread has the store: agencies are known beforehand. */
static enum sl_status run_gathering(struct gathering *gathering, struct sl_error *err)
{
    struct meanwhile meanwhile = { .build = gathering->build, .status = SL_OK };
    struct sl_aside *aside = NULL;

    SL_TRY(open_gathering(gathering, err));
    SL_TRY(sl_aside_open(write_uses, &aside, err));
    sl_aside_hand(aside, &meanwhile);
    const enum sl_status status = gather_all(gathering, err);
    sl_aside_close(aside);
    if (status == SL_OK && meanwhile.status != SL_OK && err != NULL) {
        *err = meanwhile.fault;
    }
    return status == SL_OK ? meanwhile.status : status;
}

enum sl_status sl_people_gather(struct sl_people_build *build, struct sl_error *err)
{
    struct sl_str agency;

    SL_TRY(sl_people_spill(build, &build->mentions, err));
    SL_TRY(sl_people_spill(build, &build->keys, err));
    SL_TRY(sl_spill_sort(build->persons, err));
    if (sl_spill_count(build->persons) > 0) {
        /* Makes all sources known: none is new when the records that name persons were read. */
        SL_TRY(sl_people_agency(build->names, build->store, build->first_source, &agency, err));
    }
    struct gathering *gathering = sl_calloc(1, sizeof *gathering);
    if (gathering == NULL) {
        return sl_fail_memory(err);
    }
    gathering->build = build;
    const enum sl_status status = run_gathering(gathering, err);
    close_gathering(gathering);
    sl_spill_close(build->persons);
    build->persons = NULL;
    return status;
}
