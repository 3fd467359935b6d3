/* SPDX-License-Identifier: Apache-2.0 */
#include "web/guard.h"

#include <stdio.h>

#include "support/support.h"

struct
try {
    const char *origin, *site;
    bool is_ours;
};

static void test_only_forms_of_this_site_pass(void **state)
{
    static const struct try tries[] = {
        {"",                    "",            true },
        { "http://host:1",      "same-origin", true },
        { "null",               "same-origin", true },
        { "http://evil:1",      "",            false},
        { "http://host:1.evil", "",            false},
        { "rubbish",            "",            false},
        { "",                   "cross-site",  false},
        { "null",               "cross-site",  false},
        { "",                   "same-site",   false},
    };
    struct sl_request request = { .method = SL_METHOD_POST };
    struct sl_form_field field = { .name = SL_STR(SL_GUARD_FIELD) };
    const struct sl_form form = { .fields = &field, .count = 1 };
    struct sl_arena arena;
    struct sl_str word;
    struct sl_str other;

    (void)state;
    sl_arena_init(&arena, 10000);
    SL_CHECK_OK(sl_guard_word(SL_STR("secret"), &arena, &word, NULL), NULL);
    SL_CHECK_OK(sl_guard_word(SL_STR("Secret"), &arena, &other, NULL), NULL);
    request.headers[SL_HEADER_HOST] = SL_STR("host:1");
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        request.headers[SL_HEADER_ORIGIN] = sl_str_from(tries[i].origin);
        request.headers[SL_HEADER_FETCH_SITE] = sl_str_from(tries[i].site);
        field.value = word;
        SL_CHECK_I64(sl_guard_check(&request, &form, word), tries[i].is_ours);
        field.value = other;
        assert_false(sl_guard_check(&request, &form, word));
    }
    field.value = SL_STR("");
    assert_false(sl_guard_check(&request, &form, SL_STR("")));
    sl_arena_finish(&arena);
}

static void test_chance_is_never_the_same(void **state)
{
    struct sl_arena arena;
    struct sl_str one;
    struct sl_str two;

    (void)state;
    sl_arena_init(&arena, 10000);
    SL_CHECK_OK(sl_guard_chance(&arena, &one, NULL), NULL);
    SL_CHECK_OK(sl_guard_chance(&arena, &two, NULL), NULL);
    SL_CHECK_U64(one.len, 43);
    assert_false(sl_str_equal(one, two));
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_forms_of_this_site_pass),
        cmocka_unit_test(test_chance_is_never_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
