/* SPDX-License-Identifier: Apache-2.0 */
#include "program/serve.h"

#include "support/support.h"

static void test_the_table_is_whole(void **state)
{
    (void)state;
    assert_string_equal(sl_command_serve.group, "serve");
    for (size_t i = 0; i < sl_command_serve.option_count; i++) {
        assert_non_null(sl_command_serve.options[i].name);
    }
}

static void test_what_is_no_address_is_refused(void **state)
{
    struct sl_cli cli = { .out = stdout, .err = stderr };
    struct sl_arguments arguments = { .operand_count = 0 };
    struct sl_error err;

    (void)state;
    arguments.options[1].count = 1;
    arguments.options[1].texts[0] = "here";
    SL_CHECK_STATUS(sl_command_serve.run(&cli, &arguments, &err), SL_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_is_whole),
        cmocka_unit_test(test_what_is_no_address_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
