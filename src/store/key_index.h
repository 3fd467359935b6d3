/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key_index.h - has this key been seen, and in which records?
 *
 * Private to src/store. An index over ten million keys in the order of a file would change a page
 * of the database for almost every record, and write each page out with every batch. So new keys
 * go into a table in memory first, and when that is full, or a run finishes, all of them into the
 * derived table record_key in the order of their hashes: each page is changed once for many keys.
 * Nothing is lost when the program is killed: the records behind the last one that record_key knows
 * (`through`) are read again.
 *
 * A key is known by 47 bits of a hash of its text and source (SQLite keeps those in six bytes), so
 * different keys may meet: whoever asks compares the texts.
 *
 * Source:  P. O'Neil and others, "The Log-Structured Merge-Tree (LSM-Tree)", Acta Informatica 33,
 *          1996, 351-385.
 * Differs: two levels only, and the log is the table of records itself.
 */
#ifndef SL_STORE_KEY_INDEX_H
#define SL_STORE_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db.h"

/* Keys held in memory at most. */
#define SL_KEY_INDEX_LIMIT ((size_t)1 << 20)

struct sl_key_slot {
    uint64_t hash;
    int64_t record; /* 0: an empty slot */
};

/* Zeroed is empty and not loaded. Invariant: slot_count is 0 or a power of 2, at least 2 * count.
 */
struct sl_key_index {
    struct sl_key_slot *slots;
    size_t slot_count, count;
    int64_t through;     /* the last record that record_key knows */
    int64_t newest;      /* the last record that is known here or there */
    int64_t last_record; /* the highest id ever given */
    bool is_loaded;
    bool has_table_rows; /* is there anything in record_key? */
};

/* The hash of a key. The same on every machine, for ever: it is stored. */
uint64_t sl_key_hash(int64_t source, struct sl_str key);

/*
 * Load what a database knows, unless it is loaded. In a transaction: when more is behind `through`
 * than the index holds, it is merged. Errors: those of the database; then finish it.
 */
SL_NODISCARD enum sl_status
sl_key_index_load(struct sl_key_index *index, struct sl_db *db, struct sl_error *err);

/* Give the memory back and forget everything: after a rollback it is loaded anew when needed. */
void sl_key_index_finish(struct sl_key_index *index);

/*
 * Note the key of a new record, whose id is above all others; last_record becomes it. In a
 * transaction, and loaded: a full index is merged. Errors: SL_NO_MEMORY, those of the database.
 */
SL_NODISCARD enum sl_status sl_key_index_add(
    struct sl_key_index *index,
    struct sl_db *db,
    uint64_t hash,
    int64_t record,
    struct sl_error *err
);

/*
 * The last record below `below` whose key has this hash; 0 when there is none. Loaded.
 * Errors: those of the database.
 */
SL_NODISCARD enum sl_status sl_key_index_find(
    const struct sl_key_index *index,
    struct sl_db *db,
    uint64_t hash,
    int64_t below,
    int64_t *ret_record,
    struct sl_error *err
);

/* Move all keys into the table. In a transaction. Errors: SL_NO_MEMORY, those of the database. */
SL_NODISCARD enum sl_status
sl_key_index_merge(struct sl_key_index *index, struct sl_db *db, struct sl_error *err);

#endif
