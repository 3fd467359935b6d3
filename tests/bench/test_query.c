/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program sightline-bench-query stands beside the folder of this test's build.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/link_run.h"
#include "base/buf.h"
#include "bench/population.h"
#include "support/support.h"

#define FIELDS "given_name=given_name,surname=surname,dob=dob,sex=sex,postcode=postcode"

enum { RECORDS = 500, ARGUMENT_LIMIT = 16 };

static struct sl_test_folder folder;
static char people[512];
static char model[512];
static char output[512];

/* Run the program, standard output into a file; gives its exit status. */
static int run(const char *const *arguments)
{
    char *words[ARGUMENT_LIMIT + 2] = { NULL };
    static char program[] = SL_QUERY_PATH;
    static char copies[ARGUMENT_LIMIT][512]; /* execv does not promise to leave them alone */
    words[0] = program;
    for (size_t i = 0; arguments[i] != NULL; i++) {
        assert_true(i < ARGUMENT_LIMIT);
        (void)snprintf(copies[i], sizeof(copies[i]), "%s", arguments[i]);
        words[i + 1] = copies[i];
    }
    const pid_t child = fork();
    if (child == 0) {
        const int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (file < 0 || dup2(file, STDOUT_FILENO) < 0) {
            _exit(126);
        }
        (void)execv(words[0], words);
        _exit(126);
    }
    int outcome = 0;
    assert_true(child > 0 && waitpid(child, &outcome, 0) == child);
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : -1;
}

static void check_output(const char *wanted)
{
    struct sl_buf text;
    sl_buf_init(&text, (size_t)1 << 20);
    sl_test_read(output, &text);
    if (sl_str_find(sl_buf_str(&text), sl_str_from(wanted)) == text.len) {
        print_error("no %s in:\n%s\n", wanted, text.ptr);
    }
    assert_true(sl_str_find(sl_buf_str(&text), sl_str_from(wanted)) < text.len);
    sl_buf_finish(&text);
}

static int make_people(void **state)
{
    (void)state;
    struct sl_error err;
    sl_test_folder_open(&folder);
    (void)snprintf(people, sizeof(people), "%s", sl_test_folder_path(&folder, "people.csv"));
    (void)snprintf(model, sizeof(model), "%s", sl_test_folder_path(&folder, "model.json"));
    (void)snprintf(output, sizeof(output), "%s", sl_test_folder_path(&folder, "output"));
    const struct sl_population_options population = {
        .record_count = RECORDS,
        .seed = 11,
        .error_percent = 100,
        .has_truth = true,
        .out_path = people,
    };
    struct sl_population_tally tally;
    SL_CHECK_OK(sl_population_make(&population, &tally, &err), &err);
    const struct sl_link_job job = {
        .inputs = {.input_count = 1,
                   .inputs = { { .path = people, .id_column = "id", .fields = FIELDS } }},
        .save_model_path = model,
    };
    const struct sl_linkage_options options = { .threshold_auto = true, .thread_count = 1 };
    struct sl_link_report report;
    SL_CHECK_OK(sl_link_run(&job, &options, &report, &err), &err);
    return 0;
}

static int remove_people(void **state)
{
    (void)state;
    sl_test_folder_close(&folder);
    return 0;
}

static void test_times_both_kinds(void **state)
{
    (void)state;
    const char *const arguments[] = { people,           "--id",   "id",        "--fields", FIELDS,
                                      "--model",        model,    "--queries", "60",       "--json",
                                      "--truth-column", "person", NULL };
    SL_CHECK_I64(run(arguments), 0);
    check_output("{\"records\": 500,");
    check_output("\"known\": {\"queries\": 30, \"mean_us\": ");
    check_output("\"unseen\": {\"queries\": ");
    check_output("\"best_right\": ");
    check_output("\"matches_wrong\": ");
}

static void test_prints_a_table(void **state)
{
    (void)state;
    /* Every record reaches the lowest of thresholds: none is missed. */
    const char *const arguments[] = { people,      "--id",        "id",  "--fields",
                                      FIELDS,      "--model",     model, "--queries",
                                      "60",        "--threshold", "-20", "--cpu-time",
                                      "--threads", "1",           NULL };
    SL_CHECK_I64(run(arguments), 0);
    check_output("records 500, threshold -20.00 bits");
    check_output("\nknown              30 ");
    check_output(" 100.000\nunseen ");
}

static void test_usage(void **state)
{
    (void)state;
    const char *const help[] = { "--help", NULL };
    SL_CHECK_I64(run(help), 0);
    check_output("usage: sightline-bench-query");
    const char *const nothing[] = { NULL };
    SL_CHECK_I64(run(nothing), 2);
    const char *const no_value[] = { people, "--id", NULL };
    SL_CHECK_I64(run(no_value), 2);
    const char *const unknown[] = { people, "--colour", "red", NULL };
    SL_CHECK_I64(run(unknown), 2);
    const char *const no_number[] = { people, "--queries", "many", NULL };
    SL_CHECK_I64(run(no_number), 2);
    const char *const no_fields[] = { people, "--id", "id", NULL };
    SL_CHECK_I64(run(no_fields), 2);
}

static void test_passes_a_failure_on(void **state)
{
    (void)state;
    const char *const no_model[] = { people, "--id",    "id",   "--fields",
                                     FIELDS, "--model", people, NULL };
    assert_true(run(no_model) > 2);
    const char *const no_truth[] = { people,   "--id",    "id",  "--fields",
                                     FIELDS,   "--model", model, "--truth-column",
                                     "nobody", NULL };
    assert_true(run(no_truth) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_both_kinds),
        cmocka_unit_test(test_prints_a_table),
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_passes_a_failure_on),
    };
    return cmocka_run_group_tests_name("bench/query", tests, make_people, remove_people);
}
