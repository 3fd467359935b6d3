/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bond.h - what binds the entities of a part, besides how they agree: from whom they are held
 * apart, and with whom they were together before.
 *
 * A bond is what is known of an entity's groups. What two groups are held apart by holds for
 * whatever they become part of.
 */
#ifndef SL_LINK_BOND_H
#define SL_LINK_BOND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/known.h"

/* One entity's. Groups that are held apart from others are a chain through sl_bonds.links. */
struct sl_bond {
    uint32_t first, last; /* 1 + place in known->aparts where a group's begin; 0 is none */
    uint32_t into;        /* the entity that this one became part of; itself, when of none */
    int latest;           /* the last year of birth that its children leave; INT_MAX: any */
    uint32_t label_count;
    const uint32_t *labels; /* earlier answers that its records are of, ascending; in the arena */
};

/* The bonds of a part's entities. Borrowed but for what bonds point to. */
struct sl_bonds {
    const struct sl_known *known;
    uint32_t *links;       /* by place in known->aparts; each part writes its own places only */
    struct sl_bond *items; /* by entity */
    const uint32_t *local; /* by group: its entity, or UINT32_MAX outside the part */
};

/* The bond of a group, as entity number `entity`. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_bond_start(
    const struct sl_bonds *bonds, uint32_t entity, uint32_t group, struct sl_arena *arena
);

/* The bond of two entities that became one, a third. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_bond_join(
    const struct sl_bonds *bonds,
    uint32_t joined,
    uint32_t left,
    uint32_t right,
    struct sl_arena *arena
);

/* Is anybody of one held apart from anybody of the other? */
bool sl_bond_apart(const struct sl_bonds *bonds, uint32_t left, uint32_t right);

/* Somebody from whom an entity is held apart, other than as parent and child. */
struct sl_bond_other {
    uint32_t group, record; /* the record that was held apart, and its group */
    uint32_t entity;        /* what the group is part of by now; UINT32_MAX outside the part */
    uint32_t link;          /* where the walk is: zeroed before the first */
    size_t at;
};

/*
 * Go on to the next from whom an entity is held apart. other: zeroed before the first, and between
 * two calls only read. False when there is none left.
 */
bool sl_bond_next(const struct sl_bonds *bonds, uint32_t entity, struct sl_bond_other *other);

/* Is anybody of an entity held apart from a group? */
bool sl_bond_apart_from(const struct sl_bonds *bonds, uint32_t entity, uint32_t group);

/* Was anybody of one together with anybody of the other? */
bool sl_bond_before(const struct sl_bonds *bonds, uint32_t left, uint32_t right);

#endif
