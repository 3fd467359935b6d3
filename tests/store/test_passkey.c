/* SPDX-License-Identifier: Apache-2.0 */
#include "store/passkey.h"

#include "store/fixture.h"

#define HANDLE "handle\0with any byte\xff"

/* A passkey of ann. */
static struct sl_stored_passkey of_ann(void)
{
    struct sl_stored_passkey passkey = {
        .user = SL_STR("ann"),
        .name = SL_STR("my phone"),
        .key = {.algorithm = SL_PASSKEY_EDDSA,
                .handle = HANDLE,
                .handle_len = sizeof HANDLE - 1,
                .public_key = "0123456789abcdef0123456789abcdef",
                .public_key_len = 32,
                .sign_count = 4000000000u},
        .made_at = 9,
    };

    return passkey;
}

static int64_t add(struct store_fixture *fixture)
{
    const struct sl_stored_passkey passkey = of_ann();
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_passkey_add(fixture->store, &passkey, &id, &err), &err);
    return id;
}

static void a_passkey_comes_back_as_it_was(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stored_passkey passkey = of_ann();
    const struct sl_str handle = { .ptr = HANDLE, .len = sizeof HANDLE - 1 };
    struct sl_stored_passkey found;
    struct sl_error err;
    int64_t again = 0;

    const int64_t id = add(fixture);
    SL_CHECK_OK(sl_store_passkey_find(fixture->store, handle, &fixture->arena, &found, &err), &err);
    SL_CHECK_I64(found.id, id);
    SL_CHECK_STR(found.user, "ann");
    SL_CHECK_STR(found.name, "my phone");
    SL_CHECK_I64(found.key.algorithm, SL_PASSKEY_EDDSA);
    SL_CHECK_U64(found.key.handle_len, handle.len);
    assert_memory_equal(found.key.handle, handle.ptr, handle.len);
    SL_CHECK_U64(found.key.public_key_len, 32);
    assert_memory_equal(found.key.public_key, passkey.key.public_key, 32);
    SL_CHECK_U64(found.key.sign_count, 4000000000u);
    SL_CHECK_I64(found.made_at, 9);
    SL_CHECK_I64(found.used_at, 9);
    SL_CHECK_STATUS(sl_store_passkey_add(fixture->store, &passkey, &again, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "this device has a passkey here already");
    SL_CHECK_STATUS(
        sl_store_passkey_find(fixture->store, SL_STR("x"), &fixture->arena, &found, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* Of two sign-ins with one count, one is first. */
static void a_count_is_used_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    const int64_t id = add(fixture);
    SL_CHECK_STATUS(sl_store_passkey_use(fixture->store, id, 4000000000u, 10, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_passkey_use(fixture->store, id, 4000000001u, 10, &err), &err);
    SL_CHECK_STATUS(sl_store_passkey_use(fixture->store, id, 4000000001u, 10, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_passkey_use(fixture->store, id, 0, 10, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

static void it_ends_by_its_user_only(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stamp stamp = { .by = SL_STR("ann"), .at = 20 };
    struct sl_stored_passkey found;
    struct sl_error err;

    const int64_t id = add(fixture);
    SL_CHECK_OK(
        sl_store_passkey_next(fixture->store, SL_STR("ann"), 0, &fixture->arena, &found, &err), &err
    );
    SL_CHECK_I64(found.id, id);
    SL_CHECK_STATUS(
        sl_store_passkey_end(fixture->store, SL_STR("bob"), id, &stamp, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_passkey_end(fixture->store, SL_STR("ann"), id, &stamp, &err), &err);
    SL_CHECK_STATUS(
        sl_store_passkey_end(fixture->store, SL_STR("ann"), id, &stamp, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_store_passkey_next(fixture->store, SL_STR("ann"), 0, &fixture->arena, &found, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_STATUS(sl_store_passkey_use(fixture->store, id, 4000000002u, 1, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

static void a_challenge_is_taken_once(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_challenge asked[] = {
        {.digest = sl_digest_of(SL_STR("one")),
         .user = SL_STR("ann"),
         .purpose = SL_CHALLENGE_REGISTER,
         .expires_at = 100 },
        { .digest = sl_digest_of(SL_STR("two")),
         .purpose = SL_CHALLENGE_SIGN_IN,
         .expires_at = 200 },
    };
    const struct sl_digest old = sl_digest_of(SL_STR("one"));
    struct sl_challenge found;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (size_t i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_store_challenge_add(fixture->store, &asked[i], 50, &err), &err);
    }
    for (size_t i = 0; i < 2; i++) {
        SL_CHECK_OK(
            sl_store_challenge_take(
                fixture->store, &asked[i].digest, &fixture->arena, &found, &err
            ),
            &err
        );
        SL_CHECK_I64(found.purpose, asked[i].purpose);
        SL_CHECK_I64(found.expires_at, asked[i].expires_at);
        SL_CHECK_BYTES(found.user, asked[i].user);
        SL_CHECK_STATUS(
            sl_store_challenge_take(
                fixture->store, &asked[i].digest, &fixture->arena, &found, &err
            ),
            SL_NOT_FOUND
        );
    }
    /* Those that are over are dropped when others are given out. */
    SL_CHECK_OK(sl_store_challenge_add(fixture->store, &asked[0], 50, &err), &err);
    SL_CHECK_OK(sl_store_challenge_add(fixture->store, &asked[1], 101, &err), &err);
    SL_CHECK_STATUS(
        sl_store_challenge_take(fixture->store, &old, &fixture->arena, &found, &err), SL_NOT_FOUND
    );
    sl_store_rollback(fixture->store);
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_stored_passkey passkey = of_ann();
    const struct sl_stamp stamp = { SL_STR("ann"), 20 };
    const struct sl_challenge challenge = {
        .digest = sl_digest_of(SL_STR("x")),
        .user = passkey.user,
        .purpose = SL_CHALLENGE_REGISTER,
        .expires_at = 100,
    };
    struct sl_stored_passkey found;
    struct sl_challenge taken;
    int64_t id = 0;

    (void)context;
    SL_TRY(sl_store_passkey_add(store, &passkey, &id, NULL));
    SL_TRY(sl_store_passkey_find(
        store, (struct sl_str){ HANDLE, sizeof HANDLE - 1 }, arena, &found, NULL
    ));
    SL_TRY(sl_store_passkey_next(store, passkey.user, 0, arena, &found, NULL));
    SL_TRY(sl_store_passkey_use(store, id, passkey.key.sign_count + 1, 10, NULL));
    SL_TRY(sl_store_challenge_add(store, &challenge, 50, NULL));
    SL_TRY(sl_store_challenge_take(store, &challenge.digest, arena, &taken, NULL));
    return sl_store_passkey_end(store, passkey.user, id, &stamp, NULL);
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
        STORE_TEST(failing_allocations),       STORE_TEST(a_passkey_comes_back_as_it_was),
        STORE_TEST(a_count_is_used_once),      STORE_TEST(it_ends_by_its_user_only),
        STORE_TEST(a_challenge_is_taken_once),
    };
    return cmocka_run_group_tests_name("store/passkey", tests, NULL, NULL);
}
