/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_impl.h - what the files of src/store know of an open store.
 */
#ifndef SL_STORE_STORE_IMPL_H
#define SL_STORE_STORE_IMPL_H

#include <stdbool.h>

#include "store/db.h"
#include "store/key_index.h"
#include "store/lock.h"
#include "store/store.h"

/* The longest path of a store, with what stands behind it in the names of files beside it. */
#define SL_STORE_PATH_LIMIT_BYTES ((size_t)4096)

struct sl_store {
    struct sl_db *db;
    enum sl_store_mode mode;
    struct sl_lock lock;      /* of a writer */
    struct sl_key_index keys; /* of a writer: what is not in the table record_key yet */
    uint64_t device, inode;   /* of the file, as it was opened */
    bool has_begun;
    bool has_failed; /* a change of this transaction was done in part: it cannot be committed */
};

/* Stop the program unless the store is a writer with a transaction; the second, unless it may make
 * at least brief changes and has one. */
void sl_store_assert_writing(const struct sl_store *store);
void sl_store_assert_brief(const struct sl_store *store);

/* Pass a status on; when it is a failure the transaction can only be rolled back. */
enum sl_status sl_store_note(struct sl_store *store, enum sl_status status);

/* Read and set a number that the store keeps. Errors: those of the database. */
SL_NODISCARD enum sl_status
sl_store_counter(struct sl_db *db, struct sl_str name, int64_t *ret_value, struct sl_error *err);
/* The same. */
SL_NODISCARD enum sl_status
sl_store_set_counter(struct sl_db *db, struct sl_str name, int64_t value, struct sl_error *err);

#endif
