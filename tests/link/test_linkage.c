/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/linkage.h"

#include <inttypes.h>
#include <math.h>

#include "link/engine.h"
#include "sightline/explain.h"
#include "sightline/query.h"

static struct sl_str model_of(struct sl_linkage *linkage)
{
    struct sl_str json = SL_STR("");
    SL_CHECK_OK(sl_linkage_model_json(linkage, &json, NULL), NULL);
    return json;
}

/* Two linkages tell the same, byte for byte: records, pairs, clusters, ties, model, summary. */
static void check_same(struct sl_linkage *actual, struct sl_linkage *expected)
{
    const size_t count = sl_linkage_record_count(expected);
    SL_CHECK_U64(sl_linkage_record_count(actual), count);
    for (uint32_t record = 0; record < count; record++) {
        SL_CHECK_BYTES(
            sl_linkage_record_id(actual, record), sl_linkage_record_id(expected, record)
        );
        SL_CHECK_U64(sl_linkage_cluster(actual, record), sl_linkage_cluster(expected, record));
    }
    SL_CHECK_U64(sl_linkage_pair_count(actual), sl_linkage_pair_count(expected));
    for (size_t at = 0; at < sl_linkage_pair_count(expected); at++) {
        const struct sl_linkage_pair one = sl_linkage_pair_get(actual, at);
        const struct sl_linkage_pair two = sl_linkage_pair_get(expected, at);
        SL_CHECK_U64(one.left, two.left);
        SL_CHECK_U64(one.right, two.right);
        engine_check_exactly(one.weight_bits, two.weight_bits, "weight");
        engine_check_exactly(one.probability, two.probability, "probability");
    }
    SL_CHECK_U64(sl_linkage_tie_count(actual), sl_linkage_tie_count(expected));
    for (size_t at = 0; at < sl_linkage_tie_count(expected); at++) {
        const struct sl_linkage_tie one = sl_linkage_tie_get(actual, at);
        const struct sl_linkage_tie two = sl_linkage_tie_get(expected, at);
        SL_CHECK_U64(one.left, two.left);
        SL_CHECK_U64(one.right, two.right);
        SL_CHECK_U64(one.kind, two.kind);
        engine_check_exactly(one.probability, two.probability, "probability of a tie");
    }
    SL_CHECK_BYTES(model_of(actual), model_of(expected));
    const struct sl_linkage_summary one = *sl_linkage_summary(actual);
    const struct sl_linkage_summary two = *sl_linkage_summary(expected);
    engine_check_exactly(one.threshold_bits, two.threshold_bits, "threshold");
    engine_check_exactly(one.expected_f1, two.expected_f1, "expected F1");
    SL_CHECK_U64(one.pairs_kept, two.pairs_kept);
    SL_CHECK_U64(one.cluster_count, two.cluster_count);
    SL_CHECK_U64(one.largest_cluster, two.largest_cluster);
}

static void test_neither_threads_nor_order_matter(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 60);
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.two_sources = people.two_sources;
        options.find_ties = true;
        fixture_make_people(&fixture, &people);
        struct sl_linkage *first = fixture_linked(&fixture, &options);
        for (options.thread_count = 1; options.thread_count <= 3; options.thread_count++) {
            fixture_shuffle(&fixture, 10 + options.thread_count);
            struct sl_linkage *again = fixture_linked(&fixture, &options);
            check_same(again, first);
            SL_CHECK_U64(
                sl_linkage_summary(again)->pairs_scored, sl_linkage_summary(first)->pairs_scored
            );
            sl_linkage_close(again);
        }
        fixture_finish(&fixture);
        sl_linkage_close(first);
    }
}

static void test_brute_force_gives_the_same(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 80);
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.two_sources = people.two_sources;
        fixture_make_people(&fixture, &people);
        for (unsigned cut = 0; cut < 5; cut++) {
            options.threshold_auto = cut == 0;
            options.threshold_bits = -9.0 + 6.0 * cut;
            options.brute_force = false;
            struct sl_linkage *fast = fixture_linked(&fixture, &options);
            options.brute_force = true;
            struct sl_linkage *slow = fixture_linked(&fixture, &options);
            check_same(fast, slow);
            assert_true(
                sl_linkage_summary(fast)->pairs_scored <= sl_linkage_summary(slow)->pairs_scored
            );
            sl_linkage_close(fast);
            sl_linkage_close(slow);
        }
        fixture_finish(&fixture);
    }
}

/* What holds of every finished run. */
static void check_run(struct sl_linkage *linkage)
{
    const struct sl_linkage_summary *summary = sl_linkage_summary(linkage);
    const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
    uint64_t clusters = 0;
    SL_CHECK_U64(summary->record_count[0] + summary->record_count[1], count);
    for (uint32_t record = 0; record < count; record++) {
        const uint32_t cluster = sl_linkage_cluster(linkage, record);
        assert_true(cluster <= record);
        SL_CHECK_U64(sl_linkage_cluster(linkage, cluster), cluster);
        clusters += cluster == record;
        const unsigned source = sl_linkage_record_source(linkage, record);
        assert_true(
            record == 0 || source > sl_linkage_record_source(linkage, record - 1) ||
            sl_str_compare(
                sl_linkage_record_id(linkage, record - 1), sl_linkage_record_id(linkage, record)
            ) < 0
        );
    }
    SL_CHECK_U64(summary->cluster_count, clusters);
    SL_CHECK_U64(summary->pairs_kept, sl_linkage_pair_count(linkage));
    assert_true(summary->pairs_kept <= summary->pair_space);
    for (size_t at = 0; at < sl_linkage_pair_count(linkage); at++) {
        const struct sl_linkage_pair pair = sl_linkage_pair_get(linkage, at);
        const struct sl_linkage_pair last = sl_linkage_pair_get(linkage, at == 0 ? 0 : at - 1);
        assert_true(pair.left < pair.right && pair.right < count);
        assert_true(pair.weight_bits >= summary->threshold_bits);
        engine_check_exactly(pair.probability, sl_probability(pair.weight_bits), "probability");
        assert_true(
            at == 0 || last.left < pair.left || (last.left == pair.left && last.right < pair.right)
        );
    }
    assert_true(summary->expected_precision >= 0.0 && summary->expected_precision <= 1.0);
    assert_true(summary->expected_recall >= 0.0 && summary->expected_recall <= 1.0);
    assert_true(summary->expected_f1 >= 0.0 && summary->expected_f1 <= 1.0);
}

static void test_what_holds_of_every_run(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 80);
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.find_ties = true;
        fixture_make_people(&fixture, &people);
        for (unsigned kind = 0; kind < 4; kind++) {
            options.threshold_auto = kind % 2 == 0;
            options.threshold_bits = 3.0;
            options.two_sources = people.two_sources;
            options.distinct_in_source = people.two_sources && kind >= 2;
            struct sl_linkage *linkage = fixture_linked(&fixture, &options);
            SL_CHECK_U64(sl_linkage_summary(linkage)->threshold_was_auto, options.threshold_auto);
            assert_true(
                options.threshold_auto ||
                fabs(sl_linkage_summary(linkage)->threshold_bits - 3.0) < 1e-12
            );
            check_run(linkage);
            sl_linkage_close(linkage);
        }
        fixture_finish(&fixture);
    }
}

/* Most records that are one person's end in one cluster, and few others. */
static void test_people_are_found(void **state)
{
    const struct fixture_people people = engine_people(0, 300);
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    unsigned right = 0;
    unsigned joined = 0;
    unsigned all = 0;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    for (size_t left = 0; left < fixture.count; left++) {
        for (size_t other = 0; other < left; other++) {
            uint32_t records[2] = { 0, 0 };
            const struct fixture_row *one = &fixture.rows[left];
            const struct fixture_row *two = &fixture.rows[other];
            SL_CHECK_OK(sl_linkage_record_find(linkage, 0, one->id, &records[0], NULL), NULL);
            SL_CHECK_OK(sl_linkage_record_find(linkage, 0, two->id, &records[1], NULL), NULL);
            const bool together =
                sl_linkage_cluster(linkage, records[0]) == sl_linkage_cluster(linkage, records[1]);
            joined += together;
            all += one->person == two->person;
            right += together && one->person == two->person;
        }
    }
    assert_true(right * 10 > joined * 9);
    assert_true(right * 10 > all * 9);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_sources_are_respected(void **state)
{
    const struct fixture_people people = engine_people(0, 120);
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    fixture_make_people(&fixture, &people);
    engine_spread(&fixture);
    options.two_sources = true;
    for (unsigned kind = 0; kind < 2; kind++) {
        options.one_to_one = kind == 0;
        options.distinct_in_source = kind == 1;
        struct sl_linkage *linkage = fixture_linked(&fixture, &options);
        const uint32_t count = (uint32_t)sl_linkage_record_count(linkage);
        unsigned *sizes = sl_calloc((size_t)count * 2, sizeof(*sizes));
        assert_non_null(sizes);
        for (uint32_t record = 0; record < count; record++) {
            const unsigned source = sl_linkage_record_source(linkage, record);
            const size_t cluster = sl_linkage_cluster(linkage, record);
            sizes[2 * cluster + source]++;
        }
        unsigned both = 0;
        for (size_t cluster = 0; cluster < count; cluster++) {
            assert_true(sizes[2 * cluster] <= 1 && sizes[2 * cluster + 1] <= 1);
            both += sizes[2 * cluster] + sizes[2 * cluster + 1] == 2;
        }
        assert_true(both > 30);
        for (size_t at = 0; at < sl_linkage_pair_count(linkage); at++) {
            const struct sl_linkage_pair pair = sl_linkage_pair_get(linkage, at);
            SL_CHECK_U64(sl_linkage_record_source(linkage, pair.left), 0);
            SL_CHECK_U64(sl_linkage_record_source(linkage, pair.right), 1);
        }
        const uint64_t *counts = sl_linkage_summary(linkage)->record_count;
        SL_CHECK_U64(sl_linkage_summary(linkage)->pair_space, counts[0] * counts[1]);
        sl_free(sizes);
        sl_linkage_close(linkage);
    }
    fixture_finish(&fixture);
}

/* A higher threshold keeps fewer pairs, and says the same of those. */
static void test_higher_threshold_adds_nothing(void **state)
{
    const struct fixture_people people = engine_people(2, 80);
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    options.threshold_auto = false;
    options.threshold_bits = -7.0;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *low = fixture_linked(&fixture, &options);
    for (options.threshold_bits = -5.0; options.threshold_bits < 20.0;
         options.threshold_bits += 5.0) {
        struct sl_linkage *high = fixture_linked(&fixture, &options);
        size_t kept = 0;
        for (size_t at = 0; at < sl_linkage_pair_count(low); at++) {
            const struct sl_linkage_pair pair = sl_linkage_pair_get(low, at);
            if (pair.weight_bits < options.threshold_bits) {
                continue;
            }
            const struct sl_linkage_pair same = sl_linkage_pair_get(high, kept++);
            SL_CHECK_U64(same.left, pair.left);
            SL_CHECK_U64(same.right, pair.right);
            engine_check_exactly(same.weight_bits, pair.weight_bits, "weight");
        }
        SL_CHECK_U64(sl_linkage_pair_count(high), kept);
        sl_linkage_close(high);
    }
    sl_linkage_close(low);
    fixture_finish(&fixture);
}

/* A model that was saved gives every pair the weight that it had. */
static void test_saved_model(void **state)
{
    (void)state;
    for (unsigned data = 0; data < ENGINE_DATA_COUNT; data++) {
        const struct fixture_people people = engine_people(data, 60);
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        struct sl_linkage *again = NULL;
        struct sl_linkage *ready = NULL;
        options.two_sources = people.two_sources;
        fixture_make_people(&fixture, &people);
        struct sl_linkage *first = fixture_linked(&fixture, &options);
        SL_CHECK_OK(fixture_open(&fixture, &options, &again, NULL), NULL);
        SL_CHECK_OK(sl_linkage_use_model(again, model_of(first), NULL), NULL);
        SL_CHECK_OK(sl_linkage_run(again, NULL), NULL);
        check_same(again, first);
        SL_CHECK_OK(fixture_open(&fixture, &options, &ready, NULL), NULL);
        SL_CHECK_OK(sl_linkage_use_model(ready, model_of(again), NULL), NULL);
        SL_CHECK_OK(sl_linkage_prepare(ready, NULL), NULL);
        const uint32_t count = (uint32_t)sl_linkage_record_count(first);
        for (uint32_t left = 0; left < count; left++) {
            for (uint32_t right = left + 1; right < count; right += 3) {
                const double weight = sl_scorer_pair(&first->scorer, left, right);
                engine_check_exactly(
                    sl_scorer_pair(&again->scorer, left, right), weight, "weight after run"
                );
                engine_check_exactly(
                    sl_scorer_pair(&ready->scorer, left, right), weight, "weight when ready"
                );
            }
        }
        sl_linkage_close(first);
        sl_linkage_close(again);
        sl_linkage_close(ready);
        fixture_finish(&fixture);
    }
}

static void test_models_that_do_not_fit(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME, SL_KIND_DOB };
    const struct fixture_people people = engine_people(0, 10);
    const struct sl_linkage_options options = fixture_options();
    struct sl_error err = { .status = SL_OK };
    struct fixture fixture;
    struct fixture other;
    struct sl_linkage *linkage = NULL;
    (void)state;
    fixture_make_people(&fixture, &people);
    fixture_init(&other, kinds, 2);
    struct sl_linkage *first = fixture_linked(&fixture, &options);
    SL_CHECK_OK(fixture_open(&other, &options, &linkage, NULL), NULL);
    SL_CHECK_STATUS(sl_linkage_use_model(linkage, model_of(first), &err), SL_INVALID);
    assert_true(err.message[0] != '\0');
    SL_CHECK_STATUS(sl_linkage_use_model(linkage, SL_STR("{}"), &err), SL_INVALID);
    SL_CHECK_STATUS(sl_linkage_use_model(linkage, SL_STR("model"), &err), SL_INVALID);
    SL_CHECK_STATUS(sl_linkage_use_model(linkage, SL_STR(""), &err), SL_INVALID);
    sl_linkage_close(linkage);
    /* Without a model and a threshold there is nothing to be ready with. */
    SL_CHECK_OK(fixture_open(&fixture, &options, &linkage, NULL), NULL);
    SL_CHECK_STATUS(sl_linkage_prepare(linkage, &err), SL_INVALID);
    SL_CHECK_OK(sl_linkage_run(linkage, NULL), NULL);
    check_same(linkage, first);
    sl_linkage_close(linkage);
    sl_linkage_close(first);
    fixture_finish(&fixture);
    fixture_finish(&other);
}

static void test_options_that_contradict_each_other(void **state)
{
    static const enum sl_kind kinds[] = { SL_KIND_SURNAME };
    struct sl_error err = { .status = SL_OK };
    struct sl_linkage *linkage = NULL;
    struct sl_linkage_options wrong[6];
    (void)state;
    for (unsigned at = 0; at < 6; at++) {
        wrong[at] = fixture_options();
        wrong[at].kinds = kinds;
        wrong[at].column_count = 1;
    }
    wrong[0].thread_count = 0;
    wrong[1].thread_count = 257;
    wrong[2].one_to_one = true;
    wrong[3].threshold_auto = false;
    wrong[3].threshold_bits = (double)NAN;
    wrong[4].threshold_auto = false;
    wrong[4].threshold_bits = (double)INFINITY;
    wrong[5].column_count = 0;
    for (unsigned at = 0; at < 6; at++) {
        SL_CHECK_STATUS(sl_linkage_open(&wrong[at], &linkage, &err), SL_INVALID);
        assert_true(err.message[0] != '\0');
        assert_null(linkage);
    }
    sl_linkage_close(NULL);
    sl_linkage_close_ptr(&linkage);
}

static void test_repeated_id(void **state)
{
    const struct fixture_people people = engine_people(0, 20);
    const struct sl_linkage_options options = fixture_options();
    struct sl_error err = { .status = SL_OK };
    struct fixture fixture;
    struct sl_linkage *linkage = NULL;
    (void)state;
    fixture_make_people(&fixture, &people);
    fixture.rows[7].id = fixture.rows[3].id;
    SL_CHECK_STATUS(fixture_run(&fixture, &options, &linkage, &err), SL_INVALID);
    const struct sl_str detail = sl_str_from(err.detail);
    assert_true(sl_str_find(detail, fixture.rows[3].id) < detail.len);
    /* The same id in the other file is another record. */
    fixture.rows[7].source = 1;
    SL_CHECK_OK(fixture_run(&fixture, &options, &linkage, &err), &err);
    sl_linkage_close(linkage);
    /* There it is repeated, too. */
    fixture.rows[8].source = 1;
    fixture.rows[8].id = fixture.rows[7].id;
    SL_CHECK_STATUS(fixture_run(&fixture, &options, &linkage, &err), SL_INVALID);
    const struct sl_str where = sl_str_from(err.detail);
    assert_true(sl_str_find(where, SL_STR("in the second file")) < where.len);
    fixture_finish(&fixture);
}

/* No record, one, two; with values and without. */
static void test_next_to_nothing(void **state)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE
    };
    static const char *const rows[3][4] = {
        {"Zainab", "Clegg", "2010-03-04", "M1 1AA"},
        { NULL,    NULL,    NULL,         NULL    },
        { "",      "  ",    "unknown",    "?"     },
    };
    (void)state;
    for (unsigned row = 0; row < 3; row++) {
        for (unsigned count = 0; count < 4; count++) {
            for (unsigned kind = 0; kind < 4; kind++) {
                struct sl_linkage_options options = fixture_options();
                struct fixture fixture;
                options.two_sources = kind % 2 == 1;
                options.one_to_one = kind == 3;
                options.brute_force = kind == 2;
                options.find_ties = true;
                fixture_init(&fixture, kinds, 4);
                for (unsigned record = 0; record < count; record++) {
                    const char id[] = { (char)('a' + (int)record), '\0' };
                    fixture_add(&fixture, options.two_sources ? record % 2 : 0, id, rows[row]);
                }
                struct sl_linkage *linkage = fixture_linked(&fixture, &options);
                SL_CHECK_U64(sl_linkage_record_count(linkage), count);
                check_run(linkage);
                sl_linkage_close(linkage);
                fixture_finish(&fixture);
            }
        }
    }
}

/* The parts of every explanation add up to the weight that it explains. */
static void test_explanations_add_up(void **state)
{
    const struct fixture_people people = engine_people(3, 60);
    const struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    for (uint32_t left = 0; left < sl_linkage_record_count(linkage); left++) {
        for (uint32_t right = 0; right < left; right += 7) {
            struct sl_explanation *why = NULL;
            SL_CHECK_OK(sl_linkage_explain(linkage, left, right, &why, NULL), NULL);
            double sum =
                why->prior_bits + why->community_bits + why->related_bits + why->calibration_bits;
            for (size_t field = 0; field < why->field_count; field++) {
                sum += why->fields[field].weight_bits;
            }
            SL_CHECK_NEAR(sum, why->weight_bits, 1e-9);
            SL_CHECK_NEAR(why->weight_bits, sl_scorer_pair(&linkage->scorer, left, right), 1e-12);
            sl_explanation_free(why);
        }
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

struct watched {
    unsigned calls[SL_STAGE_COUNT];
    double seconds;
};

static void watch(void *context, enum sl_stage stage, uint64_t done, uint64_t total)
{
    struct watched *watched = context;
    assert_true(stage < SL_STAGE_COUNT && done <= total);
    watched->calls[stage]++;
}

static double tick(void *context)
{
    struct watched *watched = context;
    return watched->seconds += 1.0;
}

static void test_progress_and_times(void **state)
{
    const struct fixture_people people = engine_people(0, 30);
    struct sl_linkage_options options = fixture_options();
    struct watched watched = { .seconds = 0.0 };
    struct fixture fixture;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    for (unsigned stage = 0; stage < SL_STAGE_COUNT; stage++) {
        SL_CHECK_NEAR(sl_linkage_summary(linkage)->stage_seconds[stage], 0.0, 0.0);
    }
    sl_linkage_close(linkage);
    options.progress = watch;
    options.clock = tick;
    options.context = &watched;
    linkage = fixture_linked(&fixture, &options);
    for (unsigned stage = 0; stage < SL_STAGE_COUNT; stage++) {
        assert_true(watched.calls[stage] > 0);
        assert_true(sl_linkage_summary(linkage)->stage_seconds[stage] > 0.0);
        assert_non_null(sl_stage_text((enum sl_stage)stage));
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* Open, add, run, explain, ask, save: all that one can do. */
static enum sl_status do_all(const struct fixture *fixture, struct sl_linkage *linkage)
{
    struct sl_str json;
    struct sl_explanation *why = NULL;
    struct sl_query *query = NULL;
    const struct sl_query_match *matches = NULL;
    struct sl_str values[FIXTURE_PEOPLE_COLUMNS];
    size_t count = 0;
    SL_TRY(sl_linkage_run(linkage, NULL));
    SL_TRY(sl_linkage_model_json(linkage, &json, NULL));
    SL_TRY(sl_linkage_explain(linkage, 0, 1, &why, NULL));
    sl_explanation_free(why);
    SL_TRY(sl_query_open(linkage, &query, NULL));
    memcpy(values, fixture->rows[0].values, sizeof(values));
    values[FIXTURE_SURNAME] = SL_STR("Smithson");
    const enum sl_status status = sl_query_search(query, values, 0.0, &matches, &count, NULL);
    sl_query_close(query);
    return status;
}

static enum sl_status
run_all(const struct fixture *fixture, const struct sl_linkage_options *options)
{
    struct sl_linkage *linkage = NULL;
    SL_TRY(fixture_open(fixture, options, &linkage, NULL));
    const enum sl_status status = do_all(fixture, linkage);
    sl_linkage_close(linkage);
    return status;
}

/* Fail after 0, 1, 2, ... allocations, with growing steps: a run makes thousands. */
static void fail_everywhere(const struct fixture *fixture, const struct sl_linkage_options *options)
{
    const size_t held = sl_memory_held_bytes();
    unsigned failures = 0;
    for (uint64_t allowed = 0; allowed < 1000000; allowed += 1 + allowed / 16) {
        sl_memory_fail_after(allowed);
        const enum sl_status status = run_all(fixture, options);
        sl_memory_fail_after(UINT64_MAX);
        if (sl_memory_held_bytes() != held) {
            fail_msg("after %" PRIu64 " allocations memory is lost", allowed);
        }
        if (status == SL_OK) {
            assert_true(failures > 50);
            return;
        }
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
        failures++;
    }
    fail_msg("the run never succeeds");
}

static void test_failing_allocations(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < 3; kind++) {
        const struct fixture_people people = engine_people(kind == 2 ? 5 : 0, 12);
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.find_ties = true;
        options.thread_count = kind == 1 ? 2 : 1;
        options.two_sources = kind == 2;
        options.one_to_one = kind == 2;
        fixture_make_people(&fixture, &people);
        fail_everywhere(&fixture, &options);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neither_threads_nor_order_matter),
        cmocka_unit_test(test_brute_force_gives_the_same),
        cmocka_unit_test(test_what_holds_of_every_run),
        cmocka_unit_test(test_people_are_found),
        cmocka_unit_test(test_sources_are_respected),
        cmocka_unit_test(test_higher_threshold_adds_nothing),
        cmocka_unit_test(test_saved_model),
        cmocka_unit_test(test_models_that_do_not_fit),
        cmocka_unit_test(test_options_that_contradict_each_other),
        cmocka_unit_test(test_repeated_id),
        cmocka_unit_test(test_next_to_nothing),
        cmocka_unit_test(test_explanations_add_up),
        cmocka_unit_test(test_progress_and_times),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
