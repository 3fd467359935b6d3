/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/normal.h"
#include "told.h"

static void test_same(void **state)
{
    static const struct {
        enum sl_attribute attribute;
        const char *left, *right;
        bool same;
    } cases[] = {
        {SL_ATTRIBUTE_SURNAME,     "O'Brien",       "OBRIEN",        true },
        { SL_ATTRIBUTE_SURNAME,    "Hill",          "Hall",          false},
        { SL_ATTRIBUTE_BIRTH_DATE, "2009-11-23",    "23/11/2009",    true },
        { SL_ATTRIBUTE_BIRTH_DATE, "2009-11-23",    "2009",          false},
        { SL_ATTRIBUTE_SEX,        "2",             "Female",        true },
        { SL_ATTRIBUTE_ETHNICITY,  "WBRI",          "White British", true },
        { SL_ATTRIBUTE_PHONE,      "07700 900123",  "+447700900123", true },
        { SL_ATTRIBUTE_ADDRESS,    "1 Mill Street", "1 MILL ST",     true },
        { SL_ATTRIBUTE_SCHOOL,     "Mill  School",  "MILL SCHOOL",   true },
        { SL_ATTRIBUTE_NHS_NUMBER, "900 005 7418",  "9000057418",    true },
    };
    struct told told;
    struct sl_buf left;
    struct sl_buf right;
    (void)state;
    told_open(&told);
    sl_buf_init(&left, 1000);
    sl_buf_init(&right, 1000);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sl_buf_clear(&left);
        sl_buf_clear(&right);
        sl_picture_normal(told.fold, cases[i].attribute, sl_str_from(cases[i].left), &left);
        sl_picture_normal(told.fold, cases[i].attribute, sl_str_from(cases[i].right), &right);
        assert_true(left.len > 0);
        if (sl_str_equal(sl_buf_str(&left), sl_buf_str(&right)) != cases[i].same) {
            fail_msg(
                "'%s' and '%s': '%s' and '%s'", cases[i].left, cases[i].right, left.ptr, right.ptr
            );
        }
    }
    sl_buf_finish(&left);
    sl_buf_finish(&right);
    told_close(&told);
}

static void test_several_and_expected(void **state)
{
    (void)state;
    assert_true(sl_picture_is_several(SL_ATTRIBUTE_PHONE));
    assert_false(sl_picture_is_several(SL_ATTRIBUTE_BIRTH_DATE));
    assert_true(sl_picture_is_expected(SL_ATTRIBUTE_ETHNICITY));
    assert_false(sl_picture_is_expected(SL_ATTRIBUTE_EMAIL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_several_and_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
