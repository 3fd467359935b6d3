/* SPDX-License-Identifier: Apache-2.0 */
#include "app/hall_state.h"

#include "app/people_small.h"

static struct sl_hall_state look(struct sl_hall *hall, int64_t now_us)
{
    struct sl_hall_state state;

    sl_hall_state_look(hall, now_us, &state);
    return state;
}

static void what_is_ready(void **state)
{
    static const struct sl_access_deed deed = { .verb = SL_VERB_SEARCH };
    const int64_t day_us = INT64_C(86400000000);
    struct small_people *small = *state;
    struct sl_hall *hall = NULL;
    struct sl_access *access = NULL;
    struct sl_error err;
    char away[700];

    SL_CHECK_OK(sl_hall_open(small->path, &hall, &err), &err);
    struct sl_hall_state now = look(hall, ACCESS_NOW);
    SL_CHECK_U64(now.policy, SL_POLICY_MISSING);
    assert_false(sl_hall_state_is_ready(&now));
    access_agree(&small->access, small->path, ACCESS_AGREEMENT);
    now = look(hall, ACCESS_NOW);
    assert_true(sl_hall_state_is_ready(&now));
    assert_string_equal(sl_hall_state_policy(now.policy), "ok");
    assert_string_equal(sl_hall_state_word(now.ledger), "ok");
    now = look(hall, ACCESS_NOW + (SL_POLICY_STALE_DAYS + 1) * day_us);
    assert_string_equal(sl_hall_state_policy(now.policy), "stale");
    assert_false(sl_hall_state_is_ready(&now));
    /* What was written is counted; a refusal as one, and looking as none. */
    const struct sl_access_opening opening = { .hall = hall, .now_us = ACCESS_NOW };
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("worker"), &access, &err), &err);
    SL_CHECK_OK(sl_access_say(access, &deed, 1, &err), &err);
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_USERS, &deed, &err), SL_DENIED);
    sl_access_close(access);
    now = look(hall, ACCESS_NOW);
    SL_CHECK_U64(now.said.entries, 2);
    SL_CHECK_U64(now.said.refusals, 1);
    SL_CHECK_U64(now.said.failures, 0);
    /* A ledger that is away; the store is well. */
    (void)snprintf(away, sizeof away, "%s.away", small->access.ledger);
    assert_int_equal(rename(small->access.ledger, away), 0);
    sl_hall_clear(hall);
    now = look(hall, ACCESS_NOW);
    SL_CHECK_STATUS(now.store, SL_OK);
    assert_string_equal(sl_hall_state_word(now.ledger), "failed");
    assert_false(sl_hall_state_is_ready(&now));
    SL_CHECK_U64(now.said.failures, 1);
    assert_int_equal(rename(away, small->access.ledger), 0);
    now = look(hall, ACCESS_NOW);
    assert_true(sl_hall_state_is_ready(&now));
    sl_hall_close(hall);
}

/* Sessions count while they are open: not for longer than half an hour without use. */
static void sessions(void **state)
{
    struct small_people *small = *state;
    struct sl_hall *hall = NULL;
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_BRIEF, &store, &err), &err);
    small_signed_in(store, "worker");
    sl_store_close(store);
    SL_CHECK_OK(sl_hall_open(small->path, &hall, &err), &err);
    const int64_t hour_us = INT64_C(3600000000);
    const uint64_t before = look(hall, ACCESS_NOW - hour_us + 1).session_count;
    SL_CHECK_U64(look(hall, ACCESS_NOW).session_count, 0);
    assert_true(before >= 1);
    sl_hall_close(hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = { SMALL_TEST(what_is_ready), SMALL_TEST(sessions) };
    return cmocka_run_group_tests_name("app/hall_state", tests, NULL, NULL);
}
