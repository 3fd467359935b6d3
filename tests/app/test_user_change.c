/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_change.h"

#include "app/people_small.h"
#include "store/session.h"

static const struct sl_stamp stamp = {
    {"root", 4},
    ACCESS_NOW
};

static struct sl_store *open_store(struct small_people *small)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    return store;
}

static bool has(struct sl_store *store, const char *user, enum sl_user_role role)
{
    struct sl_error err;
    bool found = false;

    SL_CHECK_OK(sl_user_change_has_role(store, sl_str_from(user), role, &found, &err), &err);
    return found;
}

static uint64_t open_sessions(struct small_people *small, struct sl_store *store, const char *user)
{
    struct sl_stored_session session = { .id = 0 };
    uint64_t count = 0;

    while (sl_store_session_next(
               store, session.id, sl_str_from(user), &small->arena, &session, NULL
           ) == SL_OK) {
        count += session.end.at == 0 ? 1 : 0;
    }
    return count;
}

/* Given twice, for two spans of days; ended with all sessions. */
static void given_and_ended(void **state)
{
    struct small_people *small = *state;
    struct sl_store *store = open_store(small);
    struct sl_user_role_change change = {
        .user = SL_STR("administrator"),
        .role = SL_USER_LEADER,
        .held = {ACCESS_DAY, ACCESS_DAY + 1},
    };
    struct sl_error err;

    assert_false(has(store, "administrator", SL_USER_LEADER));
    assert_false(has(store, "nobody", SL_USER_LEADER));
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_user_change_give(store, &change, &stamp, &err), &err);
    change.held = (struct sl_span){ ACCESS_DAY + 5, SL_SPAN_OPEN };
    SL_CHECK_OK(sl_user_change_give(store, &change, &stamp, &err), &err);
    assert_true(has(store, "administrator", SL_USER_LEADER));
    SL_CHECK_U64(open_sessions(small, store, "administrator"), 1);
    SL_CHECK_OK(sl_user_change_end_role(store, &change, &stamp, &err), &err);
    assert_false(has(store, "administrator", SL_USER_LEADER));
    assert_true(has(store, "administrator", SL_USER_ADMINISTRATOR));
    SL_CHECK_U64(open_sessions(small, store, "administrator"), 0);
    SL_CHECK_STATUS(sl_user_change_end_role(store, &change, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

static void an_account_ends_with_its_sessions(void **state)
{
    struct small_people *small = *state;
    struct sl_store *store = open_store(small);
    const struct sl_str user = SL_STR("administrator");
    struct sl_error err;

    SL_CHECK_U64(open_sessions(small, store, "administrator"), 1);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_user_change_end(store, user, &stamp, &err), &err);
    SL_CHECK_U64(open_sessions(small, store, "administrator"), 0);
    SL_CHECK_STATUS(sl_user_change_end(store, user, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(given_and_ended),
        SMALL_TEST(an_account_ends_with_its_sessions),
    };
    return cmocka_run_group_tests_name("app/user_change", tests, NULL, NULL);
}
