/* SPDX-License-Identifier: Apache-2.0 */
/*
 * relation.h - what sources say of two persons: mother, twin, household ...
 *
 * Derived: filled by app/people_index.h, which says whether it is fresh.
 */
#ifndef SL_STORE_RELATION_H
#define SL_STORE_RELATION_H

#include <stdbool.h>
#include <stdint.h>

#include "record/term.h"
#include "store/store.h"

/*
 * "mention ROLE other", as one record says; or with is_to "other ROLE mention". Each is kept both
 * ways, so all relations of a mention stand together. Plain memory.
 */
struct sl_stored_relation {
    int64_t mention, other;
    enum sl_role role; /* from a person to a person */
    bool is_to;
    int64_t record;
};

/*
 * Put one of the two ways, or take it out: whoever puts does so for both. Each relation is there
 * once, however often it is put. In a transaction. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_relation_put(
    struct sl_store *store, const struct sl_stored_relation *relation, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_relation_remove(
    struct sl_store *store, const struct sl_stored_relation *relation, struct sl_error *err
);

struct sl_relation_cursor;

/*
 * The relations of the mentions first .. last, both ways, by mention, is_to, name of the role,
 * other, record. Close the cursor before the store. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_relations_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_relation_cursor **ret_cursor,
    struct sl_error *err
);

/* The next one; ret_has_one is false at the end. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_relation_cursor_next(
    struct sl_relation_cursor *cursor,
    struct sl_stored_relation *ret_relation,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_relation_cursor_close(struct sl_relation_cursor *cursor);
/* For SL_CLEANUP on a struct sl_relation_cursor * variable. */
void sl_relation_cursor_close_ptr(struct sl_relation_cursor **cursor);

#endif
