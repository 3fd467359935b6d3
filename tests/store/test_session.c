/* SPDX-License-Identifier: Apache-2.0 */
#include "store/session.h"

#include "store/fixture.h"

static const struct sl_stored_session ann = {
    .user = {"ann",   3},
      .proof = SL_PROOF_PASSKEY, .source = { "desk", 4},
      .begun_at = 100
};

/* Add a session of ann with the token "first" in a transaction of its own. */
static int64_t add(struct sl_store *store, const char *token)
{
    const struct sl_digest digest = sl_digest_of(sl_str_from(token));
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_session_add(store, &ann, &digest, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    return id;
}

static void a_session_is_found_by_its_token(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest token = sl_digest_of(SL_STR("first"));
    const struct sl_digest other = sl_digest_of(SL_STR("second"));
    struct sl_stored_session session;
    struct sl_error err;

    store_add_users(fixture);
    const int64_t id = add(fixture->store, "first");
    SL_CHECK_OK(
        sl_store_session_find(fixture->store, &token, &fixture->arena, &session, &err), &err
    );
    SL_CHECK_I64(session.id, id);
    SL_CHECK_STR(session.user, "ann");
    SL_CHECK_STR(session.source, "desk");
    SL_CHECK_I64(session.proof, SL_PROOF_PASSKEY);
    SL_CHECK_I64(session.begun_at, 100);
    SL_CHECK_I64(session.seen_at, 100);
    SL_CHECK_I64(session.end.at, 0);
    SL_CHECK_STATUS(
        sl_store_session_find(fixture->store, &other, &fixture->arena, &session, &err), SL_NOT_FOUND
    );
}

static void use_never_goes_back(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest token = sl_digest_of(SL_STR("first"));
    struct sl_stored_session session;
    struct sl_error err;

    store_add_users(fixture);
    const int64_t id = add(fixture->store, "first");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_session_see(fixture->store, id, 500, &err), &err);
    SL_CHECK_OK(sl_store_session_see(fixture->store, id, 300, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_session_find(fixture->store, &token, &fixture->arena, &session, &err), &err
    );
    SL_CHECK_I64(session.seen_at, 500);
}

static void an_end_is_kept(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest token = sl_digest_of(SL_STR("first"));
    const struct sl_session_end end = { .why = SL_SESSION_ENDED_BY, .by = SL_STR("root"), .at = 7 };
    const struct sl_session_end later = { .why = SL_SESSION_SIGNED_OUT,
                                          .by = SL_STR("ann"),
                                          .at = 9 };
    struct sl_stored_session session;
    struct sl_error err;
    uint64_t count = 0;

    store_add_users(fixture);
    const int64_t id = add(fixture->store, "first");
    const int64_t second = add(fixture->store, "second");
    (void)add(fixture->store, "third");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_session_end(fixture->store, id, &end, &count, &err), &err);
    SL_CHECK_U64(count, 1);
    SL_CHECK_OK(sl_store_session_end(fixture->store, id, &later, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    SL_CHECK_OK(
        sl_store_session_end_user(fixture->store, SL_STR("ann"), second, &later, &count, &err), &err
    );
    SL_CHECK_U64(count, 1);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(
        sl_store_session_find(fixture->store, &token, &fixture->arena, &session, &err), &err
    );
    SL_CHECK_I64(session.end.at, 7);
    SL_CHECK_STR(session.end.by, "root");
    SL_CHECK_I64(session.end.why, SL_SESSION_ENDED_BY);
    /* The list has the one that is left. */
    for (unsigned i = 0; i < 2; i++) {
        const struct sl_str user = i == 0 ? SL_STR("") : SL_STR("ann");
        SL_CHECK_OK(
            sl_store_session_next(fixture->store, 0, user, &fixture->arena, &session, &err), &err
        );
        SL_CHECK_I64(session.id, second);
        SL_CHECK_STATUS(
            sl_store_session_next(fixture->store, second, user, &fixture->arena, &session, &err),
            SL_NOT_FOUND
        );
    }
    SL_CHECK_STATUS(
        sl_store_session_next(fixture->store, 0, SL_STR("bob"), &fixture->arena, &session, &err),
        SL_NOT_FOUND
    );
}

static void places_are_remembered(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    bool knows = true;

    store_add_users(fixture);
    (void)add(fixture->store, "first");
    SL_CHECK_OK(
        sl_store_session_knows(fixture->store, SL_STR("ann"), SL_STR("desk"), &knows, &err), &err
    );
    assert_true(knows);
    SL_CHECK_OK(
        sl_store_session_knows(fixture->store, SL_STR("ann"), SL_STR("bench"), &knows, &err), &err
    );
    assert_false(knows);
    SL_CHECK_OK(
        sl_store_session_knows(fixture->store, SL_STR("bob"), SL_STR("desk"), &knows, &err), &err
    );
    assert_false(knows);
}

/* While the fixture's writer is open, another store makes brief changes; no more than those. */
static void a_brief_change_needs_no_writer_to_go(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest token = sl_digest_of(SL_STR("first"));
    struct sl_stored_session session;
    struct sl_store *brief = NULL;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_BRIEF, &brief, &err), &err);
    (void)add(brief, "first");
    sl_store_close(brief);
    SL_CHECK_OK(
        sl_store_session_find(fixture->store, &token, &fixture->arena, &session, &err), &err
    );
    SL_CHECK_STATUS(
        sl_store_open(
            sl_test_folder_path(&fixture->folder, "absent"), SL_STORE_BRIEF, &brief, &err
        ),
        SL_NOT_FOUND
    );
}

static void texts_are_limited(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_digest token = sl_digest_of(SL_STR("first"));
    struct sl_stored_session session = ann;
    struct sl_error err;
    int64_t id = 0;

    session.source = SL_STR("");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_session_add(fixture->store, &session, &token, &id, &err), SL_INVALID);
    session = ann;
    session.user = SL_STR("\xff");
    SL_CHECK_STATUS(sl_store_session_add(fixture->store, &session, &token, &id, &err), SL_INVALID);
    sl_store_rollback(fixture->store);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_digest token = sl_digest_of(SL_STR("first"));
    const struct sl_session_end end = { .why = SL_SESSION_ENDED_BY, .by = SL_STR("root"), .at = 9 };
    struct sl_stored_session found;
    uint64_t count = 0;
    int64_t id = 0;
    bool knows = false;

    (void)context;
    SL_TRY(sl_store_session_add(store, &ann, &token, &id, NULL));
    SL_TRY(sl_store_session_find(store, &token, arena, &found, NULL));
    SL_TRY(sl_store_session_see(store, id, 200, NULL));
    SL_TRY(sl_store_session_next(store, 0, ann.user, arena, &found, NULL));
    SL_TRY(sl_store_session_next(store, 0, SL_STR(""), arena, &found, NULL));
    SL_TRY(sl_store_session_knows(store, ann.user, ann.source, &knows, NULL));
    SL_TRY(sl_store_session_end(store, id, &end, &count, NULL));
    return sl_store_session_end_user(store, ann.user, 0, &end, &count, NULL);
}

static void failing_allocations(void **state)
{
    store_add_users(*state);
    store_failing(*state, do_all, *state);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(failing_allocations),   STORE_TEST(a_session_is_found_by_its_token),
        STORE_TEST(use_never_goes_back),   STORE_TEST(an_end_is_kept),
        STORE_TEST(places_are_remembered), STORE_TEST(a_brief_change_needs_no_writer_to_go),
        STORE_TEST(texts_are_limited),
    };
    return cmocka_run_group_tests_name("store/session", tests, NULL, NULL);
}
