/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rebuild.h - everything that is derived, dropped and made again from what agencies sent.
 */
#ifndef SL_APP_REBUILD_H
#define SL_APP_REBUILD_H

#include <stdint.h>

#include "app/people_index.h"
#include "base/error.h"

/* Plain memory. */
struct sl_rebuild_result {
    uint64_t record_count; /* versions of records */
    int64_t row_count;     /* of mentions */
};

/*
 * Drop the derived tables of a store and build them again: the keys of records, then the index of
 * people.
 *
 *   progress  may be NULL; context is given to it
 *
 * When it is cut off the store is as sound as before, and what was not made again is made when it
 * is next needed.
 *
 * Errors: those of sl_store_open, sl_store_rebuild_keys and sl_people_index_update.
 */
SL_NODISCARD enum sl_status sl_rebuild(
    const char *path,
    sl_people_index_progress_fn *progress,
    void *context,
    struct sl_rebuild_result *ret_result,
    struct sl_error *err
);

#endif
