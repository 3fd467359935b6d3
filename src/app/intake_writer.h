/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake_writer.h - records into an open run, batch by batch, beside the thread that finds them.
 *
 * One thread takes a file apart and adds what it finds; the store's own thread writes what was
 * added before. Three batches go round: one is filled, one waits, one is written. So memory is
 * bounded, and neither thread waits while the other has work.
 */
#ifndef SL_APP_INTAKE_WRITER_H
#define SL_APP_INTAKE_WRITER_H

#include <stdint.h>

#include "base/error.h"
#include "intake/format.h"
#include "store/store.h"

/* A batch is written when it has so many records or so many bytes of text; each costs one sync. */
#define SL_INTAKE_BATCH_RECORDS 10000u
#define SL_INTAKE_BATCH_BYTES   ((size_t)8 << 20)

struct sl_intake_writer;

/*
 * Begin to write.
 *
 *   store  with a transaction open, in which the run was begun: the first batch goes into it, so
 *          that a small file costs one sync. It is the writer's until close
 *   run    open
 *
 * Errors: SL_NO_MEMORY.
 * Memory: about 30 MiB, more only for records that are longer than a batch.
 */
SL_NODISCARD enum sl_status sl_intake_writer_open(
    struct sl_store *store, int64_t run, struct sl_intake_writer **ret_writer, struct sl_error *err
);

/*
 * Add a record or a reject; it is copied, and hashed here.
 *
 *   split       not the end
 *   done_count  records and rejects of the file up to this one, and done_bytes of it
 *
 * Errors: SL_NO_MEMORY; those of the store for what was added some batches ago. After an error
 * only close is allowed.
 */
SL_NODISCARD enum sl_status sl_intake_writer_add(
    struct sl_intake_writer *writer,
    const struct sl_split *split,
    uint64_t done_count,
    uint64_t done_bytes,
    struct sl_error *err
);

/*
 * Write what is left, and wait for it.
 *
 *   finish_at  when the run ends, in the same transaction: microseconds since 1970 in UTC; 0: it
 *              stays open, and is gone on with another time
 *
 * Errors: those of the store. Nothing can be added afterwards.
 */
SL_NODISCARD enum sl_status
sl_intake_writer_end(struct sl_intake_writer *writer, int64_t finish_at, struct sl_error *err);

/* Wait for the store's thread, take back what is not committed, and free. NULL is fine. */
void sl_intake_writer_close(struct sl_intake_writer *writer);
/* For SL_CLEANUP on a struct sl_intake_writer * variable. */
void sl_intake_writer_close_ptr(struct sl_intake_writer **writer);

#endif
