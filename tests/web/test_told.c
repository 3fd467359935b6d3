/* SPDX-License-Identifier: Apache-2.0 */
#include "web/told.h"

#include <stdio.h>

#include "visit_fixture.h"

static void test_texts(void **state)
{
    struct visit_fixture fixture;
    struct sl_visit *visit = &fixture.visit;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_STR(sl_told_print(visit, "%d %s", 7, "of us"), "7 of us");
    SL_CHECK_STR(sl_told_sentence(visit, SL_STR("it is so")), "It is so");
    SL_CHECK_STR(sl_told_sentence(visit, SL_STR("NHS number")), "NHS number");
    SL_CHECK_STR(sl_told_sentence(visit, SL_STR("")), "");
    SL_CHECK_STR(sl_told_count(visit, 0), "0");
    SL_CHECK_STR(sl_told_count(visit, 999), "999");
    SL_CHECK_STR(sl_told_count(visit, 1000), "1,000");
    SL_CHECK_STR(sl_told_count(visit, UINT64_MAX), "18,446,744,073,709,551,615");
    SL_CHECK_STR(sl_told_path(visit, "/user/", SL_STR("a/b@x?")), "/user/a%2Fb%40x%3F");
    visit_close(&fixture);
}

static void test_times(void **state)
{
    struct visit_fixture fixture;
    struct sl_visit *visit = &fixture.visit;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_STR(sl_told_time(visit, VISIT_NOW), "14 Nov 2023 22:13");
    SL_CHECK_STR(sl_told_time(visit, 0), "");
    SL_CHECK_STR(sl_told_day(visit, VISIT_DAY), "14 Nov 2023");
    SL_CHECK_STR(sl_told_date(visit, SL_STR("19791214")), "14 Dec 1979");
    SL_CHECK_STR(sl_told_date(visit, SL_STR("soon")), "soon");
    SL_CHECK_STR(sl_told_due(visit, VISIT_DAY), "today");
    SL_CHECK_STR(sl_told_due(visit, VISIT_DAY + 1), "tomorrow");
    SL_CHECK_STR(sl_told_due(visit, VISIT_DAY - 1), "yesterday");
    SL_CHECK_STR(sl_told_due(visit, VISIT_DAY + 2), "16 Nov 2023");
    visit_close(&fixture);
}

static void test_names_are_joined(void **state)
{
    struct visit_fixture fixture;
    struct sl_visit *visit = &fixture.visit;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    struct sl_str text = sl_told_join(visit, SL_STR(""), SL_STR("a"), true);
    SL_CHECK_STR(text, "a");
    text = sl_told_join(visit, text, SL_STR("b"), false);
    text = sl_told_join(visit, text, SL_STR("c"), true);
    SL_CHECK_STR(text, "a, b and c");
    visit_close(&fixture);
}

static void test_no_memory_is_the_pages_failure(void **state)
{
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    sl_arena_finish(&fixture.arena);
    sl_arena_init(&fixture.arena, 0);
    SL_CHECK_STR(sl_told_print(&fixture.visit, "%d", 7), "");
    SL_CHECK_STATUS(sl_page_status(&fixture.visit.page, NULL), SL_NO_MEMORY);
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_names_are_joined),
        cmocka_unit_test(test_no_memory_is_the_pages_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
