/* SPDX-License-Identifier: Apache-2.0 */
#include "family.h"
#include "picture/picture_text.h"
#include "picture/screen.h"

static void print_family(struct told *told, struct sl_picture_view view, struct sl_buf *out)
{
    told_open(told);
    tell_family(told);
    sl_buf_init(out, (size_t)1 << 20);
    sl_picture_print(told_make(told), &view, out);
    SL_CHECK_OK(sl_buf_status(out, NULL), NULL);
}

static void test_one_screen(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    print_family(
        &told, (struct sl_picture_view){ .columns = 100, .kind = SL_EVENT_KIND_COUNT }, &out
    );
    SL_CHECK_BYTES(
        sl_str_part(sl_buf_str(&out), 0, sl_str_find(sl_buf_str(&out), SL_STR("\ndisability"))),
        SL_STR("AISHA OBRIEN, born 2009-11-23   identity C   on 2024-06-01\n"
               "\n"
               "THE CHILD'S OWN WORDS\n"
               "2024-05-03T08:00 public protection notice \xE2\x80\x9CNot back ?[2J there."
               "\xE2\x80\x9D\n"
               "                 police/records #5\n"
               "\n"
               "WHO\n"
               "given name             agreed         AISHA                  police/records       "
               "2024-05-03 #1\n"
               "                                      Aisha                  oldham/records       "
               "2024-04-01 #2\n"
               "surname                agreed         OBRIEN                 police/records       "
               "2024-05-03 #1\n"
               "                                      O\xE2\x80\x99"
               "Brien                oldham/records       "
               "2024-04-01 #2\n"
               "date of birth          DIFFERS        2009-11-23             police/records       "
               "2024-05-03 #1\n"
               "                                      2009-11-22             oldham/records       "
               "2024-04-01 #2\n"
               "sex                    one agency     F                      police/records       "
               "2024-05-03 #1\n"
               "ethnicity              one agency     White British (WBRI)   oldham/records       "
               "2024-04-01 #2\n"
               "                                      refused                police/records       "
               "2024-05-03 #1")
    );
    /* Sections in their order, and what else there is to see. */
    static const char *const shown[] = {
        "\ndisability             no record has it\n",
        "\nNOW\nsince 2024-03    oldham/records       #6       child protection plan; ",
        "\nFAMILY, HOUSEHOLD AND NETWORK\nfamily        n3 ",
        "RICO \"R\" HILL (dead)",
        "inferred same phone +44 7700 900123 #7 #1;",
        "\nCHRONOLOGY\n2024-05-03T08:00 no. 1",
        "missing; possibly the same as #4\n",
        "\nNOT KNOWN\n",
        "no record from this agency       nhs-north\n",
        "no return home interview         missing 2024-05-02 to 2024-05-03 #4\n",
        "\nRECORDS\n#1       police/records           n1, version 1, received 2024-01-01\n",
    };
    const char *at = out.ptr;
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const char *found = strstr(at, shown[i]);
        if (found == NULL) {
            fail_msg("not there, or not in its place: %s", shown[i]);
        } else {
            at = found + 1;
        }
    }
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
        print_family(
            &told,
            (struct sl_picture_view){ .columns = columns[i][0], .kind = SL_EVENT_KIND_COUNT },
            &out
        );
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

static void test_filters(void **state)
{
    struct told told;
    struct sl_buf out;
    (void)state;
    print_family(
        &told,
        (struct sl_picture_view
        ){ .agency = SL_STR("police"), .kind = SL_EVENT_KIND_COUNT, .row_limit = 1 },
        &out
    );
    const char *chronology = strstr(out.ptr, "\nCHRONOLOGY\n");
    assert_non_null(chronology);
    assert_non_null(strstr(chronology, "public protection notice"));
    assert_non_null(strstr(chronology, "and 1 more\n"));
    sl_buf_finish(&out);
    told_close(&told);
    print_family(
        &told,
        (struct sl_picture_view){ .kind = SL_EVENT_PROTECTION_PLAN, .oldest_first = true },
        &out
    );
    chronology = strstr(out.ptr, "\nCHRONOLOGY\n");
    const char *end = strstr(chronology, "\nNOT KNOWN\n");
    assert_true(strstr(chronology, "child protection plan") < end);
    assert_true(strstr(chronology, "public protection notice") == NULL);
    sl_buf_finish(&out);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_screen),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
