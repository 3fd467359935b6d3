/* SPDX-License-Identifier: Apache-2.0 */
/*
 * em.h - learning m and the rates of matches and relations, without labels.
 *
 * Expectation-maximisation over the agreements of sampled pairs. A pair is of one person, of two
 * related people (one class for each relation) or of strangers. u is known from frequencies; what
 * is learned are m and how often each class occurs.
 *
 * Source:  A. P. Dempster, N. M. Laird, D. B. Rubin, "Maximum Likelihood from Incomplete Data via
 *          the EM Algorithm", JRSS B 39 (1977), 1-38; Winkler 1988 for linkage.
 * Differs: m of a field is counted from pairs that the other fields alone make nearly certain
 *          (leave one field out), so that a field cannot confirm itself; relations are classes.
 */
#ifndef SL_LINK_EM_H
#define SL_LINK_EM_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/model.h"
#include "link/score.h"

/*
 * How much a sampled record counts, and the matches and relatives among its pairs: 0 .. 1 (vote.h).
 */
struct sl_vote {
    double record, match, relation;
};

/*
 * Agreements of the pairs that sampled records make. By pair and field: level and rarity, 1 / u; or
 * SL_LEVEL_MISSING and the odds m / u as they are, when these do not depend on the model's m.
 * Zeroed is empty.
 */
struct sl_sample {
    unsigned field_count;
    size_t record_count; /* records sampled */
    double others;       /* records each of them could be compared with */
    double least_bits;   /* pairs whose plain_bits are below teach nothing */
    size_t pair_count, pair_capacity;
    uint32_t *owners;  /* by pair: which of the sampled rows made it, ascending */
    uint32_t *met;     /* by pair: the record it met */
    float *matches;    /* by pair: probability of a match, set by sl_em_run and sl_em_look */
    float *related;    /* by pair: probability of being related, set likewise */
    float *plain_bits; /* by pair: the prior and what the fields add, whatever is shared */
    float *discounts;  /* by pair: 2 to the power of minus the agreement's community_bits */
    uint8_t *levels;
    float *rarities;
    struct sl_vote *votes; /* by sampled record; NULL: all count in full */
};

/* How much the sampled record at a place counts. */
static inline struct sl_vote sl_sample_vote(const struct sl_sample *sample, size_t owner)
{
    return sample->votes != NULL ? sample->votes[owner] : (struct sl_vote){ 1.0, 1.0, 1.0 };
}

/* Room for pair_count pairs, none of them filled in yet. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_sample_init(
    struct sl_sample *sample, unsigned field_count, size_t pair_count, struct sl_error *err
);
void sl_sample_finish(struct sl_sample *sample);
/* Append a pair (matches stay unset). Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_sample_add(
    struct sl_sample *sample,
    const struct sl_scorer *scorer,
    uint32_t owner,
    uint32_t met,
    const struct sl_agreement *agreement,
    struct sl_error *err
);

/* Take down how a pair agrees. */
void sl_sample_set(
    struct sl_sample *sample,
    size_t pair,
    const struct sl_scorer *scorer,
    const struct sl_agreement *agreement
);

/* How likely each class of pair makes an agreement, up to one factor; strangers have `others`. */
struct sl_pair_view {
    const uint8_t *levels;         /* by field; borrowed from the sample */
    double ratios[SL_FIELD_LIMIT]; /* m / u by field */
    double match;
    double relations[SL_RELATION_LIMIT];
    double unlinked; /* strangers and all relations */
};

/* See a pair of a sample as a model does. The view borrows from the sample. */
void sl_sample_view(
    const struct sl_sample *sample,
    size_t pair,
    const struct sl_model *model,
    struct sl_pair_view *ret_view
);

struct sl_em_options {
    unsigned rounds;     /* 1 or more */
    bool leave_one_out;  /* false: the textbook algorithm */
    double missed_share; /* of the matches, how many the sample cannot contain: 0 .. 0.5 */
    unsigned thread_count;
};

/* Set matches and related of all pairs as a model sees them. Independent of threads. */
void sl_em_look(const struct sl_model *model, struct sl_sample *sample, unsigned thread_count);

/*
 * Improve the model in place, with each record's vote. Independent of threads: pairs are counted in
 * blocks, whose number depends on the pairs alone, and the blocks are added in their order.
 *
 * Returns the log-likelihood (base 2, up to a constant) before the last round's step; without
 * leave_one_out, missed_share and votes it never falls from round to round.
 */
double
sl_em_run(struct sl_model *model, struct sl_sample *sample, const struct sl_em_options *options);

#endif
