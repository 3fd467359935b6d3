/* SPDX-License-Identifier: Apache-2.0 */
/*
 * twin.h - who may be twins, so that a machine should not say that they are one child.
 *
 * Differs from sl_entity_twins (entity.h): that one weighs whether two are likelier twins than one
 * person; this one asks whether they could be, and then wants an identifier to say otherwise. It is
 * for callers to whom a pair of twins taken for one child is worse than a child that is left in
 * two.
 */
#ifndef SL_LINK_TWIN_H
#define SL_LINK_TWIN_H

#include <stdbool.h>

#include "link/entity.h"

/*
 * May two entities be twins: the same date of birth, an address, postcode or telephone in common,
 * and given names of which none is another form of any of the other's? Initials and missing names
 * say nothing. Where surnames differ, too, only a slip is another form of a name. Not when a valid
 * identifier agrees and none differs. Symmetric.
 */
bool sl_twins_possible(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

/* Has the entity a given name of more than initials? */
bool sl_twins_named(const struct sl_scorer *scorer, const struct sl_person_values *entity);

/*
 * Do valid identifiers say that two entities are one person: is one the same in both, and none that
 * both have without a value in common?
 */
bool sl_twins_identified(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

/* Have both a valid NHS number, and none in common? */
bool sl_twins_numbered(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

/* Have two entities the same date of birth, and a surname (or one like it) or a place in common? */
bool sl_twins_related(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

/* Has an entity the date of birth of a record? */
bool sl_twins_born(
    const struct sl_scorer *scorer, const struct sl_person_values *entity, uint32_t record
);

/*
 * Can a given name of an entity be one of another's: the same, a part of it, like it, an initial?
 * So can that of an entity without one.
 */
bool sl_twins_fit(
    const struct sl_scorer *scorer,
    const struct sl_person_values *entity,
    const struct sl_person_values *other
);

/*
 * Does a given name of an entity tell one child from its twin: does it fit a name of the one, and
 * all of the other worse? The same name fits better than one that is a part of it, or like it; a
 * name of which it is a part, as what was written short, better than one that is a part of it, or
 * is the initial of it. So Muhammad does not tell Muhammad from Muhammad Ali, nor Muhammad Ali from
 * Muhammed, and Muhammad Ali tells all of these apart. What fits a name in any way is better than
 * what does not. An initial tells when it begins a name of the one and none of the other, who has
 * one. False for an entity without a name.
 */
bool sl_twins_told(
    const struct sl_scorer *scorer,
    const struct sl_person_values *entity,
    const struct sl_person_values *one,
    const struct sl_person_values *twin
);

/*
 * Have two entities given names of as many words that are forms of one name or alike, and none of
 * several words that are two children's? Both must be named.
 */
bool sl_twins_alike(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

#endif
