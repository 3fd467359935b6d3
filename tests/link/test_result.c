/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "link/fixture.h"
#include "sightline/explain.h"
#include "support/support.h"

static struct sl_linkage *link_people(struct fixture *fixture, bool two_sources)
{
    struct fixture_people people = fixture_people_usual();
    struct sl_linkage_options options = fixture_options();
    people.two_sources = two_sources;
    people.family_share = 0.6;
    options.two_sources = two_sources;
    options.find_ties = true;
    fixture_make_people(fixture, &people);
    return fixture_linked(fixture, &options);
}

static void test_records_are_numbered_by_source_and_id(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = link_people(&fixture, true);
    (void)state;
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    SL_CHECK_U64(count, fixture.count);
    for (uint32_t record = 1; record < count; record++) {
        const unsigned before = sl_linkage_record_source(linkage, record - 1);
        const unsigned source = sl_linkage_record_source(linkage, record);
        const int order = sl_str_compare(
            sl_linkage_record_id(linkage, record - 1), sl_linkage_record_id(linkage, record)
        );
        assert_true(before < source || (before == source && order < 0));
    }
    for (size_t row = 0; row < fixture.count; row++) {
        uint32_t record = UINT32_MAX;
        const struct sl_str id = fixture.rows[row].id;
        const unsigned source = fixture.rows[row].source;
        SL_CHECK_STATUS(sl_linkage_record_find(linkage, source, id, &record, NULL), SL_OK);
        SL_CHECK_BYTES(sl_linkage_record_id(linkage, record), id);
        SL_CHECK_U64(sl_linkage_record_source(linkage, record), source);
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_an_unknown_id_is_named(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = link_people(&fixture, true);
    const struct sl_str ids[] = { SL_STR(""), SL_STR("nobody"), SL_STR("r"), SL_STR("~") };
    (void)state;
    for (size_t at = 0; at < 4; at++) {
        for (unsigned source = 0; source < 2; source++) {
            uint32_t record = 77;
            struct sl_error err = { .status = SL_OK };
            SL_CHECK_STATUS(
                sl_linkage_record_find(linkage, source, ids[at], &record, &err), SL_NOT_FOUND
            );
            SL_CHECK_STATUS(err.status, SL_NOT_FOUND);
            assert_non_null(strstr(err.message, at == 1 ? "'nobody'" : "id"));
            SL_CHECK_U64(record, 77);
        }
    }
    /* A record of one source is not found in the other. */
    const struct fixture_row *row = &fixture.rows[0];
    uint32_t record = 0;
    SL_CHECK_STATUS(
        sl_linkage_record_find(linkage, 1 - row->source, row->id, &record, NULL), SL_NOT_FOUND
    );
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_a_cluster_is_named_by_its_lowest_record(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = link_people(&fixture, false);
    (void)state;
    bool any = false;
    for (uint32_t record = 0; record < sl_linkage_record_count(linkage); record++) {
        const uint32_t cluster = sl_linkage_cluster(linkage, record);
        assert_true(cluster <= record);
        SL_CHECK_U64(sl_linkage_cluster(linkage, cluster), cluster);
        any = any || cluster < record;
    }
    assert_true(any);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_pairs_ascend_and_reach_the_threshold(void **state)
{
    (void)state;
    for (unsigned sources = 1; sources <= 2; sources++) {
        struct fixture fixture;
        struct sl_linkage *linkage = link_people(&fixture, sources == 2);
        const double threshold = sl_linkage_summary(linkage)->threshold_bits;
        const size_t count = sl_linkage_pair_count(linkage);
        struct sl_linkage_pair last = { 0 };
        assert_true(count > 20);
        for (size_t at = 0; at < count; at++) {
            const struct sl_linkage_pair pair = sl_linkage_pair_get(linkage, at);
            assert_true(pair.left < pair.right);
            assert_true(pair.weight_bits >= threshold);
            SL_CHECK_NEAR(pair.probability, 1 / (1 + exp2(-pair.weight_bits)), 1e-12);
            assert_true(
                at == 0 || pair.left > last.left ||
                (pair.left == last.left && pair.right > last.right)
            );
            assert_true(
                sources == 1 || (sl_linkage_record_source(linkage, pair.left) == 0 &&
                                 sl_linkage_record_source(linkage, pair.right) == 1)
            );
            last = pair;
        }
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

/* How many of all pairs reach a weight, as it is kept. */
static size_t count_reaching(const struct sl_linkage *linkage, double bits)
{
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    size_t reaching = 0;
    for (uint32_t left = 0; left < count; left++) {
        for (uint32_t right = left + 1; right < count; right++) {
            struct sl_explanation *explanation = NULL;
            SL_CHECK_STATUS(sl_linkage_explain(linkage, left, right, &explanation, NULL), SL_OK);
            reaching += (double)(float)explanation->weight_bits >= bits ? 1 : 0;
            sl_explanation_free(explanation);
        }
    }
    return reaching;
}

static void test_pairs_are_all_that_reach_the_threshold(void **state)
{
    struct fixture_people people = fixture_people_usual();
    struct fixture fixture;
    (void)state;
    people.person_count = 60;
    fixture_make_people(&fixture, &people);
    for (int bits = -1; bits <= 9; bits += 5) {
        struct sl_linkage_options options = fixture_options();
        options.threshold_auto = false;
        options.threshold_bits = bits;
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        SL_CHECK_U64(sl_linkage_pair_count(linkage), count_reaching(linkage, bits));
        assert_true(sl_linkage_pair_count(linkage) > 10);
        sl_linkage_close(linkage);
    }
    fixture_finish(&fixture);
}

static void test_ties_hold_clusters_apart(void **state)
{
    struct fixture fixture;
    struct sl_linkage *linkage = link_people(&fixture, false);
    (void)state;
    const size_t count = sl_linkage_tie_count(linkage);
    assert_true(count > 5);
    for (size_t at = 0; at < count; at++) {
        const struct sl_linkage_tie tie = sl_linkage_tie_get(linkage, at);
        assert_true(tie.left < tie.right && tie.kind < SL_TIE_COUNT);
        SL_CHECK_U64(sl_linkage_cluster(linkage, tie.left), tie.left);
        SL_CHECK_U64(sl_linkage_cluster(linkage, tie.right), tie.right);
        assert_true(tie.probability > 0.0 && tie.probability <= 1.0);
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_ties_are_found_only_when_asked_for(void **state)
{
    struct fixture fixture;
    const struct fixture_people people = fixture_people_usual();
    const struct sl_linkage_options options = fixture_options();
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    SL_CHECK_U64(sl_linkage_tie_count(linkage), 0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_are_numbered_by_source_and_id),
        cmocka_unit_test(test_an_unknown_id_is_named),
        cmocka_unit_test(test_a_cluster_is_named_by_its_lowest_record),
        cmocka_unit_test(test_pairs_ascend_and_reach_the_threshold),
        cmocka_unit_test(test_pairs_are_all_that_reach_the_threshold),
        cmocka_unit_test(test_ties_hold_clusters_apart),
        cmocka_unit_test(test_ties_are_found_only_when_asked_for),
    };
    return cmocka_run_group_tests_name("link/result", tests, NULL, NULL);
}
