/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine.h - finished linkages of made-up people, from the inside, for tests of the engine's parts.
 */
#ifndef SL_TESTS_LINK_ENGINE_H
#define SL_TESTS_LINK_ENGINE_H

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "link/fixture.h"
#include "link/linkage_impl.h"
#include "support/support.h"

/* How many kinds of data engine_people knows. */
#define ENGINE_DATA_COUNT 6u

/* People of one kind of data: usual, gaps, slips, swaps, all different, two sources. */
static inline struct fixture_people engine_people(unsigned data, unsigned person_count)
{
    struct fixture_people people = fixture_people_usual();
    people.seed = sl_test_seed() + data;
    people.person_count = person_count;
    switch (data) {
    case 1:
        people.null_share = 0.5;
        people.most_records = 4;
        break;
    case 2:
        people.typo_share = 0.4;
        people.twin_share = 0.5;
        break;
    case 3:
        people.swap_share = 0.5;
        people.null_share = 0.3;
        break;
    case 4:
        people.skewed = false;
        people.null_share = 0.0;
        people.swap_share = 0.0;
        break;
    case 5:
        people.two_sources = true;
        people.typo_share = 0.15;
        break;
    default:
        break;
    }
    return people;
}

/* A finished linkage of such people, at a threshold that keeps many pairs. */
static inline struct sl_linkage *engine_linked(unsigned data, unsigned person_count)
{
    struct fixture fixture;
    const struct fixture_people people = engine_people(data, person_count);
    struct sl_linkage_options options = fixture_options();
    options.two_sources = people.two_sources;
    options.threshold_auto = false;
    options.threshold_bits = 0.0;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    fixture_finish(&fixture);
    return linkage;
}

/* Put every other record into the second source, so that people are repeated in both. */
static inline void engine_spread(struct fixture *fixture)
{
    for (size_t at = 0; at < fixture->count; at++) {
        fixture->rows[at].source = at % 2;
    }
}

/* As engine_linked with the usual data, in two sources that both repeat people. */
static inline struct sl_linkage *engine_linked_twofold(unsigned person_count)
{
    struct fixture fixture;
    const struct fixture_people people = engine_people(0, person_count);
    const struct sl_linkage_options options = fixture_options();
    fixture_make_people(&fixture, &people);
    engine_spread(&fixture);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    fixture_finish(&fixture);
    return linkage;
}

/* A field of a kind; the test fails when there is none. */
static inline unsigned engine_field(const struct sl_schema *schema, enum sl_kind kind)
{
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (schema->fields[field].kind == kind) {
            return field;
        }
    }
    fail_msg("no field of kind %s", sl_kind_name(kind));
    return 0;
}

/*
 * Give a small linkage communities: each value is common in one and rare in the others; a missing
 * one is in none.
 */
static inline void engine_make_community(struct sl_linkage *linkage)
{
    struct sl_community *community = &linkage->community;
    SL_CHECK_U64(community->class_count, 0);
    community->class_count = SL_COMMUNITY_CLASSES;
    for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
        community->shares[class] = 1.0 / SL_COMMUNITY_CLASSES;
    }
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        const size_t values = sl_table_domain(&linkage->table, field)->dictionary.count;
        const size_t cells = (values + 1) * SL_COMMUNITY_CLASSES;
        float *lifts = sl_alloc(cells, sizeof(*lifts));
        assert_non_null(lifts);
        for (size_t at = 0; at < cells; at++) {
            const size_t code = at / SL_COMMUNITY_CLASSES;
            const bool own = (code + field) % SL_COMMUNITY_CLASSES == at % SL_COMMUNITY_CLASSES;
            lifts[at] = own ? 4.5F : 0.5F;
            lifts[at] = code == SL_CODE_MISSING ? 1.0F : lifts[at];
        }
        community->lifts[field] = lifts;
    }
}

/* The same bytes? Prints where two arrays differ first. */
static inline void
engine_check_same(const void *actual, const void *expected, size_t bytes, const char *what)
{
    const unsigned char *one = actual;
    const unsigned char *two = expected;
    for (size_t at = 0; at < bytes; at++) {
        if (one[at] != two[at]) {
            fail_msg("%s: byte %zu of %zu differs", what, at, bytes);
        }
    }
}

/* The same double, bit for bit. */
static inline void engine_check_exactly(double actual, double expected, const char *what)
{
    uint64_t actual_bits = 0;
    uint64_t expected_bits = 0;
    memcpy(&actual_bits, &actual, sizeof(actual));
    memcpy(&expected_bits, &expected, sizeof(expected));
    if (actual_bits != expected_bits) {
        fail_msg("%s: got %.17g, expected exactly %.17g", what, actual, expected);
    }
}

#endif
