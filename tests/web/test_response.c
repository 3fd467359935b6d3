/* SPDX-License-Identifier: Apache-2.0 */
#include "web/response.h"

#include "support/support.h"

static void test_headers_are_said_once_and_cookies_kept(void **state)
{
    struct sl_response response;
    struct sl_arena arena;

    (void)state;
    sl_response_init(&response);
    sl_arena_init(&arena, 10000);
    SL_CHECK_OK(sl_response_header(&response, "allow", SL_STR("a"), &arena, NULL), NULL);
    SL_CHECK_OK(sl_response_header(&response, "allow", SL_STR("b"), &arena, NULL), NULL);
    SL_CHECK_OK(sl_response_header(&response, "set-cookie", SL_STR("c"), &arena, NULL), NULL);
    SL_CHECK_U64(response.header_count, 2);
    assert_string_equal(sl_response_find(&response, "allow"), "b");
    sl_buf_add(&response.body, SL_STR("text"));
    sl_response_clear(&response);
    SL_CHECK_STR(sl_response_text(&response), "");
    assert_null(sl_response_find(&response, "allow"));
    assert_string_equal(sl_response_find(&response, "set-cookie"), "c");
    sl_arena_finish(&arena);
    sl_response_finish(&response);
}

static void test_no_header_is_slipped_in(void **state)
{
    struct sl_response response;
    struct sl_arena arena;

    (void)state;
    sl_response_init(&response);
    sl_arena_init(&arena, 10000);
    SL_CHECK_STATUS(
        sl_response_header(&response, "location", SL_STR("/\r\nx: y"), &arena, NULL), SL_INVALID
    );
    for (size_t i = 0; i < SL_RESPONSE_HEADERS; i++) {
        SL_CHECK_OK(sl_response_header(&response, "set-cookie", SL_STR("c"), &arena, NULL), NULL);
    }
    SL_CHECK_STATUS(
        sl_response_header(&response, "set-cookie", SL_STR("c"), &arena, NULL), SL_LIMIT
    );
    sl_arena_finish(&arena);
    sl_response_finish(&response);
}

static void let_go(void *thing)
{
    ++*(int *)thing;
}

/* What is held stays until the answer is finished, or says something else. */
static void test_what_is_held(void **state)
{
    struct sl_keep *keep = NULL;
    struct sl_response response;
    int gone = 0;

    (void)state;
    SL_CHECK_OK(sl_keep_open(1000, let_go, &keep, NULL), NULL);
    for (int i = 0; i < 2; i++) {
        sl_response_init(&response);
        response.keep = keep;
        response.fixed = SL_STR("a page");
        SL_CHECK_OK(sl_keep_put(keep, NULL, &gone, 1, &response.held, NULL), NULL);
        SL_CHECK_STR(sl_response_text(&response), "a page");
        assert_int_equal(gone, i);
        if (i == 0) {
            sl_response_clear(&response);
            SL_CHECK_STR(sl_response_text(&response), "");
            assert_int_equal(gone, 1);
        }
        sl_response_finish(&response);
        assert_int_equal(gone, i + 1);
    }
    sl_keep_close(keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers_are_said_once_and_cookies_kept),
        cmocka_unit_test(test_no_header_is_slipped_in),
        cmocka_unit_test(test_what_is_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
