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

/* A version of a record, of any run: whoever asks knows which runs are finished. */
struct sl_stored_version {
    int64_t id, source, run, version;
    int64_t layout;   /* or 0 */
    int64_t next_run; /* the run that brought the next version, or 0; it may be open */
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
 * The version of a key with a number; texts in the arena.
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

#endif
