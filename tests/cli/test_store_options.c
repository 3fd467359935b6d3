/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/store_options.h"

#include <stdlib.h>

#include "support/support.h"

static void test_the_option_comes_before_the_environment(void **state)
{
    struct sl_option_value option = { .count = 0 };

    (void)state;
    (void)unsetenv("SIGHTLINE_STORE");
    assert_string_equal(sl_cli_store_path(&option), "sightline.db");
    (void)setenv("SIGHTLINE_STORE", "", 1);
    assert_string_equal(sl_cli_store_path(&option), "sightline.db");
    (void)setenv("SIGHTLINE_STORE", "other.db", 1);
    assert_string_equal(sl_cli_store_path(&option), "other.db");
    option = (struct sl_option_value){ .count = 1, .texts = { "given.db" } };
    assert_string_equal(sl_cli_store_path(&option), "given.db");
    (void)unsetenv("SIGHTLINE_STORE");
}

static void test_writes_times(void **state)
{
    struct sl_buf text;

    (void)state;
    assert_true(sl_cli_now() > INT64_C(1700000000000000));
    int64_t instant = 0;
    SL_CHECK_OK(sl_cli_now_instant(&instant, NULL), NULL);
    /* The clock on the wall is that of UTC, or an hour ahead of it. */
    const int64_t ahead = instant - sl_cli_now() / 1000000;
    assert_true(ahead >= -5 && ahead <= 3605);
    sl_buf_init(&text, 1000);
    sl_cli_add_time(&text, 0);
    SL_CHECK_U64(text.len, 0);
    sl_cli_add_time(&text, INT64_C(1774949405000001)); /* date -u -d @1774949405 */
    SL_CHECK_STR(sl_buf_str(&text), "2026-03-31 09:30:05");
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_option_comes_before_the_environment),
        cmocka_unit_test(test_writes_times),
    };
    return cmocka_run_group_tests_name("cli/store_options", tests, NULL, NULL);
}
