/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session.h"

#include "app/sign_in_fixture.h"

static void check_denied(struct sign_in_fixture *world, const char *words)
{
    struct sl_session session;
    struct sl_error err;

    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), words);
}

static void a_session_lives_by_its_use(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_session session;
    struct sl_error err;

    sign_in_first(world);
    for (unsigned i = 0; i < 24; i++) { /* for twelve hours, each half an hour */
        world->now_us = START + (int64_t)i * (SL_SESSION_IDLE_US - SECOND);
        SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
        SL_CHECK_STR(session.user, "root");
    }
    world->now_us = START + SL_SESSION_AGE_US;
    check_denied(world, "the session is more than 12 hours old");
}

static void one_that_nobody_uses_is_over(void **state)
{
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    world->now_us += SL_SESSION_IDLE_US;
    check_denied(world, "the session was not used for 30 minutes");
    world->now_us = START - 2 * SL_SIGNIN_HOUR_US;
    check_denied(world, "the session was used later than the clock says it is");
}

static void what_is_no_token_opens_nothing(void **state)
{
    static const char *const tokens[] = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "root",
    };
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        sl_buf_clear(&world->token);
        sl_buf_add(&world->token, sl_str_from(tokens[i]));
        check_denied(world, "you are not signed in");
    }
}

/* The seam for other ways to prove who one is: a session for a user, and nothing more is asked. */
static void an_outside_proof_begins_a_session(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_stored_session begun = { .user = SL_STR("root"),
                                       .proof = SL_PROOF_OUTSIDE,
                                       .source = SL_STR("provider"),
                                       .begun_at = START };
    struct sl_session session;
    struct sl_error err;

    sign_in_first(world);
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    sl_buf_clear(&world->token);
    SL_CHECK_OK(sl_session_begin(store, &begun, &world->token, &err), &err);
    begun.user = SL_STR("nobody");
    SL_CHECK_STATUS(sl_session_begin(store, &begun, &world->code, &err), SL_DENIED);
    sl_store_close(store);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    SL_CHECK_STR(session.user, "root");
}

static void an_end_is_at_once(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_session_end end = { .why = SL_SESSION_ENDED_BY,
                                        .by = SL_STR("root"),
                                        .at = START };
    struct sl_session session;
    struct sl_error err;

    sign_in_first(world);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    SL_CHECK_OK(sl_session_end(store, session.id, &end, &err), &err);
    SL_CHECK_STATUS(sl_session_end(store, session.id, &end, &err), SL_NOT_FOUND);
    sl_store_close(store);
    check_denied(world, "the session was ended");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(a_session_lives_by_its_use),
        SIGN_IN_TEST(one_that_nobody_uses_is_over),
        SIGN_IN_TEST(what_is_no_token_opens_nothing),
        SIGN_IN_TEST(an_outside_proof_begins_a_session),
        SIGN_IN_TEST(an_end_is_at_once),
    };
    return cmocka_run_group_tests_name("app/session", tests, NULL, NULL);
}
