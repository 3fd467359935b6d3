/* SPDX-License-Identifier: Apache-2.0 */
/*
 * encoder.h - the raw values of records become numbers, while more records are read.
 *
 * Each field numbers its distinct values as they first appear. Records are taken in by the batch:
 * looking up many values of one field in a row hides how far away memory is, and with two threads
 * or more one batch is encoded while the next one fills.
 */
#ifndef SL_LINK_ENCODER_H
#define SL_LINK_ENCODER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "link/dictionary.h"
#include "link/form.h"
#include "link/schema.h"

/* Batches with two threads: one fills, one waits, one is encoded. */
#define SL_ENCODER_BATCHES 3u

struct sl_aside;
struct sl_encoder_batch;

/*
 * Zeroed is finished. Until sl_encoder_settle, everything here may be in use by another
 * thread, but for the batch that is being filled.
 */
struct sl_encoder {
    const struct sl_schema *schema;           /* borrowed */
    struct sl_dictionary raw[SL_FIELD_LIMIT]; /* the values of each field that form.h gives */
    struct sl_form form;
    struct sl_encoder_batch *batches[SL_ENCODER_BATCHES];
    unsigned batch_count;   /* 1, or SL_ENCODER_BATCHES when there is another thread */
    unsigned filling;       /* which of them is being filled */
    struct sl_str *values;  /* of the records that are encoded just now, by field */
    uint32_t *numbers;      /* of one field's values */
    struct sl_arena formed; /* values that no column holds as they are */
    struct sl_aside *aside; /* NULL: on the caller's thread */
};

/* Errors: SL_UNSUPPORTED (no ICU), SL_NO_MEMORY; the encoder is then finished. */
SL_NODISCARD enum sl_status sl_encoder_init(
    struct sl_encoder *encoder,
    const struct sl_schema *schema,
    unsigned thread_count,
    struct sl_error *err
);
void sl_encoder_finish(struct sl_encoder *encoder);

/*
 * Take in a record.
 *
 *   raw    one value for each column; copied
 *   codes  where the codes of its fields go (number + 1; 0 is missing); borrowed, and written at
 *          some time until sl_encoder_settle
 *
 * Errors: SL_LIMIT, SL_NO_MEMORY: of this record, which is then not taken in; or of one before,
 * and then nothing further is.
 */
SL_NODISCARD enum sl_status sl_encoder_add(
    struct sl_encoder *encoder, const struct sl_str *raw, uint32_t *codes, struct sl_error *err
);

/*
 * Encode what has not been yet: all codes are written then. Errors: as sl_encoder_add; after a
 * failure it tells that one.
 */
SL_NODISCARD enum sl_status sl_encoder_settle(struct sl_encoder *encoder, struct sl_error *err);

#endif
