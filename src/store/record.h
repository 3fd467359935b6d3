/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.h - source records come out again, as they went in.
 *
 * Only records of finished runs are ever seen. `as_of` says of which: those whose finish_order is
 * not above it (sl_store_as_of). SL_AS_OF_NOW means all that are finished.
 */
#ifndef SL_STORE_RECORD_H
#define SL_STORE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/store.h"

#define SL_AS_OF_NOW INT64_MAX

/* A version of what an agency sent under a key. */
struct sl_stored_record {
    int64_t id;            /* from 1, in the order in which they came; never given twice */
    int64_t source;        /* store/source.h */
    int64_t run;           /* store/run.h */
    int64_t version;       /* of the key: 1, 2, 3 ... */
    int64_t layout;        /* sl_store_layout_text, or 0 */
    struct sl_digest hash; /* of body */
    struct sl_str key, body;
};

/* A record by its id; texts live in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_record_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_record *ret_record,
    struct sl_error *err
);

/* Several, in the order of the ids. Errors: SL_NOT_FOUND when one is not there; of the store. */
SL_NODISCARD enum sl_status sl_store_record_get_all(
    struct sl_store *store,
    const int64_t *ids,
    size_t count,
    struct sl_arena *arena,
    struct sl_stored_record *records,
    struct sl_error *err
);

/* A key of a source, as of a finish_order. */
struct sl_record_key {
    int64_t source;
    struct sl_str key;
    int64_t as_of;
};

/* The latest version of a key. Errors: SL_NOT_FOUND, without a message; those of the store. */
SL_NODISCARD enum sl_status sl_store_record_find(
    struct sl_store *store,
    const struct sl_record_key *key,
    struct sl_arena *arena,
    struct sl_stored_record *ret_record,
    struct sl_error *err
);

struct sl_record_cursor;

/* All versions of a key, the first one first. Close the cursor before the store. */
SL_NODISCARD enum sl_status sl_store_versions_open(
    struct sl_store *store,
    const struct sl_record_key *key,
    struct sl_record_cursor **ret_cursor,
    struct sl_error *err
);

/* What to go through. Threads that share the work open a store each, and divide the ids. */
struct sl_record_range {
    int64_t source;            /* 0: all */
    int64_t first_id, last_id; /* both included */
    int64_t as_of;
};

/*
 * The latest version of every key, by id, among the ids of a range. A cursor sees the store as it
 * was at its first step, or when the transaction began that it is in; several may be open.
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_records_open(
    struct sl_store *store,
    const struct sl_record_range *range,
    struct sl_record_cursor **ret_cursor,
    struct sl_error *err
);

/* The highest id that any record has, seen or not; 0 when there is none. Errors: of the store. */
SL_NODISCARD enum sl_status
sl_store_record_last(struct sl_store *store, int64_t *ret_id, struct sl_error *err);

/*
 * The next record. Texts are good until the next call for the cursor.
 *
 *   ret_has_record  false at the end; *ret_record is then untouched
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_record_cursor_next(
    struct sl_record_cursor *cursor,
    struct sl_stored_record *ret_record,
    bool *ret_has_record,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_record_cursor_close(struct sl_record_cursor *cursor);
/* For SL_CLEANUP on a struct sl_record_cursor * variable. */
void sl_record_cursor_close_ptr(struct sl_record_cursor **cursor);

#endif
