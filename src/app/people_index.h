/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_index.h - who is mentioned where: the derived tables of persons, kept up to date.
 *
 * mention, mention_key, mention_row, relation, entity_use, node, node_use, search_key, search_word
 * and search_slip are a function of the records that are visible: whatever way they came about, in
 * one go, run by run or after a kill, the rows are the same. They are fresh when the state of
 * `mention` in the register of derived tables is, and built through its built_through, a
 * finish_order.
 */
#ifndef SL_APP_PEOPLE_INDEX_H
#define SL_APP_PEOPLE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

/* What indexing needs of memory and tables; opened once, used by one thread at a time. */
struct sl_people_index;

/* Errors: SL_NO_MEMORY; SL_UNSUPPORTED (record/fold.h). Time: some milliseconds. */
SL_NODISCARD enum sl_status
sl_people_index_open(struct sl_people_index **ret_index, struct sl_error *err);
/* Close; NULL is fine. */
void sl_people_index_close(struct sl_people_index *index);
/* For SL_CLEANUP on a struct sl_people_index * variable. */
void sl_people_index_close_ptr(struct sl_people_index **index);

/* What is being done, how much of it, and of how much in all. */
typedef void
sl_people_index_progress_fn(void *context, const char *step, uint64_t done, uint64_t total);

struct sl_people_index_options {
    bool is_in_transaction; /* the store has one open: everything goes into it, and it stays open */
    bool must_rebuild;      /* drop the tables first */
    sl_people_index_progress_fn *progress; /* may be NULL */
    void *context;
};

/* Plain memory. */
struct sl_people_index_result {
    bool is_fresh;         /* there was nothing to be done */
    bool was_built;        /* from nothing, not added to */
    uint64_t record_count; /* versions that were read */
    int64_t built_through; /* finish_order */
};

/*
 * Bring the tables up to date with all runs that are finished, in a transaction that is open or in
 * several of its own; when it is cut off, the next call goes on or begins anew.
 *
 *   store  open for writing
 *
 * Errors: those of the store; SL_LIMIT naming a record that has too many persons; SL_UNSUPPORTED
 * when a record is of a format that this program does not know. After an error in the caller's
 * transaction it can only be rolled back.
 */
SL_NODISCARD enum sl_status sl_people_index_update(
    struct sl_people_index *index,
    struct sl_store *store,
    const struct sl_people_index_options *options,
    struct sl_people_index_result *ret_result,
    struct sl_error *err
);

/*
 * May a reader use the tables? SL_OK and through which finish_order they are built, or SL_INVALID
 * with a hint what to do. Errors: those of the store.
 */
SL_NODISCARD enum sl_status
sl_people_index_check(struct sl_store *store, int64_t *ret_built_through, struct sl_error *err);

#endif
