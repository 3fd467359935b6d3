/* SPDX-License-Identifier: Apache-2.0 */
/*
 * house.h - a household with all who belong to it, and when what became of them.
 *
 * people.h makes parents and children; here come step-fathers, fathers who live elsewhere,
 * grandmothers, children not born yet, and the former identity of an adopted child. A former
 * identity is a person of its own: an adoption seals what was before, so nothing may join the two,
 * and the truth counts them as two.
 */
#ifndef SL_SIMULATE_HOUSE_H
#define SL_SIMULATE_HOUSE_H

#include <stdbool.h>
#include <stdint.h>

#include "people.h"

/* In the place of the index of somebody who is not there. */
#define SL_NOBODY 255u

/* Systems that must know a person, whatever chance says. */
#define SL_NEED_POLICE  1u
#define SL_NEED_COUNCIL 2u
#define SL_NEED_HEALTH  4u
#define SL_NEED_SCHOOL  8u
/* ... and a referral by the police that nobody answers, in place of all others. */
#define SL_NEED_UNANSWERED 16u

/* What is true of a person beyond struct sl_person. Days count from 1970-01-01; 0 is never. */
struct sl_kin {
    int32_t birth_day;   /* of an unborn child: expected */
    int32_t moved_day;   /* from then on at homes[1] */
    int32_t renamed_day; /* from then on with the surname of struct sl_person */
    int32_t adopted_day; /* of an adopted child, and of its former identity */
    struct sl_text former_surname;
    struct sl_text known_as;   /* a given name that the police know, of planted people */
    unsigned char mother;      /* index, or SL_NOBODY */
    unsigned char father;      /* the same; he may live elsewhere */
    unsigned char step_father; /* the same */
    unsigned char former;      /* of an adopted child the former identity, and back */
    unsigned char needs;       /* SL_NEED_... */
};

struct sl_house {
    struct sl_household household;
    struct sl_kin kin[SL_HOUSEHOLD_LIMIT];
    unsigned child_count; /* born and under 18 */
};

/*
 * Make the house of a household number. Its people are not numbered yet: sl_household_number.
 * The result depends on plan and number alone. Memory: allocates nothing.
 */
void sl_house_make(const struct sl_people_plan *plan, uint64_t number, struct sl_house *ret_house);

/* Leave out all children behind the first `count`; the adopted are counted, not what they were. */
void sl_house_limit(struct sl_house *house, unsigned count);

/* Is it a child, born and under 18 on this day? */
bool sl_house_is_child(const struct sl_house *house, unsigned index, int32_t day);

/* Where somebody lived on a day. */
struct sl_home sl_house_home(const struct sl_house *house, unsigned index, int32_t day);

/* Somebody as they were on a day: name and home of then, nothing known of later ones. */
struct sl_person sl_house_guise(const struct sl_house *house, unsigned index, int32_t day);

#endif
