/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_tally.h - who stands in which lists: what is known of mentions before anything is read.
 *
 * Each key that is looked up gives a list of mentions, and says of all of them that a part of the
 * query agrees in some way: a claim. The tally keeps the heaviest claim a part for each mention,
 * and puts mentions in order, so that only the best of them have to be read.
 */
#ifndef SL_SEARCH_SEARCH_TALLY_H
#define SL_SEARCH_SEARCH_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "search/search_match.h"

/* Different claims of one query. */
#define SL_SEARCH_CLAIM_LIMIT 255

/* That a part of the query agrees. */
struct sl_search_claim {
    size_t part;
    enum sl_search_agreement agreement;
    double weight_bits;
};

/* A mention, and by part its claim (a number from 1) or 0. */
struct sl_search_entry {
    int64_t mention;
    uint8_t claims[SL_SEARCH_PART_LIMIT];
};

/* A mention by its weight; agrees has bit i set when part i agrees, and is not only near. */
struct sl_search_ranked {
    int64_t mention;
    double weight_bits;
    uint32_t agrees;
};

/* Invariant: each mention once; claims[1 .. claim_count]. Zeroed is empty. */
struct sl_search_tally {
    struct sl_search_entry *entries;
    size_t entry_count, entry_room;
    uint32_t *slots; /* the number of an entry and 1, or 0 */
    size_t slot_count;
    size_t claim_count;
    struct sl_search_claim claims[SL_SEARCH_CLAIM_LIMIT + 1];
};

/* Free; zeroed and NULL are fine. */
void sl_search_tally_finish(struct sl_search_tally *tally);

/* Forget everything, keeping memory. */
void sl_search_tally_clear(struct sl_search_tally *tally);

/* The number of a claim; 0 when there are too many, which claims nothing. */
uint8_t sl_search_tally_claim(struct sl_search_tally *tally, struct sl_search_claim claim);

/* Say that a mention has claims; 0 is none. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_search_tally_add(
    struct sl_search_tally *tally,
    int64_t mention,
    const uint8_t *claims,
    size_t count,
    struct sl_error *err
);

/* The entry of a mention; NULL. */
const struct sl_search_entry *
sl_search_tally_find(const struct sl_search_tally *tally, int64_t mention);

/* The weight of an entry, and which parts agree. Parts without a claim weigh what `missing` says.
 */
struct sl_search_ranked sl_search_tally_weigh(
    const struct sl_search_tally *tally,
    const struct sl_search_entry *entry,
    const double missing[SL_SEARCH_PART_LIMIT]
);

/*
 * All mentions, the heaviest first, and of those that weigh the same the earliest.
 *
 *   ranked  room for entry_count
 */
void sl_search_tally_rank(
    const struct sl_search_tally *tally,
    const double missing[SL_SEARCH_PART_LIMIT],
    struct sl_search_ranked *ranked
);

/* Put mentions in that order. */
void sl_search_ranked_sort(struct sl_search_ranked *ranked, size_t count);

#endif
