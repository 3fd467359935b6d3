/* SPDX-License-Identifier: Apache-2.0 */
#include "link/encoder.h"

#include "base/memory.h"
#include "base/threads.h"

/*
 * A batch ends with so many records or bytes: enough that beginning it on another thread costs
 * little beside it. It is encoded by the run, whose values stay in a near cache.
 */
#define BATCH_RECORDS 4096u
#define BATCH_BYTES   ((size_t)1 << 20)
#define RUN_RECORDS   512u

/* Records that wait, or that are encoded. */
struct sl_encoder_batch {
    struct sl_encoder *encoder;
    struct sl_error failure; /* of encoding it: it is not emptied then */
    uint32_t count;
    struct sl_buf text; /* all values, one behind the other */
    uint32_t *codes[BATCH_RECORDS];
    uint32_t ends[]; /* of values in text: column_count for each record */
};

static enum sl_status
open_batch(struct sl_encoder *encoder, struct sl_encoder_batch **ret_batch, struct sl_error *err)
{
    const size_t values = (size_t)BATCH_RECORDS * encoder->schema->column_count;
    struct sl_encoder_batch *batch =
        sl_alloc(1, sizeof(struct sl_encoder_batch) + values * sizeof(uint32_t));
    if (batch == NULL) {
        return sl_fail_memory(err);
    }
    batch->encoder = encoder;
    batch->failure = (struct sl_error){ .status = SL_OK };
    batch->count = 0;
    sl_buf_init(&batch->text, UINT32_MAX);
    *ret_batch = batch;
    return SL_OK;
}

static void close_batch(struct sl_encoder_batch *batch)
{
    if (batch != NULL) {
        sl_buf_finish(&batch->text);
        sl_free(batch);
    }
}

/* Record number `record` of a batch, as it was taken in. */
static void find_raw(const struct sl_encoder_batch *batch, uint32_t record, struct sl_str *raw)
{
    const size_t column_count = batch->encoder->schema->column_count;
    const size_t first = record * column_count;
    uint32_t start = first == 0 ? 0 : batch->ends[first - 1];
    for (size_t column = 0; column < column_count; column++) {
        const uint32_t end = batch->ends[first + column];
        raw[column] = (struct sl_str){ batch->text.ptr + start, end - start };
        start = end;
    }
}

/* Put the fields of a run of records together: the values. */
static enum sl_status fill_values(
    const struct sl_encoder_batch *batch, uint32_t first, uint32_t count, struct sl_error *err
)
{
    struct sl_encoder *encoder = batch->encoder;
    struct sl_str raw[SL_COLUMN_LIMIT];
    sl_arena_reset(&encoder->formed);
    for (uint32_t at = 0; at < count; at++) {
        find_raw(batch, first + at, raw);
        SL_TRY(sl_form_fill(&encoder->form, raw, err));
        for (unsigned field = 0; field < encoder->schema->field_count; field++) {
            struct sl_str value = encoder->form.values[field];
            if (value.len > 0 && !sl_form_is_late(encoder->schema, field)) {
                value = sl_arena_copy(&encoder->formed, value);
                if (value.ptr == NULL) {
                    return sl_fail_memory(err);
                }
            }
            encoder->values[field * RUN_RECORDS + at] = value;
        }
    }
    return SL_OK;
}

static enum sl_status encode_run(
    const struct sl_encoder_batch *batch, uint32_t first, uint32_t count, struct sl_error *err
)
{
    struct sl_encoder *encoder = batch->encoder;
    SL_TRY(fill_values(batch, first, count, err));
    for (unsigned field = 0; field < encoder->schema->field_count; field++) {
        const struct sl_str *values = encoder->values + (size_t)field * RUN_RECORDS;
        SL_TRY(sl_dictionary_add_all(&encoder->raw[field], values, count, encoder->numbers, err));
        for (uint32_t at = 0; at < count; at++) {
            batch->codes[first + at][field] = encoder->numbers[at] + 1; /* none wraps to 0 */
        }
    }
    return SL_OK;
}

static enum sl_status encode_runs(const struct sl_encoder_batch *batch, struct sl_error *err)
{
    for (uint32_t first = 0; first < batch->count; first += RUN_RECORDS) {
        const uint32_t left = batch->count - first;
        SL_TRY(encode_run(batch, first, left < RUN_RECORDS ? left : RUN_RECORDS, err));
    }
    return SL_OK;
}

static void encode_batch(void *context)
{
    struct sl_encoder_batch *batch = context;
    if (encode_runs(batch, &batch->failure) == SL_OK) {
        batch->count = 0;
        sl_buf_clear(&batch->text);
    }
}

static enum sl_status open_parts(struct sl_encoder *encoder, struct sl_error *err)
{
    const size_t values = (size_t)RUN_RECORDS * encoder->schema->field_count;
    for (unsigned batch = 0; batch < encoder->batch_count; batch++) {
        SL_TRY(open_batch(encoder, &encoder->batches[batch], err));
    }
    if (encoder->batch_count > 1) {
        SL_TRY(sl_aside_open(encode_batch, &encoder->aside, err));
    }
    encoder->values = sl_alloc(values, sizeof(*encoder->values));
    encoder->numbers = sl_alloc(RUN_RECORDS, sizeof(*encoder->numbers));
    if (encoder->values == NULL || encoder->numbers == NULL) {
        return sl_fail_memory(err);
    }
    return sl_form_open(&encoder->form, encoder->schema, err);
}

enum sl_status sl_encoder_init(
    struct sl_encoder *encoder,
    const struct sl_schema *schema,
    unsigned thread_count,
    struct sl_error *err
)
{
    *encoder = (struct sl_encoder){
        .schema = schema,
        .batch_count = thread_count > 1 ? SL_ENCODER_BATCHES : 1,
    };
    sl_arena_init(&encoder->formed, SIZE_MAX / 2);
    for (unsigned field = 0; field < schema->field_count; field++) {
        sl_dictionary_init(&encoder->raw[field]);
    }
    const enum sl_status status = open_parts(encoder, err);
    if (status != SL_OK) {
        sl_encoder_finish(encoder);
    }
    return status;
}

void sl_encoder_finish(struct sl_encoder *encoder)
{
    sl_aside_close(encoder->aside); /* first: it uses all the rest */
    for (unsigned batch = 0; batch < SL_ENCODER_BATCHES; batch++) {
        close_batch(encoder->batches[batch]);
    }
    sl_arena_finish(&encoder->formed);
    sl_free(encoder->values);
    sl_free(encoder->numbers);
    sl_form_close(&encoder->form);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_dictionary_finish(&encoder->raw[field]);
    }
    *encoder = (struct sl_encoder){ 0 };
}

static enum sl_status check_batch(const struct sl_encoder_batch *batch, struct sl_error *err)
{
    if (batch->failure.status != SL_OK && err != NULL) {
        *err = batch->failure;
    }
    return batch->failure.status;
}

/*
 * Let the batch that was filled be encoded, and fill the next one: of those in use by the other
 * thread one waits and one may be under way, so that the third is done.
 */
static enum sl_status hand_over(struct sl_encoder *encoder, struct sl_error *err)
{
    struct sl_encoder_batch *batch = encoder->batches[encoder->filling];
    if (encoder->aside == NULL) {
        encode_batch(batch);
    } else {
        sl_aside_hand(encoder->aside, batch);
    }
    encoder->filling = (encoder->filling + 1) % encoder->batch_count;
    return check_batch(encoder->batches[encoder->filling], err);
}

enum sl_status sl_encoder_add(
    struct sl_encoder *encoder, const struct sl_str *raw, uint32_t *codes, struct sl_error *err
)
{
    struct sl_encoder_batch *batch = encoder->batches[encoder->filling];
    SL_TRY(check_batch(batch, err));
    if (batch->count == BATCH_RECORDS || batch->text.len >= BATCH_BYTES) {
        SL_TRY(hand_over(encoder, err));
        batch = encoder->batches[encoder->filling];
    }
    const size_t column_count = encoder->schema->column_count;
    const size_t before = batch->text.len;
    uint32_t *ends = batch->ends + batch->count * column_count;
    for (size_t column = 0; column < column_count; column++) {
        sl_buf_add(&batch->text, raw[column]);
        ends[column] = (uint32_t)batch->text.len;
    }
    const enum sl_status status = sl_buf_status(&batch->text, err);
    if (status != SL_OK) {
        sl_buf_cut(&batch->text, before);
        batch->text.status = SL_OK;
        return status;
    }
    batch->codes[batch->count++] = codes;
    return SL_OK;
}

enum sl_status sl_encoder_settle(struct sl_encoder *encoder, struct sl_error *err)
{
    SL_TRY(check_batch(encoder->batches[encoder->filling], err));
    SL_TRY(hand_over(encoder, err));
    if (encoder->aside != NULL) {
        sl_aside_wait(encoder->aside);
    }
    for (unsigned batch = 0; batch < encoder->batch_count; batch++) {
        SL_TRY(check_batch(encoder->batches[batch], err));
    }
    return SL_OK;
}
