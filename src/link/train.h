/* SPDX-License-Identifier: Apache-2.0 */
/*
 * train.h - a model from the records themselves.
 *
 * A fixed sample of records, chosen by a hash of their ids, meets all others through the index;
 * em.h learns from the pairs found; with the better model they are searched for once more, and then
 * looked at again.
 */
#ifndef SL_LINK_TRAIN_H
#define SL_LINK_TRAIN_H

#include "base/error.h"
#include "link/chance.h"
#include "link/community.h"
#include "link/index.h"
#include "link/model.h"

struct sl_train_options {
    bool two_sources;
    unsigned thread_count;
    uint64_t seed;
    const struct sl_community *community;
    sl_progress_fn *progress; /* may be NULL */
    void *context;
};

/*
 * Improve model (initialised) and set chances to go with it.
 *
 *   chances  by field, counted
 *
 * Errors: SL_NO_MEMORY. The result depends on table, seed and options alone, not on threads.
 */
SL_NODISCARD enum sl_status sl_train(
    struct sl_model *model,
    struct sl_chance *chances,
    const struct sl_index *index,
    const struct sl_train_options *options,
    struct sl_error *err
);

#endif
