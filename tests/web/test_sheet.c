/* SPDX-License-Identifier: Apache-2.0 */
#include "web/sheet.h"

#include <stdio.h>
#include <string.h>

#include "visit_fixture.h"

static const struct sl_done done[] = {
    {"saved", "It is saved."}
};
static const struct sl_ask_field fields[] = {
    {.kind = SL_ASK_TEXT, .name = "name", .label = "Name", .missing = "enter a name"},
};
static const struct sl_ask ask = { .button = "Go", .fields = fields, .field_count = 1 };

/* The kinds of the parts, with blanks between. */
static const char *kinds_of(struct sl_value sheet)
{
    static char text[200];
    const struct sl_value parts = sl_value_get(sheet, SL_STR("parts"));

    text[0] = '\0';
    for (uint32_t i = 0; i < parts.count; i++) {
        const size_t len = strlen(text);
        const char *kind = visit_text(visit_item(sheet, "parts", i), "kind");
        (void)snprintf(text + len, sizeof text - len, "%.20s ", kind);
    }
    return text;
}

/* Ways to look at a list, one of which is current. */
static void test_choices(void **state)
{
    const struct sl_sheet_choice choices[] = {
        {SL_STR("All"),   SL_STR("/x"),      true },
        { SL_STR("Mine"), SL_STR("/x?mine"), false},
    };
    struct visit_fixture fixture;
    struct sl_sheet sheet;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/x", "", "");
    sl_sheet_init(&sheet, &fixture.visit, SL_STR("Title"));
    sl_sheet_choices(&sheet, SL_STR("Whose"), choices, 2);
    sl_sheet_wording(&sheet, SL_STR("nothing to think about"));
    const struct sl_value value = sl_sheet_value(&sheet);
    assert_string_equal(kinds_of(value), "choices ");
    const struct sl_value part = visit_item(value, "parts", 0);
    assert_string_equal(visit_text(part, "label"), "Whose");
    assert_string_equal(visit_text(visit_item(part, "items", 0), "isCurrent"), "true");
    assert_string_equal(visit_text(visit_item(part, "items", 1), "href"), "/x?mine");
    visit_close(&fixture);
}

static void test_parts_stand_in_their_order(void **state)
{
    struct visit_fixture fixture;
    struct sl_sheet sheet;
    struct sl_rows list;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/x", "done=saved", "");
    sl_sheet_init(&sheet, &fixture.visit, SL_STR("Title"));
    sl_sheet_done(&sheet, done, 1);
    sl_sheet_text(&sheet, SL_STR("one"));
    sl_sheet_fact(&sheet, "a", SL_STR("1"), SL_STR(""));
    sl_sheet_fact(&sheet, "b", SL_STR(""), SL_STR("")); /* nothing to say */
    sl_sheet_fact(&sheet, "c", SL_STR("3"), SL_STR("/c"));
    sl_sheet_heading(&sheet, SL_STR("two"));
    sl_sheet_code(&sheet, SL_STR("three"));
    sl_sheet_link(&sheet, SL_STR("four"), SL_STR("/four"));
    sl_sheet_warning(&sheet, SL_STR("five"));
    sl_rows_init(&list, &fixture.visit);
    sl_sheet_list(&sheet, &list, &(struct sl_rows_words){ .empty = SL_STR("none") });
    sl_sheet_form(&sheet, &ask, SL_STR("/x"), sl_value_undefined());
    sl_sheet_fact(&sheet, "d", SL_STR("4"), SL_STR(""));
    const struct sl_value value = sl_sheet_value(&sheet);
    assert_string_equal(kinds_of(value), "text facts heading code link warning list form facts ");
    SL_CHECK_U64(sl_value_get(visit_item(value, "parts", 1), SL_STR("facts")).count, 2);
    assert_string_equal(visit_text(value, "notice"), "It is saved.");
    assert_string_equal(visit_text(value, "problem"), "undefined");
    visit_close(&fixture);
}

static void test_a_form_that_was_refused_says_why_above(void **state)
{
    const struct sl_error why = {
        .status = SL_INVALID, .message = "enter a name", .detail = "it is empty", .hint = "Any."
    };
    struct visit_fixture fixture;
    struct sl_sheet sheet;

    (void)state;
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "name=");
    sl_sheet_init(&sheet, &fixture.visit, SL_STR("Title"));
    sheet.why = &why;
    sl_sheet_form(&sheet, &ask, SL_STR("/other"), sl_value_undefined());
    assert_int_equal(sheet.problem.kind, SL_VALUE_UNDEFINED);
    sl_sheet_form(&sheet, &ask, SL_STR("/x"), sl_value_undefined());
    const struct sl_value problem = sl_value_get(sl_sheet_value(&sheet), SL_STR("problem"));
    assert_string_equal(visit_text(problem, "text"), "Enter a name: it is empty");
    assert_string_equal(visit_text(problem, "advice"), "Any.");
    assert_string_equal(visit_text(problem, "href"), "#name-1");
    visit_close(&fixture);
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    SL_CHECK_STATUS(err->status, SL_OK);
    visit->response->status = why->status == SL_DENIED ? 403 : 400;
    return SL_OK;
}

static void test_only_what_can_be_mended_is_shown_again(void **state)
{
    static const struct {
        enum sl_status status;
        unsigned shown;
    } cases[] = {
        {SL_INVALID,    400},
        { SL_DENIED,    403},
        { SL_USAGE,     400},
        { SL_NOT_FOUND, 200},
        { SL_IO,        200},
        { SL_NO_MEMORY, 200}
    };
    struct visit_fixture fixture;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_error err = { .status = cases[i].status };
        visit_open(&fixture, SL_METHOD_POST, "/x", "", "");
        const enum sl_status status = sl_sheet_again(&fixture.visit, cases[i].status, show, &err);
        SL_CHECK_STATUS(status, cases[i].shown == 200 ? cases[i].status : SL_OK);
        SL_CHECK_U64(fixture.response.status, cases[i].shown);
        visit_close(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_stand_in_their_order),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_a_form_that_was_refused_says_why_above),
        cmocka_unit_test(test_only_what_can_be_mended_is_shown_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
