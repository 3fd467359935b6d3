/* SPDX-License-Identifier: Apache-2.0 */
#include "app/passkey_manage.h"

#include "app/sign_in_fixture.h"
#include "signin/soft_passkey.h"

static const struct sl_passkey_site site = {
    .domain = {SOFT_DOMAIN,  sizeof SOFT_DOMAIN - 1},
    .origin = { SOFT_ORIGIN, sizeof SOFT_ORIGIN - 1}
};

/* Ask for root, and let the device answer. */
static enum sl_status
keep(struct sign_in_fixture *world, struct soft_passkey *key, struct sl_error *err)
{
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_CHECK_OK(
        sl_passkey_ask(sl_access_store(access), SL_STR("root"), START, challenge, err), err
    );
    const struct sl_passkey_answer answer = soft_register(key, challenge);
    const struct sl_passkey_new fresh = { .site = &site,
                                          .answer = &answer,
                                          .name = SL_STR("my phone"),
                                          .proof = sign_in_proof(FIRST_PASSWORD) };
    const enum sl_status status = sl_passkey_keep(access, &fresh, err);
    sl_access_close(access);
    return status;
}

/* Ask, and answer so much later. */
static enum sl_status
enter(struct sign_in_fixture *world, struct soft_passkey *key, int64_t later, struct sl_error *err)
{
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_CHECK_OK(sl_passkey_ask(store, SL_STR(""), world->now_us, challenge, err), err);
    const struct sl_passkey_answer answer = soft_sign(key, challenge);
    const struct sl_passkey_sign_in job = { .site = &site,
                                            .answer = &answer,
                                            .handle = SL_STR(SOFT_HANDLE),
                                            .source = SL_STR(DESK),
                                            .now_us = world->now_us + later };
    sl_buf_clear(&world->token);
    const enum sl_status status = sl_passkey_enter(store, &job, &world->token, err);
    if (status == SL_OK) {
        struct sl_error again; /* a replay: the very same answer */
        SL_CHECK_STATUS(sl_passkey_enter(store, &job, &world->code, &again), SL_DENIED);
        SL_CHECK_STR(sl_str_from(again.message), "the passkey has answered no question of now");
    }
    sl_store_close(store);
    return status;
}

static void a_passkey_signs_in_and_no_answer_does_twice(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;
    struct sl_session session;
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_ES256);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    SL_CHECK_STATUS(keep(world, &key, &err), SL_INVALID); /* the same device again */
    key.count = 5;
    SL_CHECK_OK(enter(world, &key, 0, &err), &err);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    SL_CHECK_STR(session.user, "root");
    key.count = 5; /* a copy of the device, that has not counted on */
    SL_CHECK_STATUS(enter(world, &key, 0, &err), SL_DENIED);
    SL_CHECK_U64(world->token.len, 0);
    key.count = 6;
    SL_CHECK_OK(enter(world, &key, 0, &err), &err);
    soft_passkey_close(&key);
}

static void answers_have_their_time(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    SL_CHECK_OK(enter(world, &key, SL_PASSKEY_ASK_US - 1, &err), &err);
    SL_CHECK_STATUS(enter(world, &key, SL_PASSKEY_ASK_US, &err), SL_DENIED);
    SL_CHECK_STATUS(enter(world, &key, -SL_SIGNIN_HOUR_US, &err), SL_DENIED); /* the clock */
    soft_passkey_close(&key);
}

/* A challenge to register does not sign in, nor another user's register. */
static void a_challenge_serves_what_it_was_given_for(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;
    uint8_t challenge[SL_CHALLENGE_BYTES];
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    struct sl_store *store = sl_access_store(access);
    SL_CHECK_OK(sl_passkey_ask(store, SL_STR("root"), START, challenge, &err), &err);
    struct sl_passkey_answer answer = soft_sign(&key, challenge);
    const struct sl_passkey_sign_in job = { .site = &site,
                                            .answer = &answer,
                                            .handle = SL_STR(SOFT_HANDLE),
                                            .source = SL_STR(DESK),
                                            .now_us = START };
    SL_CHECK_STATUS(sl_passkey_enter(store, &job, &world->token, &err), SL_DENIED);
    SL_CHECK_OK(sl_passkey_ask(store, SL_STR(""), START, challenge, &err), &err);
    answer = soft_register(&key, challenge);
    const struct sl_passkey_new fresh = { .site = &site,
                                          .answer = &answer,
                                          .name = SL_STR("stolen"),
                                          .proof = sign_in_proof(FIRST_PASSWORD) };
    SL_CHECK_STATUS(sl_passkey_keep(access, &fresh, &err), SL_DENIED);
    sl_access_close(access);
    soft_passkey_close(&key);
}

/* Whoever finds an open desk adds no passkey of their own. */
static void none_is_kept_without_the_password(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_stored_passkey *passkeys = NULL;
    struct soft_passkey key;
    uint8_t challenge[SL_CHALLENGE_BYTES];
    struct sl_error err;
    size_t count = 0;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(
        sl_passkey_ask(sl_access_store(access), SL_STR("root"), START, challenge, &err), &err
    );
    const struct sl_passkey_answer answer = soft_register(&key, challenge);
    const struct sl_passkey_new fresh = {
        .site = &site, .answer = &answer, .name = SL_STR("a thief's"), .proof = sign_in_proof("no")
    };
    SL_CHECK_STATUS(sl_passkey_keep(access, &fresh, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "the password is not right");
    SL_CHECK_OK(sl_passkey_list(access, &world->arena, &passkeys, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    sl_access_close(access);
    soft_passkey_close(&key);
}

static void a_removed_passkey_opens_nothing(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_stored_passkey *passkeys = NULL;
    struct soft_passkey key;
    struct sl_error err;
    size_t count = 0;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(sl_passkey_list(access, &world->arena, &passkeys, &count, &err), &err);
    SL_CHECK_U64(count, 1);
    SL_CHECK_STR(passkeys[0].name, "my phone");
    SL_CHECK_STATUS(
        sl_passkey_remove(access, sign_in_proof("no"), passkeys[0].id, &err), SL_DENIED
    );
    SL_CHECK_STATUS(
        sl_passkey_remove(access, sign_in_proof(FIRST_PASSWORD), passkeys[0].id + 1, &err),
        SL_NOT_FOUND
    );
    SL_CHECK_OK(
        sl_passkey_remove(access, sign_in_proof(FIRST_PASSWORD), passkeys[0].id, &err), &err
    );
    SL_CHECK_OK(sl_passkey_list(access, &world->arena, &passkeys, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    sl_access_close(access);
    SL_CHECK_STATUS(enter(world, &key, 0, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "this passkey does not open anything here");
    soft_passkey_close(&key);
}

/* Ask, and keep what the device answers. */
static enum sl_status ask_and_keep(struct sl_access *access, void *context)
{
    const int64_t now_us = sl_access_now(access);
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_TRY(sl_passkey_ask(sl_access_store(access), SL_STR("root"), now_us, challenge, NULL));
    const struct sl_passkey_answer answer = soft_register(context, challenge);
    const struct sl_passkey_new fresh = { .site = &site,
                                          .answer = &answer,
                                          .name = SL_STR("my phone"),
                                          .proof = sign_in_proof(FIRST_PASSWORD) };
    return sl_passkey_keep(access, &fresh, NULL);
}

static enum sl_status list_and_remove(struct sl_access *access, void *context)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_stored_passkey *passkeys = NULL;
    size_t count = 0;

    (void)context;
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_TRY(sl_passkey_list(access, &arena, &passkeys, &count, NULL));
    SL_CHECK_U64(count, 1); /* no failure has kept or removed any */
    return sl_passkey_remove(access, sign_in_proof(FIRST_PASSWORD), passkeys[0].id, NULL);
}

static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    sign_in_failing(world, ask_and_keep, &key);
    sign_in_failing(world, list_and_remove, NULL);
    soft_passkey_close(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(failing_allocations),
        SIGN_IN_TEST(a_passkey_signs_in_and_no_answer_does_twice),
        SIGN_IN_TEST(answers_have_their_time),
        SIGN_IN_TEST(a_challenge_serves_what_it_was_given_for),
        SIGN_IN_TEST(none_is_kept_without_the_password),
        SIGN_IN_TEST(a_removed_passkey_opens_nothing),
    };
    return cmocka_run_group_tests_name("app/passkey_manage", tests, NULL, NULL);
}
