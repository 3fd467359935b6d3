/* SPDX-License-Identifier: Apache-2.0 */
#include "web/ask.h"

#include <stdio.h>

#include "sharing/role.h"
#include "visit_fixture.h"

/* clang-format off */
static const struct sl_ask_field fields[] = {
    { .kind = SL_ASK_TEXT, .name = "name", .label = "Name", .missing = "enter a name" },
    { .kind = SL_ASK_PASSWORD, .name = "secret", .label = "Secret", .hint = "of yours" },
    { .kind = SL_ASK_RADIOS,
      .name = "purpose",
      .label = "What for?",
      .missing = "choose what for",
      .terms = sl_purpose_terms,
      .term_count = SL_PURPOSE_COUNT },
};
/* clang-format on */
static const struct sl_ask ask = { .button = "Go", .fields = fields, .field_count = 3 };

static void test_what_must_be_there(void **state)
{
    static const struct {
        const char *form, *message;
    } cases[] = {
        {"name=+&purpose=care",            "enter a name"   },
        { "name=a",                        "choose what for"},
        { "name=a&purpose=fun",            "choose what for"},
        { "name=a&purpose=care",           NULL             },
        { "name=a&purpose=care&secret=x+", NULL             },
    };
    struct visit_fixture fixture;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        visit_open(&fixture, SL_METHOD_POST, "/x", "", cases[i].form);
        const enum sl_status status = sl_ask_check(&ask, &fixture.visit.form, &err);
        SL_CHECK_STATUS(status, cases[i].message == NULL ? SL_OK : SL_INVALID);
        if (cases[i].message != NULL) {
            assert_string_equal(err.message, cases[i].message);
        }
        visit_close(&fixture);
    }
}

/* A choice that may be left out must still be one. */
static void test_what_may_be_left_out(void **state)
{
    struct sl_ask_field field = fields[2];
    const struct sl_ask optional = { .button = "Go", .fields = &field, .field_count = 1 };
    struct visit_fixture fixture;
    struct sl_error err;

    (void)state;
    field.missing = NULL;
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "");
    SL_CHECK_OK(sl_ask_check(&optional, &fixture.visit.form, &err), &err);
    visit_close(&fixture);
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "purpose=fun");
    SL_CHECK_STATUS(sl_ask_check(&optional, &fixture.visit.form, &err), SL_INVALID);
    SL_CHECK_U64(sl_ask_chosen(&field, &fixture.visit.form), SL_PURPOSE_COUNT);
    visit_close(&fixture);
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "purpose=care&secret=+x+&name=+x+");
    SL_CHECK_U64(sl_ask_chosen(&field, &fixture.visit.form), SL_PURPOSE_CARE);
    SL_CHECK_STR(sl_ask_given(&fields[0], &fixture.visit.form), "x");
    SL_CHECK_STR(sl_ask_given(&fields[1], &fixture.visit.form), " x ");
    visit_close(&fixture);
}

static void test_a_form_that_comes_back_keeps_all_but_secrets(void **state)
{
    const struct sl_error why = { .status = SL_INVALID, .message = "choose what for" };
    const struct sl_ask_shown shown = { .action = SL_STR("/x"), .why = &why };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "name=Ann&secret=hush&purpose=care");
    const struct sl_value form = sl_ask_value(&fixture.visit, &ask, &shown);
    assert_string_equal(visit_text(form, "button"), "Go");
    assert_string_equal(visit_text(visit_item(form, "fields", 0), "value"), "Ann");
    assert_string_equal(visit_text(visit_item(form, "fields", 1), "value"), "");
    const struct sl_value purpose = visit_item(form, "fields", 2);
    assert_string_equal(
        visit_text(visit_item(purpose, "items", SL_PURPOSE_CARE), "checked"), "true"
    );
    assert_string_equal(visit_text(visit_item(purpose, "items", 0), "checked"), "false");
    assert_string_equal(
        visit_text(sl_value_get(purpose, SL_STR("error")), "text"), "Choose what for"
    );
    SL_CHECK_STR(sl_ask_blamed(&fixture.visit, &ask, &shown), "#purpose");
    visit_close(&fixture);
}

/* Another form of the page, or the page itself, has nothing of what was sent. */
static void test_other_forms_stay_empty(void **state)
{
    const struct sl_error why = { .status = SL_INVALID, .message = "not so" };
    const struct sl_ask_hidden hidden[] = {
        {"to", SL_STR("/y")}
    };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "name=Ann");
    const struct sl_ask_shown shown = {
        .action = SL_STR("/other"),
        .hidden = sl_ask_hidden(&fixture.visit, hidden, 1),
        .why = &why,
        .number = 2,
    };
    const struct sl_value form = sl_ask_value(&fixture.visit, &ask, &shown);
    assert_string_equal(visit_text(visit_item(form, "fields", 0), "value"), "");
    assert_string_equal(visit_text(visit_item(form, "fields", 0), "id"), "name-2");
    assert_string_equal(visit_text(visit_item(form, "hidden", 0), "value"), "/y");
    SL_CHECK_STR(sl_ask_blamed(&fixture.visit, &ask, &shown), "#name-2");
    visit_close(&fixture);
}

/* Three numbers that are a day, or none of them. */
static void test_a_day(void **state)
{
    static const struct {
        const char *form;
        int32_t day;
        bool is_fine;
    } cases[] = {
        {"",                                              0,         true },
        { "until-day=+&until-month=",                     0,         true },
        { "until-day=14&until-month=11&until-year=2023",  VISIT_DAY, true },
        { "until-day=29&until-month=2&until-year=2023",   0,         false},
        { "until-day=14&until-month=13&until-year=2023",  0,         false},
        { "until-day=300&until-month=11&until-year=2023", 0,         false},
        { "until-day=14&until-month=11",                  0,         false},
        { "until-day=x&until-month=11&until-year=2023",   0,         false},
    };
    const struct sl_ask_field field = { .kind = SL_ASK_DAY, .name = "until", .label = "Until?" };
    struct visit_fixture fixture;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t day = -1;
        visit_open(&fixture, SL_METHOD_POST, "/x", "", cases[i].form);
        SL_CHECK_STATUS(
            sl_ask_day(&field, &fixture.visit.form, &day, &err),
            cases[i].is_fine ? SL_OK : SL_INVALID
        );
        SL_CHECK_I64(day, cases[i].is_fine ? cases[i].day : -1);
        visit_close(&fixture);
    }
}

/* What a page says can be chosen, and a day that comes back. */
static void test_choices_of_the_page(void **state)
{
    static const struct sl_term users[] = {
        {{ "ann", 3 },  { "Ann Lee", 7 }},
        { { "bob", 3 }, { "bob", 3 }    },
    };
    static const struct sl_ask_field both[] = {
        {.kind = SL_ASK_SELECT, .name = "user", .label = "Who?",     .missing = "choose somebody" },
        { .kind = SL_ASK_DAY,                    .name = "until",                .label = "Until?"},
    };
    const struct sl_ask form = { .button = "Go", .fields = both, .field_count = 2 };
    const struct sl_ask_shown shown = { .action = SL_STR("/x"),
                                        .choices = users,
                                        .choice_count = 2 };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_POST, "/x", "", "user=bob&until-month=7");
    const struct sl_value value = sl_ask_value(&fixture.visit, &form, &shown);
    const struct sl_value who = visit_item(value, "fields", 0);
    SL_CHECK_U64(sl_value_get(who, SL_STR("items")).count, 2);
    assert_string_equal(visit_text(visit_item(who, "items", 0), "text"), "Ann Lee");
    assert_string_equal(visit_text(visit_item(who, "items", 1), "selected"), "true");
    const struct sl_value until = visit_item(value, "fields", 1);
    assert_string_equal(visit_text(visit_item(until, "parts", 0), "name"), "day");
    assert_string_equal(visit_text(visit_item(until, "parts", 1), "value"), "7");
    assert_string_equal(visit_text(visit_item(until, "parts", 2), "value"), "");
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_must_be_there),
        cmocka_unit_test(test_what_may_be_left_out),
        cmocka_unit_test(test_a_form_that_comes_back_keeps_all_but_secrets),
        cmocka_unit_test(test_other_forms_stay_empty),
        cmocka_unit_test(test_a_day),
        cmocka_unit_test(test_choices_of_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
