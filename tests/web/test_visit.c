/* SPDX-License-Identifier: Apache-2.0 */
#include "web/visit.h"

#include "support/support.h"

static void test_it_leads_only_to_pages_of_this_site(void **state)
{
    struct sl_response response;
    struct sl_arena arena;
    struct sl_visit visit = { .response = &response, .arena = &arena };

    (void)state;
    sl_response_init(&response);
    sl_arena_init(&arena, 10000);
    SL_CHECK_STATUS(sl_visit_go(&visit, SL_STR("//evil.example"), NULL), SL_INVALID);
    SL_CHECK_U64(response.status, 200);
    SL_CHECK_OK(sl_visit_go(&visit, SL_STR("/account"), NULL), NULL);
    SL_CHECK_U64(response.status, 303);
    SL_CHECK_OK(sl_visit_body(&visit, "image/svg+xml", SL_STR("<svg/>"), NULL), NULL);
    assert_string_equal(sl_response_find(&response, "content-type"), "image/svg+xml");
    sl_response_finish(&response);
    sl_arena_finish(&arena);
}

static void test_texts_live_as_long_as_the_request(void **state)
{
    struct sl_arena arena;
    struct sl_visit visit = { .arena = &arena };
    struct sl_buf out;
    char text[] = "one";

    (void)state;
    sl_buf_init(&out, 100);
    sl_page_init(&visit.page, &out, &arena);
    sl_arena_init(&arena, 10000);
    const struct sl_value value = sl_visit_text(&visit, sl_str_from(text));
    text[0] = 'x';
    SL_CHECK_STR(sl_value_str(value), "one");
    sl_arena_finish(&arena);
    sl_arena_init(&arena, 0);
    (void)sl_visit_text(&visit, sl_str_from(text));
    SL_CHECK_STATUS(sl_page_status(&visit.page, NULL), SL_NO_MEMORY);
    sl_buf_finish(&out);
    sl_arena_finish(&arena);
}

/* A buffer is taken whole, and what went wrong with it is the page's failure. */
static void test_what_is_taken_from_a_buffer(void **state)
{
    struct sl_arena arena;
    struct sl_visit visit = { .arena = &arena, .now_us = INT64_C(86400000000) * 3 - 1 };
    struct sl_buf out;
    struct sl_buf text;

    (void)state;
    SL_CHECK_I64(sl_visit_today(&visit), 2);
    sl_buf_init(&out, 100);
    sl_buf_init(&text, 4);
    sl_arena_init(&arena, 10000);
    sl_page_init(&visit.page, &out, &arena);
    sl_buf_add(&text, SL_STR("one"));
    SL_CHECK_STR(sl_value_str(sl_visit_take(&visit, &text)), "one");
    SL_CHECK_U64(text.len, 0);
    SL_CHECK_OK(sl_page_status(&visit.page, NULL), NULL);
    sl_buf_add(&text, SL_STR("three"));
    SL_CHECK_U64(sl_visit_take(&visit, &text).kind, SL_VALUE_UNDEFINED);
    SL_CHECK_STATUS(sl_page_status(&visit.page, NULL), SL_LIMIT);
    sl_buf_finish(&text);
    sl_buf_finish(&out);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_leads_only_to_pages_of_this_site),
        cmocka_unit_test(test_texts_live_as_long_as_the_request),
        cmocka_unit_test(test_what_is_taken_from_a_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
