/* SPDX-License-Identifier: Apache-2.0 */
/*
 * expected.h - who was born of a child that was expected?
 *
 * What is on record of a child before its birth is a surname, a home and a day: no weight of these
 * joins it with the child that is born, as a brother has them, too, but for the day. Yet a child of
 * that surname who was born at that home in those weeks is the one, while it is the only one. Such
 * two are held together, whichever agencies know them. So are two who are expected there at one
 * time. It overrules no decision and nothing that holds apart.
 *
 * A child is expected when it has a month in the place of its date of birth (mention_row.h), and no
 * given name. Where those who could be it contradict each other, as twins do, or a list has two who
 * are expected, nobody is held: people are asked.
 */
#ifndef SL_IDENTITY_EXPECTED_H
#define SL_IDENTITY_EXPECTED_H

#include <stdbool.h>

#include "base/error.h"
#include "identity/hold.h"
#include "identity/listing.h"

/*
 * How many months before and after the one that was foretold children are born: of a hundred some
 * nine are by more than three weeks too early, and hardly one by three months. No mother has two in
 * that time who are not twins.
 */
#define SL_EXPECTED_EARLY_MONTHS 3
#define SL_EXPECTED_LATE_MONTHS  1

/* Is it a child that is expected, of a family and a home? */
bool sl_expected_is(const struct sl_listed *listed);

/* Can somebody else be the child that is expected: of the family, the home and the time? */
bool sl_expected_may_be(const struct sl_listed *expected, const struct sl_listed *other);

/*
 * Add each pair of a mention with another of which one is expected and the other may be it, whether
 * or not they are held together. Neither the mention's number in the listing nor its kind of hold
 * matters: it may have been taken out.
 *
 * Errors: SL_NO_MEMORY. Time: of those of the family at its home.
 */
SL_NODISCARD enum sl_status sl_expected_pairs(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *pairs,
    struct sl_error *err
);

/*
 * Add what holds a mention together with others, when everybody is in the listing.
 * Errors: SL_NO_MEMORY. Time: of the cube of those of the family at its home.
 */
SL_NODISCARD enum sl_status sl_expected_holds(
    const struct sl_listing *listing,
    const struct sl_listed *listed,
    struct sl_mention_holds *holds,
    struct sl_error *err
);

/* The same of all mentions. */
SL_NODISCARD enum sl_status sl_expected_all_holds(
    const struct sl_listing *listing, struct sl_mention_holds *holds, struct sl_error *err
);

/* The pairs of all mentions. */
SL_NODISCARD enum sl_status sl_expected_all_pairs(
    const struct sl_listing *listing, struct sl_mention_holds *pairs, struct sl_error *err
);

#endif
