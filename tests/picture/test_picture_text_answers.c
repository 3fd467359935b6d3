/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader is told of each agency: the last section of the page. */
#include "page.h"

#define STR(literal)                    \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

static const struct sl_picture_answer answers[] = {
    {STR("oldham"),
     STR("child_protection"),
     STR("child protection enquiries and plans"),
     STR("records_held"),
     STR("records held"),
     3, true,
     false},
    { STR("oldham"),
     STR("alerts"),
     STR("flags"),
     STR("records_held"),
     STR("records held"),
     1, false,
     true },
    { STR("oldham"),
     STR("adoption_records"),
     STR("adoption"),
     STR("not_permitted_to_say"),
     STR("not permitted to say"),
     0, false,
     false},
    { STR("police"),
     STR("alerts"),
     STR("flags"),
     STR("no_answer_yet"),
     STR("no answer yet"),
     0, false,
     false},
    { STR("police"),
     STR("adoption_records"),
     STR("adoption"),
     STR("no_answer_yet"),
     STR("no answer yet"),
     0, false,
     false},
};
static const struct sl_picture_withheld withheld[] = {
    {STR("police"), STR("whereabouts"), STR("addresses and places")},
};

static void give_answers(struct told *told)
{
    told->input.answers = answers;
    told->input.answer_count = sizeof answers / sizeof answers[0];
    told->input.withheld = withheld;
    told->input.withheld_count = 1;
}

static void test_rows(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    give_answers(&told);
    page_print(&told, (struct sl_picture_view){ .columns = 140 }, &out);
    PAGE_HAS(
        &out,
        "\nNOT KNOWN, AS FAR AS RECORDS ARE OPEN TO YOU\n",
        "\nWHAT YOU ARE TOLD OF EACH AGENCY'S RECORDS\n"
        "   oldham                 records held           child protection enquiries and plans "
        "(3);",
        " flags (1, not open to you,\n",
        " and there may be more)\n"
        "                          not permitted to say   all other kinds of record\n"
        "   police                 no answer yet          all kinds of record\n"
        "   police                 withholds              addresses and places\n"
    );
    assert_null(strstr(out.ptr, "no record from this agency"));
    sl_buf_finish(&out);
    told_close(&told);
}

/* A reader who may see everything is told so by there being no such section. */
static void test_none(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    page_print(&told, (struct sl_picture_view){ .columns = 100 }, &out);
    assert_null(strstr(out.ptr, "WHAT YOU ARE TOLD"));
    assert_non_null(strstr(out.ptr, "no record from this agency"));
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_none) };
    return cmocka_run_group_tests_name("picture/picture_text_answers", tests, NULL, NULL);
}
