/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_gather.h - the lists that a question leads to, read into the tally.
 */
#ifndef SL_APP_SEARCH_GATHER_H
#define SL_APP_SEARCH_GATHER_H

#include "app/search_run.h"

/*
 * Read the lists of a search that is expanded: what few people share first. is_cut and is_complete
 * say whether all could be read.
 * Errors: those of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_gather(struct sl_search *search, struct sl_error *err);

/* Is a range of births so short that its days are looked up one by one? */
bool sl_search_births_are_listed(const struct sl_search_reading *birth);

/* The number of the claim that a part agrees so. */
uint8_t sl_search_claim(
    struct sl_search *search,
    size_t part,
    enum sl_search_reads reads,
    enum sl_search_agreement agreement
);

#endif
