/* SPDX-License-Identifier: Apache-2.0 */
#include "app/sign_in.h"

#include <pthread.h>
#include <time.h>

#include "app/sign_in_fixture.h"
#include "base/memory.h"
#include "signin/throttle.h"

static const char *const password = "marble otter canteen";

/* --- the first administrator -------------------------------------------------------------- */

static void the_first_administrator_comes_once(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_session session;
    struct sl_error err;

    sign_in_first(world);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    SL_CHECK_STR(session.user, "root");
    struct sl_access *access = sign_in_door(world, SL_STORE_READ);
    const struct sl_user *user = sl_access_user(access);
    SL_CHECK_STR(user->agency, "hub");
    SL_CHECK_U64(user->role_count, 1);
    SL_CHECK_I64(user->roles[0].role, SL_USER_ADMINISTRATOR);
    sl_access_close(access);
    /* The same code again, for the same and for another. */
    struct sl_sign_in_job job = sign_in_job(world, "root", "another long password");
    job.code = sl_buf_str(&world->code);
    job.agency = SL_STR("hub");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "was used"));
    job.user = SL_STR("eve");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    /* And the password that was set. */
    job = sign_in_job(world, "root", FIRST_PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

static void the_first_code_is_over_after_a_day(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_error err;

    job.code = sl_buf_str(&world->code);
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED); /* no agency */
    job.agency = SL_STR("hub");
    job.now_us = START + SL_INIT_CODE_US;
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    job.now_us = START - INT64_C(24) * 3600 * SECOND; /* the clock set back */
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    job.now_us = START + SL_INIT_CODE_US - SECOND;
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

static void a_bad_new_password_uses_no_code_up(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job = sign_in_job(world, "root", "password1234");
    struct sl_error err;

    job.code = sl_buf_str(&world->code);
    job.agency = SL_STR("hub");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_INVALID);
    assert_null(strstr(err.message, "password1234"));
    assert_null(strstr(err.hint, "password1234"));
    sign_in_first(world);
}

/* --- invitations -------------------------------------------------------------------------- */

static void an_invitation_is_its_users_only_and_good_once(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_session session;
    struct sl_error err;

    sign_in_first(world);
    sign_in_invite(world, "ann");
    struct sl_sign_in_job job = sign_in_job(world, "root", password);
    job.code = sl_buf_str(&world->code);
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    job.user = SL_STR("ann");
    job.now_us = START + SL_INVITATION_US;
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    job.now_us = START;
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    SL_CHECK_STR(session.user, "ann");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
}

/* Who has forgotten their password is invited again: the old one, and sessions by it, end. */
static void a_new_password_ends_the_old_one(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_session session;
    struct sl_error err;
    char before[64];

    sign_in_first(world);
    sign_in_user(world, "ann", password);
    (void)snprintf(before, sizeof before, "%.*s", SL_STR_ARG(sl_buf_str(&world->token)));
    struct sl_store *store = sign_in_store(world, SL_STORE_WRITE);
    const struct sl_stamp made = { .by = SL_STR("root"), .at = world->now_us };
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    sl_buf_clear(&world->code);
    SL_CHECK_OK(sl_invitation_add(store, SL_STR("ann"), &made, &world->code, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    struct sl_sign_in_job job = sign_in_job(world, "ann", "teapot velvet lighthouse");
    job.code = sl_buf_str(&world->code);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    job = sign_in_job(world, "ann", password);
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    sl_buf_add(&world->token, sl_str_from(before));
    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "was ended"));
}

/* --- what is not said --------------------------------------------------------------------- */

static void nobody_learns_who_is_a_user(void **state)
{
    static const char *const names[] = { "root", "nobody", "NOT an id\n", "wobbly kettle brigade" };
    struct sign_in_fixture *world = *state;
    struct sl_error first = { .status = SL_OK };
    struct sl_error err;

    sign_in_first(world);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct sl_sign_in_job job = sign_in_job(world, names[i], "wrong wrong wrong");
        job.source = SL_STR("elsewhere");
        SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
        if (i == 0) {
            first = err;
        }
        SL_CHECK_STR(sl_str_from(err.message), first.message);
        SL_CHECK_STR(sl_str_from(err.detail), first.detail);
        SL_CHECK_STR(sl_str_from(err.hint), first.hint);
        assert_null(strstr(err.message, "wrong wrong"));
        SL_CHECK_U64(world->token.len, 0);
    }
}

/* Waiting is the same for names that nobody has. */
static void nobody_learns_it_by_waiting_either(void **state)
{
    static const char *const names[] = { "root", "nobody" };
    struct sign_in_fixture *world = *state;
    struct sl_error errs[2];

    sign_in_first(world);
    for (size_t i = 0; i < 2; i++) {
        struct sl_sign_in_job job = sign_in_job(world, names[i], "wrong wrong wrong");
        job.source = sl_str_from(i == 0 ? "there" : "over there");
        for (unsigned k = 0; k < 4; k++) {
            (void)sign_in_try(world, &job, &errs[i]);
        }
        assert_non_null(strstr(errs[i].message, "too many attempts"));
        SL_CHECK_STR(sl_str_from(errs[i].hint), "Wait 2 seconds, then try again.");
    }
}

/* The hash of a user whom there is not costs as much: the same computation is done. */
static void both_take_the_same_time(void **state)
{
    static const char *const names[] = { "root", "nobody" };
    struct sign_in_fixture *world = *state;
    double seconds[2] = { 0, 0 };
    struct sl_error err;

    sign_in_first(world);
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    job.cost = (struct sl_password_cost){ .memory_kib = 8192, .passes = 4 };
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err); /* hashed anew, at this cost */
    for (unsigned round = 0; round < 3; round++) {
        for (size_t i = 0; i < 2; i++) {
            struct timespec begin;
            struct timespec end;
            job = sign_in_job(world, names[i], "wrong wrong wrong");
            job.source = SL_STR("elsewhere");
            job.cost = (struct sl_password_cost){ .memory_kib = 8192, .passes = 4 };
            world->now_us += SL_THROTTLE_FORGET_US;
            job.now_us = world->now_us;
            (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
            SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
            (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
            seconds[i] +=
                (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) * 1e-9;
        }
    }
    (void)printf("a user: %.4f s, nobody: %.4f s\n", seconds[0] / 3, seconds[1] / 3);
    assert_true(seconds[1] > seconds[0] / 2 && seconds[1] < seconds[0] * 2);
}

static void no_secret_is_in_the_files(void **state)
{
    static const char *const names[] = { "s.db", "s.db-wal", "s.ledger/journal" };
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    struct sl_sign_in_job job = sign_in_job(world, "a typed secret", "wrong wrong wrong");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    job = sign_in_job(world, "root", FIRST_PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct sl_buf bytes;
        const char *path = sl_test_folder_path(&world->folder, names[i]);
        struct stat file;
        if (stat(path, &file) != 0) {
            continue;
        }
        sl_buf_init(&bytes, (size_t)16 << 20);
        sl_test_read(path, &bytes);
        const struct sl_str all = sl_buf_str(&bytes);
        assert_true(sl_str_find(all, SL_STR(FIRST_PASSWORD)) == all.len);
        assert_true(sl_str_find(all, SL_STR("wrong wrong")) == all.len);
        assert_true(sl_str_find(all, SL_STR("a typed secret")) == all.len);
        assert_true(sl_str_find(all, sl_buf_str(&world->token)) == all.len);
        assert_true(sl_str_find(all, sl_buf_str(&world->code)) == all.len);
        sl_buf_finish(&bytes);
    }
}

/* --- waiting ------------------------------------------------------------------------------ */

/* Somebody far away fails for days: the user waits nowhere where they have signed in before, and
 * elsewhere a quarter of an hour at most. */
static void others_lock_nobody_out(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    for (unsigned i = 0; i < 60; i++) {
        struct sl_sign_in_job job = sign_in_job(world, "root", "wrong wrong wrong");
        char source[32];
        (void)snprintf(source, sizeof source, "attacker %u", i);
        job.source = sl_str_from(source);
        world->now_us += SL_THROTTLE_MOST_US;
        job.now_us = world->now_us;
        SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    }
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    job.source = SL_STR("a new desk");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.hint), "Wait 900 seconds, then try again.");
    world->now_us += SL_THROTTLE_MOST_US;
    job.now_us = world->now_us;
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err); /* known now, and forgotten */
}

/* The right password, while one must wait, is not even looked at. */
static void who_must_wait_learns_nothing(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    for (unsigned i = 0; i < SL_THROTTLE_FREE; i++) {
        const struct sl_sign_in_job job = sign_in_job(world, "root", "wrong wrong wrong");
        SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    }
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "too many"));
    job.now_us += SL_THROTTLE_FIRST_US;
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    job = sign_in_job(world, "root", "wrong wrong wrong"); /* and the count begins anew */
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    assert_null(strstr(err.message, "too many"));
}

/* A place that tries many names waits, too. */
static void a_place_that_tries_everybody_waits(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;
    char name[32];

    sign_in_first(world);
    for (unsigned i = 0; i <= SL_THROTTLE_PLACE_FREE; i++) {
        (void)snprintf(name, sizeof name, "user%u", i);
        struct sl_sign_in_job job = sign_in_job(world, name, "wrong wrong wrong");
        job.source = SL_STR("spray");
        SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
        assert_int_equal(strstr(err.message, "too many") != NULL, i == SL_THROTTLE_PLACE_FREE);
    }
}

/* --- two at once -------------------------------------------------------------------------- */

struct at_once {
    struct sl_sign_in_job job;
    const char *store;
    struct sl_buf token;
    struct sl_error err;
    enum sl_status status;
};

static void *sign_in_thread(void *context)
{
    struct at_once *one = context;
    enum sl_second_wanted wanted = SL_SECOND_NONE;

    sl_buf_init(&one->token, 100);
    one->status = sl_sign_in(one->store, &one->job, &one->token, &wanted, &one->err);
    return NULL;
}

static void run_two(struct at_once two[2])
{
    pthread_t threads[2];

    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, sign_in_thread, &two[i]), 0);
    }
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
}

static void two_sign_in_at_once(void **state)
{
    struct sign_in_fixture *world = *state;
    struct at_once two[2] = { { .status = SL_OK } };

    sign_in_first(world);
    for (size_t i = 0; i < 2; i++) {
        two[i] = (struct at_once){ .job = sign_in_job(world, "root", FIRST_PASSWORD),
                                   .store = world->store };
    }
    run_two(two);
    SL_CHECK_OK(two[0].status, &two[0].err);
    SL_CHECK_OK(two[1].status, &two[1].err);
    SL_CHECK_U64(two[0].token.len, 43);
    assert_false(sl_str_equal(sl_buf_str(&two[0].token), sl_buf_str(&two[1].token)));
    sl_buf_finish(&two[0].token);
    sl_buf_finish(&two[1].token);
}

static void one_code_opens_for_one_only(void **state)
{
    struct sign_in_fixture *world = *state;
    struct at_once two[2] = { { .status = SL_OK } };

    sign_in_first(world);
    sign_in_invite(world, "ann");
    for (size_t i = 0; i < 2; i++) {
        two[i] =
            (struct at_once){ .job = sign_in_job(world, "ann", password), .store = world->store };
        two[i].job.code = sl_buf_str(&world->code);
    }
    run_two(two);
    assert_int_equal((two[0].status == SL_OK) + (two[1].status == SL_OK), 1);
    assert_int_equal((two[0].status == SL_DENIED) + (two[1].status == SL_DENIED), 1);
    sl_buf_finish(&two[0].token);
    sl_buf_finish(&two[1].token);
}

/* People sign in while somebody writes records. */
static void a_writer_keeps_nobody_out(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    struct sl_store *writer = sign_in_store(world, SL_STORE_WRITE);
    const struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    sl_store_close(writer);
}

/* --- what is broken ----------------------------------------------------------------------- */

static void who_has_left_is_out(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = START };
    struct sl_error err;

    sign_in_first(world);
    sign_in_user(world, "ann", password);
    struct sl_store *store = sign_in_store(world, SL_STORE_WRITE);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(store, SL_STR("ann"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    const struct sl_sign_in_job job = sign_in_job(world, "ann", password);
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), "the user or the password is not right");
}

/* A session in the place of another: of the same user, or of whoever sat there before. */
static void one_session_takes_the_place_of_another(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_session session;
    struct sl_error err;
    char before[64];

    sign_in_first(world);
    (void)snprintf(before, sizeof before, "%.*s\n", SL_STR_ARG(sl_buf_str(&world->token)));
    job.before = sl_str_from(before);
    job.password = SL_STR("wrong wrong wrong");
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    sl_buf_clear(&world->token);
    sl_buf_add(&world->token, sl_str_from(before));
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err); /* who fails ends nothing */
    job.password = SL_STR(FIRST_PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    sl_buf_clear(&world->token);
    sl_buf_add(&world->token, sl_str_from(before));
    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "was ended"));
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err); /* one that has ended is no matter */
    job.before = SL_STR("no token");
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

/* Without an entry in the ledger nobody comes in. */
static void no_ledger_no_session(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_error err;
    char path[600];

    sign_in_first(world);
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&world->folder, "s.ledger"));
    assert_int_equal(rename(path, sl_test_folder_path(&world->folder, "gone")), 0);
    const struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    assert_int_not_equal(sign_in_try(world, &job, &err), SL_OK);
    SL_CHECK_U64(world->token.len, 0);
    assert_int_equal(rename(sl_test_folder_path(&world->folder, "gone"), path), 0);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

static enum sl_status allocate(void *context)
{
    struct sign_in_fixture *world = context;
    const struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);

    world->now_us += SL_THROTTLE_FORGET_US; /* failures before are forgotten */
    return sign_in_try(world, &job, NULL);
}

/* Each of the first allocations fails once, and of the later ones ever fewer: there are many. */
static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;
    enum sl_status status = SL_NO_MEMORY;
    uint64_t allowed = 0;

    sign_in_first(world);
    while (status != SL_OK) {
        sl_memory_fail_after(allowed);
        status = allocate(world);
        sl_memory_fail_after(UINT64_MAX);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
        }
        allowed += 1 + allowed / 20;
    }
    assert_true(allowed > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(the_first_administrator_comes_once),
        SIGN_IN_TEST(the_first_code_is_over_after_a_day),
        SIGN_IN_TEST(a_bad_new_password_uses_no_code_up),
        SIGN_IN_TEST(an_invitation_is_its_users_only_and_good_once),
        SIGN_IN_TEST(a_new_password_ends_the_old_one),
        SIGN_IN_TEST(nobody_learns_who_is_a_user),
        SIGN_IN_TEST(nobody_learns_it_by_waiting_either),
        SIGN_IN_TEST(both_take_the_same_time),
        SIGN_IN_TEST(no_secret_is_in_the_files),
        SIGN_IN_TEST(others_lock_nobody_out),
        SIGN_IN_TEST(who_must_wait_learns_nothing),
        SIGN_IN_TEST(a_place_that_tries_everybody_waits),
        SIGN_IN_TEST(one_session_takes_the_place_of_another),
        SIGN_IN_TEST(two_sign_in_at_once),
        SIGN_IN_TEST(one_code_opens_for_one_only),
        SIGN_IN_TEST(a_writer_keeps_nobody_out),
        SIGN_IN_TEST(who_has_left_is_out),
        SIGN_IN_TEST(no_ledger_no_session),
        SIGN_IN_TEST(failing_allocations),
    };
    return cmocka_run_group_tests_name("app/sign_in", tests, NULL, NULL);
}
