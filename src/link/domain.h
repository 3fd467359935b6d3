/* SPDX-License-Identifier: Apache-2.0 */
/*
 * domain.h - a set of values that can be compared with each other.
 *
 * Given names and surnames are one domain, dates of birth another. A domain knows each distinct
 * value once, which values are similar (neighbours) and which share a parent: the year of a date,
 * the sector and district of a postcode. Because values are numbered in byte order, a parent is a
 * range of numbers, and needs no list.
 *
 * A code is a value's number plus one; code 0 is a missing value.
 */
#ifndef SL_LINK_DOMAIN_H
#define SL_LINK_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "link/compare.h"
#include "link/dictionary.h"
#include "link/neighbour.h"

#define SL_CODE_MISSING 0u
/* Kinds of parent that a family can have, the narrower first. */
#define SL_PARENT_LIMIT 2u

/* A run of codes: low <= code < end. Empty when the value has no such parent. */
struct sl_range {
    uint32_t low, end;
};

/* Invariants after prepare: the dictionary is sorted; neighbours are symmetric. */
struct sl_domain {
    enum sl_family family;
    struct sl_dictionary dictionary;
    struct sl_compare_context context;
    bool context_given; /* not to be found in the values */
    struct sl_neighbours neighbours;
    unsigned parent_count;
    uint8_t parent_level[SL_PARENT_LIMIT];
    struct sl_range *parents[SL_PARENT_LIMIT]; /* by value number */
};

/* Start without values. Allocates nothing. */
void sl_domain_init(struct sl_domain *domain, enum sl_family family);
/* Free; zeroed is fine. */
void sl_domain_finish(struct sl_domain *domain);

/*
 * Number the values so that those of one parent stand side by side (sl_parent_order).
 * ret_rank as sl_dictionary_sort gives it. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_domain_sort(struct sl_domain *domain, uint32_t **ret_rank, struct sl_error *err);

/*
 * Find what is similar to what, once the values are sorted.
 * Errors: SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status
sl_domain_prepare(struct sl_domain *domain, unsigned thread_count, struct sl_error *err);

/* The value of a code; empty for SL_CODE_MISSING. */
struct sl_str sl_domain_value(const struct sl_domain *domain, uint32_t code);

/*
 * The level at which two values agree: 0 .. SL_LEVEL_ELSE. Neither may be missing.
 * Time: a binary search in the shorter list of neighbours.
 */
unsigned sl_domain_level(const struct sl_domain *domain, uint32_t left, uint32_t right);

#endif
