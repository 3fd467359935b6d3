/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program sightline-measure stands beside the folder of this test's build.
 */
#include "base/buf.h"
#include "support/support.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Run the program of this build with these arguments; gives its exit status. */
static int run(char *const *arguments)
{
    const pid_t child = fork();
    if (child == 0) {
        (void)execv(arguments[0], arguments);
        _exit(126);
    }
    int outcome = 0;
    assert_true(child > 0 && waitpid(child, &outcome, 0) == child);
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : -1;
}

static char program[] = SL_MEASURE_PATH;

static void test_measures_a_command(void **state)
{
    (void)state;
    struct sl_test_folder folder;
    sl_test_folder_open(&folder);
    char path[512];
    (void)snprintf(path, sizeof(path), "%s", sl_test_folder_path(&folder, "out.json"));
    char runs[] = "--runs";
    char three[] = "3";
    char json[] = "--json";
    char sleep_name[] = "sleep";
    char seconds[] = "0.05";
    char *const arguments[] = { program, runs, three, json, path, sleep_name, seconds, NULL };
    SL_CHECK_I64(run(arguments), 0);
    struct sl_buf text;
    sl_buf_init(&text, 4096);
    sl_test_read(path, &text);
    assert_true(sl_str_starts(sl_buf_str(&text), SL_STR("{\"runs\": 3, \"wall_seconds\": 0.0")));
    assert_true(sl_str_find(sl_buf_str(&text), SL_STR("\"peak_bytes\": ")) < text.len);
    sl_buf_finish(&text);
    sl_test_folder_close(&folder);
}

static void test_passes_a_failure_on(void **state)
{
    (void)state;
    char shell[] = "sh";
    char option[] = "-c";
    char script[] = "exit 7";
    char *const arguments[] = { program, shell, option, script, NULL };
    SL_CHECK_I64(run(arguments), 7);
    char missing[] = "no-such-command-here";
    char *const nothing[] = { program, missing, NULL };
    SL_CHECK_I64(run(nothing), 127);
    char *const usage[] = { program, NULL };
    SL_CHECK_I64(run(usage), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_a_command),
        cmocka_unit_test(test_passes_a_failure_on),
    };
    return cmocka_run_group_tests_name("bench/measure", tests, NULL, NULL);
}
