/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/labels.h"
#include "told.h"

static void test_complete(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_PICTURE_AGREEMENT_COUNT; i++) {
        assert_true(sl_picture_agreement_terms()[i].words.len > 0);
    }
    for (unsigned i = 0; i <= SL_WITHDRAWN; i++) {
        assert_true(sl_picture_known_terms()[i].words.len > 0);
    }
    for (unsigned i = 0; i < SL_PICTURE_BOND_COUNT; i++) {
        assert_true(sl_picture_bond_terms()[i].words.len > 0);
    }
    for (unsigned i = 0; i < SL_PICTURE_CIRCLE_COUNT; i++) {
        assert_true(sl_picture_circle_terms()[i].words.len > 0);
    }
    for (unsigned i = 0; i < SL_PICTURE_GAP_COUNT; i++) {
        assert_true(sl_picture_gap_terms()[i].words.len > 0);
    }
}

static void test_sex_and_name(void **state)
{
    static const struct {
        const char *text;
        char sex;
    } cases[] = {
        {"F",     'f'},
        { "2",    'f'},
        { "male", 'm'},
        { "1",    'm'},
        { "X",    'x'},
        { "0",    0  },
        { "U",    0  },
        { "",     0  },
    };
    struct sl_buf buf;
    (void)state;
    struct sl_value value = { .attribute = SL_ATTRIBUTE_SEX };
    struct sl_picture_person person = { .key = SL_STR("n3"), .sex = { .value = &value } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        value.text = sl_str_from(cases[i].text);
        SL_CHECK_I64(sl_picture_sex(&person), cases[i].sex);
    }
    sl_buf_init(&buf, 100);
    sl_picture_add_name(&person, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), "n3");
    value.text = SL_STR("Hill");
    person.surname.value = &value;
    person.given_name.value = &value;
    sl_buf_clear(&buf);
    sl_picture_add_name(&person, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), "Hill Hill");
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_sex_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
