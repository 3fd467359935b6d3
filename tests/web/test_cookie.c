/* SPDX-License-Identifier: Apache-2.0 */
#include "web/cookie.h"

#include <string.h>

#include "support/support.h"

static void test_one_is_found_and_two_are_not(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_cookie_find(SL_STR("a=1; b=2=3"), SL_STR("b")), "2=3");
    SL_CHECK_STR(sl_cookie_find(SL_STR("a=1; bb=2"), SL_STR("b")), "");
    SL_CHECK_STR(sl_cookie_find(SL_STR("b=1; b=2"), SL_STR("b")), "");
    SL_CHECK_STR(sl_cookie_find(SL_STR(""), SL_STR("b")), "");
}

static void test_scripts_and_other_sites_never_have_it(void **state)
{
    struct sl_response response;
    struct sl_arena arena;

    (void)state;
    sl_response_init(&response);
    sl_arena_init(&arena, 10000);
    SL_CHECK_OK(sl_cookie_set(&response, SL_COOKIE_SESSION, SL_STR("token"), &arena, NULL), NULL);
    assert_string_equal(
        sl_response_find(&response, "set-cookie"),
        "__Host-sightline=token; Path=/; Secure; HttpOnly; SameSite=Strict"
    );
    SL_CHECK_STATUS(
        sl_cookie_set(&response, SL_COOKIE_SESSION, SL_STR("a\r\nb"), &arena, NULL), SL_INVALID
    );
    SL_CHECK_OK(sl_cookie_set(&response, SL_COOKIE_VISIT, SL_STR(""), &arena, NULL), NULL);
    assert_non_null(strstr(response.headers[1].value, "Max-Age=0"));
    sl_arena_finish(&arena);
    sl_response_finish(&response);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_is_found_and_two_are_not),
        cmocka_unit_test(test_scripts_and_other_sites_never_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
