/* SPDX-License-Identifier: Apache-2.0 */
/*
 * derived_impl.h - derived tables, as the rest of src/store handles them.
 */
#ifndef SL_STORE_DERIVED_IMPL_H
#define SL_STORE_DERIVED_IMPL_H

#include "store/db.h"
#include "store/derived.h"

/*
 * Make the derived tables that the database does not have, or has in another version; names that
 * the program does not know stay. In a transaction. Errors: those of the database.
 */
SL_NODISCARD enum sl_status sl_derived_make(struct sl_db *db, struct sl_error *err);

/* As the functions of derived.h, for a table that exists. Errors: those of the database. */
SL_NODISCARD enum sl_status sl_derived_read(
    struct sl_db *db, struct sl_str name, struct sl_derived *ret_derived, struct sl_error *err
);
/* The same. */
SL_NODISCARD enum sl_status sl_derived_write(
    struct sl_db *db,
    struct sl_str name,
    enum sl_derived_state state,
    int64_t built_through,
    struct sl_error *err
);

/*
 * Build record_key and superseded unless they are fresh, in a transaction of its own.
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_derived_complete(struct sl_store *store, struct sl_error *err);

#endif
