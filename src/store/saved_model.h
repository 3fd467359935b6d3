/* SPDX-License-Identifier: Apache-2.0 */
/*
 * saved_model.h - what the linkage learned, kept with the records it learned from.
 *
 * A model is added as a candidate and does nothing until it is activated; the one that was in use
 * is then retired, and kept.
 */
#ifndef SL_STORE_SAVED_MODEL_H
#define SL_STORE_SAVED_MODEL_H

#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

enum sl_saved_model_state { SL_MODEL_CANDIDATE, SL_MODEL_ACTIVE, SL_MODEL_RETIRED };

struct sl_saved_model {
    int64_t id;            /* from 1; given by the store */
    struct sl_str purpose; /* what it links: UTF-8, not empty */
    int64_t created_at;    /* microseconds since 1970 in UTC */
    enum sl_saved_model_state state;
    struct sl_str json; /* docs/formats/model.md */
};

/* Add a candidate, in a transaction; id and state are not read. Errors: SL_INVALID; of the store.
 */
SL_NODISCARD enum sl_status sl_store_model_add(
    struct sl_store *store,
    const struct sl_saved_model *model,
    int64_t *ret_id,
    struct sl_error *err
);

/* Put a model into use, in a transaction. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status
sl_store_model_activate(struct sl_store *store, int64_t id, struct sl_error *err);

/* A model by its id, in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_model_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_saved_model *ret_model,
    struct sl_error *err
);

/* The one in use. Errors: SL_NOT_FOUND, without a message, when none is; those of the store. */
SL_NODISCARD enum sl_status sl_store_model_find_active(
    struct sl_store *store,
    struct sl_str purpose,
    struct sl_arena *arena,
    struct sl_saved_model *ret_model,
    struct sl_error *err
);

#endif
