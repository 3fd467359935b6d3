/* SPDX-License-Identifier: Apache-2.0 */
#include "web/catalogue.h"

#include "support/support.h"

static void test_what_is_built_in_is_read(void **state)
{
    const struct sl_notice_catalogues *catalogues = NULL;
    struct sl_arena arena;
    struct sl_error err;
    (void)state;

    sl_arena_init(&arena, (size_t)64 << 20);
    SL_CHECK_OK(sl_catalogue_open(&arena, &catalogues, &err), &err);
    assert_true(catalogues->clocks.count >= 20);
    assert_true(catalogues->indicators.count >= 40);
    SL_CHECK_STR(catalogues->clocks.items[0].id, "referral-decision");
    sl_arena_finish(&arena);
}

static enum sl_status read_all(void *context)
{
    const struct sl_notice_catalogues *catalogues = NULL;
    struct sl_arena arena;
    (void)context;

    sl_arena_init(&arena, (size_t)64 << 20);
    const enum sl_status status = sl_catalogue_open(&arena, &catalogues, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(read_all, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_built_in_is_read),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
