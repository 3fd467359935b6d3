/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run.h - the intake of one file: begun, gone on with after a kill, finished at one stroke.
 *
 * A run is committed in batches, each with how far in the file it has come. Nobody sees its records
 * until it is finished; then everybody sees all of them. A run that was cut off stays open and is
 * gone on with when the same file is taken in again, or is abandoned. A source has one open run at
 * most, so the versions of a key follow one another as the runs do.
 *
 * What changes the store is called in a transaction (store.h).
 */
#ifndef SL_STORE_RUN_H
#define SL_STORE_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/store.h"

enum sl_run_state { SL_RUN_OPEN, SL_RUN_FINISHED, SL_RUN_ABANDONED };

/* The name in JSON: "finished". Static. */
struct sl_str sl_run_state_name(enum sl_run_state state);

/* What a run is of. Names are UTF-8 and not empty. */
struct sl_run_file {
    int64_t source;
    struct sl_str format;
    struct sl_str name; /* for people: what is meant by the file is its hash */
    struct sl_digest hash;
    uint64_t bytes;
};

/* What became of the records of the file. Each was one of these. */
struct sl_run_counts {
    uint64_t accepted, new_version, unchanged, rejected;
};

struct sl_run {
    int64_t id; /* from 1 */
    struct sl_run_file file;
    enum sl_run_state state;
    int64_t started_at;   /* microseconds since 1970 in UTC */
    int64_t ended_at;     /* 0 while it is open */
    int64_t finish_order; /* 0 unless it is finished */
    struct sl_run_counts counts;
    uint64_t done_records, done_bytes; /* how far in the file the last batch came */
    int64_t first_record, last_record; /* its records are among these ids; 0 when it has none */
};

/*
 * Begin a run, or find the open one of the same file, format and source.
 *
 *   at           now
 *   ret_id       the run
 *   ret_resumed  it was open: go on behind its done_records
 *
 * Errors: SL_INVALID when another run of the source is open, which the detail names; those of the
 * store.
 */
SL_NODISCARD enum sl_status sl_store_run_begin(
    struct sl_store *store,
    const struct sl_run_file *file,
    int64_t at,
    int64_t *ret_id,
    bool *ret_resumed,
    struct sl_error *err
);

/*
 * The newest finished run of the same file, format and source, or 0: to take it in once more would
 * change nothing. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_run_find_same(
    struct sl_store *store, const struct sl_run_file *file, int64_t *ret_id, struct sl_error *err
);

/* Say how far in the file an open run has come. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_run_progress(
    struct sl_store *store, int64_t run, uint64_t records, uint64_t bytes, struct sl_error *err
);

/*
 * Finish an open run: when this is committed its records are seen.
 * Errors: SL_NOT_FOUND; SL_INVALID when it is not open; those of the store.
 */
SL_NODISCARD enum sl_status
sl_store_run_finish(struct sl_store *store, int64_t run, int64_t at, struct sl_error *err);

/*
 * Abandon an open run: its records and rejects are deleted, and the run stays as a line with
 * counts of 0. Errors: as finish. Time: as many records as it brought.
 */
SL_NODISCARD enum sl_status
sl_store_run_abandon(struct sl_store *store, int64_t run, int64_t at, struct sl_error *err);

/* A run; names live in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_run_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_run *ret_run,
    struct sl_error *err
);

/*
 * The next run of any state behind the one with the id `after` (0: the first), by id.
 * Errors: SL_NOT_FOUND, without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_run_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_run *ret_run,
    struct sl_error *err
);

#endif
