/* SPDX-License-Identifier: Apache-2.0 */
#include "web/problem.h"

#include "site_fixture.h"

static void test_each_failure_has_a_status(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_problem_status(SL_NOT_FOUND), 404);
    SL_CHECK_U64(sl_problem_status(SL_DENIED), 403);
    SL_CHECK_U64(sl_problem_status(SL_INVALID), 400);
    SL_CHECK_U64(sl_problem_status(SL_NO_MEMORY), 503);
    SL_CHECK_U64(sl_problem_status(SL_UNSUPPORTED), 500);
}

/* What is said is escaped, and what failed within is not said. */
static void test_pages_say_what_users_can_mend(void **state)
{
    struct site_world *world = *state;
    struct sl_response response;
    struct sl_arena arena;
    struct sl_request request = { .target = SL_STR("/\"><script>") };
    struct sl_visit visit = { .site = world->site, .request = &request };
    struct sl_error why;

    sl_arena_init(&arena, (size_t)16 << 20);
    sl_response_init(&response);
    visit.arena = &arena;
    visit.response = &response;
    (void)sl_fail(&why, SL_NOT_FOUND, "no <b>child</b>");
    sl_problem_show(&visit, 404, &why);
    SL_CHECK_U64(response.status, 404);
    struct sl_str text = sl_response_text(&response);
    assert_true(sl_str_find(text, SL_STR("no &lt;b&gt;child")) < text.len);
    assert_true(sl_str_find(text, SL_STR("Page not found")) < text.len);
    sl_problem_show(&visit, 500, &why);
    text = sl_response_text(&response);
    assert_true(sl_str_find(text, SL_STR("&lt;b")) == text.len);
    sl_problem_show(&visit, 418, NULL);
    SL_CHECK_U64(response.status, 418);
    sl_response_finish(&response);
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_each_failure_has_a_status),
        SITE_TEST(test_pages_say_what_users_can_mend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
