/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "page.h"

/* An event of the child c1, as a system of a council tells it. */
static void tell_event(struct told *told, const char *agency, const char *members)
{
    char line[600];
    (void)snprintf(
        line, sizeof line, "{'type':'event',%s,'people':[{'id':'c1','role':'subject'}]}", members
    );
    tell(told, agency, line);
}

static void open_child(struct told *told)
{
    told_open(told);
    tell(told, "oldham", "{'type':'person','id':'c1','given_name':'Aisha'}");
    told_is(told, "oldham", "c1", "C");
    told_is(told, "schools", "c1", "C");
}

static void test_now(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    open_child(&told);
    tell_event(&told, "oldham", "'id':'r1','kind':'referral','start':'2024-01-05','source':'3C'");
    tell_event(
        &told,
        "oldham",
        "'id':'p1','kind':'protection_plan','start':'2024-03-02','category':'NEG','team':'East'"
    );
    tell_event(&told, "schools", "'id':'p1','kind':'protection_plan'");
    tell_event(
        &told, "oldham", "'id':'n1','kind':'need_plan','start':'2023-01-01','end':'2023-02-01'"
    );
    page_print(&told, (struct sl_picture_view){ .columns = 120 }, &out);
    /* What binds stands first; a plan without a date stands with the dated one. */
    PAGE_HAS(
        &out,
        "\nNOW\n   since 2 Mar 2024          child protection plan; neglect; team East ",
        "oldham #3; without a\n",
        "date: schools #4\n",
        "\n   since 5 Jan 2024          referral; from school nurse ",
        "\nWHO\n"
    );
    assert_null(strstr(out.ptr, "No record names a worker"));
    assert_null(strstr(out.ptr, "since 1 Jan 2023"));
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_chronology(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    open_child(&told);
    tell_event(
        &told,
        "oldham",
        "'id':'m1','kind':'missing','start':'2024-01-05T21:00','end':'2024-01-06T06:00',"
        "'locations':[{'id':'l1','role':'found_at'}]"
    );
    tell(
        &told, "oldham", "{'type':'location','id':'l1','kind':'place','place_name':'Bus station'}"
    );
    tell_event(&told, "schools", "'id':'m1','kind':'missing','start':'2024-01-05'");
    tell_event(&told, "oldham", "'id':'m2','kind':'missing','start':'2024-02-05'");
    tell_event(&told, "oldham", "'id':'x1','kind':'contact','start':'2020-02-05'");
    page_print(&told, (struct sl_picture_view){ .columns = 120 }, &out);
    PAGE_HAS(
        &out,
        "\nCHRONOLOGY, NEWEST FIRST\n",
        "   In all (and in the last 12 months): contact 1, missing 2 (2)\n",
        "\n   5 Feb 2024                missing, the 2nd (2 within 12 months) ",
        "\n   5 Jan 2024                missing; at Bus station #3 ",
        "schools #4; possibly the\n",
        "same: oldham #2 (5 Jan\n",
        "\n   5 Feb 2020                contact "
    );
    sl_buf_finish(&out);
    told_close(&told);
}

/* What happens at one place again and again is told before all events. */
static void test_places_and_parts(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    open_child(&told);
    for (int i = 1; i <= 3; i++) {
        char line[200];
        (void)snprintf(
            line,
            sizeof line,
            "'id':'m%d','kind':'missing','start':'2024-0%d-05',"
            "'locations':[{'id':'l1','role':'found_at'}]",
            i,
            i
        );
        tell_event(&told, "oldham", line);
    }
    tell(
        &told, "oldham", "{'type':'location','id':'l1','kind':'place','place_name':'Bus station'}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'x','kind':'crime','start':'2023-01-01',"
        "'people':[{'id':'c1','role':'victim'}]}"
    );
    page_print(&told, (struct sl_picture_view){ .columns = 120 }, &out);
    PAGE_HAS(
        &out,
        "\nCHRONOLOGY, NEWEST FIRST\n",
        "\n   More than once at: Bus station, 3 times\n",
        "\n   5 Mar 2024 ",
        "\n   1 Jan 2023                crime, as the victim "
    );
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_filters(void **state)
{
    static const struct sl_str agencies[] = {
        {"schools", 7}
    };
    static const unsigned kinds[] = { SL_EVENT_CONTACT, SL_EVENT_VISIT };
    struct told told;
    struct sl_buf out;
    (void)state;
    open_child(&told);
    tell_event(&told, "oldham", "'id':'x1','kind':'contact','start':'2020-02-05'");
    tell_event(&told, "schools", "'id':'x2','kind':'contact','start':'2021-02-05'");
    tell_event(&told, "schools", "'id':'x3','kind':'visit','start':'2022-02-05'");
    tell_event(&told, "schools", "'id':'x4','kind':'crime','start':'2022-02-06'");
    page_print(
        &told,
        (struct sl_picture_view){ .agencies = agencies,
                                  .agency_count = 1,
                                  .kinds = kinds,
                                  .kind_count = 2,
                                  .oldest_first = true },
        &out
    );
    PAGE_HAS(
        &out,
        "\nCHRONOLOGY, OLDEST FIRST\n",
        "   In all (and in the last 12 months): contact 1, visit 1\n",
        "   5 Feb 2021 ",
        "\n   5 Feb 2022 ",
        "\nNOT KNOWN\n"
    );
    sl_buf_finish(&out);
    page_print(&told, (struct sl_picture_view){ .row_limit = 1 }, &out);
    PAGE_HAS(&out, "\n   6 Feb 2022 ", "\n   and 3 more: see all with --all\n", "\nNOT KNOWN\n");
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_now),
        cmocka_unit_test(test_chronology),
        cmocka_unit_test(test_places_and_parts),
        cmocka_unit_test(test_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
