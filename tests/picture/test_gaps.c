/* SPDX-License-Identifier: Apache-2.0 */
#include "family.h"

static void test_gaps(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_family(&told);
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'r1','kind':'referral','start':'2024-02-01',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'r2','kind':'referral','start':'2024-03-01',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'s2','kind':'assessment','start':'2024-03-02',"
        "'people':[{'id':'c1','role':'subject'}],'follows':['r2']}"
    );
    tell(&told, "oldham", "{'type':'link','id':'l9','from':'c1','role':'subject','to':'lost'}");
    const struct sl_picture *picture = told_make(&told);
    size_t unanswered = 0;
    bool no_language = false;
    for (size_t i = 0; i < picture->gap_count; i++) {
        unanswered += picture->gaps[i].kind == SL_PICTURE_NO_ANSWER;
        no_language = no_language || (picture->gaps[i].kind == SL_PICTURE_NO_FIELD &&
                                      picture->gaps[i].attribute == SL_ATTRIBUTE_LANGUAGE);
    }
    SL_CHECK_U64(unanswered, 1);
    assert_true(no_language);
    const struct sl_picture_gap *gap = told_gap(picture, SL_PICTURE_NO_ANSWER);
    SL_CHECK_STR(picture->events[gap->event].entity->key, "r1");
    SL_CHECK_STR(told_gap(picture, SL_PICTURE_NO_AGENCY)->text, "nhs-north");
    SL_CHECK_U64(told_gap(picture, SL_PICTURE_UNRESOLVED)->attribute, SL_ATTRIBUTE_BIRTH_DATE);
    SL_CHECK_STR(told_gap(picture, SL_PICTURE_NO_EVENT)->text, "lost");
    gap = told_gap(picture, SL_PICTURE_NO_INTERVIEW);
    assert_non_null(gap);
    SL_CHECK_STR(picture->events[gap->event].entity->key, "m2");
    told_close(&told);
}

/* Systems record a sex or a gender: the one is no gap where the other is known. */
static void test_sex_or_gender(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct told told;
        bool is_gap = false;
        told_open(&told);
        tell(&told, "nhs", "{'type':'person','id':'p1','given_name':'Kim'}");
        if (i == 1) {
            tell(&told, "nhs", "{'type':'person','id':'p1','gender':'female'}");
        }
        told_is(&told, "nhs", "p1", "C");
        const struct sl_picture *picture = told_make(&told);
        for (size_t j = 0; j < picture->gap_count; j++) {
            is_gap = is_gap || picture->gaps[j].attribute == SL_ATTRIBUTE_SEX;
        }
        assert_true(is_gap == (i == 0));
        told_close(&told);
    }
}

static void test_interviews(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_family(&told);
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'i1','kind':'return_interview','start':'2024-05-01',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    assert_non_null(told_gap(told_make(&told), SL_PICTURE_NO_INTERVIEW));
    /* One that follows by its own word, of what the other agency has told. */
    tell(&told, "police", "{'type':'event','id':'i2','kind':'return_interview','follows':['m1']}");
    assert_null(told_find_gap(told_make(&told), SL_PICTURE_NO_INTERVIEW));
    told.input.record_count--;
    /* One that came after it. */
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'i3','kind':'return_interview','start':'2024-05-05',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    assert_null(told_find_gap(told_make(&told), SL_PICTURE_NO_INTERVIEW));
    /* But not when the child was missing once more in between. */
    tell(
        &told,
        "police",
        "{'type':'event','id':'m9','kind':'missing','start':'2024-05-04',"
        "'end':'2024-05-04','people':[{'id':'n1','role':'subject'}]}"
    );
    assert_non_null(told_gap(told_make(&told), SL_PICTURE_NO_INTERVIEW));
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_sex_or_gender),
        cmocka_unit_test(test_interviews),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
