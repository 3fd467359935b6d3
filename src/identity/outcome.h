/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outcome.h - what came of looking for a person, in words that practitioners meet elsewhere.
 *
 * Source:  the words of the Department for Education's matching service for social care records
 *          (SUI Matcher, open source): Match, Potential match, Low confidence, Many match, No
 *          match.
 * Differs: there the words are of one search with a score; here they are of a mention and what the
 *          linkage made of it, and Match means that it was joined.
 */
#ifndef SL_IDENTITY_OUTCOME_H
#define SL_IDENTITY_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define SL_OUTCOME_TABLE(X)                                 \
    X(SL_OUTCOME_MATCH, "match", "Match")                   \
    X(SL_OUTCOME_POTENTIAL, "potential", "Potential match") \
    X(SL_OUTCOME_LOW, "low", "Low confidence")              \
    X(SL_OUTCOME_MANY, "many", "Many match")                \
    X(SL_OUTCOME_NONE, "none", "No match")

enum sl_outcome {
#define SL_OUTCOME_ENUM(outcome, name, words) outcome,
    SL_OUTCOME_TABLE(SL_OUTCOME_ENUM)
#undef SL_OUTCOME_ENUM
        SL_OUTCOME_COUNT
};

/* Possible people this many bits below the best one say as much as it: four to one. */
#define SL_OUTCOME_NEAR_BITS 2.0

/*
 * What is known of a mention. Weights are those of its identity with other identities on the list
 * for review.
 */
struct sl_outcome_seen {
    bool is_joined;        /* its identity has another mention, too */
    size_t possible_count; /* identities that it may be; the next two are only then read */
    double best_bits;
    double second_bits; /* only when there are two */
};

/*
 * The word: Match when it is joined; else by whom it may be. Many match where two identities are
 * within SL_OUTCOME_NEAR_BITS; Potential match from potential_bits, Low confidence below.
 */
enum sl_outcome sl_outcome_of(const struct sl_outcome_seen *seen, double potential_bits);

/* For programs ("potential"), and for people ("Potential match"): static. */
struct sl_str sl_outcome_name(enum sl_outcome outcome);
/* The same. */
struct sl_str sl_outcome_words(enum sl_outcome outcome);

#endif
