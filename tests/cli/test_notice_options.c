/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/notice_options.h"

#include "notice/history.h"
#include "support/support.h"

static void the_end_of_a_day(void **state)
{
    const struct sl_option_value given = { .count = 1, .texts = { "2026-07-03" } };
    const struct sl_option_value broken = { .count = 1, .texts = { "July" } };
    int64_t as_of = 0;
    (void)state;

    SL_CHECK_OK(sl_cli_as_of(&given, &as_of, NULL), NULL);
    SL_CHECK_I64(as_of % SL_DAY_SECONDS, SL_DAY_SECONDS - 1);
    SL_CHECK_I64(as_of / SL_DAY_SECONDS, 20637);
    SL_CHECK_STATUS(sl_cli_as_of(&broken, &as_of, NULL), SL_USAGE);
}

static void now(void **state)
{
    const struct sl_option_value absent = { .count = 0 };
    int64_t as_of = 0;
    (void)state;

    SL_CHECK_OK(sl_cli_as_of(&absent, &as_of, NULL), NULL);
    assert_true(as_of > (int64_t)20637 * SL_DAY_SECONDS / 2);
}

static void the_catalogues_of_the_program(void **state)
{
    const struct sl_option_value absent = { .count = 0 };
    const struct sl_option_value given = { .count = 1, .texts = { "/absent.yaml" } };
    struct sl_notice_catalogues catalogues;
    struct sl_arena arena;
    (void)state;

    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    SL_CHECK_OK(sl_cli_catalogues(&absent, &arena, &catalogues, NULL), NULL);
    assert_true(catalogues.clocks.count > 10 && catalogues.indicators.count > 60);
    SL_CHECK_STATUS(sl_cli_catalogues(&given, &arena, &catalogues, NULL), SL_IO);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_of_a_day),
        cmocka_unit_test(now),
        cmocka_unit_test(the_catalogues_of_the_program),
    };
    return cmocka_run_group_tests_name("cli/notice_options", tests, NULL, NULL);
}
