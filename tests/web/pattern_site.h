/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern_site.h - a site where two children may be a group, by the missing episode of one of them.
 *
 * The questions about them are 2 and 3, and the police are asked.
 */
#ifndef SL_TESTS_WEB_PATTERN_SITE_H
#define SL_TESTS_WEB_PATTERN_SITE_H

#include "app/notice_keep.h"
#include "app/notice_load.h"
#include "question_site.h"

/* Of the catalogue of the program: it looks at people around. */
#define PATTERN "pattern-adult-around"

static inline int pattern_site_set_up(void **state)
{
    struct sl_notice_catalogues catalogues;
    struct sl_question_raised told;
    struct sl_question_sight sight;
    struct sl_error err;

    (void)question_site_set_up(state);
    struct child_house *house = ((struct child_site *)*state)->house;
    struct sl_raised_proof proof = question_proof(house, 1, "m1");
    const struct sl_raised raised[] = {
        question_raised(PATTERN, house->child, &proof, 1),
        question_raised(PATTERN, picture_mention(&house->people, 2, "c2"), &proof, 1),
    };
    SL_CHECK_OK(sl_notice_load_own(&house->arena, &catalogues, &err), &err);
    const struct sl_question_evaluation evaluation = {
        .indicators = &catalogues.indicators,
        .raised = raised,
        .raised_count = 2,
    };
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE, .kind = SL_STR("test") };
    struct sl_access *access = question_door(house, "investigator", 0);
    SL_CHECK_OK(sl_access_may(access, SL_MAY_QUESTION, &deed, &err), &err);
    SL_CHECK_OK(sl_question_sight_open(&sight, access, &err), &err);
    SL_CHECK_OK(sl_question_raise(&sight, &evaluation, &told, &err), &err);
    sl_question_sight_finish(&sight);
    sl_access_close(access);
    SL_CHECK_OK(sl_notice_keep(house->people.store, raised, 2, 1000, &err), &err);
    return 0;
}

#define PATTERN_SITE_TEST(test) \
    cmocka_unit_test_setup_teardown(test, pattern_site_set_up, child_site_tear_down)

#endif
