/* SPDX-License-Identifier: Apache-2.0 */
#include "web/url.h"

#include "support/support.h"

static void check_decode(const char *text, bool is_form, const char *expected)
{
    struct sl_arena arena;
    struct sl_str got;

    sl_arena_init(&arena, 1000);
    const enum sl_status status = sl_url_decode(sl_str_from(text), is_form, &arena, &got, NULL);
    if (expected == NULL) {
        SL_CHECK_STATUS(status, SL_INVALID);
    } else {
        SL_CHECK_STATUS(status, SL_OK);
        SL_CHECK_STR(got, expected);
    }
    sl_arena_finish(&arena);
}

static void test_percent_signs_stand_for_bytes(void **state)
{
    (void)state;
    check_decode("a%20b+c", false, "a b+c");
    check_decode("a%20b+c", true, "a b c");
    check_decode("%c3%A9", false, "\xc3\xa9");
    check_decode("a%0D%0Ab%0Dc", true, "a\nb\nc");
    check_decode("", true, "");
}

static void test_what_is_no_text_is_refused(void **state)
{
    (void)state;
    check_decode("%", false, NULL);
    check_decode("%4", false, NULL);
    check_decode("%zz", false, NULL);
    check_decode("a%00b", false, NULL);
    check_decode("%ff", false, NULL);
    check_decode("%c0%af", false, NULL);
}

static void test_what_is_encoded_is_decoded_the_same(void **state)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf url;

    (void)state;
    sl_buf_init(&url, 1000);
    sl_url_encode(SL_STR("/a b?c=d&\xc3\xa9~"), &url);
    SL_CHECK_STR(sl_buf_str(&url), "%2Fa%20b%3Fc%3Dd%26%C3%A9~");
    check_decode(url.ptr, false, "/a b?c=d&\xc3\xa9~");
}

static void test_only_paths_of_this_site_are_local(void **state)
{
    static const struct {
        const char *url;
        bool is_local;
    } cases[] = {
        {"/",                     true },
        { "/child/P1?tab=2",      true },
        { "",                     false},
        { "child",                false},
        { "//evil.example",       false},
        { "/\\evil.example",      false},
        { "https://evil.example", false},
        { "/a\r\nSet-Cookie: x",  false},
        { "/\t/evil.example",     false},
        { "/\xc3\xa9",            false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SL_CHECK_I64(sl_url_is_local(sl_str_from(cases[i].url)), cases[i].is_local);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_percent_signs_stand_for_bytes),
        cmocka_unit_test(test_what_is_no_text_is_refused),
        cmocka_unit_test(test_what_is_encoded_is_decoded_the_same),
        cmocka_unit_test(test_only_paths_of_this_site_are_local),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
