/* SPDX-License-Identifier: Apache-2.0 */
#include "web/note_form.h"

#include <stdio.h>

#include "visit_fixture.h"

#define ID "n-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* What a form says, as a note; returns how many problems there are. */
static size_t
read_fields(struct visit_fixture *fixture, const char *fields, struct sl_note_written *ret_written)
{
    struct sl_child_problem problems[SL_NOTE_PROBLEMS];
    struct sl_note_form form;

    visit_open(fixture, SL_METHOD_POST, "/", "", fields);
    sl_note_form_take(&fixture->visit.form, &form);
    return sl_note_form_read(&fixture->visit, &form, ret_written, problems);
}

/* A date is as precise as it was written, and never more. */
static void dates_keep_their_precision(void **state)
{
    static const struct {
        const char *fields, *moment;
    } cases[] = {
        {"year=2023",                                     "2023"             },
        { "year=2023&about=yes",                          "2023~"            },
        { "year=2023&month=3",                            "2023-03"          },
        { "year=2023&month=03&day=9",                     "2023-03-09"       },
        { "year=2023&month=3&day=9&time=9.05",            "2023-03-09T09:05" },
        { "year=2023&month=3&day=9&time=17:30&about=yes", "2023-03-09T17:30~"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct visit_fixture fixture;
        struct sl_note_written written;
        struct sl_buf text;
        char fields[200];
        (void)snprintf(fields, sizeof fields, "kind=contact&words=w&%s", cases[i].fields);
        SL_CHECK_U64(read_fields(&fixture, fields, &written), 0);
        sl_buf_init(&text, 100);
        sl_moment_print(written.note.happened, &text);
        SL_CHECK_STR(sl_buf_str(&text), cases[i].moment);
        sl_buf_finish(&text);
        visit_close(&fixture);
    }
}

static void dates_that_are_none(void **state)
{
    static const char *const fields[] = {
        "",           "month=3",           "day=1&year=2023",          "year=23",
        "year=2O23",  "year=2023&month=0", "year=2023&month=2&day=29", "year=2023&time=9:00",
        "year=20231", "year=2024",
    };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct visit_fixture fixture;
        struct sl_note_written written;
        char text[200];
        (void)snprintf(text, sizeof text, "kind=contact&words=w&%s", fields[i]);
        SL_CHECK_U64(read_fields(&fixture, text, &written), 1);
        visit_close(&fixture);
    }
}

static void everything_that_is_wrong_at_once(void **state)
{
    struct visit_fixture fixture;
    struct sl_note_written written;

    (void)state;
    SL_CHECK_U64(read_fields(&fixture, "kind=crime&base=2", &written), 4);
    SL_CHECK_I64(written.base, 2);
    visit_close(&fixture);
}

/* What is typed is what a draft keeps, right or wrong; it is read again as it was. */
static void a_draft_keeps_what_was_typed(void **state)
{
    static const char fields[] =
        "form=" ID "&day=31&month=x&words=a%26b%3D%0Ac%20%C3%A9&who_4=Dean";
    struct visit_fixture fixture;
    struct sl_note_form form;
    struct sl_buf text;

    (void)state;
    visit_open(&fixture, SL_METHOD_POST, "/", "", fields);
    sl_note_form_take(&fixture.visit.form, &form);
    assert_true(sl_note_form_has_words(&form));
    sl_buf_init(&text, 1000);
    sl_note_form_print(&form, &text);
    SL_CHECK_STR(sl_buf_str(&text), fields);
    sl_buf_finish(&text);
    visit_close(&fixture);
}

/* A note that is filled in to be changed says the same when nothing is changed. */
static void a_note_comes_back_the_same(void **state)
{
    const struct sl_note note = {
        .id = SL_STR(ID),
        .kind = SL_NOTE_OBSERVED,
        .happened = {.day = 19000,
                     .second = 34200,
                     .precision = SL_PRECISION_MINUTE,
                     .approximate = true },
        .child_words = SL_STR("w"),
        .observed = SL_STR("o"),
        .summary = SL_STR("s"),
        .told_by = SL_STR("2A"),
        .people = { { SL_STR("Mum"), SL_NOTE_PRESENT }, { SL_STR("Dean"), SL_NOTE_MENTIONED }},
        .person_count = 2,
    };
    struct sl_child_problem problems[SL_NOTE_PROBLEMS];
    struct visit_fixture fixture;
    struct sl_note_form form;
    struct sl_note_written written;
    struct sl_buf before;
    struct sl_buf after;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    sl_note_form_fill(&fixture.visit, &note, 3, &form);
    SL_CHECK_U64(sl_note_form_read(&fixture.visit, &form, &written, problems), 1);
    SL_CHECK_STR(problems[0].field, "why");
    SL_CHECK_I64(written.base, 3);
    sl_buf_init(&before, 1000);
    sl_buf_init(&after, 1000);
    sl_note_print(&note, &before);
    sl_note_print(&written.note, &after);
    SL_CHECK_STR(sl_buf_str(&after), sl_buf_str(&before).ptr);
    sl_buf_finish(&before);
    sl_buf_finish(&after);
    const struct sl_value shown = sl_note_value(&fixture.visit, &note, 3);
    assert_string_equal(visit_text(shown, "happened"), "about 8 Jan 2022 09:30");
    assert_string_equal(visit_text(shown, "kind"), "Observation: something was noticed");
    const struct sl_value choices = sl_note_form_value(&fixture.visit, &form);
    assert_string_equal(visit_text(visit_item(choices, "people", 1), "who"), "Dean");
    assert_string_equal(visit_text(visit_item(choices, "kinds", 0), "value"), "contact");
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_keep_their_precision),
        cmocka_unit_test(dates_that_are_none),
        cmocka_unit_test(everything_that_is_wrong_at_once),
        cmocka_unit_test(a_draft_keeps_what_was_typed),
        cmocka_unit_test(a_note_comes_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
