/* SPDX-License-Identifier: Apache-2.0 */
#include "app/password_set.h"

#include "app/sign_in_fixture.h"

#define NEW_PASSWORD "marble otter canteen"

static struct sl_password_change from_to(const char *before, const char *after)
{
    return (struct sl_password_change){ .before = sl_str_from(before),
                                        .after = sl_str_from(after),
                                        .source = SL_STR(DESK),
                                        .cost = SL_PASSWORD_COST_FOR_TESTS };
}

static void who_has_the_old_one_sets_a_new_one(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_password_change change = from_to(FIRST_PASSWORD, NEW_PASSWORD);
    struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_session session;
    struct sl_error err;
    char elsewhere[64];

    sign_in_first(world);
    (void)snprintf(elsewhere, sizeof elsewhere, "%s", world->token.ptr);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_OK(sl_password_change(access, &change, &err), &err);
    sl_access_close(access);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err); /* this one goes on */
    SL_CHECK_STATUS(sign_in_try(world, &job, &err), SL_DENIED);
    job.password = SL_STR(NEW_PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    sl_buf_clear(&world->token);
    sl_buf_add(&world->token, sl_str_from(elsewhere));
    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED); /* the others do not */
}

static void what_cannot_be_a_password_is_said_and_not_shown(void **state)
{
    static const char *const bad[] = { "short", "password1234", "root-root-root", "Hub2026hub!1" };
    struct sign_in_fixture *world = *state;
    struct sl_error err;

    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const struct sl_password_change change = from_to(FIRST_PASSWORD, bad[i]);
        SL_CHECK_STATUS(sl_password_change(access, &change, &err), SL_INVALID);
        assert_null(strstr(err.message, bad[i]));
        assert_null(strstr(err.hint, bad[i]));
        assert_true(err.hint[0] != '\0');
    }
    sl_access_close(access);
}

/* Whoever finds an open desk cannot guess for long. */
static void guesses_of_the_old_one_are_counted(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_password_change change = from_to("wrong wrong wrong", NEW_PASSWORD);
    struct sl_error err;

    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    for (unsigned i = 0; i < 3; i++) {
        SL_CHECK_STATUS(sl_password_change(access, &change, &err), SL_DENIED);
        SL_CHECK_STR(sl_str_from(err.message), "the password is not right");
    }
    change.before = SL_STR(FIRST_PASSWORD);
    SL_CHECK_STATUS(sl_password_change(access, &change, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "too many"));
    sl_access_close(access);
}

static void far_too_long_is_not_right_either(void **state)
{
    static char letters[2000];
    struct sign_in_fixture *world = *state;
    struct sl_password_change change = from_to(letters, NEW_PASSWORD);
    struct sl_error err;

    memset(letters, 'x', sizeof letters - 1);
    change.before = sl_str_from(letters);
    sign_in_first(world);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(sl_password_change(access, &change, &err), SL_DENIED);
    sl_access_close(access);
}

static enum sl_status change(struct sl_access *access, void *context)
{
    return sl_password_change(access, context, NULL);
}

/* With too little memory the old one stays. */
static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_password_change asked = from_to(FIRST_PASSWORD, NEW_PASSWORD);
    struct sl_sign_in_job job = sign_in_job(world, "root", NEW_PASSWORD);
    struct sl_error err;

    sign_in_first(world);
    sign_in_failing(world, change, &asked);
    job.now_us = world->now_us;
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(failing_allocations),
        SIGN_IN_TEST(who_has_the_old_one_sets_a_new_one),
        SIGN_IN_TEST(what_cannot_be_a_password_is_said_and_not_shown),
        SIGN_IN_TEST(guesses_of_the_old_one_are_counted),
        SIGN_IN_TEST(far_too_long_is_not_right_either),
    };
    return cmocka_run_group_tests_name("app/password_set", tests, NULL, NULL);
}
