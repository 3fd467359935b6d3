/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rebuild.h - everything that is derived, dropped and made again from what agencies sent.
 */
#ifndef SL_APP_REBUILD_H
#define SL_APP_REBUILD_H

#include <stdint.h>

#include "app/identify.h"
#include "base/error.h"

struct sl_access;

/* Plain memory. */
struct sl_rebuild_result {
    uint64_t record_count;   /* versions of records */
    int64_t row_count;       /* of mentions */
    uint64_t identity_count; /* 0 when nobody had been identified */
};

/*
 * Drop the derived tables of a store and build them again: the keys of records, the index of
 * people, and, where there were such, the answer to who is who and what notice raises. All of it
 * follows from what agencies sent and what people decided, so it is the same, to the byte; the
 * journal does not grow by it.
 *
 *   options  of the identification and, with its progress, of all; must_learn is not looked at
 *
 * When it is cut off the store is as sound as before, and what was not made again is made when it
 * is next needed.
 *
 *   access  opened to write
 *
 * Errors: SL_DENIED; those of sl_store_rebuild_keys, sl_people_index_update, sl_identify and
 * sl_notice_run_again.
 */
SL_NODISCARD enum sl_status sl_rebuild(
    struct sl_access *access,
    const struct sl_identify_options *options,
    struct sl_rebuild_result *ret_result,
    struct sl_error *err
);

#endif
