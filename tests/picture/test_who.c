/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

static void test_spellings_agree(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(&told, "police", "{'type':'person','id':'n1','surname':'OBRIEN'}");
    tell(&told, "oldham", "{'type':'person','id':'c1','surname':'O Brien'}");
    told_is(&told, "police", "n1", "C");
    told_is(&told, "oldham", "c1", "C");
    const struct sl_picture_field *field = told_field(told_make(&told), SL_ATTRIBUTE_SURNAME);
    assert_non_null(field);
    SL_CHECK_U64(field->agreement, SL_PICTURE_AGREED);
    SL_CHECK_U64(field->value_count, 2);
    assert_true(field->values[0].leads);
    SL_CHECK_STR(field->values[0].value->text, "O Brien");
    told_close(&told);
}

static void test_most_agencies_lead(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(&told, "police", "{'type':'person','id':'n1','surname':'Hill'}");
    tell(&told, "oldham", "{'type':'person','id':'c1','surname':'HILL'}");
    tell(&told, "nhs", "{'type':'person','id':'p1','surname':'Hall','changed':'2024-05-01'}");
    tell(&told, "nhs", "{'type':'person','id':'p2','surname':'Hall','changed':'2024-05-02'}");
    told_is(&told, "police", "n1", "C");
    told_is(&told, "oldham", "c1", "C");
    told_is(&told, "nhs", "p1", "C");
    told_is(&told, "nhs", "p2", "C");
    const struct sl_picture_field *field = told_field(told_make(&told), SL_ATTRIBUTE_SURNAME);
    SL_CHECK_U64(field->agreement, SL_PICTURE_DIFFERS);
    /* What one source says of two mentions, word for word, stands once. */
    SL_CHECK_U64(field->value_count, 3);
    SL_CHECK_U64(field->values[1].sources.count, 2);
    SL_CHECK_U64(field->values[1].sources.records[0], 3);
    SL_CHECK_U64(field->values[1].sources.records[1], 2);
    /* Two mentions of one agency are one agency. The later of those who say the same leads. */
    SL_CHECK_STR(field->values[0].value->text, "HILL");
    SL_CHECK_U64(field->values[0].record, 1);
    SL_CHECK_STR(field->values[1].value->text, "Hall");
    assert_false(field->values[1].leads);
    told_close(&told);
}

static void test_older_is_no_contradiction(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "police",
        "{'type':'person','id':'n1','surname':['Khan',{'value':'Malik','until':'2019'}]}"
    );
    told_is(&told, "police", "n1", "C");
    const struct sl_picture_field *field = told_field(told_make(&told), SL_ATTRIBUTE_SURNAME);
    SL_CHECK_U64(field->agreement, SL_PICTURE_ALONE);
    SL_CHECK_U64(field->value_count, 2);
    assert_true(field->values[0].current);
    assert_false(field->values[1].current);
    told_close(&told);
}

static void test_several_phones(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(&told, "police", "{'type':'person','id':'n1','phone':['07700 900123','07700 900456']}");
    told_is(&told, "police", "n1", "C");
    const struct sl_picture_field *field = told_field(told_make(&told), SL_ATTRIBUTE_PHONE);
    SL_CHECK_U64(field->agreement, SL_PICTURE_SEVERAL);
    assert_true(field->values[1].current);
    told_close(&told);
}

static void test_ways_of_not_knowing(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "police",
        "{'type':'person','id':'n1','ethnicity':{'known':'refused'},'sex':'',"
        "'language':{'known':'not_asked'},'surname':'unknown'}"
    );
    tell(&told, "oldham", "{'type':'person','id':'c1','ethnicity':'NOBT'}");
    told_is(&told, "police", "n1", "C");
    told_is(&told, "oldham", "c1", "C");
    const struct sl_picture *picture = told_make(&told);
    const struct sl_picture_field *field = told_field(picture, SL_ATTRIBUTE_ETHNICITY);
    SL_CHECK_U64(field->agreement, SL_PICTURE_UNKNOWN);
    SL_CHECK_U64(field->known, SL_REFUSED);
    SL_CHECK_U64(field->value_count, 2);
    SL_CHECK_U64(field->values[0].known, SL_NOT_ASKED);
    SL_CHECK_U64(field->values[1].known, SL_REFUSED);
    SL_CHECK_U64(told_field(picture, SL_ATTRIBUTE_SEX)->known, SL_NOT_RECORDED);
    SL_CHECK_U64(told_field(picture, SL_ATTRIBUTE_LANGUAGE)->known, SL_NOT_ASKED);
    SL_CHECK_U64(told_field(picture, SL_ATTRIBUTE_SURNAME)->agreement, SL_PICTURE_UNKNOWN);
    SL_CHECK_U64(told_field(picture, SL_ATTRIBUTE_SCHOOL)->agreement, SL_PICTURE_NO_PLACE);
    assert_null(told_find_field(picture, SL_ATTRIBUTE_EMAIL));
    told_close(&told);
}

static void test_empty_place_takes_nothing_back(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(&told, "police", "{'type':'person','id':'n1','sex':'F'}");
    tell(&told, "police", "{'type':'person','id':'n1','sex':''}");
    told.facts[1].values[0].known = SL_NOT_RECORDED;
    told_is(&told, "police", "n1", "C");
    SL_CHECK_U64(told_field(told_make(&told), SL_ATTRIBUTE_SEX)->agreement, SL_PICTURE_ALONE);
    told.facts[1].values[0].known = SL_WITHDRAWN;
    SL_CHECK_U64(told_field(told_make(&told), SL_ATTRIBUTE_SEX)->known, SL_WITHDRAWN);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings_agree),
        cmocka_unit_test(test_most_agencies_lead),
        cmocka_unit_test(test_older_is_no_contradiction),
        cmocka_unit_test(test_several_phones),
        cmocka_unit_test(test_ways_of_not_knowing),
        cmocka_unit_test(test_empty_place_takes_nothing_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
