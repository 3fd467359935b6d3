/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_key.h - by what mentions are found: hashes of names, dates and numbers.
 *
 * Keys are made by src/search; here they are numbers from 1 to 2^62-1. Derived: filled by
 * app/people_index.h, which says whether it is fresh.
 */
#ifndef SL_STORE_SEARCH_KEY_H
#define SL_STORE_SEARCH_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

#define SL_SEARCH_MENTIONS_AT_ONCE 512u

/* Put a key of a mention, or remove it, whether it is there or not. In a transaction. */
SL_NODISCARD enum sl_status
sl_store_search_key_put(struct sl_store *store, int64_t key, int64_t mention, struct sl_error *err);
SL_NODISCARD enum sl_status sl_store_search_key_remove(
    struct sl_store *store, int64_t key, int64_t mention, struct sl_error *err
);

/* A key of a mention. */
struct sl_search_posting {
    int64_t key, mention;
};

/* Put many, best in ascending order: some three times as fast as one by one. In a transaction. */
SL_NODISCARD enum sl_status sl_store_search_keys_put(
    struct sl_store *store,
    const struct sl_search_posting *postings,
    size_t count,
    struct sl_error *err
);

/* How many mentions have a key; counted no further than `limit`. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_search_key_count(
    struct sl_store *store, int64_t key, size_t limit, size_t *ret_count, struct sl_error *err
);

/* Mentions that are found together. Zeroed is before the first. */
struct sl_search_mentions {
    int64_t after; /* the last one that was found */
    size_t count;
    int64_t items[SL_SEARCH_MENTIONS_AT_ONCE];
};

/*
 * Find the next mentions with a key, ascending: as many as there is room for, or all that are left.
 * `mentions` is where it goes on, too: set `after` to pass over some. Count is 0 at the end.
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_search_key_mentions(
    struct sl_store *store, int64_t key, struct sl_search_mentions *mentions, struct sl_error *err
);

#endif
