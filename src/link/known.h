/* SPDX-License-Identifier: Apache-2.0 */
/*
 * known.h - which records are known to be one person or two before anything is compared.
 *
 * What was held (sightline/known.h), first as ids, then settled to records. Records that are one
 * person by what is known are a group, named by its lowest record. Everything that learns or counts
 * sees a mention once (table.h); the clustering starts from groups instead of records.
 */
#ifndef SL_LINK_KNOWN_H
#define SL_LINK_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/edge.h"
#include "link/rule.h"
#include "link/table.h"
#include "sightline/known.h"

/* No record, or the end of a chain of records. */
#define SL_KNOWN_NONE UINT32_MAX

/* One call of sl_linkage_hold; the ids until it is settled, then the records. */
struct sl_known_pair {
    enum sl_hold hold;
    struct sl_str left_id, right_id;
    uint32_t left, right;
};

/* A group that is held apart from another. Each pair of groups is there in both directions. */
struct sl_known_apart {
    uint32_t group, other;
    uint32_t record; /* of the other group, the one that was held apart; NONE: for a parent */
};

/* Zeroed is nothing held. */
struct sl_known {
    struct sl_arena ids;
    struct sl_known_pair *pairs;
    size_t count, capacity;
    /* After settling, by record; NULL when nothing was held. */
    uint32_t *groups; /* the lowest record of its group */
    uint32_t *next;   /* the next higher record of its group, or NONE */
    uint32_t *before; /* the lowest record of its group in the earlier answer, or NONE */
    bool any_before;
    int *latest; /* the last year in which it can be born, by its children; INT_MAX: any */
    struct sl_known_apart *aparts; /* ascending by (group, other, record) */
    size_t apart_count;
    struct sl_linkage_conflict *conflicts;
    size_t conflict_count, conflict_capacity;
};

/* Free; zeroed is fine. */
void sl_known_finish(struct sl_known *known);

/* Take down a pair; the ids are copied. Errors: SL_LIMIT, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_known_add(
    struct sl_known *known,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
);

/*
 * Find the records and the groups, and let the table know its mentions. Does nothing when nothing
 * was held. rules: how many years lie between births.
 *
 * Errors: SL_NOT_FOUND (an id that no record has), SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_known_settle(
    struct sl_known *known,
    const struct sl_rules *rules,
    struct sl_table *table,
    struct sl_error *err
);

/* The group of a record: the record itself when nothing is known. */
static inline uint32_t sl_known_group(const struct sl_known *known, uint32_t record)
{
    return known->groups == NULL ? record : known->groups[record];
}

/* Where in aparts those of a group begin; they end where another group's begin. */
size_t sl_known_apart_find(const struct sl_known *known, uint32_t group);

/* Are two groups held apart? */
bool sl_known_are_apart(const struct sl_known *known, uint32_t left, uint32_t right);

/*
 * Take out the edges within a group, and move those between groups that are held apart to aparts;
 * the others keep their order. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_known_split(
    const struct sl_known *known,
    struct sl_edges *edges,
    struct sl_aparts *aparts,
    struct sl_error *err
);

#endif
