/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

static void test_stated_and_inferred(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(&told, "police", "{'type':'person','id':'n1','people':[{'id':'m','role':'mother'}]}");
    tell(&told, "police", "{'type':'link','id':'l1','from':'m','role':'mother','to':'s'}");
    tell(&told, "police", "{'type':'link','id':'l2','from':'n1','role':'associate','to':'a'}");
    tell(
        &told,
        "police",
        "{'type':'event','id':'e','kind':'crime','start':'2024-05-01','people':"
        "[{'id':'n1','role':'victim'},{'id':'a','role':'suspect'},{'id':'w','role':'professional'}]"
        "}"
    );
    told_is(&told, "police", "n1", "C");
    told_is(&told, "police", "m", "M");
    told_is(&told, "police", "s", "S");
    told_is(&told, "police", "a", "A");
    told_is(&told, "police", "w", "W");
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->tie_count, 4);
    const struct sl_picture_tie *mother = told_tie(picture, "M");
    assert_true(mother->stated && mother->reasons[0].of_child);
    SL_CHECK_U64(mother->circle, SL_PICTURE_FAMILY);
    const struct sl_picture_tie *sibling = told_tie(picture, "S");
    assert_false(sibling->stated);
    SL_CHECK_U64(sibling->reasons[0].bond, SL_PICTURE_SIBLINGS);
    SL_CHECK_U64(sibling->reasons[0].via, mother->person);
    SL_CHECK_U64(sibling->reasons[0].record, 1);
    SL_CHECK_U64(sibling->reasons[0].child_record, 0);
    const struct sl_picture_tie *associate = told_tie(picture, "A");
    SL_CHECK_U64(associate->circle, SL_PICTURE_NETWORK);
    SL_CHECK_U64(associate->reason_count, 2);
    assert_false(associate->reasons[0].of_child);
    SL_CHECK_U64(associate->reasons[1].bond, SL_PICTURE_EVENT);
    SL_CHECK_U64(associate->reasons[1].role, SL_ROLE_SUSPECT);
    SL_CHECK_U64(told_tie(picture, "W")->circle, SL_PICTURE_PROFESSIONALS);
    told_close(&told);
}

static void test_one_person_at_two_agencies(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(&told, "police", "{'type':'person','id':'n1','people':[{'id':'m','role':'mother'}]}");
    tell(&told, "nhs", "{'type':'person','id':'p1','people':[{'id':'q','role':'carer'}]}");
    told_is(&told, "police", "n1", "C");
    told_is(&told, "nhs", "p1", "C");
    told_is(&told, "police", "m", "M");
    told_is(&told, "nhs", "q", "M");
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->tie_count, 1);
    SL_CHECK_U64(picture->ties[0].reason_count, 2);
    SL_CHECK_U64(picture->person_count, 2);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stated_and_inferred),
        cmocka_unit_test(test_one_person_at_two_agencies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
