/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/question_text.h"

#include "support/support.h"

/* clang-format off */
static const struct sl_question_deed deeds[] = {
    { .act = SL_ACT_RAISED, .day = 20605 },
    { .act = SL_ACT_ALLOCATED, .day = 20605, .by = {"bo", 2}, .agency = {"gmp", 3} },
    { .act = SL_ACT_ANSWERED, .day = 20606, .by = {"ann", 3}, .agency = {"gmp", 3},
      .reply = SL_REPLY_PLANNED, .until = 20607, .words = {"on\x1b Monday", 10} },
    { .act = SL_ACT_CHALLENGED, .day = 20607, .by = {"cy", 2}, .agency = {"bury", 4},
      .words = {"too late", 8} },
};

/* clang-format on */

static struct sl_question_told records[] = {
    { .name = { "gmp/records/m1", 14 } },
};

static struct sl_question_line line_of(void)
{
    struct sl_question_line line = { .identity = SL_STR("P3K7Q0ZD8"), .over_count = 2 };

    line.stored.id = 7;
    line.stored.wording = SL_STR("Missing");
    line.stored.asks = SL_STR("Why?");
    line.stored.indicator = SL_STR("missing");
    line.seen.question.owner = SL_STR("gmp");
    line.seen.question.meaning = SL_MEANS_SIGN;
    line.seen.question.deeds = deeds;
    line.seen.question.deed_count = 4;
    line.status.state = SL_QUESTION_CHALLENGED;
    line.status.round = 2;
    line.status.due = 20610;
    line.status.opened = 20605;
    line.status.is_over = true;
    line.status.answer = &deeds[2];
    line.status.dispute = &deeds[3];
    line.records = records;
    line.record_count = 1;
    return line;
}

static void tells_people(void **state)
{
    const struct sl_question_line line = line_of();
    struct sl_buf text;
    (void)state;

    sl_buf_init(&text, 10000);
    sl_question_text(&line, true, &text);
    SL_CHECK_STR(
        sl_buf_str(&text),
        "    7  challenged  P3K7Q0ZD8  due 2026-06-06  gmp, the team\n"
        "       Missing (a sign of harm). Why?\n"
        "       statutory time limits over: 2, no longer raised, opened again 1 times, bury waits "
        "for an answer, and the time for it is over\n"
        "       record gmp/records/m1\n"
        "       2026-06-01  raised by new evidence\n"
        "       2026-06-01  allocated to the team by bo of gmp\n"
        "       2026-06-02  answered by ann of gmp: it is planned by 2026-06-03: on  Monday\n"
        "       2026-06-03  challenged by cy of bury: too late\n"
    );
    sl_buf_clear(&text);
    sl_question_text(&line, false, &text);
    SL_CHECK_U64(sl_str_find(sl_buf_str(&text), SL_STR("record")), text.len);
    sl_buf_finish(&text);
}

static void tells_programs(void **state)
{
    const struct sl_question_line line = line_of();
    json_t *json = sl_question_json(&line);
    (void)state;

    assert_non_null(json);
    SL_CHECK_I64(json_integer_value(json_object_get(json, "clocks_over")), 2);
    assert_string_equal(json_string_value(json_object_get(json, "state")), "challenged");
    assert_string_equal(json_string_value(json_object_get(json, "due")), "2026-06-06");
    assert_true(json_is_null(json_object_get(json, "allocated")));
    const json_t *deed = json_array_get(json_object_get(json, "deeds"), 2);
    assert_string_equal(json_string_value(json_object_get(deed, "answer")), "planned");
    assert_string_equal(json_string_value(json_object_get(deed, "until")), "2026-06-03");
    json_decref(json);
}

static void points_out_better_words(void **state)
{
    const struct sl_str better[] = { SL_STR("in danger"), SL_STR("groomed") };
    const struct sl_indicator_source source = { .title = SL_STR("A guide") };
    const struct sl_language_phrase phrase = {
        .better = better, .better_count = 2, .why = SL_STR("It blames."), .source = &source
    };
    const struct sl_language_hit hit = { .phrase = &phrase, .text = SL_STR("at risk") };
    struct sl_buf text;
    (void)state;

    sl_buf_init(&text, 1000);
    sl_language_text(&hit, 1, &text);
    SL_CHECK_STR(
        sl_buf_str(&text),
        "Note: 'at risk'. It blames.\n  Better: 'in danger', 'groomed'\n  Source: A guide\n"
    );
    sl_buf_finish(&text);
    json_t *json = sl_language_json(&hit, 1);
    const json_t *one = json_array_get(json, 0);
    assert_string_equal(json_string_value(json_object_get(one, "phrase")), "at risk");
    SL_CHECK_U64(json_array_size(json_object_get(one, "better")), 2);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_people),
        cmocka_unit_test(tells_programs),
        cmocka_unit_test(points_out_better_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
