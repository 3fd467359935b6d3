/* SPDX-License-Identifier: Apache-2.0 */
#include "store/credential.h"

#include "store/fixture.h"

/* Add one of ann. */
static int64_t add(struct store_fixture *fixture, enum sl_credential_kind kind, const char *secret)
{
    const struct sl_credential credential = {
        .user = SL_STR("ann"),
        .kind = kind,
        .secret = sl_str_from(secret),
        .made = {.by = SL_STR("root"), .at = 5},
        .expires_at = 50
    };
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_credential_add(fixture->store, &credential, &id, &err), &err);
    return id;
}

static enum sl_status
find(struct store_fixture *fixture, enum sl_credential_kind kind, struct sl_credential *ret_found)
{
    return sl_store_credential_find(
        fixture->store, SL_STR("ann"), kind, &fixture->arena, ret_found, NULL
    );
}

static void each_kind_is_kept_until_it_ends(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_credential found;
    struct sl_error err;
    uint64_t count = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (unsigned kind = 0; kind < SL_CREDENTIAL_COUNT; kind++) {
        SL_CHECK_STATUS(find(fixture, kind, &found), SL_NOT_FOUND);
        (void)add(fixture, kind, "old");
        const int64_t id = add(fixture, kind, "new");
        SL_CHECK_OK(find(fixture, kind, &found), NULL);
        SL_CHECK_I64(found.id, id);
        SL_CHECK_I64(found.kind, kind);
        SL_CHECK_STR(found.user, "ann");
        SL_CHECK_STR(found.secret, "new");
        SL_CHECK_STR(found.made.by, "root");
        SL_CHECK_I64(found.made.at, 5);
        SL_CHECK_I64(found.expires_at, 50);
        SL_CHECK_OK(sl_store_credential_end(fixture->store, id, 9, &err), &err);
        SL_CHECK_STATUS(sl_store_credential_end(fixture->store, id, 9, &err), SL_NOT_FOUND);
        SL_CHECK_OK(find(fixture, kind, &found), NULL);
        SL_CHECK_STR(found.secret, "old");
        (void)add(fixture, kind, "newer");
        SL_CHECK_OK(
            sl_store_credential_count(fixture->store, SL_STR("ann"), kind, &count, &err), &err
        );
        SL_CHECK_U64(count, 2);
        SL_CHECK_OK(
            sl_store_credential_end_kind(fixture->store, SL_STR("ann"), kind, 10, &err), &err
        );
        SL_CHECK_STATUS(find(fixture, kind, &found), SL_NOT_FOUND);
    }
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

static void a_code_is_found_whosever_it_is(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_credential first = { .kind = SL_CREDENTIAL_ONE_TIME,
                                         .secret = SL_STR("00ff"),
                                         .made = { .at = 5 } };
    struct sl_credential found;
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_credential_add(fixture->store, &first, &id, &err), &err);
    SL_CHECK_OK(
        sl_store_credential_find_code(
            fixture->store, SL_CREDENTIAL_ONE_TIME, SL_STR("00ff"), &fixture->arena, &found, &err
        ),
        &err
    );
    SL_CHECK_STR(found.user, "");
    SL_CHECK_I64(found.expires_at, 0);
    SL_CHECK_STATUS(
        sl_store_credential_find_code(
            fixture->store, SL_CREDENTIAL_RECOVERY, SL_STR("00ff"), &fixture->arena, &found, &err
        ),
        SL_NOT_FOUND
    );
    sl_store_rollback(fixture->store);
}

/* A time step serves once, and never an earlier one after it. */
static void a_step_is_taken_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_credential found;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    const int64_t id = add(fixture, SL_CREDENTIAL_AUTHENTICATOR, "sealed");
    SL_CHECK_OK(sl_store_credential_confirm(fixture->store, id, 20, &err), &err);
    SL_CHECK_STATUS(sl_store_credential_confirm(fixture->store, id, 20, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_credential_step(fixture->store, id, 7, &err), &err);
    SL_CHECK_STATUS(sl_store_credential_step(fixture->store, id, 7, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_credential_step(fixture->store, id, 6, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_credential_step(fixture->store, id, 8, &err), &err);
    SL_CHECK_OK(find(fixture, SL_CREDENTIAL_AUTHENTICATOR, &found), NULL);
    SL_CHECK_I64(found.last_step, 8);
    SL_CHECK_I64(found.confirmed_at, 20);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* Who hashes a password anew does not put an old one back. */
static void a_new_hash_is_of_the_same_password(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_credential found;
    struct sl_credential stale;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    (void)add(fixture, SL_CREDENTIAL_PASSWORD, "cheap");
    SL_CHECK_OK(find(fixture, SL_CREDENTIAL_PASSWORD, &stale), NULL);
    SL_CHECK_OK(sl_store_credential_rehash(fixture->store, &stale, SL_STR("dear"), &err), &err);
    SL_CHECK_OK(sl_store_credential_rehash(fixture->store, &stale, SL_STR("other"), &err), &err);
    SL_CHECK_OK(find(fixture, SL_CREDENTIAL_PASSWORD, &found), NULL);
    SL_CHECK_STR(found.secret, "dear");
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_credential fresh = {
        .user = SL_STR("ann"),
        .kind = SL_CREDENTIAL_AUTHENTICATOR,
        .secret = SL_STR("sealed"),
        .made = {SL_STR("ann"), 5},
    };
    struct sl_credential found;
    uint64_t count = 0;
    int64_t id = 0;

    (void)context;
    SL_TRY(sl_store_credential_add(store, &fresh, &id, NULL));
    SL_TRY(sl_store_credential_confirm(store, id, 6, NULL));
    SL_TRY(sl_store_credential_step(store, id, 7, NULL));
    SL_TRY(sl_store_credential_find(store, fresh.user, fresh.kind, arena, &found, NULL));
    SL_TRY(sl_store_credential_find_code(store, fresh.kind, fresh.secret, arena, &found, NULL));
    SL_TRY(sl_store_credential_count(store, fresh.user, fresh.kind, &count, NULL));
    SL_TRY(sl_store_credential_rehash(store, &found, SL_STR("anew"), NULL));
    SL_TRY(sl_store_credential_end(store, id, 8, NULL));
    return sl_store_credential_end_kind(store, fresh.user, fresh.kind, 9, NULL);
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
        STORE_TEST(failing_allocations),
        STORE_TEST(each_kind_is_kept_until_it_ends),
        STORE_TEST(a_code_is_found_whosever_it_is),
        STORE_TEST(a_step_is_taken_once),
        STORE_TEST(a_new_hash_is_of_the_same_password),
    };
    return cmocka_run_group_tests_name("store/credential", tests, NULL, NULL);
}
