/* SPDX-License-Identifier: Apache-2.0 */
#include "web/frame.h"

#include <string.h>

#include "support/support.h"

/* The words of the policy that keep a page safe even when HTML slips in. */
static void test_nothing_runs_that_is_not_ours(void **state)
{
    static const char *const wanted[] = {
        "default-src 'none'", "style-src 'self'",       "script-src 'self'",
        "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    };
    const char *policy = sl_frame_headers[0].value;

    (void)state;
    assert_string_equal(sl_frame_headers[0].name, "content-security-policy");
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        assert_non_null(strstr(policy, wanted[i]));
    }
    assert_null(strstr(policy, "unsafe"));
    assert_null(strstr(policy, "http"));
}

static void test_pages_are_never_kept(void **state)
{
    (void)state;
    assert_string_equal(sl_frame_cache_control(&(struct sl_response){ .status = 200 }), "no-store");
    assert_non_null(
        strstr(sl_frame_cache_control(&(struct sl_response){ .is_kept = true }), "immutable")
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_runs_that_is_not_ours),
        cmocka_unit_test(test_pages_are_never_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
