/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program sightline-limits stands beside the folder of this test's build.
 */
#include <stdio.h>
#include <sys/wait.h>

#include "base/number.h"
#include "support/support.h"

/* Run the program with these arguments and take what it prints; gives its exit status. */
static int run(const char *arguments, char *output, size_t room)
{
    char command[1024];
    (void)snprintf(command, sizeof(command), "%s %s", SL_LIMITS_PATH, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    const size_t len = fread(output, 1, room - 1, pipe);
    output[len] = '\0';
    const int outcome = pclose(pipe);
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : -1;
}

/* The number behind a name in the program's JSON; -1 when it is not there. */
static double number_of(const char *output, const char *name)
{
    char key[64];
    const struct sl_str text = sl_str_from(output);
    (void)snprintf(key, sizeof(key), "\"%s\": ", name);
    const size_t at = sl_str_find(text, sl_str_from(key));
    struct sl_str rest = sl_str_part(text, at + sl_str_from(key).len, text.len);
    struct sl_str value;
    double number = -1.0;
    if (at == text.len || !sl_str_split(&rest, ',', &value)) {
        return -1.0;
    }
    value = sl_str_part(value, 0, sl_str_find(value, SL_STR("}")));
    SL_CHECK_OK(sl_parse_f64(value, 0.0, 1e12, &number, NULL), NULL);
    return number;
}

static void test_measures_memory(void **state)
{
    (void)state;
    char output[1024];
    SL_CHECK_I64(run("--mib 2 --threads 2", output, sizeof(output)), 0);
    SL_CHECK_NEAR(number_of(output, "mib"), 2.0, 0.0);
    SL_CHECK_NEAR(number_of(output, "threads"), 2.0, 0.0);
    assert_true(number_of(output, "stream_gb_s") > 0.0);
    assert_true(number_of(output, "stream_all_gb_s") > 0.0);
    assert_true(number_of(output, "step_ns") > 0.0);
    assert_true(number_of(output, "loads_m_s") > 0.0);
    SL_CHECK_NEAR(number_of(output, "csv_mb_s"), -1.0, 0.0);
}

static void test_measures_a_file(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    char arguments[640];
    char output[1024];
    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_write(&folder, "x.csv", SL_STR("id,name\n1,Ash\n2,Birch\n"));
    (void)snprintf(arguments, sizeof(arguments), "--mib 1 --csv %s", path);
    SL_CHECK_I64(run(arguments, output, sizeof(output)), 0);
    assert_true(number_of(output, "file_mb_s") >= 0.0);
    assert_true(number_of(output, "csv_mb_s") >= 0.0);
    sl_test_folder_close(&folder);
}

static void test_passes_a_failure_on(void **state)
{
    (void)state;
    char output[1024];
    SL_CHECK_I64(run("--mib 0 2>&1", output, sizeof(output)), 2);
    SL_CHECK_I64(run("--mib 2>&1", output, sizeof(output)), 2);
    SL_CHECK_I64(run("--colour red 2>&1", output, sizeof(output)), 2);
    SL_CHECK_I64(run("--mib 1 --csv no/such/file.csv 2>&1", output, sizeof(output)), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_memory),
        cmocka_unit_test(test_measures_a_file),
        cmocka_unit_test(test_passes_a_failure_on),
    };
    return cmocka_run_group_tests_name("bench/limits", tests, NULL, NULL);
}
