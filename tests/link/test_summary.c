/* SPDX-License-Identifier: Apache-2.0 */
#include "link/summary.h"

#include <math.h>

#include "base/memory.h"
#include "link/fixture.h"
#include "support/support.h"

#define RECORD_LIMIT 1000

/* Ways to run the usual people. */
enum way {
    TWO_SOURCES = 1,
    ONE_TO_ONE = 2,
    DISTINCT = 4,
    BRUTE_FORCE = 8,
    FIXED = 16,
    THREADS = 32,
};

static const unsigned ways[] = {
    0,
    THREADS,
    BRUTE_FORCE,
    FIXED,
    DISTINCT,
    TWO_SOURCES | THREADS,
    TWO_SOURCES | DISTINCT,
    TWO_SOURCES | ONE_TO_ONE,
};

static struct sl_linkage *run(struct fixture *fixture, unsigned way)
{
    struct fixture_people people = fixture_people_usual();
    struct sl_linkage_options options = fixture_options();
    people.two_sources = (way & TWO_SOURCES) != 0;
    options.two_sources = people.two_sources;
    options.one_to_one = (way & ONE_TO_ONE) != 0;
    options.distinct_in_source = (way & DISTINCT) != 0;
    options.brute_force = (way & BRUTE_FORCE) != 0;
    options.thread_count = (way & THREADS) != 0 ? 3 : 1;
    options.threshold_auto = (way & FIXED) == 0;
    options.threshold_bits = 3.0;
    fixture_make_people(fixture, &people);
    return fixture_linked(fixture, &options);
}

static void check_clusters(const struct sl_linkage *linkage)
{
    const struct sl_linkage_summary *summary = sl_linkage_summary(linkage);
    const size_t count = sl_linkage_record_count(linkage);
    uint32_t sizes[RECORD_LIMIT] = { 0 }; /* not from the heap: allocations may be failing */
    uint64_t clusters = 0;
    uint64_t largest = 0;
    assert_true(count <= RECORD_LIMIT);
    for (uint32_t record = 0; record < count; record++) {
        const uint32_t size = ++sizes[sl_linkage_cluster(linkage, record)];
        clusters += size == 1 ? 1 : 0;
        largest = size > largest ? size : largest;
    }
    SL_CHECK_U64(summary->cluster_count, clusters);
    SL_CHECK_U64(summary->largest_cluster, largest);
}

/* Bands follow each other, and hold all pairs that were kept. */
static void check_bands(const struct sl_linkage *linkage)
{
    const struct sl_linkage_summary *summary = sl_linkage_summary(linkage);
    uint64_t pairs = 0;
    uint64_t above = 0;
    uint64_t kept_above = 0;
    assert_true(summary->calibration_count <= SL_CALIBRATION_BANDS);
    const size_t last = summary->calibration_count - 1;
    assert_true(last == SIZE_MAX || summary->calibration[last].pair_count > 0);
    for (size_t at = 0; at < summary->calibration_count; at++) {
        const struct sl_calibration_band *band = &summary->calibration[at];
        assert_true(band->low_bits < band->high_bits);
        assert_true(at == 0 || fabs(band->low_bits - band[-1].high_bits) < 1e-12);
        assert_true(band->joined_count <= band->pair_count);
        const double low = 1 / (1 + exp2(-band->low_bits));
        const double high = 1 / (1 + exp2(-band->high_bits));
        assert_true(
            band->pair_count == 0 ||
            (band->expected_precision >= low - 1e-9 && band->expected_precision <= high + 1e-9)
        );
        pairs += band->pair_count;
        above += band->low_bits >= summary->threshold_bits ? band->pair_count : 0;
    }
    const double first_above = ceil(summary->threshold_bits / 2.0) * 2.0;
    for (size_t at = 0; at < sl_linkage_pair_count(linkage); at++) {
        kept_above += sl_linkage_pair_get(linkage, at).weight_bits >= first_above ? 1 : 0;
    }
    assert_true(pairs >= summary->pairs_kept && pairs <= summary->pairs_scored);
    assert_true(above <= summary->pairs_kept && above == kept_above);
}

/* Sizes, and what the model expects. */
static void check_totals(const struct sl_linkage *linkage, size_t records, unsigned way)
{
    const struct sl_linkage_summary *summary = sl_linkage_summary(linkage);
    const uint64_t first = summary->record_count[0];
    const uint64_t second = summary->record_count[1];
    SL_CHECK_U64(first + second, records);
    SL_CHECK_U64(second, (way & TWO_SOURCES) != 0 ? records / 2 : 0);
    const bool across = (way & (TWO_SOURCES | DISTINCT)) != 0;
    SL_CHECK_U64(summary->pair_space, across ? first * second : first * (first - 1) / 2);
    SL_CHECK_U64(summary->pairs_kept, sl_linkage_pair_count(linkage));
    assert_true(summary->pairs_scored >= summary->pairs_kept);
    assert_true((way & BRUTE_FORCE) == 0 || summary->pairs_scored == summary->pair_space);
    assert_true(summary->threshold_was_auto == ((way & FIXED) == 0));
    if ((way & FIXED) != 0) {
        SL_CHECK_NEAR(summary->threshold_bits, 3.0, 0.0);
    }
    assert_true(summary->matches_per_record > 0.0);
    assert_true(summary->expected_precision >= 0.0 && summary->expected_precision <= 1.0);
    assert_true(summary->expected_recall >= 0.0 && summary->expected_recall <= 1.0);
    assert_true(summary->expected_f1 >= 0.0 && summary->expected_f1 <= 1.0);
    assert_true(summary->peak_bytes > 0 && summary->peak_bytes <= sl_memory_peak_bytes());
}

static void test_the_numbers_of_a_run_add_up(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof(ways) / sizeof(ways[0]); at++) {
        struct fixture fixture;
        struct sl_linkage *linkage = run(&fixture, ways[at]);
        check_totals(linkage, fixture.count, ways[at]);
        check_clusters(linkage);
        check_bands(linkage);
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

/* Read by a clock that goes one second a look. */
static double tick(void *context)
{
    double *seconds = context;
    *seconds += 1.0;
    return *seconds;
}

static void test_stages_are_timed_by_the_clock_given(void **state)
{
    const struct fixture_people people = fixture_people_usual();
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    double seconds = 100.0;
    double sum = 0.0;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    for (unsigned stage = 0; stage < SL_STAGE_COUNT; stage++) {
        SL_CHECK_NEAR(sl_linkage_summary(linkage)->stage_seconds[stage], 0.0, 0.0);
    }
    sl_linkage_close(linkage);
    options.clock = tick;
    options.context = &seconds;
    linkage = fixture_linked(&fixture, &options);
    for (unsigned stage = 0; stage < SL_STAGE_COUNT; stage++) {
        assert_true(sl_linkage_summary(linkage)->stage_seconds[stage] >= 1.0);
        sum += sl_linkage_summary(linkage)->stage_seconds[stage];
    }
    assert_true(sum <= seconds - 100.0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_few_records_have_a_summary(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME };
    static const char *const rows[][2] = {
        {"Ann",  "Lee"},
        { "Ann", "Lee"},
        { "",    ""   },
        { "Bo",  ""   }
    };
    static const char *const ids[] = { "0", "1", "2", "3" };
    const struct sl_linkage_options options = fixture_options();
    (void)state;
    for (size_t count = 0; count <= 4; count++) {
        struct fixture fixture;
        fixture_init(&fixture, kinds, 2);
        for (size_t at = 0; at < count; at++) {
            fixture_add(&fixture, 0, ids[at], rows[at]);
        }
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        const struct sl_linkage_summary *summary = sl_linkage_summary(linkage);
        SL_CHECK_U64(summary->record_count[0], count);
        SL_CHECK_U64(summary->pair_space, count * (count > 0 ? count - 1 : 0) / 2);
        assert_true(isfinite(summary->threshold_bits) && isfinite(summary->matches_per_record));
        assert_true(isfinite(summary->expected_f1));
        check_clusters(linkage);
        check_bands(linkage);
        struct sl_str json;
        SL_CHECK_STATUS(sl_linkage_model_json(linkage, &json, NULL), SL_OK);
        struct sl_linkage *again = NULL;
        struct sl_error err = { .status = SL_OK };
        SL_CHECK_OK(fixture_open(&fixture, &options, &again, &err), &err);
        SL_CHECK_OK(sl_linkage_use_model(again, json, &err), &err);
        sl_linkage_close(again);
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

/* A run that lacks memory for a number must not give another one. */
static enum sl_status run_afresh(void *context)
{
    const struct sl_linkage_options options = fixture_options();
    struct sl_linkage *linkage = NULL;
    SL_TRY(fixture_run(context, &options, &linkage, NULL));
    check_clusters(linkage);
    sl_linkage_close(linkage);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB };
    static const char *const rows[][3] = {
        {"Ann",  "Lee",  "2015-03-02"},
        { "Ann", "Lee",  "2015-03-02"},
        { "Bo",  "Lees", ""          }
    };
    static const char *const ids[] = { "0", "1", "2" };
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture, kinds, 3);
    for (size_t at = 0; at < 3; at++) {
        fixture_add(&fixture, 0, ids[at], rows[at]);
    }
    assert_true(sl_test_failing_allocations(run_afresh, &fixture) > 50);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_numbers_of_a_run_add_up),
        cmocka_unit_test(test_stages_are_timed_by_the_clock_given),
        cmocka_unit_test(test_few_records_have_a_summary),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/summary", tests, NULL, NULL);
}
