/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fixture.h - records in memory, given or made up, and linkages of them, for tests of the engine.
 *
 * Nobody is meant: names are drawn from short lists and all else by a seeded generator. A call that
 * cannot do its work fails the running test, unless it gives a status.
 */
#ifndef SL_TESTS_LINK_FIXTURE_H
#define SL_TESTS_LINK_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"
#include "link/schema.h"
#include "link/table.h"
#include "sightline/linkage.h"

#define FIXTURE_COLUMN_LIMIT 16u

/* One record. person and family say who it is about; UINT32_MAX when nobody says. */
struct fixture_row {
    unsigned source;
    uint32_t person, family;
    struct sl_str id;
    struct sl_str values[FIXTURE_COLUMN_LIMIT];
};

/* Records of one layout. Texts live in the arena. Zeroed is finished. */
struct fixture {
    struct sl_arena arena;
    size_t column_count;
    enum sl_kind kinds[FIXTURE_COLUMN_LIMIT];
    const char *columns[FIXTURE_COLUMN_LIMIT];
    struct fixture_row *rows;
    size_t count, capacity;
};

/* Start without records; columns are named after their kinds. Free with fixture_finish. */
void fixture_init(struct fixture *fixture, const enum sl_kind *kinds, size_t column_count);
void fixture_finish(struct fixture *fixture);

/* Add a record with one value for each column; NULL is missing. All texts are copied. */
void fixture_add(
    struct fixture *fixture, unsigned source, const char *id, const char *const *values
);

/* Put the records into another order, that of a seed. */
void fixture_shuffle(struct fixture *fixture, uint64_t seed);

/* The columns of made-up people, in this order. */
#define FIXTURE_PEOPLE_TABLE(X)           \
    X(FIXTURE_GIVEN, SL_KIND_GIVEN_NAME)  \
    X(FIXTURE_SURNAME, SL_KIND_SURNAME)   \
    X(FIXTURE_DOB, SL_KIND_DOB)           \
    X(FIXTURE_SEX, SL_KIND_SEX)           \
    X(FIXTURE_POSTCODE, SL_KIND_POSTCODE) \
    X(FIXTURE_ADDRESS, SL_KIND_ADDRESS)   \
    X(FIXTURE_PHONE, SL_KIND_PHONE)       \
    X(FIXTURE_EMAIL, SL_KIND_EMAIL)

enum fixture_column {
#define FIXTURE_PEOPLE_ENUM(column, kind) column,
    FIXTURE_PEOPLE_TABLE(FIXTURE_PEOPLE_ENUM)
#undef FIXTURE_PEOPLE_ENUM
        FIXTURE_PEOPLE_COLUMNS
};

/* Who is made up, and what goes wrong with their records. Shares are from 0 to 1. */
struct fixture_people {
    uint64_t seed;
    unsigned person_count;
    unsigned most_records; /* 1 .. this many records a person; with two sources one in each */
    bool two_sources;
    bool skewed;         /* a few names, postcodes and years hold most people */
    double null_share;   /* values left out */
    double typo_share;   /* values with one slip of the pen */
    double swap_share;   /* records with given name and surname changed round */
    double family_share; /* people who share surname, address and phone with the one before */
    double twin_share;   /* of these, people who share the date of birth, too */
};

/* What is usual: 200 people, up to 3 records, one source, skewed, a little of everything wrong. */
struct fixture_people fixture_people_usual(void);

/* Start with records of made-up people, in an order that says nothing. Ids are "r<number>". */
void fixture_make_people(struct fixture *fixture, const struct fixture_people *people);

/* Threshold auto, one thread, seed 1, nothing else asked for. */
struct sl_linkage_options fixture_options(void);

/* Open a linkage, with the columns of the fixture in place of those in options, and add all. */
enum sl_status fixture_open(
    const struct fixture *fixture,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage,
    struct sl_error *err
);

/* The same and run it; closed again on failure. */
enum sl_status fixture_run(
    const struct fixture *fixture,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage,
    struct sl_error *err
);

/* As fixture_run, but the test fails when it does not work. */
struct sl_linkage *
fixture_linked(const struct fixture *fixture, const struct sl_linkage_options *options);

/*
 * Schema and table alone, as far as sl_gather_table makes them; with `prepared` the domains know
 * their neighbours, too. Zeroed is finished.
 */
struct fixture_table {
    struct sl_schema schema;
    struct sl_table table;
};
enum sl_status fixture_table_init(
    struct fixture_table *out,
    const struct fixture *fixture,
    unsigned thread_count,
    bool prepared,
    struct sl_error *err
);
void fixture_table_finish(struct fixture_table *table);

#endif
