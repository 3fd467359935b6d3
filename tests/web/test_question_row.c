/* SPDX-License-Identifier: Apache-2.0 */
#include "web/question_row.h"

#include <stdio.h>

#include "visit_fixture.h"

static void test_how_it_stands(void **state)
{
    /* clang-format off */
    static const struct {
        struct sl_question_status status;
        const char *text;
        enum sl_tag colour;
    } cases[] = {
        { { .state = SL_QUESTION_OPEN, .due = VISIT_DAY + 3 }, "Open, due 17 Nov 2023",
          SL_TAG_OPEN },
        { { .state = SL_QUESTION_DUE_SOON, .due = VISIT_DAY }, "Due soon, due today", SL_TAG_SOON },
        { { .state = SL_QUESTION_OVER, .due = VISIT_DAY - 1, .is_over = true },
          "Over, was due yesterday", SL_TAG_LATE },
        { { .state = SL_QUESTION_CHALLENGED, .due = VISIT_DAY - 1, .is_over = true },
          "Challenged, was due yesterday", SL_TAG_LATE },
        { { .state = SL_QUESTION_CLOSED }, "Closed", SL_TAG_CLOSED },
    };
    /* clang-format on */
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct sl_work_tag tag = sl_question_tag(&fixture.visit, &cases[i].status);
        SL_CHECK_STR(tag.text, cases[i].text);
        SL_CHECK_I64(tag.colour, cases[i].colour);
    }
    visit_close(&fixture);
}

static void test_whom_it_is_about(void **state)
{
    struct sl_question_line line = { .stored = { .subject = SL_RAISED_GROUP },
                                     .seen = { .question = { .owner = SL_STR("police") } } };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_STR(sl_question_who(&fixture.visit, &line), "People who may belong together");
    line.stored.about = SL_STR("operation 7");
    SL_CHECK_STR(sl_question_who(&fixture.visit, &line), "operation 7");
    line.identity = SL_STR("P3K7Q0ZD8");
    SL_CHECK_STR(sl_question_who(&fixture.visit, &line), "P3K7Q0ZD8");
    line.name = SL_STR("Leila Khan");
    line.life = SL_STR("14 years old");
    SL_CHECK_STR(sl_question_about(&fixture.visit, &line), "Leila Khan, 14 years old");
    SL_CHECK_STR(sl_question_asked_of(&fixture.visit, &line), "police: the team");
    line.status.user = SL_STR("ann");
    SL_CHECK_STR(sl_question_asked_of(&fixture.visit, &line), "police: ann");
    line.over_count = 1;
    SL_CHECK_STR(
        sl_question_row(&fixture.visit, &line).facts[0],
        "1 statutory time limit of the child is over"
    );
    line.over_count = 2;
    SL_CHECK_STR(
        sl_question_row(&fixture.visit, &line).facts[0],
        "2 statutory time limits of the child are over"
    );
    visit_close(&fixture);
}

static void test_what_was_done(void **state)
{
    struct sl_question_deed deed = { .act = SL_ACT_RAISED, .day = VISIT_DAY };
    const struct sl_question_told detail = { .name = SL_STR("oldham/csc/7") };
    struct visit_fixture fixture;

    (void)state;
    visit_open(&fixture, SL_METHOD_GET, "/", "", "");
    SL_CHECK_STR(sl_question_deed_row(&fixture.visit, &deed).title, "Raised by new evidence");
    SL_CHECK_STR(sl_question_deed_row(&fixture.visit, &deed).facts[0], "14 Nov 2023");
    deed = (struct sl_question_deed){
        .act = SL_ACT_ALLOCATED, .day = VISIT_DAY, .by = SL_STR("boss"), .agency = SL_STR("police")
    };
    SL_CHECK_STR(sl_question_deed_row(&fixture.visit, &deed).title, "Allocated to the team");
    SL_CHECK_STR(
        sl_question_deed_row(&fixture.visit, &deed).facts[0], "14 Nov 2023, by boss of police"
    );
    deed.act = SL_ACT_ANSWERED;
    deed.reply = SL_REPLY_PLANNED;
    deed.until = VISIT_DAY + 1;
    SL_CHECK_STR(
        sl_question_deed_row(&fixture.visit, &deed).title, "Answered: it is planned, by 15 Nov 2023"
    );
    SL_CHECK_STR(sl_question_record_row(&fixture.visit, &detail).title, "What a record says");
    SL_CHECK_STR(sl_question_record_row(&fixture.visit, &detail).facts[1], "Record oldham/csc/7");
    visit_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_how_it_stands),
        cmocka_unit_test(test_whom_it_is_about),
        cmocka_unit_test(test_what_was_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
