/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_told.h"

#include "base/json.h"
#include "page.h"

static void tell_rows(struct told *told, struct sl_picture_view view, struct sl_buf *out)
{
    sl_buf_init(out, (size_t)1 << 20);
    sl_picture_tell(told_make(told), &view, out);
    sl_buf_add_byte(out, '\0');
    SL_CHECK_OK(sl_buf_status(out, NULL), NULL);
    out->len--;
}

/* Is it one JSON text from end to end? */
static void check_json(const struct sl_buf *out)
{
    struct sl_json_token token = { .kind = SL_JSON_NULL };
    struct sl_arena arena;
    struct sl_json json;
    struct sl_error err;

    sl_arena_init(&arena, (size_t)1 << 20);
    sl_json_init(&json, sl_buf_str(out), SL_JSON_DEPTH_LIMIT, &arena);
    do {
        SL_CHECK_OK(sl_json_next(&json, &token, &err), &err);
    } while (token.kind != SL_JSON_END);
    sl_arena_finish(&arena);
}

static void test_sections_in_rows(void **state)
{
    struct told told;
    struct sl_buf out;
    const struct sl_str note = SL_STR("A \"note\".");
    (void)state;
    told_open(&told);
    tell_family(&told);
    told.input.notes = &note;
    told.input.note_count = 1;
    tell_rows(&told, (struct sl_picture_view){ .columns = 0 }, &out);
    check_json(&out);
    PAGE_HAS(
        &out,
        "{\"child\":\"C\",\"name\":\"Aisha O\342\200\231Brien\",\"life\":\"14 years old, ",
        "born 23 Nov 2009\",\"basis\":\"On 1 Jun 2024, from 7 ",
        ",\"isOpen\":true,\"notes\":[\"A \\\"note\\\".\"],\"agencies\":[\"oldham\",\"police\"],",
        ",\"kinds\":[{\"name\":\"",
        "],\"years\":[{\"name\":\"2024\",\"words\":\"2024\",\"count\":",
        "],\"words\":[",
        "Not back \\u001b[2J there.",
        "],\"now\":[",
        /* An agency and a record are runs of their own. */
        "],\"who\":[{\"mark\":\"known\",\"cells\":[[{\"text\":\"given name\"}],[],",
        "[{\"text\":\"Aisha\"}],",
        "[{\"text\":\"police\",\"agency\":\"police\"},{\"text\":\" \"},",
        "{\"text\":\"#1\",\"record\":\"1\"},{\"text\":\", \"},",
        "{\"text\":\"oldham\",\"agency\":\"oldham\"},",
        "{\"mark\":\"differs\",\"cells\":[[],[{\"text\":\"DIFFERS\"}],[{\"text\":\"22 Nov 2009\"}]",
        "{\"mark\":\"refused\",\"cells\":[[],[],[{\"text\":\"refused\"}]",
        "],\"network\":[{\"mark\":\"stated\",",
        "{\"mark\":\"inferred\",",
        "],\"chronology\":[",
        "{\"mark\":\"year\",\"cells\":[[{\"text\":\"2024\"}]]}",
        "[{\"text\":\"missing\"}]",
        "],\"gaps\":[",
        "],\"holders\":["
    );
    /* Nothing is asked, so nothing is answered; what parts cells of columns is no part of them. */
    assert_null(strstr(out.ptr, "\"answers\""));
    assert_null(strstr(out.ptr, "[{\"text\":\"; "));
    assert_null(strstr(out.ptr, "inferred: "));
    sl_buf_finish(&out);
    told_close(&told);
}

/* Who is a child, or will be one, has a page; and adults have none. */
static void test_children_have_pages(void **state)
{
    static const char *const people[] = {
        "{'type':'person','id':'n4','given_name':'Sami','birth_date':'2015-03-01'}",
        "{'type':'person','id':'n5','given_name':'Dan','birth_date':'1980-03-01'}",
        "{'type':'person','id':'n6','given_name':'Baby','expected_birth_date':'2024-08-01'}",
        "{'type':'link','id':'l4','from':'n4','role':'sibling','to':'n1'}",
        "{'type':'link','id':'l5','from':'n5','role':'father','to':'n1'}",
        "{'type':'link','id':'l6','from':'n6','role':'sibling','to':'n1'}",
    };
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
        tell(&told, "police", people[i]);
    }
    told_is(&told, "police", "n4", "S");
    told_is(&told, "police", "n5", "D");
    told_is(&told, "police", "n6", "B");
    tell_rows(&told, (struct sl_picture_view){ .columns = 0 }, &out);
    check_json(&out);
    assert_non_null(strstr(out.ptr, "{\"text\":\"Sami\",\"person\":\"S\"}"));
    assert_non_null(strstr(out.ptr, "{\"text\":\"Baby\",\"person\":\"B\"}"));
    assert_non_null(strstr(out.ptr, "{\"text\":\"Dan\"}"));
    assert_null(strstr(out.ptr, "\"person\":\"D\""));
    sl_buf_finish(&out);
    told_close(&told);
}

/* Events of a period; one that nobody dates is of none, and stands below no year. */
static void test_periods(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    tell(
        &told,
        "police",
        "{'type':'event','id':'u1','kind':'crime','people':[{'id':'n1','role':'victim'}]}"
    );
    tell_rows(&told, (struct sl_picture_view){ .columns = 0 }, &out);
    assert_non_null(strstr(out.ptr, "{\"mark\":\"year\",\"cells\":[[{\"text\":\"no date\"}]]}"));
    sl_buf_finish(&out);
    tell_rows(
        &told,
        (struct sl_picture_view){ .since = told_day("2024-05-03"),
                                  .until = told_day("2024-05-03") },
        &out
    );
    const char *chronology = strstr(out.ptr, "\"chronology\":");
    assert_null(strstr(chronology, "no date"));
    assert_null(strstr(chronology, "{\"text\":\"protection plan"));
    assert_non_null(strstr(chronology, "{\"text\":\"public protection notice\"}"));
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_nothing_is_said_in_sentences(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_rows(&told, (struct sl_picture_view){ .columns = 0 }, &out);
    check_json(&out);
    PAGE_HAS(
        &out,
        "\"life\":\"\"",
        "\"notes\":[],\"agencies\":[]",
        "\"words\":[{\"mark\":\"\",\"cells\":[[{\"text\":\"No record has any.\"}]]}]",
        "\"network\":[{\"mark\":\"\",\"cells\":[[{\"text\":\"No record ties anybody to the "
        "child.\"}]]}]"
    );
    sl_buf_finish(&out);
    told_close(&told);
}

/* What agencies wrote is text, whatever it looks like; a number that is no record stays in it. */
static void test_any_text_is_text(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell(&told, "oldham", "{'type':'person','id':'c1','school':'St ]}, No#5 # x #'}");
    told_is(&told, "oldham", "c1", "C");
    tell_rows(&told, (struct sl_picture_view){ .columns = 0 }, &out);
    check_json(&out);
    PAGE_HAS(&out, "[{\"text\":\"St ]}, No#5 # x #\"}]");
    sl_buf_finish(&out);
    told_close(&told);
}

/* A buffer that is full says so, wherever it was. */
static void test_a_full_buffer(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    const struct sl_picture *picture = told_make(&told);
    const struct sl_picture_view view = { .columns = 0 };
    size_t size = 0;
    for (enum sl_status status = SL_LIMIT; status != SL_OK; size += 7) {
        sl_buf_init(&out, size);
        sl_picture_tell(picture, &view, &out);
        status = sl_buf_status(&out, NULL);
        sl_buf_finish(&out);
    }
    assert_true(size > 1000);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections_in_rows),
        cmocka_unit_test(test_children_have_pages),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_nothing_is_said_in_sentences),
        cmocka_unit_test(test_any_text_is_text),
        cmocka_unit_test(test_a_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
