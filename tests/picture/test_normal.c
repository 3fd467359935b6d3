/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/normal.h"
#include "told.h"

static void test_same(void **state)
{
    static const struct {
        const char *left, *right;
        enum sl_attribute attribute;
        bool same;
    } cases[] = {
        {"O'Brien",        "OBRIEN",        SL_ATTRIBUTE_SURNAME,    true },
        { "Hill",          "Hall",          SL_ATTRIBUTE_SURNAME,    false},
        { "2009-11-23",    "23/11/2009",    SL_ATTRIBUTE_BIRTH_DATE, true },
        { "2009-11-23",    "2009",          SL_ATTRIBUTE_BIRTH_DATE, false},
        { "2",             "Female",        SL_ATTRIBUTE_SEX,        true },
        { "WBRI",          "White British", SL_ATTRIBUTE_ETHNICITY,  true },
        { "07700 900123",  "+447700900123", SL_ATTRIBUTE_PHONE,      true },
        { "1 Mill Street", "1 MILL ST",     SL_ATTRIBUTE_ADDRESS,    true },
        { "Mill  School",  "MILL SCHOOL",   SL_ATTRIBUTE_SCHOOL,     true },
        { "900 005 7418",  "9000057418",    SL_ATTRIBUTE_NHS_NUMBER, true },
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
