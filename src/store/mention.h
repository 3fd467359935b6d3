/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mention.h - the persons that sources name, and the rows by which the linkage compares them.
 *
 * A mention is a person's key within a source (store/decision.h); it has an id for as long as any
 * version of a record that names it is kept. Derived: filled by app/people_index.h, which says
 * whether it is fresh.
 */
#ifndef SL_STORE_MENTION_H
#define SL_STORE_MENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "record/mention_field.h"
#include "store/store.h"

struct sl_stored_mention {
    int64_t id; /* first record that named it * SL_MENTION_PER_RECORD + place among its persons */
    int64_t source;
    struct sl_str key;
    unsigned flags;  /* of enum sl_mention_flag */
    int64_t changed; /* highest finish_order of a run whose record names it, or replaced one */
};

/*
 * Put a mention; of one that is there flags and changed become what is given. It is found by its
 * key once sl_store_mention_key_add has been called for it, at any time: apart, as many are put
 * fastest in the order of their hashes. In a transaction. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_mention_put(
    struct sl_store *store, const struct sl_stored_mention *mention, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_mention_key_add(
    struct sl_store *store, int64_t entity_hash, int64_t mention, struct sl_error *err
);

/* The source of a mention, by its id; all of it, its key in the arena. Errors: SL_NOT_FOUND; those
 * of the store. */
SL_NODISCARD enum sl_status sl_store_mention_source(
    struct sl_store *store, int64_t id, int64_t *ret_source, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_mention_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_mention *ret_mention,
    struct sl_error *err
);

/* The mention of a key; its `key` is the one given. Errors: SL_NOT_FOUND without a message. */
SL_NODISCARD enum sl_status sl_store_mention_find(
    struct sl_store *store,
    int64_t source,
    struct sl_str key,
    struct sl_stored_mention *ret_mention,
    struct sl_error *err
);

/*
 * The next mention behind `after` (0: the first) with this hash of source and key
 * (record/entity_key.h); mostly there is one at most. Errors: SL_NOT_FOUND without a message.
 */
SL_NODISCARD enum sl_status sl_store_mention_of_entity(
    struct sl_store *store,
    int64_t entity_hash,
    int64_t after,
    int64_t *ret_mention,
    struct sl_error *err
);

struct sl_mention_cursor;

/* The mentions first .. last by id. Close the cursor before the store. Errors: of the store. */
SL_NODISCARD enum sl_status sl_store_mentions_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_mention_cursor **ret_cursor,
    struct sl_error *err
);

/* Those whose `changed` is above a finish_order, by that, then by id; named or not any more. */
SL_NODISCARD enum sl_status sl_store_mentions_changed_open(
    struct sl_store *store,
    int64_t after_order,
    struct sl_mention_cursor **ret_cursor,
    struct sl_error *err
);

/* The rows of the mentions first .. last, by mention and ordinal. */
SL_NODISCARD enum sl_status sl_store_mention_rows_open(
    struct sl_store *store,
    int64_t first,
    int64_t last,
    struct sl_mention_cursor **ret_cursor,
    struct sl_error *err
);

/*
 * The next mention of a cursor from the first two, or the next row of one from the third. Texts are
 * good until the next call for the cursor. Errors: those of the store.
 *
 *   ret_has_one  false at the end
 */
SL_NODISCARD enum sl_status sl_mention_cursor_next(
    struct sl_mention_cursor *cursor,
    struct sl_stored_mention *ret_mention,
    bool *ret_has_one,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_mention_cursor_next_row(
    struct sl_mention_cursor *cursor,
    struct sl_mention_row *ret_row,
    bool *ret_has_one,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_mention_cursor_close(struct sl_mention_cursor *cursor);
/* For SL_CLEANUP on a struct sl_mention_cursor * variable. */
void sl_mention_cursor_close_ptr(struct sl_mention_cursor **cursor);

/* Add a row that is not there. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_mention_row_add(
    struct sl_store *store, const struct sl_mention_row *row, struct sl_error *err
);

/* Remove all rows of a mention. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_mention_rows_remove(struct sl_store *store, int64_t mention, struct sl_error *err);

/*
 * The rows of a mention, in the arena.
 *
 *   rows  room for SL_MENTION_ROW_LIMIT
 *
 * Errors: those of the store. A mention without rows has a count of 0.
 */
SL_NODISCARD enum sl_status sl_store_mention_rows(
    struct sl_store *store,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_mention_row *rows,
    size_t *ret_count,
    struct sl_error *err
);

/* How many rows there are in all. Errors: those of the store. Time: 50 ms for a million. */
SL_NODISCARD enum sl_status
sl_store_mention_row_count(struct sl_store *store, int64_t *ret_count, struct sl_error *err);

#endif
