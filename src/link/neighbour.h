/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour.h - for each distinct value of a dictionary, the other values similar to it.
 *
 * The join finds every pair that sl_compare (compare.h) puts on the levels close, variant, near or
 * loose - parent levels left out - without comparing all pairs: each rule of a family has a finder
 * that is complete for it (equal keys, deletion keys, letter bags, word sets), and a pair takes the
 * best level that any finder gives.
 *
 * Values that people use for each other are known variants, too (sl_neighbours_relate): they are
 * learned, and stand in the lists beside what the comparison finds.
 *
 * Sources: deletion keys: T. Bocek, E. Hunt, B. Stiller, "Fast Similarity Search in Large
 *          Dictionaries", University of Zurich, ifi-2007.02, 2007; words that share k deletions
 *          are then checked with the true distance. Letter bags bound Jaro's common letters.
 */
#ifndef SL_LINK_NEIGHBOUR_H
#define SL_LINK_NEIGHBOUR_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "link/compare.h"
#include "link/neighbour_pairs.h"

/* Distinct values that can be joined. */
#define SL_NEIGHBOUR_VALUE_LIMIT ((size_t)1 << 29)

/*
 * A dictionary to be joined or searched: borrowed, and unchanged as long as it is in use.
 * values are distinct, in any order; the code of a value is its index. context is what
 * sl_compare_context_init made of the same values; NULL: nothing is generic.
 */
struct sl_neighbour_source {
    enum sl_family family;
    const struct sl_compare_context *context;
    const struct sl_str *values;
    size_t count;
};

/*
 * The lists: those of value v are codes[i] at levels[i] for starts[v] <= i < starts[v + 1].
 * Invariants: starts has count + 1 entries and ascends from 0; codes ascend within a list and never
 * name v itself; if u lists v at a level, v lists u at the same. Zeroed: no values.
 */
struct sl_neighbours {
    size_t count;
    uint64_t *starts;
    uint32_t *codes;
    uint8_t *levels;
};

/*
 * Join: list the similar values of each value.
 *
 *   thread_count  1 .. SL_THREADS_LIMIT; the result does not depend on it
 *
 * Errors: SL_LIMIT (more values than SL_NEIGHBOUR_VALUE_LIMIT), SL_NO_MEMORY.
 * Memory: the lists, and while working some hundred bytes a value and 24 bytes a listed pair.
 */
SL_NODISCARD enum sl_status sl_neighbours_init(
    struct sl_neighbours *neighbours,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_neighbours_finish(struct sl_neighbours *neighbours);

/*
 * Put pairs of values on the level of known variants, both ways; a close pair stays close.
 *
 *   pairs  count pairs of different codes, left << 32 | right; in any order, repeated or not
 *
 * Errors: SL_NO_MEMORY; the lists are then as before.
 * Time:   that of copying the lists once, unless all pairs are listed already.
 */
SL_NODISCARD enum sl_status sl_neighbours_relate(
    struct sl_neighbours *neighbours, const uint64_t *pairs, size_t count, struct sl_error *err
);

/* One similar value. */
struct sl_neighbour {
    uint32_t code;
    uint8_t level;
};

/*
 * What a search found: count items. The rest is its working room; reuse one list for many searches,
 * one a thread. Zeroed: empty.
 */
struct sl_neighbour_list {
    struct sl_neighbour *items;
    size_t count, capacity;
    struct sl_pairs pairs, words;
    uint32_t *similar;
    size_t similar_capacity;
};

/* Start empty; allocates nothing. */
void sl_neighbour_list_init(struct sl_neighbour_list *list);
/* Free; zeroed is fine. */
void sl_neighbour_list_finish(struct sl_neighbour_list *list);

/* What makes a dictionary searchable for values that it does not hold. */
struct sl_neighbour_index;

/*
 * Build the index of a dictionary; source, its values and its context are borrowed until close.
 * Errors: SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_neighbour_index_open(
    const struct sl_neighbour_source *source,
    struct sl_neighbour_index **ret_index,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_neighbour_index_close(struct sl_neighbour_index *index);
/* For SL_CLEANUP on a struct sl_neighbour_index * variable. */
void sl_neighbour_index_close_ptr(struct sl_neighbour_index **index);

/*
 * List the values of the dictionary that are similar to any value, known or not: what sl_compare
 * gives for each, parent levels left out; a value that is in the dictionary finds itself, exact.
 * Several threads may search one index, each with its own list.
 *
 *   list  emptied first; then items ascend by code
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_neighbour_search(
    const struct sl_neighbour_index *index,
    struct sl_str value,
    struct sl_neighbour_list *list,
    struct sl_error *err
);

#endif
