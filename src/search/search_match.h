/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_match.h - how well does a person fit what was typed, and why?
 *
 * Each part of the query agrees with what is recorded in some way, or does not, or nothing is
 * recorded. Each agreement has a weight in bits: log2 of how often a searcher who means this person
 * types it so, over how often somebody else would agree as well or better. The sum says which of
 * the people found is the likeliest to be meant. It says nothing else about anybody.
 *
 * Source:  I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969),
 * 1183-1210; words by how rare they are: K. Sparck Jones, "A Statistical Interpretation of Term
 *          Specificity and its Application in Retrieval", Journal of Documentation 28 (1972),
 * 11-21. Differs: how often people type what they mean is set (search_match.c), not learned: whom a
 * search was for is recorded nowhere.
 */
#ifndef SL_SEARCH_SEARCH_MATCH_H
#define SL_SEARCH_SEARCH_MATCH_H

#include "search/search_person.h"
#include "search/search_query.h"

/* X(enumerator, name in JSON), from close to far. */
#define SL_SEARCH_AGREEMENT_TABLE(X)              \
    X(SL_SEARCH_SAME, "same")                     \
    X(SL_SEARCH_IN_RANGE, "in_range")             \
    X(SL_SEARCH_SOUND, "sounds_the_same")         \
    X(SL_SEARCH_NICKNAME, "other_form_of_name")   \
    X(SL_SEARCH_BEGINS, "begins_with_it")         \
    X(SL_SEARCH_SWAPPED, "day_and_month_swapped") \
    X(SL_SEARCH_SLIP, "one_slip")                 \
    X(SL_SEARCH_NEAR, "near")                     \
    X(SL_SEARCH_INITIAL, "initial")               \
    X(SL_SEARCH_NOT_RECORDED, "not_recorded")     \
    X(SL_SEARCH_DIFFERENT, "different")           \
    X(SL_SEARCH_NOT_LOOKED_FOR, "not_looked_for")

enum sl_search_agreement {
#define SL_SEARCH_AGREEMENT_ENUM(enumerator, name) enumerator,
    SL_SEARCH_AGREEMENT_TABLE(SL_SEARCH_AGREEMENT_ENUM)
#undef SL_SEARCH_AGREEMENT_ENUM
        SL_SEARCH_AGREEMENT_COUNT
};

/* The name in JSON: static. */
struct sl_str sl_search_agreement_name(enum sl_search_agreement agreement);

/*
 * How common what was typed is: of a part with a name, the mentions that have the word as typed,
 * one that sounds so, another form of it, one that begins so, one a slip away; of others not used.
 */
struct sl_search_common {
    int64_t mentions[SL_SEARCH_AGREEMENT_COUNT];
};

/* What a query is judged by. Borrowed. */
struct sl_search_scale {
    const struct sl_search_query *query;
    const struct sl_search_common *common; /* by part */
    int64_t mention_count;                 /* of the whole store */
};

/* How one part fits. */
struct sl_search_agrees {
    enum sl_search_agreement agreement;
    enum sl_search_reads reads;  /* which reading it is */
    enum sl_mention_field field; /* what it agrees, or does not agree, with; as sl_search_seen */
    struct sl_str raw;           /* that value, as the agency wrote it; may be empty */
    bool is_linked;              /* not of the person: of a thing that the person has */
    double weight_bits;
};

/* Plain memory; texts are the person's. */
struct sl_search_match {
    double weight_bits; /* the sum */
    struct sl_search_agrees parts[SL_SEARCH_PART_LIMIT];
};

/* What of each part leads to a person: bit r, the reading of kind r. Zeroed: nothing does. */
struct sl_search_linked {
    uint16_t reads[SL_SEARCH_PART_LIMIT];
};

/*
 * Judge a person.
 *
 *   linked  parts that are a vehicle, online name, e-mail, phone, number or identity which leads to
 *           the person
 *
 * Memory: allocates nothing. Time: some microseconds.
 */
void sl_search_judge(
    const struct sl_search_scale *scale,
    const struct sl_search_person *person,
    const struct sl_search_linked *linked,
    struct sl_search_match *ret_match
);

/* The weight that an agreement of a part has; what is given by sl_search_judge for it. */
double sl_search_weight_bits(
    const struct sl_search_scale *scale,
    size_t part,
    enum sl_search_reads reads,
    enum sl_search_agreement agreement
);

/*
 * How a word of a name agrees with a word that is recorded: SAME, SOUND, NICKNAME, BEGINS, SLIP,
 * INITIAL or DIFFERENT. `may_begin`: what was typed may be the beginning of it.
 */
enum sl_search_agreement sl_search_compare_name(
    const struct sl_search_reading *typed, struct sl_str text, struct sl_str sound, bool may_begin
);

/* How a birth that was typed agrees with a date as sl_birth_date_normal gives it. */
enum sl_search_agreement
sl_search_compare_birth(const struct sl_search_reading *typed, struct sl_str date);

/* Is one text the other but for a letter left out, put in, replaced or swapped with the next? */
bool sl_search_one_slip(struct sl_str left, struct sl_str right);

#endif
