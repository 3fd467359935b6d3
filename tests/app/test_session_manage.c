/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session_manage.h"

#include "app/sign_in_fixture.h"
#include "app/user_manage.h"

#define PASSWORD "marble otter canteen"

static size_t count(struct sign_in_fixture *world, struct sl_access *access, const char *user)
{
    struct sl_session_line *lines = NULL;
    struct sl_error err;
    size_t line_count = 0;
    size_t mine = 0;

    SL_CHECK_OK(
        sl_session_list(access, sl_str_from(user), &world->arena, &lines, &line_count, &err), &err
    );
    for (size_t i = 0; i < line_count; i++) {
        mine += lines[i].is_this ? 1 : 0;
    }
    assert_in_range(mine, 0, 1);
    return line_count;
}

static void users_see_and_end_their_own(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_sign_in_job job = sign_in_job(world, "ann", PASSWORD);
    struct sl_session_line *lines = NULL;
    struct sl_session session;
    struct sl_error err;
    size_t line_count = 0;

    sign_in_first(world);
    SL_CHECK_OK(sign_in_check(world, &session, &err), &err);
    const int64_t roots = session.id;
    sign_in_user(world, "ann", PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_U64(count(world, access, ""), 2);
    SL_CHECK_U64(count(world, access, "ann"), 2);
    SL_CHECK_STATUS(
        sl_session_list(access, SL_STR("root"), &world->arena, &lines, &line_count, &err), SL_DENIED
    );
    SL_CHECK_STATUS(
        sl_session_list(access, SL_STR("*"), &world->arena, &lines, &line_count, &err), SL_DENIED
    );
    /* Another's, and one that there is not, are refused alike. */
    SL_CHECK_STATUS(sl_session_stop(access, roots, &err), SL_DENIED);
    const struct sl_error first = err;
    SL_CHECK_STATUS(sl_session_stop(access, 999, &err), SL_DENIED);
    SL_CHECK_STR(sl_str_from(err.message), first.message);
    SL_CHECK_OK(
        sl_session_list(access, SL_STR(""), &world->arena, &lines, &line_count, &err), &err
    );
    SL_CHECK_OK(sl_session_stop(access, lines[0].session.id, &err), &err);
    SL_CHECK_U64(count(world, access, ""), 1);
    SL_CHECK_OK(sl_sign_out(access, &err), &err);
    sl_access_close(access);
    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED);
}

static void administrators_see_and_end_all(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_sign_in_job job = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_session_line *lines = NULL;
    struct sl_error err;
    size_t line_count = 0;

    sign_in_first(world);
    sign_in_user(world, "ann", PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &job, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_U64(count(world, access, "*"), 3);
    SL_CHECK_OK(
        sl_session_list(access, SL_STR("ann"), &world->arena, &lines, &line_count, &err), &err
    );
    SL_CHECK_U64(line_count, 1);
    SL_CHECK_OK(sl_session_stop(access, lines[0].session.id, &err), &err);
    SL_CHECK_U64(count(world, access, "ann"), 0);
    SL_CHECK_STATUS(sl_session_stop(access, 999, &err), SL_NOT_FOUND);
    sl_access_close(access);
    /* What is over is not listed. */
    world->now_us += SL_SESSION_IDLE_US - SECOND;
    access = sign_in_door(world, SL_STORE_READ);
    SL_CHECK_U64(count(world, access, "*"), 2);
    sl_access_close(access);
    world->now_us += 2 * SECOND;
    access = sign_in_door(world, SL_STORE_READ);
    SL_CHECK_U64(count(world, access, "*"), 1);
    sl_access_close(access);
}

/* Ann signed in twice, and root at the door. */
static struct sl_access *ann_twice_and_root(struct sign_in_fixture *world)
{
    const struct sl_sign_in_job anns = sign_in_job(world, "ann", PASSWORD);
    const struct sl_sign_in_job roots = sign_in_job(world, "root", FIRST_PASSWORD);
    struct sl_error err;

    sign_in_first(world);
    sign_in_user(world, "ann", PASSWORD);
    SL_CHECK_OK(sign_in_try(world, &anns, &err), &err);
    SL_CHECK_OK(sign_in_try(world, &roots, &err), &err);
    struct sl_access *access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_U64(count(world, access, "ann"), 2);
    return access;
}

static void administrators_end_all_of_a_user(void **state)
{
    struct sign_in_fixture *world = *state;
    const struct sl_sign_in_job again = sign_in_job(world, "ann", PASSWORD);
    struct sl_access *access = ann_twice_and_root(world);
    struct sl_session session;
    struct sl_error err;
    uint64_t ended = 0;

    SL_CHECK_STATUS(sl_session_stop_all(access, SL_STR("eve"), &ended, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_session_stop_all(access, SL_STR("ann"), &ended, &err), &err);
    SL_CHECK_U64(ended, 2);
    SL_CHECK_U64(count(world, access, "ann"), 0);
    SL_CHECK_U64(count(world, access, "root"), 2);
    SL_CHECK_OK(sl_session_stop_all(access, SL_STR("ann"), &ended, &err), &err);
    SL_CHECK_U64(ended, 0);
    sl_access_close(access);
    /* She signs in again, may end her own, and not those of others. */
    SL_CHECK_OK(sign_in_try(world, &again, &err), &err);
    access = sign_in_door(world, SL_STORE_BRIEF);
    SL_CHECK_STATUS(sl_session_stop_all(access, SL_STR("root"), &ended, &err), SL_DENIED);
    SL_CHECK_OK(sl_session_stop_all(access, SL_STR("ann"), &ended, &err), &err);
    SL_CHECK_U64(ended, 1);
    sl_access_close(access);
    SL_CHECK_STATUS(sign_in_check(world, &session, &err), SL_DENIED);
}

static void they_end_with_the_account(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_access *access = ann_twice_and_root(world);
    struct sl_error err;
    int64_t proposal = 0;

    SL_CHECK_OK(sl_user_end(access, SL_STR("ann"), &proposal, &err), &err);
    SL_CHECK_U64(count(world, access, "ann"), 0);
    SL_CHECK_U64(count(world, access, "root"), 2);
    sl_access_close(access);
}

static void they_end_with_a_role(void **state)
{
    struct sign_in_fixture *world = *state;
    struct sl_access *access = ann_twice_and_root(world);
    const int32_t today = sl_access_day(access);
    struct sl_user_role_change change = {
        .user = SL_STR("ann"),
        .role = SL_USER_MANAGER,
        .held = {today, SL_SPAN_OPEN},
    };
    struct sl_error err;
    int64_t proposal = 0;

    SL_CHECK_OK(sl_user_give_role(access, &change, &proposal, &err), &err);
    SL_CHECK_U64(count(world, access, "ann"), 2); /* more is no reason to end */
    change.role = SL_USER_STEWARD;
    SL_CHECK_STATUS(sl_user_end_role(access, &change, &proposal, &err), SL_NOT_FOUND);
    SL_CHECK_U64(count(world, access, "ann"), 2); /* nothing ended */
    change.role = SL_USER_MANAGER;
    SL_CHECK_OK(sl_user_end_role(access, &change, &proposal, &err), &err);
    SL_CHECK_U64(count(world, access, "ann"), 0);
    SL_CHECK_U64(count(world, access, "root"), 2);
    sl_access_close(access);
}

static enum sl_status list_and_stop(struct sl_access *access, void *context)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_session_line *lines = NULL;
    uint64_t ended = 0;
    size_t line_count = 0;

    (void)context;
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_TRY(sl_session_list(access, SL_STR("*"), &arena, &lines, &line_count, NULL));
    return sl_session_stop_all(access, SL_STR("ann"), &ended, NULL);
}

static void failing_allocations(void **state)
{
    struct sign_in_fixture *world = *state;

    sign_in_first(world);
    sign_in_user(world, "ann", PASSWORD);
    sign_in_failing(world, list_and_stop, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIGN_IN_TEST(failing_allocations),
        SIGN_IN_TEST(users_see_and_end_their_own),
        SIGN_IN_TEST(administrators_see_and_end_all),
        SIGN_IN_TEST(administrators_end_all_of_a_user),
        SIGN_IN_TEST(they_end_with_the_account),
        SIGN_IN_TEST(they_end_with_a_role),
    };
    return cmocka_run_group_tests_name("app/session_manage", tests, NULL, NULL);
}
