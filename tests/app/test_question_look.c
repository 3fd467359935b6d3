/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question_look.h"

#include "app/question_house.h"

#define CATALOGUE                                                                          \
    "format: sightline-indicators-1\n"                                                     \
    "sources:\n  list: {title: T, publisher: P, version: V, page: \"7\"}\n"                \
    "indicators:\n"                                                                        \
    "- {id: missing, wording: Missing, set: signs, meaning: sign_of_harm, source: list,\n" \
    "   condition: missing, question: Why?}\n"                                             \
    "- {id: often, wording: Often, set: signs, meaning: sign_of_harm, source: list,\n"     \
    "   condition: at least 9 missing, question: Why?}\n"                                  \
    "- {id: gifts, wording: Gifts, set: signs, meaning: sign_of_harm, source: list,\n"     \
    "   asked: true, question: Why?}\n"

/* Look at the child as a user. */
static enum sl_status look(
    struct child_house *house,
    const char *user,
    struct sl_question_raised *ret_told,
    struct sl_error *err
)
{
    struct sl_access *access = question_door(house, user, 0);
    struct sl_notice_catalogues catalogues = { .clocks = { .count = 0 } };

    SL_CHECK_OK(
        sl_indicators_parse(SL_STR(CATALOGUE), &house->arena, &catalogues.indicators, err), err
    );
    const struct sl_notice_question question = {
        .child = child_id(house->child),
        .catalogues = &catalogues,
        .as_of = sl_history_last_instant(sl_moment_of_day(ACCESS_DAY + 400)),
    };
    const enum sl_status status = sl_question_look(access, &question, &house->arena, ret_told, err);
    sl_access_close(access);
    return status;
}

static void what_holds_is_asked_once(void **state)
{
    struct child_house *house = *state;
    struct sl_question_raised told;
    struct sl_error err;

    child_tie(house, "practitioner", 1, "n1");
    SL_CHECK_OK(look(house, "practitioner", &told, &err), &err);
    SL_CHECK_U64(told.opened, 1);
    SL_CHECK_OK(look(house, "practitioner", &told, &err), &err);
    SL_CHECK_U64(told.opened, 0);
    SL_CHECK_U64(told.known, 1);
    const struct sl_store_question stored = question_stored(house, 1);
    SL_CHECK_STR(stored.indicator, "missing");
    SL_CHECK_STR(stored.key, "n1");
    SL_CHECK_U64(stored.proof_count, 1);
    /* The same mark as by an evaluation of everybody. */
    SL_CHECK_I64(stored.proofs[0].proof.mark, sl_entity_hash(1, SL_STR("m1")));
    SL_CHECK_I64(stored.proofs[0].proof.record, question_proof(house, 1, "m1").record);
    SL_CHECK_U64(question_missing(house, 1).known, 1);
}

static void what_is_sealed_raises_nothing(void **state)
{
    struct child_house *house = *state;
    struct sl_question_raised told;
    struct sl_error err;

    child_tie(house, "practitioner", 1, "n1");
    child_seal(house, 1, "m1");
    SL_CHECK_OK(look(house, "practitioner", &told, &err), &err);
    SL_CHECK_U64(told.opened, 0);
    SL_CHECK_STATUS(look(house, "leader", &told, &err), SL_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUESTION_TEST(what_holds_is_asked_once),
        QUESTION_TEST(what_is_sealed_raises_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
