/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vote.h - how much one person may say when a model is learned.
 *
 * A person of n records is met by n of the sampled records, n - 1 times by each: a few people who
 * are recorded hundreds of times would make nearly all the pairs, and the model would be of them.
 * So whoever has more partners than 99 of 100 of the people who have any is counted as if that
 * were how many there are: as a person of so many records, each with so many partners. What all
 * others say is left as it is. People who are met as relatives of somebody are bounded alike.
 *
 * Source:  J. W. Tukey, "The Future of Data Analysis", Annals of Mathematical Statistics 33 (1962),
 *          1-67 (Winsorising: what lies beyond a quantile is moved to it).
 * Differs: the quantile is one of people, each of whom counts once, however many records there
 *          are of him: one person is never more than one, whatever share of the records is his.
 */
#ifndef SL_LINK_VOTE_H
#define SL_LINK_VOTE_H

#include "base/error.h"
#include "link/em.h"

/*
 * Say how much each of the sampled records counts: sets the votes of the sample, from the matches
 * and relatives that sl_em_look found. Errors: SL_NO_MEMORY; the votes are then as before.
 */
SL_NODISCARD enum sl_status sl_votes_count(struct sl_sample *sample, struct sl_error *err);

#endif
