/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_writer.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/memory.h"
#include "base/threads.h"
#include "store/put.h"
#include "store/run.h"
#include "store/source.h"

#define BATCH_COUNT 3u
/* Different layouts in one batch; with more it is written early. A file has one, mostly. */
#define LAYOUT_LIMIT 16u
/* One record goes in even when the batch lacks a byte of being full, and its layout with it. */
#define ARENA_LIMIT_BYTES (SL_INTAKE_BATCH_BYTES + 4 * SL_SPLIT_RECORD_LIMIT_BYTES)

/*
 * What is written at once. Texts lie in the arena. Until it is written, a record's layout is its
 * place in `layouts` and 1, or 0 for none.
 */
struct batch {
    struct sl_intake_writer *writer;
    struct sl_arena arena;
    struct sl_put_record *records; /* SL_INTAKE_BATCH_RECORDS of room, as the rejects have */
    struct sl_stored_reject *rejects;
    size_t record_count, reject_count, layout_count;
    struct sl_str layouts[LAYOUT_LIMIT];
    uint64_t done_count, done_bytes;
    bool is_last;
    int64_t finish_at;
    bool failed; /* written by the store's thread */
};

/* What the two threads have: the fields below `aside` are the store's thread's until it rests. */
struct sl_intake_writer {
    struct batch batches[BATCH_COUNT];
    size_t filling; /* index of the batch that is filled */
    struct sl_aside *aside;
    struct sl_store *store;
    int64_t run;
    bool in_transaction;
    bool is_done;          /* nothing more is written: it failed, or ended */
    struct sl_buf layout;  /* the last one met, ... */
    int64_t layout_id;     /* ... and its id; 0: none yet */
    struct sl_error fault; /* why it failed */
};

static enum sl_status
find_layout(struct sl_intake_writer *writer, struct sl_str text, int64_t *ret_id)
{
    if (writer->layout_id == 0 || !sl_str_equal(sl_buf_str(&writer->layout), text)) {
        writer->layout_id = 0;
        sl_buf_clear(&writer->layout);
        sl_buf_add(&writer->layout, text);
        SL_TRY(sl_buf_status(&writer->layout, &writer->fault));
        SL_TRY(sl_store_layout_add(writer->store, text, &writer->layout_id, &writer->fault));
    }
    *ret_id = writer->layout_id;
    return SL_OK;
}

static enum sl_status number_layouts(struct sl_intake_writer *writer, struct batch *batch)
{
    int64_t ids[LAYOUT_LIMIT + 1] = { 0 };

    for (size_t i = 0; i < batch->layout_count; i++) {
        SL_TRY(find_layout(writer, batch->layouts[i], &ids[i + 1]));
    }
    for (size_t i = 0; i < batch->record_count; i++) {
        batch->records[i].layout = ids[batch->records[i].layout];
    }
    return SL_OK;
}

static enum sl_status put_batch(struct sl_intake_writer *writer, struct batch *batch)
{
    struct sl_store *store = writer->store;
    struct sl_error *err = &writer->fault;

    if (!writer->in_transaction) {
        SL_TRY(sl_store_begin(store, err));
        writer->in_transaction = true;
    }
    SL_TRY(number_layouts(writer, batch));
    if (batch->record_count > 0) {
        SL_TRY(sl_store_put(store, writer->run, batch->records, batch->record_count, NULL, err));
    }
    for (size_t i = 0; i < batch->reject_count; i++) {
        SL_TRY(sl_store_put_reject(store, writer->run, &batch->rejects[i], err));
    }
    if (batch->done_count > 0) {
        SL_TRY(sl_store_run_progress(store, writer->run, batch->done_count, batch->done_bytes, err)
        );
    }
    if (batch->finish_at != 0) {
        SL_TRY(sl_store_run_finish(store, writer->run, batch->finish_at, err));
    }
    writer->in_transaction = false; /* whatever commit says, there is none after it */
    return sl_store_commit(store, err);
}

/* What the store's thread does with a batch. */
static void write_batch(void *context)
{
    struct batch *batch = context;
    struct sl_intake_writer *writer = batch->writer;

    if (!writer->is_done) {
        const enum sl_status status = put_batch(writer, batch);
        if (status != SL_OK) {
            sl_store_rollback(writer->store);
            writer->in_transaction = false;
            if (writer->fault.status == SL_OK) {
                (void)sl_fail(&writer->fault, status, "%s", sl_status_text(status));
            }
        }
        writer->is_done = status != SL_OK || batch->is_last;
    }
    batch->failed = writer->fault.status != SL_OK;
}

static void empty_batch(struct batch *batch)
{
    sl_arena_reset(&batch->arena);
    batch->record_count = 0;
    batch->reject_count = 0;
    batch->layout_count = 0;
    batch->done_count = 0;
    batch->done_bytes = 0;
}

static enum sl_status init_batch(struct sl_intake_writer *writer, struct batch *batch)
{
    batch->writer = writer;
    sl_arena_init(&batch->arena, ARENA_LIMIT_BYTES);
    batch->records = sl_alloc(SL_INTAKE_BATCH_RECORDS, sizeof *batch->records);
    batch->rejects = sl_alloc(SL_INTAKE_BATCH_RECORDS, sizeof *batch->rejects);
    return batch->records == NULL || batch->rejects == NULL ? SL_NO_MEMORY : SL_OK;
}

enum sl_status sl_intake_writer_open(
    struct sl_store *store, int64_t run, struct sl_intake_writer **ret_writer, struct sl_error *err
)
{
    struct sl_intake_writer *writer = sl_calloc(1, sizeof *writer);
    if (writer == NULL) {
        return sl_fail_memory(err);
    }
    writer->store = store;
    writer->run = run;
    writer->in_transaction = true;
    sl_buf_init(&writer->layout, SL_SPLIT_RECORD_LIMIT_BYTES);
    enum sl_status status = sl_aside_open(write_batch, &writer->aside, err);
    for (size_t i = 0; i < BATCH_COUNT && status == SL_OK; i++) {
        status = init_batch(writer, &writer->batches[i]);
    }
    if (status != SL_OK) {
        sl_intake_writer_close(writer);
        return sl_fail_memory(err);
    }
    *ret_writer = writer;
    return SL_OK;
}

static enum sl_status fail_written(const struct sl_intake_writer *writer, struct sl_error *err)
{
    const enum sl_status status = writer->fault.status;

    if (err != NULL) {
        *err = writer->fault;
    }
    return status;
}

/*
 * Hand the filled batch over and turn to the next. When that returns, the batch before the last
 * one is written, and it is the next to be filled.
 */
static enum sl_status hand_over(struct sl_intake_writer *writer, struct sl_error *err)
{
    sl_aside_hand(writer->aside, &writer->batches[writer->filling]);
    writer->filling = (writer->filling + 1) % BATCH_COUNT;
    struct batch *next = &writer->batches[writer->filling];
    if (next->failed) {
        sl_aside_wait(writer->aside);
        return fail_written(writer, err);
    }
    empty_batch(next);
    return SL_OK;
}

/* A text in the batch; *whole becomes false when there is no memory for it. */
static struct sl_str keep(struct batch *batch, struct sl_str text, bool *whole)
{
    const struct sl_str copy = sl_arena_copy(&batch->arena, text);

    *whole = *whole && copy.ptr != NULL;
    return copy;
}

/* The place of a layout in the batch, from 1; 0 for an empty one. */
static size_t place_layout(struct batch *batch, struct sl_str text, bool *whole)
{
    if (text.len == 0) {
        return 0;
    }
    for (size_t i = batch->layout_count; i > 0; i--) {
        if (sl_str_equal(batch->layouts[i - 1], text)) {
            return i;
        }
    }
    batch->layouts[batch->layout_count++] = keep(batch, text, whole);
    return batch->layout_count;
}

static bool add_record(struct batch *batch, const struct sl_split_record *record)
{
    bool whole = true;

    batch->records[batch->record_count++] = (struct sl_put_record){
        .key = keep(batch, record->key, &whole),
        .body = keep(batch, record->body, &whole),
        .hash = sl_digest_of(record->body),
        .layout = (int64_t)place_layout(batch, record->layout, &whole),
    };
    return whole;
}

static bool add_reject(struct batch *batch, const struct sl_reject *reject)
{
    bool whole = true;

    batch->rejects[batch->reject_count++] = (struct sl_stored_reject){
        .line = reject->line,
        .column = reject->column,
        .field = keep(batch, reject->field, &whole),
        .reason = keep(batch, reject->reason, &whole),
        .text = keep(batch, reject->text, &whole),
        .is_cut = reject->cut,
    };
    return whole;
}

enum sl_status sl_intake_writer_add(
    struct sl_intake_writer *writer,
    const struct sl_split *split,
    uint64_t done_count,
    uint64_t done_bytes,
    struct sl_error *err
)
{
    struct batch *batch = &writer->batches[writer->filling];
    const bool whole = split->step == SL_SPLIT_RECORD ? add_record(batch, &split->record)
                                                      : add_reject(batch, &split->reject);
    if (!whole) {
        return sl_fail_memory(err);
    }
    batch->done_count = done_count;
    batch->done_bytes = done_bytes;
    if (batch->record_count + batch->reject_count == SL_INTAKE_BATCH_RECORDS ||
        batch->arena.used_bytes >= SL_INTAKE_BATCH_BYTES || batch->layout_count == LAYOUT_LIMIT) {
        return hand_over(writer, err);
    }
    return SL_OK;
}

enum sl_status
sl_intake_writer_end(struct sl_intake_writer *writer, int64_t finish_at, struct sl_error *err)
{
    struct batch *batch = &writer->batches[writer->filling];

    batch->is_last = true;
    batch->finish_at = finish_at;
    sl_aside_hand(writer->aside, batch);
    sl_aside_wait(writer->aside);
    return writer->fault.status == SL_OK ? SL_OK : fail_written(writer, err);
}

void sl_intake_writer_close(struct sl_intake_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    sl_aside_close(writer->aside);
    if (writer->in_transaction) {
        sl_store_rollback(writer->store);
    }
    for (size_t i = 0; i < BATCH_COUNT; i++) {
        sl_arena_finish(&writer->batches[i].arena);
        sl_free(writer->batches[i].records);
        sl_free(writer->batches[i].rejects);
    }
    sl_buf_finish(&writer->layout);
    sl_free(writer);
}

void sl_intake_writer_close_ptr(struct sl_intake_writer **writer)
{
    sl_intake_writer_close(*writer);
}
