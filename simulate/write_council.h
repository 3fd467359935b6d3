/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write_council.h - a council's files: children in need census (XML), daily child-level data
 * (JSON), looked-after return (CSV).
 *
 * A council writes down the children that it had a referral for. The census is about its year, the
 * looked-after return too; the daily data is about today, and so is alone in knowing what happened
 * since.
 */
#ifndef SL_SIMULATE_WRITE_COUNCIL_H
#define SL_SIMULATE_WRITE_COUNCIL_H

#include "clerk.h"

/* A child at a council. */
struct sl_case {
    struct sl_clerk *clerk;
    enum sl_council council;
    unsigned child;
    struct sl_text id;       /* the council's number for the child */
    struct sl_record record; /* what the council wrote down */
    int32_t birth_day;       /* as the council has it; expected, when not born by the census */
    bool born_by_census;
};

/* Write all children of the house into the files of all councils that know them. */
void sl_write_councils(struct sl_clerk *clerk);

/* The parts of it: a child of the census, of the daily data, of the looked-after return. */
void sl_write_cin(const struct sl_case *child);
void sl_write_csc(const struct sl_case *child);
void sl_write_ssda903(const struct sl_case *child);

/* Append what stands before the first child of a council's census. */
void sl_write_cin_header(const struct sl_world *world, enum sl_council council, struct sl_buf *buf);

/* Was a referral open at any time of the returns' year? */
bool sl_case_in_year(const struct sl_world *world, const struct sl_referral *referral);

/* Does the council know the child's sex, ethnicity or pupil number? The same in all its files. */
bool sl_case_knows(const struct sl_case *child, unsigned what, unsigned permille);
const char *sl_case_ethnicity(const struct sl_case *child);
/* Empty when there is none: children below five, and some others. */
struct sl_text sl_case_upn(const struct sl_case *child);
/* Why there is none: not of school age, or not found yet. */
const char *sl_case_no_upn(const struct sl_case *child);

#endif
