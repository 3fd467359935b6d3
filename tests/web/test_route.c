/* SPDX-License-Identifier: Apache-2.0 */
#include "web/route.h"

#include "support/support.h"

static void test_open_parts_are_found(void **state)
{
    struct sl_str params[SL_ROUTE_PARAMS];

    (void)state;
    const struct sl_route *route = sl_route_find(SL_STR("/account/end/12"), params);
    assert_non_null(route);
    assert_string_equal(route->name, "account-end");
    SL_CHECK_STR(params[0], "12");
    SL_CHECK_STR(params[1], "");
    assert_non_null(sl_route_find(SL_STR("/"), params));
    assert_null(sl_route_find(SL_STR(""), params));
    assert_null(sl_route_find(SL_STR("/account/end/"), params));
    assert_null(sl_route_find(SL_STR("/account/end"), params));
    assert_null(sl_route_find(SL_STR("/account/end/1/2"), params));
    assert_null(sl_route_find(SL_STR("/account/"), params));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_parts_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
