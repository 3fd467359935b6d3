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

/* Have two entities an address, a postcode or a telephone in common? */
bool sl_twins_placed(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

/*
 * Do valid identifiers say that two entities are one person: is one the same in both, and none that
 * both have without a value in common?
 */
bool sl_twins_identified(
    const struct sl_scorer *scorer,
    const struct sl_person_values *left,
    const struct sl_person_values *right
);

#endif
