/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/link_options.h"

#include "cli/capture.h"
#include "support/support.h"

static int set_up(void **state)
{
    static struct sl_test_folder folder;

    sl_test_folder_open(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    sl_test_folder_close(*state);
    return 0;
}

static void test_records_need_names(void **state)
{
    struct sl_arguments arguments = { .operand_count = 1, .operands = { "f.csv" } };
    struct sl_link_inputs inputs;
    uint64_t short_rows = 0;
    struct sl_error err;

    (void)state;
    SL_CHECK_STATUS(sl_link_options_input(&arguments, &short_rows, &inputs, &err), SL_USAGE);
    SL_CHECK_STR(sl_str_from(err.message), "--id COL is missing");
    arguments.options[SL_LINK_ID] = (struct sl_option_value){ .count = 1, .texts = { "nr" } };
    SL_CHECK_OK(sl_link_options_input(&arguments, &short_rows, &inputs, &err), &err);
    SL_CHECK_STR(sl_str_from(inputs.inputs[0].id_column), "nr");
    arguments.options[SL_LINK_NUMBER_ROWS].count = 1;
    SL_CHECK_STATUS(sl_link_options_input(&arguments, &short_rows, &inputs, &err), SL_USAGE);
    arguments.options[SL_LINK_ID].count = 0;
    arguments.options[SL_LINK_ID].texts[0] = NULL;
    SL_CHECK_OK(sl_link_options_input(&arguments, &short_rows, &inputs, &err), &err);
    assert_null(inputs.inputs[0].id_column);
    assert_null(inputs.short_rows);
    arguments.options[SL_LINK_FILL_SHORT_ROWS].count = 1;
    SL_CHECK_OK(sl_link_options_input(&arguments, &short_rows, &inputs, &err), &err);
    assert_ptr_equal(inputs.short_rows, &short_rows);
}

/* In one file sources have names; with two, a file may be one. */
static void test_sources_need_names_or_files(void **state)
{
    struct sl_arguments arguments = {
        .operand_count = 1, .operands = {"a.csv", "b.csv"}
    };
    struct sl_link_inputs inputs;
    uint64_t short_rows = 0;
    struct sl_error err;

    (void)state;
    arguments.options[SL_LINK_NUMBER_ROWS].count = 1;
    arguments.options[SL_LINK_DISTINCT_IN_SOURCE].count = 1;
    SL_CHECK_STATUS(sl_link_options_input(&arguments, &short_rows, &inputs, &err), SL_USAGE);
    arguments.operand_count = 2;
    SL_CHECK_OK(sl_link_options_input(&arguments, &short_rows, &inputs, &err), &err);
    arguments.operand_count = 1;
    arguments.options[SL_LINK_SOURCE] = (struct sl_option_value){ .count = 1, .texts = { "sys" } };
    SL_CHECK_OK(sl_link_options_input(&arguments, &short_rows, &inputs, &err), &err);
    SL_CHECK_STR(sl_str_from(inputs.inputs[0].source_column), "sys");
}

/* Columns of the second file are called as in the first unless they have names of their own. */
static void test_a_second_file_may_have_other_columns(void **state)
{
    enum { ID_B = SL_LINK_RUN_COUNT, FIELDS_B, SOURCE_B };
    const struct sl_link_second_options places = { ID_B, FIELDS_B, SOURCE_B };
    struct sl_arguments arguments = {
        .operand_count = 2, .operands = {"a.csv", "b.csv"}
    };
    struct sl_link_inputs inputs = { .inputs = { { .id_column = "nr", .source_column = "sys" } } };

    (void)state;
    sl_link_options_second(&arguments, &places, &inputs);
    SL_CHECK_U64(inputs.input_count, 2);
    SL_CHECK_STR(sl_str_from(inputs.inputs[1].path), "b.csv");
    SL_CHECK_STR(sl_str_from(inputs.inputs[1].id_column), "nr");
    SL_CHECK_STR(sl_str_from(inputs.inputs[1].source_column), "sys");
    assert_null(inputs.inputs[1].fields);
    arguments.options[ID_B].texts[0] = "ref";
    arguments.options[FIELDS_B].texts[0] = "dob=dob";
    arguments.options[SOURCE_B].texts[0] = "agency";
    sl_link_options_second(&arguments, &places, &inputs);
    SL_CHECK_STR(sl_str_from(inputs.inputs[1].id_column), "ref");
    SL_CHECK_STR(sl_str_from(inputs.inputs[1].fields), "dob=dob");
    SL_CHECK_STR(sl_str_from(inputs.inputs[1].source_column), "agency");
}

static void check_usage(const char *const *words, const char *message)
{
    struct capture capture;

    capture_run(&capture, words);
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, message));
    capture_finish(&capture);
}

static void test_one_result_on_standard_output(void **state)
{
    const char *const twice[] = { "link",           "dedupe", "f.csv",   "--id=id",
                                  "--fields=a=dob", "--json", "--out=-", NULL };
    const char *const both[] = { "link",           "dedupe",    "f.csv",   "--id=id",
                                 "--fields=a=dob", "--pairs=-", "--out=-", NULL };
    (void)state;
    check_usage(twice, "only one result can be on standard output");
    check_usage(both, "only one result can be on standard output");
}

static void test_says_when_nothing_was_kept(void **state)
{
    struct sl_test_folder *folder = *state;
    struct capture capture;
    const char *path = sl_test_folder_write(
        folder,
        "f.csv",
        SL_STR("given,family\nAda,King\nAda,King\nBob,Ward\nEve,Khan\nIvo,Lomax\nUma,Yates\n")
    );

    CAPTURE(
        &capture,
        "link",
        "dedupe",
        path,
        "--number-rows",
        "--fields=given=given_name,family=surname"
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.err, "records    6\n"));
    assert_true(capture_has(&capture.err, "add --out clusters.csv to keep them"));
    capture_finish(&capture);
}

static void test_the_plain_options_learn_nothing_by_chance(void **state)
{
    struct sl_progress progress;
    const struct sl_linkage_options options = sl_link_options_plain(&progress);

    (void)state;
    assert_true(options.threshold_auto);
    SL_CHECK_U64(options.thread_count, sl_threads_available());
    assert_ptr_equal(options.context, &progress);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_need_names),
        cmocka_unit_test(test_sources_need_names_or_files),
        cmocka_unit_test(test_a_second_file_may_have_other_columns),
        cmocka_unit_test(test_one_result_on_standard_output),
        cmocka_unit_test(test_says_when_nothing_was_kept),
        cmocka_unit_test(test_the_plain_options_learn_nothing_by_chance),
    };
    return cmocka_run_group_tests_name("cli/link_options", tests, set_up, tear_down);
}
