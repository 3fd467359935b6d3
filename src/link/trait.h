/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trait.h - what a value looks like: a date, a postcode, a telephone number ...
 *
 * Used to guess what a column holds; a guess for a person to confirm, so the tests are of shape
 * only and err on the side of no.
 */
#ifndef SL_LINK_TRAIT_H
#define SL_LINK_TRAIT_H

#include "base/str.h"

/* Traits of a value; the numbers are bit positions in a set. */
enum sl_trait {
    SL_TRAIT_PLACEHOLDER, /* stands where a value is missing: "unknown", "n/a" */
    SL_TRAIT_DATE,        /* a whole date with a day, a month and a year */
    SL_TRAIT_YEAR,        /* 1500 .. 2100 */
    SL_TRAIT_MONTH,       /* 1 .. 12 */
    SL_TRAIT_DAY,         /* 1 .. 31 */
    SL_TRAIT_POSTCODE,    /* a full UK postcode */
    SL_TRAIT_EMAIL,
    SL_TRAIT_PHONE,      /* a UK national or an international number */
    SL_TRAIT_NHS_NUMBER, /* ten digits with the right check digit */
    SL_TRAIT_SEX,        /* a letter or word for a sex */
    SL_TRAIT_LONG,       /* more than SL_TRAIT_LONG_WORDS words */
    SL_TRAIT_COUNT
};

#define SL_TRAIT_LONG_WORDS 8u

/* The set of traits of a value without blanks around it: bit `1u << trait` for each. */
unsigned sl_trait_set(struct sl_str value);

#endif
