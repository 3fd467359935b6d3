/* SPDX-License-Identifier: Apache-2.0 */
#include "web/rows.h"

#include <stdio.h>

#include "visit_fixture.h"

/* 60 rows, as a handler adds them: those that are not wanted without texts. */
static size_t fill(struct sl_rows *list)
{
    size_t made = 0;

    for (int i = 1; i <= 60; i++) {
        char title[20];
        (void)snprintf(title, sizeof title, "row %d", i);
        const struct sl_row row = { .title = sl_str_from(title), .facts = { [1] = SL_STR("f") } };
        made += sl_rows_wants(list) ? 1 : 0;
        sl_rows_add(list, sl_rows_wants(list) ? &row : NULL);
    }
    return made;
}

static void test_pages_are_turned(void **state)
{
    static const struct {
        const char *query;
        unsigned rows;
        const char *first, *previous, *next, *words;
    } cases[] = {
        {"",         25, "row 1",     "undefined",          "/list?all=1&page=2", "Page 1 of 3" },
        { "page=2",  25, "row 26",    "/list?all=1&page=1", "/list?all=1&page=3", "Page 2 of 3" },
        { "page=3",  10, "row 51",    "/list?all=1&page=2", "undefined",          "Page 3 of 3" },
        { "page=99", 0,  "undefined", "/list?all=1&page=1", "undefined",          "Page 99 of 3"},
        { "page=-1", 25, "row 1",     "undefined",          "/list?all=1&page=2", "Page 1 of 3" },
    };
    struct visit_fixture fixture;
    struct sl_rows list;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        visit_open(&fixture, SL_METHOD_GET, "/list", cases[i].query, "");
        sl_rows_init(&list, &fixture.visit);
        list.keep = SL_STR("all=1&");
        SL_CHECK_U64(fill(&list), cases[i].rows);
        const struct sl_value value =
            sl_rows_value(&list, &(struct sl_rows_words){ .heading = SL_STR("Things") });
        const struct sl_value pages = sl_value_get(value, SL_STR("pages"));
        SL_CHECK_U64(sl_value_get(value, SL_STR("rows")).count, cases[i].rows);
        assert_string_equal(visit_text(visit_item(value, "rows", 0), "title"), cases[i].first);
        assert_string_equal(
            visit_text(sl_value_get(pages, SL_STR("previous")), "href"), cases[i].previous
        );
        assert_string_equal(visit_text(sl_value_get(pages, SL_STR("next")), "href"), cases[i].next);
        assert_string_equal(visit_text(pages, "words"), cases[i].words);
        visit_close(&fixture);
    }
}

static void test_a_short_list_counts_what_it_leaves_out(void **state)
{
    struct visit_fixture fixture;
    struct sl_rows list;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "page=2", "");
    sl_rows_init_short(&list, &fixture.visit, 5);
    (void)fill(&list);
    const struct sl_value value =
        sl_rows_value(&list, &(struct sl_rows_words){ .more = SL_STR("All") });
    SL_CHECK_U64(sl_value_get(value, SL_STR("rows")).count, 5);
    assert_string_equal(visit_text(value, "left"), "55");
    assert_string_equal(visit_text(value, "pages"), "undefined");
    assert_string_equal(visit_text(value, "more"), "All");
    SL_CHECK_U64(sl_value_get(visit_item(value, "rows", 0), SL_STR("facts")).count, 1);
    visit_close(&fixture);
}

static void test_colours_have_names(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_value_str(sl_tag_colour(SL_TAG_NONE)), "");
    SL_CHECK_STR(sl_value_str(sl_tag_colour(SL_TAG_LATE)), "red");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_are_turned),
        cmocka_unit_test(test_a_short_list_counts_what_it_leaves_out),
        cmocka_unit_test(test_colours_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
