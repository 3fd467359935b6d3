/* SPDX-License-Identifier: Apache-2.0 */
#include "web/form.h"

#include <string.h>

#include "support/support.h"
#include "web/limit.h"

static void test_fields_are_found_by_name(void **state)
{
    struct sl_arena arena;
    struct sl_form form;
    struct sl_str value;
    size_t position = 0;

    (void)state;
    sl_arena_init(&arena, 10000);
    SL_CHECK_OK(sl_form_parse(SL_STR("a=1&&b=two+words&a=%26&c"), &arena, &form, NULL), NULL);
    SL_CHECK_U64(form.count, 4);
    SL_CHECK_STR(sl_form_get(&form, SL_STR("b")), "two words");
    assert_true(sl_form_has(&form, SL_STR("c")));
    assert_false(sl_form_has(&form, SL_STR("d")));
    assert_true(sl_form_next(&form, SL_STR("a"), &position, &value));
    SL_CHECK_STR(value, "1");
    assert_true(sl_form_next(&form, SL_STR("a"), &position, &value));
    SL_CHECK_STR(value, "&");
    assert_false(sl_form_next(&form, SL_STR("a"), &position, &value));
    sl_arena_finish(&arena);
}

static void test_too_much_is_refused(void **state)
{
    static char many[4 * SL_WEB_PARAMETER_LIMIT + 4];
    static char name[SL_WEB_NAME_BYTES + 2];
    struct sl_arena arena;
    struct sl_form form;

    (void)state;
    for (size_t i = 0; i <= SL_WEB_PARAMETER_LIMIT; i++) {
        (void)memcpy(many + 2 * i, "a&", 2);
    }
    (void)memset(name, 'n', sizeof name - 1);
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_CHECK_STATUS(sl_form_parse(sl_str_from(many), &arena, &form, NULL), SL_LIMIT);
    SL_CHECK_STATUS(sl_form_parse(sl_str_from(name), &arena, &form, NULL), SL_LIMIT);
    SL_CHECK_STATUS(sl_form_parse(SL_STR("a=%"), &arena, &form, NULL), SL_INVALID);
    sl_arena_finish(&arena);
}

static enum sl_status parse(void *context)
{
    struct sl_arena arena;
    struct sl_form form;

    (void)context;
    sl_arena_init(&arena, 10000);
    const enum sl_status status = sl_form_parse(SL_STR("a=1&b=2"), &arena, &form, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_are_found_by_name),
        cmocka_unit_test(test_too_much_is_refused),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
