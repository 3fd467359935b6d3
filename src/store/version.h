/* SPDX-License-Identifier: Apache-2.0 */
/*
 * version.h - all versions of records, for what is derived from them.
 */
#ifndef SL_STORE_VERSION_H
#define SL_STORE_VERSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

/* A version of a record, of any run, with what of the run matters to who reads it. */
struct sl_stored_version {
    int64_t id, source, run, version;
    int64_t layout;       /* or 0 */
    int64_t order;        /* finish_order of its run; 0: not finished, so nobody is to see it */
    int64_t next_run;     /* the run that brought the next version, or 0 */
    int64_t next_order;   /* finish_order of that; 0: it is the latest that is seen */
    struct sl_str format; /* of the run */
    struct sl_str key, body;
};

struct sl_version_cursor;

/* All versions among the ids first .. last, by id, those of open runs included. */
SL_NODISCARD enum sl_status sl_store_all_versions_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_version_cursor **ret_cursor,
    struct sl_error *err
);

/* The next one. Texts are good until the next call for the cursor. Errors: of the store. */
SL_NODISCARD enum sl_status sl_version_cursor_next(
    struct sl_version_cursor *cursor,
    struct sl_stored_version *ret_version,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_version_cursor_close(struct sl_version_cursor *cursor);
/* For SL_CLEANUP on a struct sl_version_cursor * variable. */
void sl_version_cursor_close_ptr(struct sl_version_cursor **cursor);

/*
 * The version of a key with a number, or the one with an id; texts in the arena.
 *
 *   version  source, key and version are read, and all else is set
 *
 * Errors: SL_NOT_FOUND without a message; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_version_get(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_stored_version *version,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_version_of_id(
    struct sl_store *store,
    struct sl_arena *arena,
    int64_t id,
    struct sl_stored_version *ret_version,
    struct sl_error *err
);

/* A finished run, as far as what it brought matters. Plain memory. */
struct sl_finished_run {
    int64_t id, order;
    int64_t first_record, last_record; /* its records are among these ids; 0 when it has none */
};

/*
 * The next finished run whose finish_order is above `after`, by that.
 * Errors: SL_NOT_FOUND without a message behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_run_after(
    struct sl_store *store, int64_t after, struct sl_finished_run *ret_run, struct sl_error *err
);

#endif
