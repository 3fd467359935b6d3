/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

static void test_latest_first_and_whose(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'a','kind':'visit','start':'2024-05-01',"
        "'child_words':'first','people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'b','kind':'visit','start':'2024-05-02',"
        "'child_words':'both','people':[{'id':'c1','role':'subject'},{'id':'c2','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'c','kind':'visit','start':'2024-05-03',"
        "'child_words':'another','people':[{'id':'c2','role':'subject'},"
        "{'id':'c1','role':'mentioned'}]}"
    );
    tell(&told, "oldham", "{'type':'person','id':'c1','changed':'2024-04-01','child_words':'me'}");
    told_is(&told, "oldham", "c1", "C");
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->word_count, 3);
    SL_CHECK_STR(picture->words[0].value->text, "both");
    assert_true(picture->words[0].shared);
    SL_CHECK_STR(picture->words[1].value->text, "first");
    assert_false(picture->words[1].shared);
    SL_CHECK_U64(picture->words[1].record, 0);
    SL_CHECK_STR(picture->words[2].value->text, "me");
    SL_CHECK_U64(picture->words[2].event, SL_PICTURE_NONE);
    assert_null(told_find_field(picture, SL_ATTRIBUTE_CHILD_WORDS));
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latest_first_and_whose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
