/* SPDX-License-Identifier: Apache-2.0 */
/*
 * population.h - a whole file of records, made household by household.
 */
#ifndef SL_BENCH_POPULATION_H
#define SL_BENCH_POPULATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "simulate/records.h"

/* The day on which ages are reckoned. */
#define SL_POPULATION_TODAY ((struct sl_date){ .year = 2024, .month = 6, .day = 30 })

/* More people than this would share NHS numbers. */
#define SL_POPULATION_RECORD_LIMIT UINT64_C(50000000)

/* What to make. Paths may be NULL: then that file is not written. */
struct sl_population_options {
    uint64_t record_count; /* 1 .. SL_POPULATION_RECORD_LIMIT */
    uint64_t seed;
    unsigned error_percent; /* of the rates in records.h: 0 .. 500 */
    bool has_truth;         /* columns person and household */
    bool has_community;     /* column community */
    const char *out_path;
    const char *people_path; /* the true people, one a line */
};

/* What was made. */
struct sl_population_tally {
    uint64_t records;
    uint64_t persons;
    uint64_t households;
    uint64_t pairs; /* of two records of one person */
    uint64_t twins; /* people who are one of two */
    uint64_t errors[SL_ERROR_KIND_COUNT];
    uint64_t
        wrong[SL_FIELD_COUNT]; /* records with an error in the field, missing ones not counted */
    uint64_t missing[SL_FIELD_COUNT];
    uint64_t communities[SL_COMMUNITY_COUNT]; /* records */
};

/*
 * Make the file: header
 *
 *   id[,person,household][,community],given_name,surname,dob,sex,postcode,address,phone,
 *   nhs_number,source
 *
 * and exactly record_count records in shuffled order, ids counting from 1. The same options give
 * the same bytes.
 *
 * Errors: SL_IO, SL_NO_MEMORY; then neither file is left behind.
 * Memory: at most about 85 MiB.
 */
SL_NODISCARD enum sl_status sl_population_make(
    const struct sl_population_options *options,
    struct sl_population_tally *ret_tally,
    struct sl_error *err
);

/* Describe what was made, for people to read. */
void sl_population_describe(const struct sl_population_tally *tally, struct sl_buf *text);

#endif
