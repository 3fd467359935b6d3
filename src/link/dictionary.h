/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dictionary.h - each distinct value once, and a number for it.
 *
 * Values are compared, counted and listed by number from here on: strings leave the hot loops.
 * While records are added numbers go by first appearance; sl_dictionary_sort then numbers values
 * in byte order, so that they no longer depend on the order of records, and values with a common
 * beginning (one year, one postcode district) have neighbouring numbers.
 */
#ifndef SL_LINK_DICTIONARY_H
#define SL_LINK_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* Distinct values that one dictionary can hold. */
#define SL_DICTIONARY_LIMIT 100000000u
#define SL_DICTIONARY_NONE  UINT32_MAX

/* Invariant: slots hold each number below count once; values[i] lives in bytes. Zeroed = empty. */
struct sl_dictionary {
    struct sl_arena bytes;
    struct sl_str *values;
    size_t capacity;
    uint32_t count;
    uint32_t *slots; /* number + 1 with bits of the hash; 0 is empty */
    uint32_t slot_count;
};

/* Start empty. Allocates nothing. */
void sl_dictionary_init(struct sl_dictionary *dictionary);
/* Free; zeroed is fine. */
void sl_dictionary_finish(struct sl_dictionary *dictionary);

/* The number of a value, which is copied when new. Errors: SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_dictionary_add(
    struct sl_dictionary *dictionary,
    struct sl_str value,
    uint32_t *ret_number,
    struct sl_error *err
);

/*
 * The numbers of many values, as if they were added one after the other; but an empty value is
 * not added, and its number is SL_DICTIONARY_NONE.
 *
 * Errors: as sl_dictionary_add; values before the one that failed are then added.
 * Time: some times faster than one by one when the dictionary is larger than the caches.
 */
SL_NODISCARD enum sl_status sl_dictionary_add_all(
    struct sl_dictionary *dictionary,
    const struct sl_str *values,
    uint32_t count,
    uint32_t *ret_numbers,
    struct sl_error *err
);

/* The number of a value, or SL_DICTIONARY_NONE. */
uint32_t sl_dictionary_find(const struct sl_dictionary *dictionary, struct sl_str value);

/*
 * Number the values by the byte order of their keys.
 *
 *   keys      one for each value, all different; NULL: the values themselves
 *   ret_rank  rank[old number] = new number; count entries, free with sl_free
 *
 * Errors: SL_NO_MEMORY; the dictionary is then as before.
 */
SL_NODISCARD enum sl_status sl_dictionary_sort(
    struct sl_dictionary *dictionary,
    const struct sl_str *keys,
    uint32_t **ret_rank,
    struct sl_error *err
);

#endif
