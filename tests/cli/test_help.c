/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <string.h>

#include "cli/commands.h"
#include "support/support.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 20)
#define WIDTH            80

static void check_lines(const struct sl_buf *buf)
{
    struct sl_str rest = sl_buf_str(buf);
    struct sl_str line;

    SL_CHECK_STATUS(sl_buf_status(buf, NULL), SL_OK);
    while (sl_str_split(&rest, '\n', &line)) {
        assert_true(line.len <= WIDTH);
        assert_true(line.len == 0 || line.ptr[line.len - 1] != ' ');
    }
}

/* Help names every option, and fits a terminal. */
static void test_every_command_is_explained(void **state)
{
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < count; i++) {
        sl_buf_clear(&buf);
        sl_help_command(commands[i], &buf);
        check_lines(&buf);
        assert_non_null(strstr(buf.ptr, "usage: sightline "));
        assert_non_null(strstr(buf.ptr, "\nexample:\n"));
        for (size_t k = 0; k < commands[i]->option_count; k++) {
            assert_non_null(strstr(buf.ptr, commands[i]->options[k].name));
        }
    }
    sl_buf_finish(&buf);
}

static void test_the_program_lists_its_commands(void **state)
{
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);
    struct sl_buf whole;
    struct sl_buf group;

    (void)state;
    sl_buf_init(&whole, TEXT_LIMIT_BYTES);
    sl_buf_init(&group, TEXT_LIMIT_BYTES);
    sl_help_program(commands, count, &whole);
    sl_help_group(commands, count, "link", &group);
    check_lines(&whole);
    check_lines(&group);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(strstr(whole.ptr, commands[i]->summary));
        if (strcmp(commands[i]->group, "link") == 0) {
            assert_non_null(strstr(group.ptr, commands[i]->summary));
        }
    }
    sl_buf_finish(&whole);
    sl_buf_finish(&group);
}

static void test_wraps_at_blanks(void **state)
{
    struct sl_buf buf;

    (void)state;
    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    sl_help_wrap(
        &buf,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen\nnew",
        10,
        4
    );
    SL_CHECK_STR(
        sl_buf_str(&buf),
        "one two three four five six seven eight nine ten eleven twelve\n"
        "    thirteen fourteen\n    new\n"
    );
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_command_is_explained),
        cmocka_unit_test(test_the_program_lists_its_commands),
        cmocka_unit_test(test_wraps_at_blanks),
    };
    return cmocka_run_group_tests_name("cli/help", tests, NULL, NULL);
}
