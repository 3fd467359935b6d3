/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/lanes.h"
#include "app/people_build.h"
#include "base/memory.h"
#include "record/mention_field.h"
#include "store/record.h"

/* A batch of versions goes to a lane when it has so many, or so many bytes of texts. */
#define BATCH_VERSIONS    512u
#define BATCH_BYTES       ((size_t)1 << 20)
#define BATCH_LIMIT_BYTES ((size_t)144 << 20)
/* What one batch leaves, at most. */
#define LEFT_LIMIT_BYTES ((size_t)1 << 30)

enum left { LEFT_PERSONS, LEFT_USES, LEFT_NODES, LEFT_LINKS, LEFT_COUNT };

/* What stands before the text of an item that was left. */
struct head {
    int64_t first, second;
    uint64_t len;
};

struct batch {
    struct sl_people_reader *reader; /* of the lane */
    struct sl_arena arena;
    struct sl_stored_version versions[BATCH_VERSIONS];
    struct sl_str layouts[BATCH_VERSIONS];
    size_t count;
    struct sl_buf left[LEFT_COUNT];
    struct sl_buf text; /* of the item that is made */
    enum sl_status status;
    struct sl_error fault;
};

/* The scan, with memory for its lanes. */
struct scan {
    struct sl_people_build *build;
    struct sl_people_reader readers[SL_LANE_COUNT];
    struct batch batches[SL_LANE_COUNT * SL_LANE_BATCHES];
    struct sl_lanes lanes;
};

static struct sl_str bytes_of(const void *ptr, size_t len)
{
    return (struct sl_str){ .ptr = ptr, .len = len };
}

static void add_big_endian(struct sl_buf *buf, int64_t value)
{
    for (int shift = 56; shift >= 0; shift -= 8) {
        sl_buf_add_byte(buf, (char)(unsigned char)((uint64_t)value >> shift));
    }
}

/* Leave the item whose text stands in batch->text. */
static void leave(struct batch *batch, enum left which, int64_t first, int64_t second)
{
    const struct head head = { .first = first, .second = second, .len = batch->text.len };

    if (batch->text.status != SL_OK && batch->left[which].status == SL_OK) {
        batch->left[which].status = batch->text.status;
    }
    sl_buf_add(&batch->left[which], bytes_of(&head, sizeof head));
    sl_buf_add(&batch->left[which], sl_buf_str(&batch->text));
    sl_buf_clear(&batch->text);
}

static void leave_person(
    struct batch *batch,
    const struct sl_stored_version *version,
    const struct sl_trace_entity *entity,
    bool is_latest
)
{
    const struct sl_trace *trace = &batch->reader->trace;
    struct sl_people_naming naming;

    memset(&naming, 0, sizeof naming);
    naming.changed = version->next_order > version->order ? version->next_order : version->order;
    naming.source = version->source;
    naming.marks = is_latest ? entity->marks : 0;
    naming.is_latest = is_latest ? 1 : 0;
    naming.key_len = entity->key.len;
    sl_buf_add(&batch->text, bytes_of(&naming, sizeof naming));
    sl_buf_add(&batch->text, entity->key);
    for (size_t i = entity->said; is_latest && i != SL_TRACE_NONE; i = trace->said[i].next) {
        sl_said_write(&trace->said[i].said, &batch->text);
    }
    leave(batch, LEFT_PERSONS, entity->hash, version->id * SL_MENTION_PER_RECORD + entity->place);
}

static void leave_nodes(struct batch *batch, const struct sl_stored_version *version)
{
    const struct sl_trace *trace = &batch->reader->trace;

    for (size_t i = 0; i < trace->node_count; i++) {
        const struct sl_trace_node *node = &trace->nodes[i];
        add_big_endian(&batch->text, version->id);
        sl_buf_add_byte(&batch->text, (char)node->kind);
        sl_buf_add(&batch->text, node->form);
        leave(batch, LEFT_NODES, node->id, trace->entities[node->entity].hash);
    }
}

static void leave_links(struct batch *batch, const struct sl_stored_version *version)
{
    const struct sl_trace *trace = &batch->reader->trace;

    for (size_t i = 0; i < trace->relation_count; i++) {
        const struct sl_trace_entity *from = &trace->entities[trace->relations[i].from];
        const struct sl_trace_entity *to = &trace->entities[trace->relations[i].to];
        const struct sl_people_tie tie = {
            .record = version->id,
            .source = version->source,
            .role = (uint64_t)trace->relations[i].role,
            .from_len = from->key.len,
        };
        sl_buf_add(&batch->text, bytes_of(&tie, sizeof tie));
        sl_buf_add(&batch->text, from->key);
        sl_buf_add(&batch->text, to->key);
        leave(batch, LEFT_LINKS, from->hash, to->hash);
    }
}

static enum sl_status scan_version(struct batch *batch, size_t i, struct sl_error *err)
{
    const struct sl_stored_version *version = &batch->versions[i];
    const struct sl_trace *trace = &batch->reader->trace;
    const bool is_latest = version->next_order == 0;

    SL_TRY(sl_people_read(batch->reader, version, batch->layouts[i], err));
    for (size_t j = 0; j < trace->entity_count; j++) {
        const struct sl_trace_entity *entity = &trace->entities[j];
        if ((entity->marks & SL_ENTITY_PERSON) != 0) {
            leave_person(batch, version, entity, is_latest);
        }
        if (is_latest) {
            const uint32_t marks = entity->marks;
            sl_buf_add(&batch->text, bytes_of(&marks, sizeof marks));
            leave(batch, LEFT_USES, entity->hash, version->id);
        }
    }
    if (is_latest) {
        leave_nodes(batch, version);
        leave_links(batch, version);
    }
    return SL_OK;
}

/* What a lane does with a batch. */
static void work(void *context)
{
    struct batch *batch = context;

    for (size_t i = 0; i < batch->count && batch->status == SL_OK; i++) {
        batch->status = scan_version(batch, i, &batch->fault);
    }
    for (size_t i = 0; i < LEFT_COUNT && batch->status == SL_OK; i++) {
        batch->status = sl_buf_status(&batch->left[i], &batch->fault);
    }
}

static enum sl_status take_items(struct sl_spill *spill, struct sl_buf *left, struct sl_error *err)
{
    struct head head;

    for (size_t at = 0; at < left->len; at += sizeof head + head.len) {
        memcpy(&head, left->ptr + at, sizeof head);
        const struct sl_spill_item item = {
            .first = head.first,
            .second = head.second,
            .text = {.ptr = left->ptr + at + sizeof head, .len = head.len},
        };
        SL_TRY(sl_spill_add(spill, &item, err));
    }
    sl_buf_clear(left);
    return SL_OK;
}

/* Take back what a batch left, and empty it. */
static enum sl_status back(void *context, void *one, struct sl_error *err)
{
    struct scan *scan = context;
    struct batch *batch = one;
    struct sl_people_build *build = scan->build;
    struct sl_spill *const spills[LEFT_COUNT] = {
        build->persons, build->uses, build->nodes, build->links
    };

    if (batch->status != SL_OK) {
        if (err != NULL) {
            *err = batch->fault;
        }
        return batch->status;
    }
    for (size_t i = 0; i < LEFT_COUNT; i++) {
        SL_TRY(take_items(spills[i], &batch->left[i], err));
    }
    sl_arena_reset(&batch->arena);
    batch->count = 0;
    return SL_OK;
}

/* Put a version into the batch that is filled. Its layout is mostly that of the one before. */
static enum sl_status fill(
    struct batch *batch,
    const struct sl_stored_version *version,
    struct sl_str layout,
    struct sl_error *err
)
{
    struct sl_stored_version *kept = &batch->versions[batch->count];
    struct sl_str *kept_layout = &batch->layouts[batch->count];
    const bool is_same = batch->count > 0 && kept[-1].layout == version->layout;

    *kept = *version;
    kept->key = sl_arena_copy(&batch->arena, version->key);
    kept->body = sl_arena_copy(&batch->arena, version->body);
    kept->format = sl_arena_copy(&batch->arena, version->format);
    *kept_layout = is_same ? kept_layout[-1] : sl_arena_copy(&batch->arena, layout);
    batch->count++;
    return kept->key.ptr == NULL || kept->body.ptr == NULL || kept->format.ptr == NULL ||
                   kept_layout->ptr == NULL
               ? sl_fail_memory(err)
               : SL_OK;
}

static enum sl_status
scan_all(struct scan *scan, struct sl_version_cursor *cursor, int64_t last, struct sl_error *err)
{
    struct sl_people_build *build = scan->build;
    struct sl_stored_version version;
    struct sl_str layout;
    bool has_one = true;

    for (;;) {
        SL_TRY(sl_version_cursor_next(cursor, &version, &has_one, err));
        if (!has_one) {
            return sl_lanes_end(&scan->lanes, err);
        }
        if (version.order == 0) {
            continue;
        }
        SL_TRY(sl_people_layout_text(build->names, build->store, version.layout, &layout, err));
        struct batch *batch = sl_lanes_batch(&scan->lanes);
        SL_TRY(fill(batch, &version, layout, err));
        build->record_count++;
        build->first_source = version.source;
        if (batch->count == BATCH_VERSIONS || batch->arena.used_bytes >= BATCH_BYTES) {
            SL_TRY(sl_lanes_hand(&scan->lanes, err));
            sl_people_tell(build, "reading records", (uint64_t)version.id, (uint64_t)last);
        }
    }
}

static enum sl_status open_scan(struct scan *scan, struct sl_error *err)
{
    void *batches[SL_LANE_COUNT * SL_LANE_BATCHES];

    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        struct batch *batch = &scan->batches[i];
        batch->reader = &scan->readers[i / SL_LANE_BATCHES];
        sl_arena_init(&batch->arena, BATCH_LIMIT_BYTES);
        sl_buf_init(&batch->text, SL_SPILL_TEXT_LIMIT_BYTES);
        for (size_t j = 0; j < LEFT_COUNT; j++) {
            sl_buf_init(&batch->left[j], LEFT_LIMIT_BYTES);
        }
        batches[i] = batch;
    }
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        SL_TRY(sl_people_reader_open(&scan->readers[i], err));
    }
    return sl_lanes_open(&scan->lanes, batches, work, back, scan, err);
}

static void close_scan(struct scan *scan)
{
    sl_lanes_close(&scan->lanes);
    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        struct batch *batch = &scan->batches[i];
        sl_arena_finish(&batch->arena);
        sl_buf_finish(&batch->text);
        for (size_t j = 0; j < LEFT_COUNT; j++) {
            sl_buf_finish(&batch->left[j]);
        }
    }
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        sl_people_reader_finish(&scan->readers[i]);
    }
    sl_free(scan);
}

static enum sl_status run_scan(struct scan *scan, struct sl_error *err)
{
    SL_CLEANUP(sl_version_cursor_close_ptr) struct sl_version_cursor *cursor = NULL;
    int64_t last = 0;

    SL_TRY(open_scan(scan, err));
    SL_TRY(sl_store_record_last(scan->build->store, &last, err));
    SL_TRY(sl_store_all_versions_open(scan->build->store, 1, last, &cursor, err));
    return scan_all(scan, cursor, last, err);
}

enum sl_status sl_people_scan(struct sl_people_build *build, struct sl_error *err)
{
    SL_TRY(sl_people_spill(build, &build->persons, err));
    SL_TRY(sl_people_spill(build, &build->uses, err));
    SL_TRY(sl_people_spill(build, &build->nodes, err));
    SL_TRY(sl_people_spill(build, &build->links, err));
    struct scan *scan = sl_calloc(1, sizeof *scan);
    if (scan == NULL) {
        return sl_fail_memory(err);
    }
    scan->build = build;
    const enum sl_status status = run_scan(scan, err);
    close_scan(scan);
    return status;
}
