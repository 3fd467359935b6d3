/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_in_fixture.h - a store as 'init' makes it, its first administrator, and cheap passwords.
 */
#ifndef SL_TESTS_APP_SIGN_IN_FIXTURE_H
#define SL_TESTS_APP_SIGN_IN_FIXTURE_H

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/access.h"
#include "app/one_time_code.h"
#include "app/password_prove.h"
#include "app/session.h"
#include "app/sign_in.h"
#include "app/store_init.h"
#include "base/memory.h"
#include "signin/throttle.h"
#include "store/setting.h"
#include "store/user.h"
#include "support/support.h"

#define FIRST_PASSWORD "wobbly kettle brigade"
#define DESK           "a desk"
#define SECOND         SL_SIGNIN_SECOND_US
/* 2023-11-14 22:13:20 */
#define START INT64_C(1700000000000000)

struct sign_in_fixture {
    struct sl_test_folder folder;
    char store[600];
    struct sl_buf code, token;
    struct sl_arena arena;
    int64_t now_us;
};

static struct sign_in_fixture sign_in_world;

static inline int sign_in_set_up(void **state)
{
    struct sign_in_fixture *world = &sign_in_world;
    struct sl_error err;

    *world = (struct sign_in_fixture){ .now_us = START };
    sl_test_folder_open(&world->folder);
    (void
    )snprintf(world->store, sizeof world->store, "%s", sl_test_folder_path(&world->folder, "s.db"));
    sl_buf_init(&world->code, 100);
    sl_buf_init(&world->token, 4096);
    sl_arena_init(&world->arena, (size_t)16 << 20);
    const struct sl_init_job job = { .store = world->store,
                                     .now_us = START,
                                     .single_factor = true };
    SL_CHECK_OK(sl_store_init(&job, &world->code, &err), &err);
    *state = world;
    return 0;
}

static inline int sign_in_tear_down(void **state)
{
    struct sign_in_fixture *world = *state;

    sl_buf_finish(&world->code);
    sl_buf_finish(&world->token);
    sl_arena_finish(&world->arena);
    sl_test_folder_close(&world->folder);
    return 0;
}

/* Roles need what they need from now on: as in a store of real people. */
static inline void sign_in_two_factors(struct sign_in_fixture *world)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(world->store, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_setting_put(store, SL_STR(SL_SETTING_FACTORS), SL_STR("two"), &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

/* The job of somebody at the desk, now. */
static inline struct sl_sign_in_job
sign_in_job(struct sign_in_fixture *world, const char *user, const char *password)
{
    return (struct sl_sign_in_job){
        .user = sl_str_from(user),
        .password = sl_str_from(password),
        .source = SL_STR(DESK),
        .now_us = world->now_us,
        .cost = SL_PASSWORD_COST_FOR_TESTS,
    };
}

/* The password, asked for again at the desk. Good until the next call. */
static inline const struct sl_password_proof *sign_in_proof(const char *password)
{
    static struct sl_password_proof proof;

    proof = (struct sl_password_proof){
        .password = sl_str_from(password),
        .source = SL_STR(DESK),
        .cost = SL_PASSWORD_COST_FOR_TESTS,
    };
    return &proof;
}

/* Do it: the token is then in world->token. */
static inline enum sl_status
sign_in_try(struct sign_in_fixture *world, const struct sl_sign_in_job *job, struct sl_error *err)
{
    enum sl_second_wanted wanted = SL_SECOND_NONE;

    sl_buf_clear(&world->token);
    return sl_sign_in(world->store, job, &world->token, &wanted, err);
}

/* The first administrator, "root" of "hub", signed in. */
static inline void sign_in_first(struct sign_in_fixture *world)
{
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_error err;

    job.code = sl_buf_str(&world->code);
    job.agency = SL_STR("hub");
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

static inline struct sl_store *sign_in_store(struct sign_in_fixture *world, enum sl_store_mode mode)
{
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(world->store, mode, &store, &err), &err);
    return store;
}

/* Another user, added by root, with an invitation in world->code. */
static inline void sign_in_invite(struct sign_in_fixture *world, const char *id)
{
    struct sl_store *store = sign_in_store(world, SL_STORE_WRITE);
    const struct sl_store_user user = {
        .id = sl_str_from(id),
        .name = sl_str_from(id),
        .agency = SL_STR("hub"),
        .added = {SL_STR("root"), world->now_us}
    };
    const struct sl_stamp made = { .by = SL_STR("root"), .at = world->now_us };
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_user_add(store, &user, &err), &err);
    sl_buf_clear(&world->code);
    SL_CHECK_OK(sl_invitation_add(store, user.id, &made, &world->code, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

/* The same, who has set a password with it, and is signed in. */
static inline void sign_in_user(struct sign_in_fixture *world, const char *id, const char *password)
{
    struct sl_sign_in_job job = sign_in_job(world, id, password);
    struct sl_error err;

    sign_in_invite(world, id);
    job.code = sl_buf_str(&world->code);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

/* Is the session of world->token open; SL_DENIED: it is not. */
static inline enum sl_status
sign_in_check(struct sign_in_fixture *world, struct sl_session *ret_session, struct sl_error *err)
{
    struct sl_store *store = sign_in_store(world, SL_STORE_BRIEF);
    const enum sl_status status = sl_session_open(
        store, sl_buf_str(&world->token), world->now_us, &world->arena, ret_session, err
    );

    sl_store_close(store);
    return status;
}

/* The door, opened as a user by the session of world->token. */
static inline struct sl_access *sign_in_door(struct sign_in_fixture *world, enum sl_store_mode mode)
{
    struct sl_access *access = NULL;
    const char *path = sl_test_folder_write(&world->folder, "session", sl_buf_str(&world->token));
    struct sl_error err;

    assert_int_equal(chmod(path, S_IRUSR | S_IWUSR), 0);
    const struct sl_access_opening opening = {
        .store = world->store,
        .mode = mode,
        .session = path,
        .now_us = world->now_us,
    };
    SL_CHECK_OK(sl_access_open(&opening, &access, &err), &err);
    return access;
}

/* Something that is done at a door which is open. */
typedef enum sl_status sign_in_operation(struct sl_access *access, void *context);

/*
 * Each of the first allocations of it fails once, and of the later ones ever fewer: there are many.
 * Each time is later than that before, when failures are forgotten. The door is root's, who has
 * signed in. A leak is the sanitizer's to find.
 */
static inline void
sign_in_failing(struct sign_in_fixture *world, sign_in_operation *operation, void *context)
{
    enum sl_status status = SL_NO_MEMORY;
    uint64_t allowed = 0;

    for (; status != SL_OK; allowed += 1 + allowed / 20) {
        const struct sl_access_opening opening = {
            .store = world->store,
            .mode = SL_STORE_BRIEF,
            .now_us = world->now_us += SL_THROTTLE_FORGET_US,
        };
        struct sl_access *access = NULL;
        struct sl_error err;
        SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("root"), &access, &err), &err);
        sl_memory_fail_after(allowed);
        status = operation(access, context);
        sl_memory_fail_after(UINT64_MAX);
        sl_access_close(access);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
        }
    }
    assert_true(allowed > 0);
}

#define SIGN_IN_TEST(test) cmocka_unit_test_setup_teardown(test, sign_in_set_up, sign_in_tear_down)

#endif
