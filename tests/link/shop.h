/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shop.h - all that a search needs, of more records than a linkage could learn from in a test.
 *
 * The model is the one that learning starts from, unless a test changes it.
 */
#ifndef SL_TESTS_LINK_SHOP_H
#define SL_TESTS_LINK_SHOP_H

#include <stdbool.h>
#include <stdint.h>

#include "link/fixture.h"
#include "link/index.h"
#include "link/weights.h"

/* The columns of a crowd, in this order. */
enum crowd_column {
    CROWD_GIVEN,
    CROWD_SURNAME,
    CROWD_DOB,
    CROWD_SEX,
    CROWD_POSTCODE,
    CROWD_PHONE,
    CROWD_COLUMNS
};

/* So many records that an index has parts by missing fields, and some to spare. */
#define CROWD_RECORDS 20000u

/*
 * Records of which a few values hold thousands: names of which each is given name and surname,
 * dates of birth in four years, postcodes in four districts. Names are often changed round. All
 * columns have gaps, that of the telephone too many to divide an index.
 */
struct crowd {
    uint64_t seed;
    unsigned record_count;
    unsigned first_file; /* records in the first file; the others are in the second */
    unsigned without;    /* bit c: column c is left out */
};

/* Records of one file with all columns. */
struct crowd shop_crowd(unsigned record_count);

/* Start with the records of a crowd. */
void shop_stock(struct fixture *fixture, const struct crowd *crowd);

/* Zeroed is closed. */
struct shop {
    struct fixture_table made;
    struct sl_index index;
    struct sl_community community; /* no classes */
    struct sl_model model;
    struct sl_chance chances[SL_FIELD_LIMIT];
    struct sl_scorer scorer;
    struct sl_weights weights;
};

/* Open with the records of a fixture, which is used up; the same with those of a crowd. */
void shop_open(struct shop *shop, struct fixture *fixture, bool across);
void shop_open_crowd(struct shop *shop, const struct crowd *crowd, bool across);
void shop_close(struct shop *shop);

/* Make the weights again, after scorer.m_bits were changed. */
void shop_weigh(struct shop *shop);

/* Give each level of each field some m, from -deepest_bits to 0; many fields still make sense. */
void shop_change_model(struct shop *shop, struct sl_random *random, double deepest_bits);

#endif
