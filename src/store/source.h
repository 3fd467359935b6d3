/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.h - the systems that records come from, and the layouts that records share.
 */
#ifndef SL_STORE_SOURCE_H
#define SL_STORE_SOURCE_H

#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

/* A system of an agency. Within it a key names one thing. */
struct sl_store_source {
    int64_t id; /* from 1 */
    struct sl_str agency, system;
};

/*
 * The id of a source; SL_NOT_FOUND when it is not known. sl_store_source_add makes it known first,
 * in a transaction, and finds one that is.
 *
 *   agency, system  not empty, UTF-8
 *
 * Errors: SL_INVALID (empty, or not UTF-8); those of the store.
 */
SL_NODISCARD enum sl_status sl_store_source_find(
    struct sl_store *store,
    struct sl_str agency,
    struct sl_str system,
    int64_t *ret_id,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_source_add(
    struct sl_store *store,
    struct sl_str agency,
    struct sl_str system,
    int64_t *ret_id,
    struct sl_error *err
);

/* All sources by id, in the arena. Errors: SL_NO_MEMORY, those of the store. */
SL_NODISCARD enum sl_status sl_store_source_list(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_store_source **ret_sources,
    size_t *ret_count,
    struct sl_error *err
);

/* The id of a layout's text, added when it is new. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_layout_add(
    struct sl_store *store, struct sl_str text, int64_t *ret_id, struct sl_error *err
);

/* A layout's text, in the arena; empty for id 0. Errors: SL_NOT_FOUND, those of the store. */
SL_NODISCARD enum sl_status sl_store_layout_text(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_str *ret_text,
    struct sl_error *err
);

#endif
