/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_reading.h"

#include "support/support.h"

/* What the words of a part are read as is tested through search/test_search_query.c. */
static void test_identity_shapes(void **state)
{
    (void)state;
    assert_true(sl_search_identity_shape(SL_STR("P7Q2M4XKD")));
    assert_true(sl_search_identity_shape(SL_STR("p7q2-m4xkd")));
    assert_false(sl_search_identity_shape(SL_STR("P7Q2M4XK")));
    assert_false(sl_search_identity_shape(SL_STR("P7Q2M4XKD1")));
    assert_false(sl_search_identity_shape(SL_STR("Q7Q2M4XKD")));
    assert_false(sl_search_identity_shape(SL_STR("P7Q2 M4XKD")));
    assert_false(sl_search_identity_shape(SL_STR("")));
}

static void test_nothing_to_read(void **state)
{
    struct sl_search_part part = { .reading_count = 0 };
    static struct sl_search_parser parser = { .token_count = 1,
                                              .tokens = { { .raw = { "-", 1 } } } };
    const struct sl_search_span span = { .count = 1, .label = SL_SEARCH_READING_COUNT };
    (void)state;
    SL_CHECK_OK(sl_search_read(&parser, span, &part, NULL), NULL);
    SL_CHECK_U64(part.reading_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity_shapes),
        cmocka_unit_test(test_nothing_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
