/* SPDX-License-Identifier: Apache-2.0 */
#include "web/network.h"

#include <stdio.h>

#include "visit_fixture.h"

static const struct sl_str texts[SL_NETWORK_LIMIT + 1] = {
    {"a",  1},
    { "b", 1},
    { "c", 1}
};

/* The first of the left is in all, the others in the first. */
static bool is_joined(const void *context, size_t left, size_t right)
{
    (void)context;
    return left == 0 || right == 0;
}

static void test_each_stands_in_its_place(void **state)
{
    const struct sl_network network = {
        .left = texts, .right = texts, .left_count = 3, .right_count = 2, .joined = is_joined
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    const struct sl_value value = sl_network_value(&fixture.visit, &network);
    SL_CHECK_U64(sl_value_get(value, SL_STR("people")).count, 3);
    SL_CHECK_U64(sl_value_get(value, SL_STR("records")).count, 2);
    SL_CHECK_U64(sl_value_get(value, SL_STR("lines")).count, 4);
    assert_string_equal(visit_text(value, "height"), "180");
    assert_string_equal(visit_text(visit_item(value, "people", 0), "y"), "46");
    assert_string_equal(visit_text(visit_item(value, "records", 0), "y"), "68");
    assert_string_equal(visit_text(visit_item(value, "people", 2), "text"), "c");
    assert_string_equal(visit_text(visit_item(value, "lines", 3), "y1"), "134");
    visit_close(&fixture);
}

/* Too many, or nobody: then the list has to do. */
static void test_what_is_not_drawn(void **state)
{
    struct sl_network network = {
        .left = texts, .right = texts, .left_count = 1, .right_count = 0, .joined = is_joined
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_I64(sl_network_value(&fixture.visit, &network).kind, SL_VALUE_UNDEFINED);
    network.right_count = SL_NETWORK_LIMIT + 1;
    SL_CHECK_I64(sl_network_value(&fixture.visit, &network).kind, SL_VALUE_UNDEFINED);
    network.right_count = SL_NETWORK_LIMIT;
    SL_CHECK_I64(sl_network_value(&fixture.visit, &network).kind, SL_VALUE_MAP);
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_stands_in_its_place),
        cmocka_unit_test(test_what_is_not_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
