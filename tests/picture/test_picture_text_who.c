/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "page.h"

static void test_agreement_and_difference(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    page_print(&told, (struct sl_picture_view){ .columns = 100 }, &out);
    PAGE_HAS(
        &out,
        "\nWHO\n"
        "   given name                   Aisha                            police #1, oldham #2\n",
        "\n   surname                      O\xE2\x80\x99"
        "Brien; also written OBRIEN     police #1, oldham #2\n",
        "\n   date of birth                23 Nov 2009                      police #1\n",
        "\n                        DIFFERS 22 Nov 2009                      oldham #2\n",
        "\n   sex                          female                           police #1\n",
        "\n   ethnicity                    White British                    oldham #2\n",
        "\n                                refused                          police #1\n",
        "\n   postcode                     OL1 1AA                          police #1\n",
        "\n                        DIFFERS OL1 1AB                          oldham #2\n"
    );
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_earlier_and_repeated(void **state)
{
    static const char *const schools[] = { "A", "B", "C", "D", "D", "D" };
    struct told told;
    struct sl_buf out;
    char line[200];
    (void)state;
    told_open(&told);
    for (size_t i = 0; i < sizeof schools / sizeof schools[0]; i++) {
        (void)snprintf(
            line,
            sizeof line,
            "{'type':'person','id':'c1','changed':'202%zu-01-01','school':'School %s',"
            "'nhs_number':'9000057418'}",
            i,
            schools[i]
        );
        tell(&told, "oldham", line);
    }
    told_is(&told, "oldham", "c1", "C");
    page_print(&told, (struct sl_picture_view){ .columns = 100 }, &out);
    /* Word for word the same in several records: once, with all of them. */
    PAGE_HAS(
        &out,
        "\n   NHS number                   900 005 7418                     oldham #6 #5 #4 #3 #2 ",
        "#1\n",
        "\n   school                       School D                         oldham #6 #5 #4\n",
        "\n                        earlier School C                         oldham #3\n",
        "\n                        earlier School B                         oldham #2\n",
        "\n                        earlier and 1 more\n"
    );
    sl_buf_finish(&out);
    told_close(&told);
}

/* Numbers and codes stand as people read them out; what is no whole postcode stands as it is. */
static void test_postcodes_have_their_blank(void **state)
{
    static const char *const pairs[][2] = {
        {"SK39PH",  "SK3 9PH"},
        { "M1 1AE", "M1 1AE" },
        { "M11AE",  "M1 1AE" },
        { "OLDHAM", "OLDHAM" },
    };
    char line[200];
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct told told;
        struct sl_buf out;
        told_open(&told);
        (void
        )snprintf(line, sizeof line, "{'type':'person','id':'c1','postcode':'%s'}", pairs[i][0]);
        tell(&told, "oldham", line);
        told_is(&told, "oldham", "c1", "C");
        page_print(&told, (struct sl_picture_view){ .columns = 100 }, &out);
        (void)snprintf(line, sizeof line, "\n   postcode                     %s   ", pairs[i][1]);
        PAGE_HAS(&out, line);
        sl_buf_finish(&out);
        told_close(&told);
    }
}

static void test_network(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    tell_family(&told);
    page_print(&told, (struct sl_picture_view){ .columns = 100 }, &out);
    PAGE_HAS(
        &out,
        "\nFAMILY, HOUSEHOLD AND NETWORK\n"
        "   family        n3                                                mother #8\n",
        "\n   network       RICO \"R\" HILL              died 20 May 2024       inferred: same "
        "phone +44 7700\n",
        "900123 #7 #1; found with the\n"
    );
    sl_buf_finish(&out);
    page_print(&told, (struct sl_picture_view){ .columns = 100, .row_limit = 1 }, &out);
    assert_null(strstr(out.ptr, "more people"));
    sl_buf_finish(&out);
    tell(
        &told,
        "police",
        "{'type':'event','id':'m9','kind':'missing','start':'2024-05-02T22:40',"
        "'people':[{'id':'n1','role':'subject'},{'id':'n8','role':'found_with'},"
        "{'id':'n9','role':'found_with'}]}"
    );
    page_print(&told, (struct sl_picture_view){ .columns = 100, .row_limit = 1 }, &out);
    PAGE_HAS(&out, "\n   network       and 2 more people\n");
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreement_and_difference),
        cmocka_unit_test(test_earlier_and_repeated),
        cmocka_unit_test(test_postcodes_have_their_blank),
        cmocka_unit_test(test_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
