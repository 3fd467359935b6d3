/* SPDX-License-Identifier: Apache-2.0 */
/*
 * community.h - names come in communities: agreeing on Mohammed and on Khan is one fact and a half.
 *
 * Frequencies that treat given name and surname as independent call a Mohammed Khan rarer than he
 * is, and the error falls on some communities and not on others. A latent class model over the
 * fields that carry culture and place gives each value its share in each of a few classes, found
 * from the records alone and never named. Two strangers who agree on one such value are likelier
 * to agree on the next, by the factor given here.
 *
 * Source:  P. F. Lazarsfeld and N. W. Henry, "Latent Structure Analysis" (1968); for frequencies
 *          conditional on a group, Winkler 2000 (see chance.h).
 * Fairness: a class is a property of values for counting, not of a person; no class is stored with
 *          a record that leaves the engine, shown or used to decide anything else.
 */
#ifndef SL_LINK_COMMUNITY_H
#define SL_LINK_COMMUNITY_H

#include <stdint.h>

#include "base/error.h"
#include "link/table.h"

#define SL_COMMUNITY_CLASSES 8u

/* Zeroed: no classes, the factor is always 1. */
struct sl_community {
    unsigned class_count; /* 0 when there are too few records to learn from */
    double shares[SL_COMMUNITY_CLASSES];
    /* By field, then code * class_count + class: share of the class with this value over share. */
    float *lifts[SL_FIELD_LIMIT]; /* NULL for fields that carry none */
    uint8_t *classes;             /* by record: the likeliest */
};

/*
 * Learn. Errors: SL_NO_MEMORY. Free with sl_community_finish. Independent of threads.
 *
 * Memory while learning: 4 MiB, and for each field that carries culture or place 32 bytes a value.
 */
SL_NODISCARD enum sl_status sl_community_learn(
    struct sl_community *community,
    const struct sl_table *table,
    uint64_t seed,
    unsigned thread_count,
    struct sl_error *err
);
void sl_community_finish(struct sl_community *community);

/* Is this field one of those that carry culture or place? */
bool sl_community_uses(const struct sl_schema *schema, unsigned field);

/*
 * How much likelier strangers agree on these fields together than one by one, in bits: 0 or more.
 *
 *   left, right  rows of codes
 *   agreed       bit f: the rows agree on field f at some level
 */
double sl_community_bits(
    const struct sl_community *community,
    const uint32_t *left,
    const uint32_t *right,
    uint32_t agreed
);

#endif
