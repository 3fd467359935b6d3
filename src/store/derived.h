/* SPDX-License-Identifier: Apache-2.0 */
/*
 * derived.h - the register of what can be dropped and made again from the rest of the store.
 *
 * A derived table has a file src/store/sql/derived/NAME.sql with its version. Tables have no
 * migrations: when a program opens a store that holds another version of one, the table is dropped
 * and made empty. What fills it is the business of the engines above.
 *
 *   state   means
 *   empty   nothing in it: to be built
 *   stale   it may differ from what it is built from: to be built anew, or added to
 *   fresh   it is what it is built from, through `built_through`
 */
#ifndef SL_STORE_DERIVED_H
#define SL_STORE_DERIVED_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "store/store.h"

enum sl_derived_state { SL_DERIVED_EMPTY, SL_DERIVED_STALE, SL_DERIVED_FRESH };

struct sl_derived {
    int64_t version;
    enum sl_derived_state state;
    int64_t built_through; /* what it means is the table's own business: a record, a finish_order */
};

/* How many derived tables there are, and the name of one (0 .. count-1, ascending). */
size_t sl_store_derived_count(void);
struct sl_str sl_store_derived_name(size_t index);

/* How a derived table is. Errors: SL_NOT_FOUND for a name that is none; those of the store. */
SL_NODISCARD enum sl_status sl_store_derived_get(
    struct sl_store *store, struct sl_str name, struct sl_derived *ret_derived, struct sl_error *err
);

/* Say how it is. In a transaction. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_derived_mark(
    struct sl_store *store,
    struct sl_str name,
    enum sl_derived_state state,
    int64_t built_through,
    struct sl_error *err
);

/* Drop it and make it empty. In a transaction. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status
sl_store_derived_drop(struct sl_store *store, struct sl_str name, struct sl_error *err);

/*
 * Build the two that the store itself needs, record_key and superseded, anew: the same rows
 * whatever they held. In a transaction. Errors: those of the store. Time: as many records there
 * are.
 */
SL_NODISCARD enum sl_status sl_store_rebuild_keys(struct sl_store *store, struct sl_error *err);

#endif
