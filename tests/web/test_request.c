/* SPDX-License-Identifier: Apache-2.0 */
#include "web/request.h"

#include "support/support.h"

static void test_methods_and_headers_are_known_by_name(void **state)
{
    (void)state;
    SL_CHECK_I64(sl_method_find(SL_STR("GET")), SL_METHOD_GET);
    SL_CHECK_I64(sl_method_find(SL_STR("POST")), SL_METHOD_POST);
    SL_CHECK_I64(sl_method_find(SL_STR("get")), SL_METHOD_OTHER);
    SL_CHECK_I64(sl_method_find(SL_STR("TRACE")), SL_METHOD_OTHER);
    for (int i = 0; i < SL_HEADER_COUNT; i++) {
        assert_non_null(sl_header_name((enum sl_header)i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_methods_and_headers_are_known_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
