/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_near.h - which mentions are near each other, between the linkage and the store.
 *
 * Finding who is like whom is most of the work of a linkage. What it found is kept (store/near.h),
 * goes with every change, and is the same whether it came about at once or step by step.
 */
#ifndef SL_APP_IDENTITY_NEAR_H
#define SL_APP_IDENTITY_NEAR_H

#include <stdint.h>

#include "base/error.h"
#include "identity/listing.h"
#include "sightline/near.h"
#include "store/store.h"

/*
 * Keep what a run over everybody found, instead of what is kept; and who may be the child that was
 * expected, however unlike they are (identity/expected.h).
 *
 *   store    in a transaction
 *   linkage  run, its records named as in identity/row_key.h; NULL: nobody is there
 *   listing  of everybody in the linkage
 *
 * Errors: those of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_identity_near_write(
    struct sl_store *store,
    const struct sl_linkage *linkage,
    const struct sl_listing *listing,
    struct sl_error *err
);

/*
 * Give a growth what is kept, so that it need not search.
 *
 *   linkage  that grows, with everybody's rows
 *   growth   just opened
 *
 * Errors: those of the store; SL_NO_MEMORY. Time: that of reading the pairs.
 */
SL_NODISCARD enum sl_status sl_identity_near_load(
    struct sl_store *store,
    const struct sl_linkage *linkage,
    struct sl_growth *growth,
    struct sl_error *err
);

/*
 * Keep who is near a mention of a growth, of which nothing is kept; nothing when it has no rows.
 *
 *   store    in a transaction
 *   listing  of everybody
 *
 * Errors: those of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_identity_near_add(
    struct sl_store *store,
    struct sl_growth *growth,
    const struct sl_listing *listing,
    int64_t mention,
    struct sl_error *err
);

#endif
