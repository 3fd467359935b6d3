/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_model.h - what identities are judged by: a model, and the frequencies it goes with.
 *
 * Both are learned once and kept in the store, so that a judgement is a function of the records it
 * is about, and other records move no weight.
 */
#ifndef SL_APP_IDENTITY_MODEL_H
#define SL_APP_IDENTITY_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "sightline/linkage.h"
#include "store/store.h"

struct sl_identity_model {
    struct sl_str json, reference;
    int64_t row_count; /* rows that it was learned from */
};

/*
 * Is a model to be learned anew, as there are four times as many rows? Once it has seen 100,000 it
 * knows what it can.
 */
bool sl_identity_model_is_outgrown(int64_t learned_row_count, int64_t row_count);

/* The model in use; texts in the arena. Errors: SL_NOT_FOUND without a message; of the store. */
SL_NODISCARD enum sl_status sl_identity_model_find(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_identity_model *ret_model,
    struct sl_error *err
);

/*
 * Keep what a linkage learned in its run, and put it into use. In a transaction.
 *
 *   row_count  of the linkage
 *   at         now, in microseconds since 1970 in UTC
 *
 * Errors: those of the store and of the linkage.
 */
SL_NODISCARD enum sl_status sl_identity_model_keep(
    struct sl_store *store,
    struct sl_linkage *linkage,
    int64_t row_count,
    int64_t at,
    struct sl_error *err
);

/* Let a linkage use a model. Errors: SL_INVALID; as sl_linkage_use_reference. */
SL_NODISCARD enum sl_status sl_identity_model_use(
    const struct sl_identity_model *model, struct sl_linkage *linkage, struct sl_error *err
);

#endif
