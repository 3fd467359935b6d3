/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question_house.h - the child of child_house.h, of whom indicators are raised by hand.
 *
 * The missing episode m1 is the police's, the protection plan p1 oldham's. "boss" is a manager of
 * oldham, "worker" a practitioner there; both see what agreements let them.
 */
#ifndef SL_TESTS_APP_QUESTION_HOUSE_H
#define SL_TESTS_APP_QUESTION_HOUSE_H

#include "app/child_house.h"
#include "app/question_list.h"
#include "app/question_manage.h"
#include "app/question_raise.h"
#include "store/entity_use.h"

static const struct sl_indicator_source question_source = {
    .name = {"guide", 5},
    .title = { "T",    1},
};

/* clang-format off */
static const struct sl_indicator question_indicators[] = {
    { .id = {"missing", 7}, .wording = {"Missing", 7}, .set = SL_SET_SIGNS,
      .meaning = SL_MEANS_SIGN, .source = &question_source, .question = {"Why?", 4} },
    { .id = {"pattern", 7}, .wording = {"Often", 5}, .set = SL_SET_PATTERNS,
      .meaning = SL_MEANS_RESPONSE, .source = &question_source, .question = {"Who?", 4} },
    { .id = {"shown", 5}, .wording = {"Shown", 5}, .set = SL_SET_SIGNS,
      .meaning = SL_MEANS_SIGN, .source = &question_source, .question = {"", 0} },
};
/* clang-format on */

static const struct sl_indicators question_catalogue = { .items = question_indicators, .count = 3 };

static inline int question_set_up(void **state)
{
    struct child_house *house = NULL;
    struct sl_error err;

    (void)child_set_up(state);
    house = *state;
    SL_CHECK_OK(sl_store_begin(house->people.store, &err), &err);
    access_add_user(house->people.store, "boss", "oldham", UINT32_C(1) << SL_USER_MANAGER);
    SL_CHECK_OK(sl_store_commit(house->people.store, &err), &err);
    child_agree(house, ACCESS_AGREEMENT);
    return 0;
}

#define QUESTION_TEST(test) cmocka_unit_test_setup_teardown(test, question_set_up, child_tear_down)

/* What proves something: the entity that a key of a source (from 1) stands for. */
static inline struct sl_raised_proof
question_proof(struct child_house *house, int64_t source, const char *key)
{
    const int64_t mark = sl_entity_hash(source, sl_str_from(key));
    struct sl_entity_uses uses = { .after = 0 };

    SL_CHECK_OK(sl_store_entity_uses(house->people.store, mark, &uses, NULL), NULL);
    for (size_t i = 0; i < uses.count; i++) {
        if ((uses.items[i].marks & SL_ENTITY_HAS) != 0) {
            return (struct sl_raised_proof){ .record = uses.items[i].record, .mark = mark };
        }
    }
    fail_msg("nothing has %s", key);
    return (struct sl_raised_proof){ .record = 0 };
}

/* An indicator is raised of somebody; the proofs are put in order. */
static inline struct sl_raised question_raised(
    const char *indicator, int64_t identity, struct sl_raised_proof *proofs, size_t count
)
{
    count = sl_raised_order(proofs, count);
    return (struct sl_raised){
        .subject = SL_RAISED_CHILD,
        .identity = identity,
        .indicator = sl_str_from(indicator),
        .proofs = proofs,
        .proof_count = count,
        .evidence = sl_raised_evidence(proofs, count),
    };
}

/* A door for a user, to change what people do with the store, so many days after the first. */
static inline struct sl_access *
question_door(struct child_house *house, const char *user, int32_t days)
{
    const struct sl_access_opening opening = {
        .store = house->people.store_path,
        .mode = SL_STORE_BRIEF,
        .now_us = ACCESS_NOW + days * INT64_C(86400000000),
    };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    return access;
}

/* An evaluation of everybody, so many days after the first. */
static inline struct sl_question_raised
question_run(struct child_house *house, const struct sl_raised *raised, size_t count, int32_t days)
{
    const struct sl_question_evaluation evaluation = {
        .indicators = &question_catalogue,
        .raised = raised,
        .raised_count = count,
        .is_whole = true,
    };
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE, .kind = SL_STR("test") };
    struct sl_access *access = question_door(house, "investigator", days);
    struct sl_question_sight sight;
    struct sl_question_raised told = { .opened = 0 };
    struct sl_error err;

    SL_CHECK_OK(sl_access_may(access, SL_MAY_QUESTION, &deed, &err), &err);
    SL_CHECK_OK(sl_question_sight_open(&sight, access, &err), &err);
    SL_CHECK_OK(sl_question_raise(&sight, &evaluation, &told, &err), &err);
    sl_question_sight_finish(&sight);
    sl_access_close(access);
    return told;
}

/* The indicator "missing" is raised of the child by the event m1. */
static inline struct sl_question_raised question_missing(struct child_house *house, int32_t days)
{
    struct sl_raised_proof proof = question_proof(house, 1, "m1");
    const struct sl_raised raised = question_raised("missing", house->child, &proof, 1);

    return question_run(house, &raised, 1, days);
}

/* Somebody does something, so many days after the first. */
static inline enum sl_status question_do(
    struct child_house *house,
    const char *user,
    const struct sl_question_doing *doing,
    int32_t days,
    struct sl_error *err
)
{
    struct sl_access *access = question_door(house, user, days);
    const enum sl_status status = sl_question_do(access, doing, err);

    sl_access_close(access);
    return status;
}

/* The questions that a user is told of, in the house's arena. */
static inline size_t question_list(
    struct child_house *house,
    const char *user,
    const struct sl_question_asked *asked,
    int32_t days,
    struct sl_question_line **ret_lines
)
{
    struct sl_access *access = question_door(house, user, days);
    struct sl_error err;
    size_t count = 0;

    SL_CHECK_OK(sl_question_list(access, asked, &house->arena, ret_lines, &count, &err), &err);
    sl_access_close(access);
    return count;
}

/* One question as it is stored. */
static inline struct sl_store_question question_stored(struct child_house *house, int64_t id)
{
    struct sl_store_question question = { .id = 0 };
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_question_get(house->people.store, id, &house->arena, &question, &err), &err
    );
    return question;
}

#endif
