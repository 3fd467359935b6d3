/* SPDX-License-Identifier: Apache-2.0 */
#include "app/passkey_manage.h"

#include "app/second_factor.h"
#include "app/sign_in_fixture.h"
#include "signin/soft_passkey.h"

static const struct sl_passkey_site site = {
    .domain = {SOFT_DOMAIN,  sizeof SOFT_DOMAIN - 1},
    .origin = { SOFT_ORIGIN, sizeof SOFT_ORIGIN - 1}
};

#define PHONE SL_STR("my phone")

/* Ask for root, and let the device answer. */
static enum sl_status
keep(struct sign_in_fixture *world, struct soft_passkey *key, struct sl_error *err)
{
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_CHECK_OK(
        sl_passkey_ask_new(access, sign_in_proof(FIRST_PASSWORD), PHONE, challenge, err), err
    );
    const struct sl_passkey_answer answer = soft_register(key, challenge);
    const struct sl_passkey_new fresh = { .site = &site, .answer = &answer, .name = PHONE };
    const enum sl_status status = sl_passkey_keep(access, &fresh, err);
    sl_access_close(access);
    return status;
}

/* Ask, and answer so much later. */
static enum sl_status enter_with(
    struct sign_in_fixture *world,
    struct soft_passkey *key,
    struct sl_str before,
    int64_t later,
    struct sl_error *err
)
{
    const char *store = world->store;
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_CHECK_OK(sl_passkey_ask(store, world->now_us, challenge, err), err);
    const struct sl_passkey_answer answer = soft_sign(key, challenge);
    const struct sl_passkey_sign_in job = { .site = &site,
                                            .answer = &answer,
                                            .handle = SL_STR(SOFT_HANDLE),
                                            .before = before,
                                            .source = SL_STR(DESK),
                                            .now_us = world->now_us + later };
    sl_buf_clear(&world->token);
    const enum sl_status status = sl_passkey_enter(store, &job, &world->token, err);
    if (status == SL_OK) {
        struct sl_error again; /* a replay: the very same answer */
        SL_CHECK_STATUS(sl_passkey_enter(store, &job, &world->code, &again), SL_DENIED);
        SL_CHECK_STR(sl_str_from(again.message), "the passkey has answered no question of now");
    }
    return status;
}

static enum sl_status
enter(struct sign_in_fixture *world, struct soft_passkey *key, int64_t later, struct sl_error *err)
{
    return enter_with(world, key, SL_STR(""), later, err);
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
    key.count = 5;
    SL_CHECK_OK(enter(world, &key, 0, &err), &err);
    SL_CHECK_STATUS(keep(world, &key, &err), SL_INVALID); /* the same device again */
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
    SL_CHECK_OK(enter(world, &key, 0, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    const char *store = world->store;
    SL_CHECK_OK(
        sl_passkey_ask_new(access, sign_in_proof(FIRST_PASSWORD), PHONE, challenge, &err), &err
    );
    struct sl_passkey_answer answer = soft_sign(&key, challenge);
    const struct sl_passkey_sign_in job = { .site = &site,
                                            .answer = &answer,
                                            .handle = SL_STR(SOFT_HANDLE),
                                            .source = SL_STR(DESK),
                                            .now_us = START };
    SL_CHECK_STATUS(sl_passkey_enter(store, &job, &world->token, &err), SL_DENIED);
    SL_CHECK_OK(sl_passkey_ask(store, START, challenge, &err), &err);
    answer = soft_register(&key, challenge);
    const struct sl_passkey_new fresh = { .site = &site,
                                          .answer = &answer,
                                          .name = SL_STR("stolen") };
    SL_CHECK_STATUS(sl_passkey_keep(access, &fresh, &err), SL_DENIED);
    sl_access_close(access);
    soft_passkey_close(&key);
}

/* Whoever finds an open desk is not even given a challenge, and cannot guess for long. */
static void none_is_kept_without_the_password(void **state)
{
    struct sign_in_fixture *world = *state;
    uint8_t challenge[SL_CHALLENGE_BYTES];
    struct sl_error err;

    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    for (int i = 0; i < 4; i++) {
        SL_CHECK_STATUS(
            sl_passkey_ask_new(access, sign_in_proof("no"), PHONE, challenge, &err), SL_DENIED
        );
        SL_CHECK_I64(strcmp(err.message, "the password is not right") == 0, i < 3);
    }
    sl_access_close(access);
}

static void a_name_is_needed(void **state)
{
    struct sign_in_fixture *world = *state;
    const char *long_name = "a name that nobody would read to its end, as it does not end where "
                            "names do end for most";
    uint8_t challenge[SL_CHALLENGE_BYTES];
    struct sl_error err;

    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    const struct sl_password_proof *proof = sign_in_proof(FIRST_PASSWORD);
    SL_CHECK_STATUS(sl_passkey_ask_new(access, proof, SL_STR(""), challenge, &err), SL_INVALID);
    SL_CHECK_STATUS(
        sl_passkey_ask_new(access, proof, sl_str_from(long_name), challenge, &err), SL_INVALID
    );
    sl_access_close(access);
}

/* A door for setting up a second step, by the password alone. */
static struct sl_access *narrow_door(struct sign_in_fixture *world)
{
    const struct sl_access_opening opening = {
        .store = world->store,
        .mode = SL_STORE_BRIEF,
        .token = sl_buf_str(&world->token),
        .now_us = world->now_us,
        .one_factor = true,
    };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open(&opening, &access, &err), &err);
    return access;
}

/* With the password alone one sets up the first passkey, and none beside it; a challenge that was
 * given out before serves no more. */
static void a_password_alone_brings_the_first_one_only(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job;
    struct soft_passkey key;
    uint8_t challenges[2][SL_CHALLENGE_BYTES];
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    sign_in_two_factors(world);
    struct sl_access *access = narrow_door(world);
    for (size_t i = 0; i < 2; i++) {
        SL_CHECK_OK(
            sl_passkey_ask_new(access, sign_in_proof(FIRST_PASSWORD), PHONE, challenges[i], &err),
            &err
        );
    }
    for (size_t i = 0; i < 2; i++) {
        const struct sl_passkey_answer answer = soft_register(&key, challenges[i]);
        const struct sl_passkey_new fresh = { .site = &site, .answer = &answer, .name = PHONE };
        SL_CHECK_STATUS(sl_passkey_keep(access, &fresh, &err), i == 0 ? SL_OK : SL_DENIED);
    }
    SL_CHECK_STR(sl_str_from(err.message), "you have a second step already: sign in with it first");
    SL_CHECK_STATUS(
        sl_passkey_ask_new(access, sign_in_proof(FIRST_PASSWORD), PHONE, challenges[0], &err),
        SL_DENIED
    );
    sl_access_close(access);
    job = sign_in_job(world, "root", FIRST_PASSWORD); /* from now on the password is not enough */
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "your passkey is needed, too");
    SL_CHECK_U64(world->token.len, 0);
    SL_CHECK_OK(enter(world, &key, 0, &err), &err);
    sl_access_close(sign_in_door(world, SL_STORE_BRIEF)); /* which two factors alone open */
    soft_passkey_close(&key);
}

/* A session takes the place of the one before, whoever's it was. */
static void the_session_before_ends(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;
    struct sl_session session;
    struct sl_buf before;
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    sl_buf_init(&before, 200);
    sl_buf_add(&before, sl_buf_str(&world->token));
    SL_CHECK_OK(enter_with(world, &key, sl_buf_str(&before), 0, &err), &err);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    sl_buf_clear(&world->token);
    sl_buf_add(&world->token, sl_buf_str(&before));
    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED);
    sl_buf_finish(&before);
    soft_passkey_close(&key);
}

/* An invitation sets a password, and passes no passkey by. */
static void an_invitation_opens_no_more_than_the_first_step(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;
    struct sl_sign_in_job job;
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    sign_in_two_factors(world);
    struct sl_store *store = sign_in_store(world, SL_STORE_WRITE);
    const struct sl_stamp made = { .by = SL_STR("root"), .at = world->now_us };
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    sl_buf_clear(&world->code);
    SL_CHECK_OK(sl_invitation_add(store, SL_STR("root"), &made, &world->code, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    job = sign_in_job(world, "root", "marble otter canteen");
    job.code = sl_buf_str(&world->code);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    struct sl_access *access = narrow_door(world);
    SL_CHECK_U64(sl_access_factors(access), 1);
    sl_access_close(access);
    soft_passkey_close(&key);
}

/* Who has lost the device: an administrator ends the second step, whatever it was. */
static void an_administrator_ends_them(void **state)
{
    struct sign_in_fixture *world = *state;
    struct soft_passkey key;
    int64_t proposal = 1;
    bool has_one = true;
    struct sl_error err;

    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    sign_in_first(world);
    SL_CHECK_OK(keep(world, &key, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(
        sl_second_factor_end_of(
            access, sign_in_proof(FIRST_PASSWORD), SL_STR("root"), &proposal, &err
        ),
        &err
    );
    SL_CHECK_I64(proposal, 0); /* there is no other administrator who could confirm it */
    SL_CHECK_OK(sl_passkey_has(sl_access_store(access), SL_STR("root"), &has_one, &err), &err);
    assert_false(has_one);
    sl_access_close(access);
    SL_CHECK_STATUS(enter(world, &key, 0, &err), SL_DENIED);
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
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_TRY(sl_passkey_ask_new(access, sign_in_proof(FIRST_PASSWORD), PHONE, challenge, NULL));
    const struct sl_passkey_answer answer = soft_register(context, challenge);
    const struct sl_passkey_new fresh = { .site = &site, .answer = &answer, .name = PHONE };
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
        SIGN_IN_TEST(a_name_is_needed),
        SIGN_IN_TEST(a_password_alone_brings_the_first_one_only),
        SIGN_IN_TEST(the_session_before_ends),
        SIGN_IN_TEST(an_invitation_opens_no_more_than_the_first_step),
        SIGN_IN_TEST(an_administrator_ends_them),
        SIGN_IN_TEST(a_removed_passkey_opens_nothing),
    };
    return cmocka_run_group_tests_name("app/passkey_manage", tests, NULL, NULL);
}
