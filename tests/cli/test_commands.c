/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

#include <string.h>

#include "cli/capture.h"
#include "support/support.h"

/* Each table is whole: what help prints and the parser reads is there. */
static void test_the_tables_are_complete(void **state)
{
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);

    (void)state;
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        const struct sl_command *command = commands[i];
        assert_true(command->operand_min <= command->operand_max);
        assert_true(command->operand_max <= SL_OPERAND_LIMIT);
        assert_true(command->option_count <= SL_OPTION_LIMIT);
        assert_non_null(command->run);
        assert_true(strlen(command->text) > 0 && strlen(command->example) > 0);
        for (size_t k = 0; k < command->option_count; k++) {
            const struct sl_option *option = &command->options[k];
            assert_non_null(option->name); /* no hole in the table */
            assert_int_equal(strncmp(option->name, "--", 2), 0);
            assert_true((option->type == SL_OPTION_FLAG) == (option->value == NULL));
            assert_true(option->repeat <= SL_OPTION_REPEAT_LIMIT);
            assert_true(strlen(option->text) > 0);
            for (size_t other = 0; other < k; other++) {
                assert_string_not_equal(option->name, command->options[other].name);
            }
        }
        for (size_t other = 0; other < i; other++) {
            assert_true(
                strcmp(command->group, commands[other]->group) != 0 ||
                strcmp(command->name, commands[other]->name) != 0
            );
        }
    }
}

static void check(const char *const *words, int exit_status, const char *out, const char *err)
{
    struct capture capture;

    capture_run(&capture, words);
    SL_CHECK_I64(capture.exit_status, exit_status);
    assert_true(capture_has(&capture.out, out));
    assert_true(capture_has(&capture.err, err));
    /* Results and messages never mix. */
    assert_true(exit_status == 0 ? capture.err.len == 0 : capture.out.len == 0);
    capture_finish(&capture);
}

#define CHECK(exit_status, out, err, ...) \
    check((const char *const[]){ __VA_ARGS__, NULL }, (exit_status), (out), (err))

static void test_finds_commands_or_says_what_was_meant(void **state)
{
    (void)state;
    CHECK(0, "link dedupe", "", "--help");
    CHECK(0, "usage: sightline COMMAND", "", "help");
    CHECK(0, "sightline 0", "", "--version");
    CHECK(0, "usage: sightline link COMMAND", "", "link", "--help");
    CHECK(0, "usage: sightline link dedupe FILE.csv", "", "link", "dedupe", "--help");
    CHECK(0, "usage: sightline link dedupe FILE.csv", "", "link", "dedupe", "x", "-h");
    CHECK(2, "", "sightline: no command\n  Try 'sightline --help'.\n", NULL);
    CHECK(2, "", "'lnik' is not a command\n  Did you mean 'sightline link'?\n", "lnik");
    CHECK(2, "", "'xyz' is not a command\n  Try 'sightline --help'.\n", "xyz");
    CHECK(2, "", "'link' needs a command\n", "link");
    CHECK(2, "", "Did you mean 'sightline link dedupe'?\n", "link", "dedup");
    CHECK(2, "", "Try 'sightline link --help'.\n", "link", "unite");
    CHECK(2, "", "'--bogus' is not an option", "link", "profile", "--bogus");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_tables_are_complete),
        cmocka_unit_test(test_finds_commands_or_says_what_was_meant),
    };
    return cmocka_run_group_tests_name("cli/commands", tests, NULL, NULL);
}
