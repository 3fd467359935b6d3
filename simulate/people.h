/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people.h - households of made people, with the true facts about each.
 *
 * What is made hard on purpose: siblings share surname, address and telephone; twins share the
 * date of birth too; some sons have their father's name; some families move, some children alone;
 * two families may live at one address; customs decide who shares a surname with whom (a Bibi is
 * not her husband's Khan, a Nowakowska is her father's Nowakowski, a Somali child has the father's
 * given name as surname).
 */
#ifndef SL_SIMULATE_PEOPLE_H
#define SL_SIMULATE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/hash.h"
#include "community.h"
#include "names.h"
#include "place.h"
#include "text.h"

/* Which population: the same plan gives the same people. names is borrowed. */
struct sl_people_plan {
    const struct sl_names *names;
    uint64_t seed;
    struct sl_date today; /* the day on which ages are reckoned: nobody is born later */
};

/* Two families of two parents and seven children at most. */
#define SL_FAMILY_LIMIT    9u
#define SL_HOUSEHOLD_LIMIT (2u * SL_FAMILY_LIMIT)

/* In the place of a twin's index for somebody who is none. */
#define SL_NO_TWIN 255u

/* Families are made of the first three; the others join them in house.h. */
enum sl_family_role {
    SL_MOTHER,
    SL_FATHER,
    SL_CHILD,
    SL_STEP_FATHER,
    SL_FATHER_ELSEWHERE, /* of children who live without him */
    SL_GRANDMOTHER,
    SL_UNBORN,
    SL_FORMER, /* who an adopted child was before; see house.h */
};

/*
 * One person. Zero stands for what a person has not: a telephone, a second telephone, an NHS
 * number, another surname (empty text).
 */
struct sl_person {
    uint64_t number;
    enum sl_name_community community;
    enum sl_family_role role;
    char sex;           /* 'F' or 'M' */
    unsigned char twin; /* index of the twin in the household, or SL_NO_TWIN */
    bool moved;         /* later records are from homes[1] */
    struct sl_date birth;
    struct sl_text given; /* one name or several */
    struct sl_text surname;
    struct sl_text other_surname; /* maiden name, the other parent's, or customary */
    struct sl_home homes[2];
    uint64_t phone;       /* ten digits, written with a 0 in front */
    uint64_t other_phone; /* the other parent's */
    uint64_t nhs_number;  /* ten digits, the last a check digit */
};

/* All who live at one address. */
struct sl_household {
    uint64_t number;
    unsigned count;
    struct sl_person people[SL_HOUSEHOLD_LIMIT];
};

/*
 * Make household `number` of the population that a plan stands for.
 *
 *   first_person  the number of its first person; the rest count on from there
 *
 * The result depends on plan, number and first_person alone, so that households can be made
 * one by one, in any order.
 * Memory: allocates nothing.
 */
void sl_household_make(
    const struct sl_people_plan *plan,
    uint64_t number,
    uint64_t first_person,
    struct sl_household *ret_household
);

/* Number the people of a household from first_person on, and give them their NHS numbers. */
void sl_household_number(struct sl_household *household, uint64_t first_person);

/*
 * Draw a mobile number from 071 or 072, which are not used for real telephones as far as is known:
 * ten digits, written with a 0 in front. The numbers that Ofcom keeps for drama are a thousand, and
 * a thousand people with one number would be a tie that means nothing.
 */
uint64_t sl_people_draw_phone(struct sl_random *random);

/*
 * The NHS number of the person with this number: ten digits from 900 000 0000 up, a range that is
 * not issued, ending in a valid modulus-11 check digit; 0 for the few who get none. No two people
 * below 2^25 share one.
 */
uint64_t sl_people_nhs_number(uint64_t person);

/*
 * The check digit of the first nine digits, 0 .. 10 (10: the number may not be used).
 * Source: NHS Data Dictionary, attribute NHS NUMBER: weights 10 to 2, modulus 11.
 */
unsigned sl_people_check_digit(uint64_t nine_digits);

#endif
