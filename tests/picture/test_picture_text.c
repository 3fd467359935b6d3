/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_text.h"

#include "page.h"
#include "picture/screen.h"

static void test_one_page(void **state)
{
    struct told told;
    struct sl_buf out;
    const struct sl_str note = SL_STR("The store was read while records came in.");
    (void)state;
    told_open(&told);
    tell_family(&told);
    told.input.notes = &note;
    told.input.note_count = 1;
    page_print(&told, (struct sl_picture_view){ .columns = 100 }, &out);
    /* The sections in their order; control characters of a record are not obeyed. */
    PAGE_HAS(
        &out,
        "Aisha O’Brien, 14 years old, born 23 Nov 2009   C\n",
        "On 1 Jun 2024, from 7 records that name the child and 1 about people",
        "\n   NOTE  The store was read while records came in.\n",
        "\nIN THE CHILD'S OWN WORDS\n   \xE2\x80\x9CNot back ?[2J there.\xE2\x80\x9D ",
        "3 May 2024, public protection notice,\n",
        "\nNOW\n",
        "\nWHO\n",
        "\nFAMILY, HOUSEHOLD AND NETWORK\n",
        "\nCHRONOLOGY, NEWEST FIRST\n",
        "\nNOT KNOWN\n",
        "\n   nobody has recorded it         disability, language, NHS number, ",
        "\n   agencies disagree              date of birth",
        "\n   no record from this agency     nhs-north\n",
        "\n   no return home interview       missing 2 May 2024 #4\n",
        "\nWHO HOLDS RECORDS OF THE CHILD\n   oldham, records                3 records, ",
        "\n   police, records                4 records, the latest of 3 May 2024\n"
    );
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_nothing(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    told_open(&told);
    page_print(&told, (struct sl_picture_view){ .columns = 80 }, &out);
    PAGE_HAS(
        &out,
        "\n   No record has any.\n",
        "\n   No record says that a plan, order or placement is current.\n",
        "\n   No record names a worker or a team for the child today.\n",
        "\n   No record ties anybody to the child.\n",
        "\n   No record has an event of the child that is asked for.\n"
    );
    sl_buf_finish(&out);
    told_close(&told);
}

static void test_columns(void **state)
{
    static const size_t columns[][2] = {
        {0,    80 },
        { 80,  80 },
        { 97,  97 },
        { 500, 120},
    };
    (void)state;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        struct told told;
        struct sl_buf out;
        struct sl_str line;
        told_open(&told);
        tell_family(&told);
        page_print(&told, (struct sl_picture_view){ .columns = columns[i][0] }, &out);
        struct sl_str rest = sl_buf_str(&out);
        while (sl_str_split(&rest, '\n', &line)) {
            assert_true(sl_screen_width(line) <= columns[i][1]);
            assert_true(sl_str_find(line, SL_STR("\x1b")) == line.len);
            assert_false(sl_str_ends(line, SL_STR(" ")));
        }
        sl_buf_finish(&out);
        told_close(&told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_page),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
