/* SPDX-License-Identifier: Apache-2.0 */
/*
 * either.h - is it one child, or can nobody tell which of two is meant?
 *
 * Twins share everything but a given name and their numbers. So whoever stands beside a pair
 * matters as much as the pair: Sophie and Sophia of one birth and one home are two spellings while
 * nobody else was born there that day, and may be two girls as soon as there is a second. And a
 * line without a given name, or with one that is a part of both twins' (Muhammad, of Muhammad and
 * Muhammad Ali), fits either; it is neither's until a number says whose. Nor are two such lines one
 * child's: each may be of another twin.
 *
 * For strict_twins (cluster.h), where a wrong join is worse than a missing one.
 */
#ifndef SL_LINK_EITHER_H
#define SL_LINK_EITHER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "link/bond.h"
#include "link/entity.h"

/* The neighbours of an entity: others that it was compared with. */
struct sl_near_list {
    uint32_t *items;
    uint32_t count, capacity;
};

/* Add an entity. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_near_add(struct sl_near_list *list, uint32_t entity);
/* Is an entity in the list? */
bool sl_near_has(const struct sl_near_list *list, uint32_t entity);

/* The entities of a part at one moment. Borrowed. */
struct sl_company {
    const struct sl_scorer *scorer;
    const struct sl_person_values *entities;
    const struct sl_near_list *near; /* by entity, as the following */
    const bool *gone;                /* it has become part of another */
    struct sl_bonds bonds;           /* known: NULL when nothing is known */
    struct sl_arena *arena;          /* for people who are looked at, until it is reset */
};

enum sl_either {
    SL_EITHER_ONE,   /* nothing against it */
    SL_EITHER_TWO,   /* they may be twins */
    SL_EITHER_UNSURE /* one of them may as well be somebody who stands beside the other */
};

/*
 * May two entities be one child, as far as twins go? A valid identifier that both have, with none
 * that differs, makes them one. Otherwise:
 *
 *   both named     two when they may be twins (twin.h): but not for names that are alike, where
 *                  neither has a twin among their neighbours. Unsure when one of them has, and the
 *                  other's given names fit that twin as well.
 *   one named      unsure when the named one has a twin.
 *   neither named  two: they could always be.
 *
 * Also unsure when two neighbours are twins, of whom the pair may be one of each.
 *
 * A twin is somebody of the same date of birth. Either it is held apart from the entity, or has
 * another NHS number, with a surname or a place in common; or it is a neighbour of one of the pair
 * and may be the entity's twin by names that are like those of neither. Whoever is held apart
 * counts whether or not they are connected with the part. Symmetric.
 * Time: proportional to the neighbours of both, and to whom they are held apart from; and to the
 * square of those neighbours who have their date of birth.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_either_find(
    const struct sl_company *company, uint32_t left, uint32_t right, enum sl_either *ret_either
);

#endif
