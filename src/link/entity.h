/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entity.h - what several records together say about one person, and how two such sets agree.
 *
 * An entity is the values of its records, field by field, with how often each occurs; a mention of
 * several rows is one record that holds several values. Two entities
 * are compared field by field: the ratio m/u is averaged over all pairs of their values, so that
 * one wrong date among four costs a fraction of a bit, and a record that shares its date with one
 * member and its birthplace with another gains from both. For entities of one record each this is
 * the pair's own weight.
 *
 * Under independence the averaged ratio of two different people has expectation 1 in each field,
 * whatever the sizes: it is a likelihood ratio, and chance gathers no weight by numbers.
 */
#ifndef SL_LINK_ENTITY_H
#define SL_LINK_ENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/score.h"

/* A value and how many of the entity's records hold it. */
struct sl_held {
    uint32_t code;
    uint32_t count;
};

/* The distinct values of one field; missing ones are not counted. */
struct sl_held_list {
    struct sl_held *items; /* ascending by code */
    uint32_t count;        /* distinct values */
    uint32_t total;        /* sum of the items' counts */
    uint32_t holders;      /* records with a value: fewer than total when a mention has several */
};

#define SL_SOURCE_WORDS ((SL_SOURCE_LIMIT + 63u) / 64u)

/* Bit s is set for source s; of records without a source nothing is set. */
struct sl_source_set {
    uint64_t words[SL_SOURCE_WORDS];
};

/* Values by field, and the sources of the records. Rows of one mention count as one record. */
struct sl_person_values {
    uint32_t record_count;
    uint32_t row_count;
    uint32_t first_record; /* the lowest */
    bool names_turned;     /* its given name is to be joined as surname, and the other way round */
    struct sl_source_set sources;
    struct sl_held_list *fields; /* field_count of them, in the arena it was made in */
};

/* Make an entity of one record. Errors: SL_NO_MEMORY (also when the arena is full). */
SL_NODISCARD enum sl_status sl_entity_of_record(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    uint32_t record,
    struct sl_arena *arena,
    struct sl_error *err
);

/*
 * Make an entity of records that are known to be one person's.
 *
 *   first  the lowest of them
 *   next   by record: the next of them, UINT32_MAX after the last
 *
 * Errors: SL_NO_MEMORY (also when the arena is full).
 */
SL_NODISCARD enum sl_status sl_entity_of_group(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    uint32_t first,
    const uint32_t *next,
    struct sl_arena *arena
);

/*
 * Make the entity of all records of both. When right->names_turned is set, its names are taken in
 * the other order. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_entity_join(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    struct sl_arena *arena,
    struct sl_error *err
);

/*
 * The same when it is known that names are swapped, or not: the larger keeps the order of its
 * names, of equals the one with the lower record. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_entity_merge(
    struct sl_person_values *entity,
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    bool swapped,
    struct sl_arena *arena
);

/*
 * Compare: bits by field (0 where one has no value). Two entities of one record each agree as the
 * pair does; else levels only say whether both have a value (SL_LEVEL_ELSE). Symmetric.
 */
void sl_entity_compare(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right,
    struct sl_agreement *ret_agreement
);

/*
 * Are they twins by all that is known: the same surname, date of birth and a shared address or
 * postcode, yet given names that are nothing like each other, nothing personal in common, and
 * more likely so by the model than one person? Then they are never joined.
 * Source:  the twin guard of HM Prison and Probation Service's person match (open source).
 * Differs: where the records show no twins, a wrong given name is taken as what it is.
 */
bool sl_entity_twins(const struct sl_scorer *scorer, const struct sl_agreement *agreement);

#endif
