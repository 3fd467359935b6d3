/* SPDX-License-Identifier: Apache-2.0 */
/*
 * similar.h - values to join, hostile or real, and the check of a join against all pairs.
 */
#ifndef SL_TESTS_LINK_SIMILAR_H
#define SL_TESTS_LINK_SIMILAR_H

#include <stddef.h>
#include <stdint.h>

#include "link/dictionary.h"
#include "link/neighbour.h"
#include "record/fold.h"

/*
 * Add `count` random values of a family to a dictionary: short alphabets, slips upon slips, words
 * in any order, known names and streets, very long and very short ones. Fewer when they run out.
 */
void sl_similar_make(
    struct sl_dictionary *values, enum sl_family family, uint64_t seed, size_t count
);

/*
 * Add the normal forms of a column of a file of real data (see sl_test_data), of which every
 * `step`-th distinct one, at most `limit`.
 */
void sl_similar_read(
    struct sl_dictionary *values,
    const char *file,
    const char *column,
    sl_normal_fn *normal,
    size_t step,
    size_t limit
);

/* The dictionary as a source of a family, with its context; finish the context afterwards. */
struct sl_neighbour_source sl_similar_source(
    const struct sl_dictionary *values, enum sl_family family, struct sl_compare_context *context
);

/*
 * Join and compare with sl_compare over all pairs; the lists must be well formed, and the same for
 * one thread and three.
 */
void sl_similar_check_join(const struct sl_neighbour_source *source);

/* Search for every `step`-th query and compare with sl_compare over all values. */
void sl_similar_check_search(
    const struct sl_neighbour_source *source, const struct sl_dictionary *queries, size_t step
);

/* The three above for random values of a family, `count` of them, and a third as many queries. */
void sl_similar_check_random(enum sl_family family, size_t count);

/* Join and search a few values of a family while allocations fail. */
void sl_similar_check_memory(enum sl_family family);

#endif
