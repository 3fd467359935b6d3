/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/summary.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "support/support.h"

static struct sl_link_report report(void)
{
    return (struct sl_link_report){
        .summary = {
            .record_count = { 50000, 578 },
            .pair_space = 1279041753,
            .pairs_scored = 11300000,
            .pairs_kept = 301223,
            .cluster_count = 6203,
            .largest_cluster = 38,
            .threshold_bits = -1.25,
            .threshold_was_auto = true,
            .expected_precision = 0.98,
            .expected_recall = 0.96,
            .expected_f1 = 0.97,
            .stage_seconds = { [SL_STAGE_READ] = 0.031, [SL_STAGE_SCORE] = 0.5 },
            .peak_bytes = 72u << 20,
            .calibration = {
                { .low_bits = -HUGE_VAL, .high_bits = -6.0, .pair_count = 1234567,
                  .expected_precision = 0.001, .joined_count = 12 },
                { .low_bits = -6.0, .high_bits = -4.0 },
                { .low_bits = -4.0, .high_bits = HUGE_VAL, .pair_count = 5,
                  .expected_precision = 0.99, .joined_count = 5 },
            },
            .calibration_count = 3,
        },
        .total_seconds = 0.75,
    };
}

static void test_for_people(void **state)
{
    const struct sl_link_job job = { .inputs = { .input_count = 2 } };
    const struct sl_link_report done = report();
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_summary_text(&job, &done, (size_t)182 << 20, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "records    50,578 (50,000 in a, 578 in b)\n"
        "pairs      1,279,041,753 possible, 11,300,000 scored, 301,223 at or above the threshold\n"
        "clusters   6,203, the largest of 38 records\n"
        "threshold  -1.25 bits, where the expected F1 is best, by the model\n"
        "expected   precision 0.9800, recall 0.9600, F1 0.9700, by the model, of what these fields "
        "can show\n"
        "time       0.75 s: reading records 0.03, scoring pairs 0.50\n"
        "memory     182 MiB at most, 72 MiB of it for the records and the index\n"
        "\n"
        "weight in bits           pairs  probability       joined\n"
        "     below   -6.0     1,234,567       0.0010           12\n"
        "  -6.0 to   -4.0             0            -            0\n"
        "  -4.0 and more              5       0.9900            5\n"
    );
    sl_buf_finish(&buf);
}

/* Sources, most records first; more than twenty are not listed. What a rule kept two is counted. */
static void test_sources_for_people(void **state)
{
    static struct sl_linkage_source sources[22] = {
        {{ "police", 6 },                           45000, 1200, 30578},
        { { "health \x1B and more than fits", 28 }, 5578,  0,    5000 },
        { { "", 0 },                                1,     0,    1    },
    };
    const struct sl_link_job job = { .inputs = { .input_count = 1 } };
    struct sl_link_report done = report();
    struct sl_buf buf;

    (void)state;
    done.sources = sources;
    done.source_count = 3;
    done.distinct_in_source = true;
    done.summary.kept_apart[SL_RULE_SOURCE] = 1234;
    sl_buf_init(&buf, 10000);
    sl_summary_text(&job, &done, (size_t)182 << 20, &buf);
    const struct sl_str text = sl_buf_str(&buf);
    assert_true(sl_str_ends(
        text,
        SL_STR("source                   records   repeated in it  also in others\n"
               "police                    45,000            1,200          30,578\n"
               "health   and mor...        5,578                0           5,000\n"
               "(none)                         1                0               1\n")
    ));
    assert_non_null(strstr(text.ptr, "kept apart 1,234 pairs of clusters by --distinct-in"));
    sl_buf_clear(&buf);
    done.source_count = 22;
    done.summary.kept_apart[SL_RULE_SOURCE] = 1;
    sl_summary_text(&job, &done, (size_t)182 << 20, &buf);
    assert_true(sl_str_ends(sl_buf_str(&buf), SL_STR("and 2 more, which --json has\n")));
    assert_non_null(strstr(buf.ptr, "kept apart 1 pair of clusters by --"));
    sl_buf_finish(&buf);
    json_t *json = sl_summary_json(&job, &done, 1);
    const json_t *list = json_object_get(json, "sources");
    SL_CHECK_U64(json_array_size(list), 22);
    assert_true(json_is_null(json_object_get(json_array_get(list, 2), "name")));
    const json_t *first = json_array_get(list, 0);
    SL_CHECK_I64(json_integer_value(json_object_get(first, "repeated")), 1200);
    SL_CHECK_I64(json_integer_value(json_object_get(first, "in_others")), 30578);
    json_decref(json);
}

static void test_identifiers_that_never_differ(void **state)
{
    const struct sl_link_job job = {
        .inputs = {.input_count = 1, .never_differ = "nhs"}
    };
    struct sl_link_report done = report();
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_summary_text(&job, &done, 1, &buf);
    assert_non_null(strstr(buf.ptr, "kept apart 0 pairs of clusters by --never-differ\n"));
    sl_buf_finish(&buf);
    done.summary.kept_apart[SL_RULE_IDENTIFIER] = 7;
    json_t *json = sl_summary_json(&job, &done, 1);
    const json_t *kept = json_object_get(json, "kept_apart");
    SL_CHECK_I64(json_integer_value(json_object_get(kept, "by_identifier")), 7);
    SL_CHECK_I64(json_integer_value(json_object_get(kept, "by_source")), 0);
    json_decref(json);
}

static void test_short_rows_are_told(void **state)
{
    uint64_t short_rows = 1;
    const struct sl_link_job job = {
        .inputs = {.input_count = 1, .short_rows = &short_rows}
    };
    const struct sl_link_report done = report();
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, 10000);
    sl_summary_text(&job, &done, 1, &buf);
    assert_true(
        sl_str_starts(sl_buf_str(&buf), SL_STR("records    50,578, of which 1 lacks fields\npairs"))
    );
    sl_buf_clear(&buf);
    short_rows = 2000;
    sl_summary_text(&job, &done, 1, &buf);
    assert_non_null(strstr(buf.ptr, ", of which 2,000 lack fields\n"));
    sl_buf_finish(&buf);
    json_t *json = sl_summary_json(&job, &done, 1);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "short_rows")), 2000);
    json_decref(json);
}

static void check_threshold(const char *model, bool was_auto, const char *chosen)
{
    const struct sl_link_job job = {
        .inputs = {.input_count = 1, .model_path = model}
    };
    struct sl_link_report done = report();

    done.summary.threshold_was_auto = was_auto;
    json_t *json = sl_summary_json(&job, &done, 1);
    const json_t *threshold = json_object_get(json, "threshold");
    const char *text = json_string_value(json_object_get(threshold, "chosen"));
    SL_CHECK_STR(sl_str_from(text), chosen);
    json_decref(json);
}

static void test_for_programs(void **state)
{
    const struct sl_link_job job = { .inputs = { .input_count = 2 } };
    const struct sl_link_report done = report();
    json_t *json = sl_summary_json(&job, &done, 4096);
    json_int_t records = 0;
    json_int_t kept = 0;
    json_int_t peak = 0;
    double f1 = 0.0;
    double score = 0.0;
    json_t *bands = NULL;

    (void)state;
    assert_non_null(json);
    SL_CHECK_I64(
        json_unpack(
            json,
            "{s:I, s:{s:I}, s:{s:I}, s:{s:F}, s:{s:F}, s:o}",
            "records",
            &records,
            "pairs",
            "kept",
            &kept,
            "memory",
            "process_peak_bytes",
            &peak,
            "expected",
            "f1",
            &f1,
            "seconds",
            "score",
            &score,
            "calibration",
            &bands
        ),
        0
    );
    SL_CHECK_I64(records, 50578);
    SL_CHECK_I64(kept, 301223);
    SL_CHECK_I64(peak, 4096);
    SL_CHECK_NEAR(f1, 0.97, 0.0);
    SL_CHECK_NEAR(score, 0.5, 0.0);
    SL_CHECK_U64(json_array_size(bands), 3);
    assert_true(json_is_null(json_object_get(json_array_get(bands, 1), "probability")));
    assert_true(json_is_null(json_object_get(json_array_get(bands, 0), "from_bits")));
    json_decref(json);
}

static void test_says_where_the_threshold_is_from(void **state)
{
    (void)state;
    check_threshold(NULL, true, "auto");
    check_threshold("m.json", true, "model");
    check_threshold("m.json", false, "given");
}

static void test_knows_the_memory_of_the_process(void **state)
{
    (void)state;
    assert_true(sl_summary_peak_bytes() > 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_for_people),
        cmocka_unit_test(test_sources_for_people),
        cmocka_unit_test(test_identifiers_that_never_differ),
        cmocka_unit_test(test_short_rows_are_told),
        cmocka_unit_test(test_for_programs),
        cmocka_unit_test(test_says_where_the_threshold_is_from),
        cmocka_unit_test(test_knows_the_memory_of_the_process),
    };
    return cmocka_run_group_tests_name("cli/summary", tests, NULL, NULL);
}
