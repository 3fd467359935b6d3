/* SPDX-License-Identifier: Apache-2.0 */
#include "link/rule.h"

#include "link/engine.h"

/* People with an NHS number and a school's number, by columns. */
static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME,    SL_KIND_DOB,
                                      SL_KIND_NHS_NUMBER, SL_KIND_IDENTIFIER, SL_KIND_POSTCODE };
#define COLUMNS (sizeof(kinds) / sizeof(kinds[0]))
#define NHS     3
#define UPN     4
#define BOTH    ((uint64_t)1 << NHS | (uint64_t)1 << UPN)

/*
 * The example of the NHS Data Dictionary, and one of the range that is kept for tests, whose check
 * digit follows from the same rule: 9 x 10 + 9 x 9 + 9 x 8 + 1 x 2 = 245 = 22 x 11 + 3, 11 - 3 = 8.
 * The third has the wrong check digit.
 */
static const char *const numbers[] = { "9434765919", "9990000018", "9434765918", "", "n/a" };

static void
add(struct fixture *fixture, const char *id, const char *given, const char *nhs, const char *upn)
{
    const char *const values[] = { given, "Abernathy", "2012-04-03", nhs, upn, "M60 1AA" };
    fixture_add(fixture, 0, id, values);
}

static enum sl_status init_rules(uint64_t never_differ, struct sl_rules *rules)
{
    const struct sl_linkage_options options = { .never_differ = never_differ };
    struct sl_schema schema;
    SL_CHECK_OK(sl_schema_init(&schema, kinds, NULL, COLUMNS, NULL), NULL);
    const enum sl_status status = sl_rules_init(rules, &schema, &options, NULL);
    sl_schema_finish(&schema);
    return status;
}

static void test_only_identifiers_make_rules(void **state)
{
    struct sl_rules rules;
    (void)state;
    for (unsigned column = 0; column < SL_COLUMN_LIMIT; column++) {
        const bool fits = column == NHS || column == UPN;
        SL_CHECK_STATUS(init_rules((uint64_t)1 << column, &rules), fits ? SL_OK : SL_INVALID);
    }
    SL_CHECK_OK(init_rules(BOTH, &rules), NULL);
    SL_CHECK_U64(rules.never_differ, BOTH); /* in this layout fields are columns */
    assert_false(rules.distinct_in_source);
}

/* Two numbers that are right and differ keep apart; a slip, a gap or a placeholder does not. */
static void test_valid_numbers_that_differ(void **state)
{
    struct fixture fixture;
    struct fixture_table made;
    struct sl_rules rules;
    (void)state;
    fixture_init(&fixture, kinds, COLUMNS);
    for (unsigned at = 0; at < 5; at++) {
        const char id[2] = { (char)('0' + at), '\0' };
        add(&fixture, id, "Ann", numbers[at], "");
    }
    add(&fixture, "5", "Ann", "943 476 5919", "A1");
    add(&fixture, "6", "Ann", "", "A2");
    SL_CHECK_OK(fixture_table_init(&made, &fixture, 1, false, NULL), NULL);
    SL_CHECK_OK(init_rules(BOTH, &rules), NULL);
    for (uint32_t left = 0; left < 7; left++) {
        for (uint32_t right = 0; right < 7; right++) {
            const uint32_t low = left < right ? left : right;
            const uint32_t high = left < right ? right : left;
            uint32_t field = SL_FIELD_NONE;
            field = (low == 0 && high == 1) || (low == 1 && high == 5) ? NHS : field;
            field = low == 5 && high == 6 ? UPN : field;
            SL_CHECK_U64(sl_rules_field(&rules, &made.table, left, right), field);
            const enum sl_rule rule = sl_rules_records(&rules, &made.table, left, right);
            SL_CHECK_U64(rule, field == SL_FIELD_NONE ? SL_RULE_NONE : SL_RULE_IDENTIFIER);
        }
    }
    SL_CHECK_OK(init_rules(0, &rules), NULL);
    SL_CHECK_U64(sl_rules_records(&rules, &made.table, 0, 1), SL_RULE_NONE);
    fixture_table_finish(&made);
    fixture_finish(&fixture);
}

/* Ann's number, then none, then another's: the rule holds through the one in the middle. */
static void test_a_rule_holds_through_a_third(void **state)
{
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture, kinds, COLUMNS);
    add(&fixture, "1", "Ann", numbers[0], "");
    add(&fixture, "2", "Ann", "", "");
    add(&fixture, "3", "Ann", numbers[1], "");
    options.threshold_auto = false;
    options.threshold_bits = -60.0;
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    SL_CHECK_U64(sl_linkage_summary(linkage)->cluster_count, 1);
    SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_IDENTIFIER], 0);
    SL_CHECK_U64(sl_linkage_pair_count(linkage), 3);
    sl_linkage_close(linkage);
    options.never_differ = (uint64_t)1 << NHS;
    linkage = fixture_linked(&fixture, &options);
    SL_CHECK_U64(sl_linkage_summary(linkage)->cluster_count, 2);
    assert_true(sl_linkage_cluster(linkage, 0) != sl_linkage_cluster(linkage, 2));
    SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_IDENTIFIER], 1);
    SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_SOURCE], 0);
    SL_CHECK_U64(sl_linkage_pair_count(linkage), 2);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* Usual people of whom some have a number, some a wrong one, and who come from some systems. */
static void make_people(struct fixture *fixture, bool two_files)
{
    static const char *const systems[] = { "gmp", "health", "school", "council", "" };
    struct fixture_people usual = fixture_people_usual();
    struct fixture people;
    struct sl_random random;
    usual.seed = sl_test_seed();
    usual.most_records = 4;
    fixture_make_people(&people, &usual);
    fixture_init(fixture, kinds, COLUMNS);
    sl_random_init(&random, sl_test_seed());
    for (size_t at = 0; at < people.count; at++) {
        const struct fixture_row *row = &people.rows[at];
        const char *const empty[COLUMNS] = { "", "", "", "", "", "" };
        char id[32];
        char upn[32];
        (void)snprintf(id, sizeof(id), "%.*s", SL_STR_ARG(row->id));
        const uint32_t owner = sl_random_below(&random, 5) == 0 ? 9999 : row->person;
        (void)snprintf(upn, sizeof(upn), "u%u", owner);
        fixture_add(fixture, two_files ? at % 2 : 0, id, empty);
        struct sl_str *values = fixture->rows[at].values;
        values[0] = sl_arena_copy(&fixture->arena, row->values[FIXTURE_GIVEN]);
        values[1] = sl_arena_copy(&fixture->arena, row->values[FIXTURE_SURNAME]);
        values[2] = sl_arena_copy(&fixture->arena, row->values[FIXTURE_DOB]);
        values[NHS] = sl_str_from(numbers[sl_random_below(&random, 5)]);
        values[UPN] = at % 3 == 0 ? SL_STR("") : sl_arena_copy(&fixture->arena, sl_str_from(upn));
        values[5] = sl_arena_copy(&fixture->arena, row->values[FIXTURE_POSTCODE]);
        values[COLUMNS] = sl_str_from(systems[sl_random_below(&random, 5)]);
    }
    fixture_finish(&people);
}

/* No two records of a cluster, and no pair, break a rule. Returns how many pairs would. */
static uint64_t check_rules(const struct sl_linkage *linkage, const struct sl_rules *rules)
{
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    uint64_t broken = 0;
    for (uint32_t left = 0; left < count; left++) {
        for (uint32_t right = 0; right < left; right++) {
            const bool kept = sl_rules_records(rules, &linkage->table, left, right) == SL_RULE_NONE;
            const bool one = linkage->clusters[left] == linkage->clusters[right];
            broken += one && !kept;
        }
    }
    for (size_t at = 0; at < sl_linkage_pair_count(linkage); at++) {
        const struct sl_linkage_pair pair = sl_linkage_pair_get(linkage, at);
        broken += sl_rules_records(rules, &linkage->table, pair.left, pair.right) != SL_RULE_NONE;
    }
    return broken;
}

static void check_same_clusters(const struct sl_linkage *one, const struct sl_linkage *two)
{
    const size_t bytes = sl_linkage_record_count(one) * sizeof(*one->clusters);
    engine_check_same(one->clusters, two->clusters, bytes, "clusters");
    for (unsigned rule = 0; rule < SL_RULE_COUNT; rule++) {
        SL_CHECK_U64(one->summary.kept_apart[rule], two->summary.kept_apart[rule]);
    }
    SL_CHECK_U64(one->summary.pairs_kept, two->summary.pairs_kept);
}

/* In a file or two, at any threshold, alone or together: rules hold, and thin out nothing else. */
static void test_no_cluster_breaks_a_rule(void **state)
{
    (void)state;
    for (unsigned way = 1; way < 16; way++) {
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.named_sources = true;
        options.two_sources = (way & 4) != 0;
        options.threshold_auto = (way & 8) == 0;
        options.threshold_bits = -6.0;
        make_people(&fixture, options.two_sources);
        struct sl_linkage *loose = fixture_linked(&fixture, &options);
        options.distinct_in_source = (way & 1) != 0;
        options.never_differ = (way & 2) != 0 ? BOTH : 0;
        struct sl_linkage *bound = fixture_linked(&fixture, &options);
        const bool none = (way & 3) == 0;
        SL_CHECK_U64(check_rules(bound, &bound->rules), 0);
        assert_true(none || check_rules(loose, &bound->rules) > 10);
        assert_true(((way & 1) != 0) == (bound->summary.kept_apart[SL_RULE_SOURCE] > 0));
        assert_true(((way & 2) != 0) == (bound->summary.kept_apart[SL_RULE_IDENTIFIER] > 0));
        assert_true(none || bound->summary.cluster_count > loose->summary.cluster_count);
        assert_true(bound->summary.cluster_count < bound->table.record_count);
        options.thread_count = 3;
        options.brute_force = true;
        fixture_shuffle(&fixture, way);
        struct sl_linkage *again = fixture_linked(&fixture, &options);
        check_same_clusters(again, bound);
        sl_linkage_close(again);
        sl_linkage_close(bound);
        sl_linkage_close(loose);
        fixture_finish(&fixture);
    }
}

/* One-to-one goes from pair to pair, and passes over those that a rule forbids. */
static void test_one_to_one_keeps_rules(void **state)
{
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    options.named_sources = true;
    options.two_sources = true;
    options.one_to_one = true;
    options.distinct_in_source = true;
    options.never_differ = BOTH;
    make_people(&fixture, true);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    SL_CHECK_U64(check_rules(linkage, &linkage->rules), 0);
    assert_true(linkage->summary.kept_apart[SL_RULE_IDENTIFIER] > 0);
    assert_true(linkage->summary.cluster_count < linkage->table.record_count);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_pairs_of_clusters_are_counted_once(void **state)
{
    static const uint32_t clusters[] = { 0, 0, 2, 2, 4 };
    static const struct sl_apart items[] = {
        {0,  2, 5.0F, SL_RULE_SOURCE    },
        { 3, 1, 7.0F, SL_RULE_SOURCE    }, /* the same two clusters */
        { 1, 4, 1.0F, SL_RULE_SOURCE    }, /* too light */
        { 4, 0, 2.0F, SL_RULE_SOURCE    },
        { 2, 3, 9.0F, SL_RULE_SOURCE    }, /* one cluster */
        { 4, 2, 2.0F, SL_RULE_IDENTIFIER},
    };
    struct sl_aparts aparts = { 0 };
    uint64_t counts[SL_RULE_COUNT];
    (void)state;
    for (size_t at = 0; at < sizeof(items) / sizeof(items[0]); at++) {
        SL_CHECK_OK(sl_aparts_add(&aparts, items[at], NULL), NULL);
    }
    SL_CHECK_OK(sl_aparts_count(&aparts, clusters, 2.0, counts, NULL), NULL);
    SL_CHECK_U64(counts[SL_RULE_SOURCE], 2);
    SL_CHECK_U64(counts[SL_RULE_IDENTIFIER], 1);
    SL_CHECK_OK(sl_aparts_count(&aparts, clusters, 6.0, counts, NULL), NULL);
    SL_CHECK_U64(counts[SL_RULE_SOURCE], 1);
    SL_CHECK_U64(counts[SL_RULE_IDENTIFIER], 0);
    sl_aparts_finish(&aparts);
    SL_CHECK_OK(sl_aparts_count(&aparts, clusters, 2.0, counts, NULL), NULL);
    SL_CHECK_U64(counts[SL_RULE_SOURCE], 0);
}

static enum sl_status link_with_rules(void *context)
{
    struct sl_linkage_options options = fixture_options();
    struct sl_linkage *linkage = NULL;
    options.never_differ = BOTH;
    options.threshold_auto = false;
    options.threshold_bits = -60.0;
    SL_TRY(fixture_run(context, &options, &linkage, NULL));
    SL_CHECK_U64(sl_linkage_summary(linkage)->kept_apart[SL_RULE_IDENTIFIER], 1);
    sl_linkage_close(linkage);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture, kinds, COLUMNS);
    add(&fixture, "1", "Ann", numbers[0], "");
    add(&fixture, "2", "Ann", "", "x");
    add(&fixture, "3", "Ann", numbers[1], "");
    assert_true(sl_test_failing_allocations(link_with_rules, &fixture) > 50);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_identifiers_make_rules),
        cmocka_unit_test(test_valid_numbers_that_differ),
        cmocka_unit_test(test_a_rule_holds_through_a_third),
        cmocka_unit_test(test_no_cluster_breaks_a_rule),
        cmocka_unit_test(test_one_to_one_keeps_rules),
        cmocka_unit_test(test_pairs_of_clusters_are_counted_once),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/rule", tests, NULL, NULL);
}
