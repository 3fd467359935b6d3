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
    struct sl_fact_value value = { .attribute = SL_ATTRIBUTE_SEX };
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

/* The leading names, in a spelling that is not all capitals. */
static void test_child_name(void **state)
{
    struct told told;
    struct sl_buf buf;
    (void)state;
    told_open(&told);
    sl_buf_init(&buf, 100);
    tell(&told, "police", "{'type':'person','id':'n1','given_name':'AISHA','surname':'BRIEN'}");
    tell(&told, "oldham", "{'type':'person','id':'c1','given_name':'Aisha','surname':'Hill'}");
    tell(&told, "schools", "{'type':'person','id':'s1','surname':'Brien'}");
    told_is(&told, "police", "n1", "C");
    told_is(&told, "oldham", "c1", "C");
    told_is(&told, "schools", "s1", "C");
    sl_picture_add_child_name(told_make(&told), &buf);
    SL_CHECK_STR(sl_buf_str(&buf), "Aisha Brien");
    sl_buf_finish(&buf);
    told_close(&told);
}

static void test_kin(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_picture_kin(SL_ROLE_MOTHER, true, 'f'), "mother");
    SL_CHECK_STR(sl_picture_kin(SL_ROLE_MOTHER, false, 'm'), "son");
    SL_CHECK_STR(sl_picture_kin(SL_ROLE_SIBLING, false, 'f'), "sister");
    SL_CHECK_STR(sl_picture_kin(SL_ROLE_SIBLING, true, 0), "brother or sister");
    SL_CHECK_STR(sl_picture_kin(SL_ROLE_GRANDPARENT, true, 'x'), "grandparent");
    for (unsigned role = SL_ROLE_MOTHER; role <= SL_ROLE_ASSOCIATE; role++) {
        assert_false(sl_str_ends(sl_picture_kin(role, true, 'm'), SL_STR(" of")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_sex_and_name),
        cmocka_unit_test(test_child_name),
        cmocka_unit_test(test_kin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
