/* SPDX-License-Identifier: Apache-2.0 */
#include "app/hall.h"

#include "app/people_small.h"
#include "base/memory.h"
#include "base/threads.h"
#include "store/backup.h"

/* A door of the hall, as a user. */
static enum sl_status
go_in(struct sl_hall *hall, const char *user, struct sl_access **ret_access, struct sl_error *err)
{
    const struct sl_access_opening opening = { .hall = hall, .now_us = ACCESS_NOW };

    return sl_access_open_as(&opening, sl_str_from(user), ret_access, err);
}

static struct sl_hall *open_hall(const char *path)
{
    struct sl_hall *hall = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_hall_open(path, &hall, &err), &err);
    return hall;
}

/* Nothing is kept of who may do what: a role that ends has ended at the next door. */
static void a_role_that_ends(void **state)
{
    static const struct sl_access_deed deed = { .verb = SL_VERB_SEARCH };
    struct small_people *small = *state;
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct sl_hall *hall = open_hall(small->path);
    struct sl_access *access = NULL;
    struct sl_store *store = NULL;
    struct sl_store_role role;
    struct sl_error err;

    SL_CHECK_OK(go_in(hall, "manager", &access, &err), &err);
    SL_CHECK_OK(sl_access_may(access, SL_MAY_SEARCH, &deed, &err), &err);
    sl_access_close(access);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_BRIEF, &store, &err), &err);
    SL_CHECK_OK(sl_store_role_next(store, SL_STR("manager"), 0, &small->arena, &role, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_role_end(store, role.id, &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_OK(go_in(hall, "manager", &access, &err), &err);
    SL_CHECK_STATUS(sl_access_may(access, SL_MAY_SEARCH, &deed, &err), SL_DENIED);
    sl_access_close(access);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(store, SL_STR("manager"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    SL_CHECK_STATUS(go_in(hall, "manager", &access, &err), SL_DENIED);
    sl_store_close(store);
    sl_hall_close(hall);
}

/* A room keeps its stores, but not what somebody began in it, nor one to write. */
static void what_a_room_keeps(void **state)
{
    struct small_people *small = *state;
    struct sl_hall *hall = open_hall(small->path);
    struct sl_room *room = NULL;
    struct sl_room *other = NULL;
    struct sl_store *store = NULL;
    struct sl_store *again = NULL;
    struct sl_fold *fold = NULL;
    struct sl_fold *same = NULL;
    struct sl_error err;
    struct sl_str value;

    SL_CHECK_OK(sl_hall_enter(hall, &room, &err), &err);
    SL_CHECK_OK(sl_hall_enter(hall, &other, &err), &err);
    assert_ptr_not_equal(room, other);
    sl_hall_leave(other);
    SL_CHECK_OK(sl_room_fold(room, &fold, &err), &err);
    SL_CHECK_OK(sl_room_store(room, SL_STORE_BRIEF, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_setting_put(store, SL_STR("colour"), SL_STR("red"), &err), &err);
    sl_hall_leave(room);
    SL_CHECK_OK(sl_hall_enter(hall, &other, &err), &err);
    assert_ptr_equal(room, other);
    SL_CHECK_OK(sl_room_fold(room, &same, &err), &err);
    assert_ptr_equal(fold, same);
    SL_CHECK_OK(sl_room_store(room, SL_STORE_BRIEF, &again, &err), &err);
    assert_ptr_equal(store, again);
    SL_CHECK_STATUS(
        sl_store_setting_find(again, SL_STR("colour"), &small->arena, &value, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_room_store(room, SL_STORE_WRITE, &store, &err), &err);
    sl_hall_leave(room);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    sl_store_close(store);
    sl_hall_clear(hall);
    sl_hall_leave(NULL);
    sl_hall_close(hall);
    sl_hall_close(NULL);
}

/* A store that was put in the place of the other one is used from then on. */
static void another_store(void **state)
{
    const struct sl_check_options options = { 0 };
    struct small_people *small = *state;
    struct sl_hall *hall = open_hall(small->path);
    const struct sl_stamp stamp = { .by = SL_STR("root"), .at = ACCESS_NOW };
    struct sl_check_result result;
    struct sl_access *access = NULL;
    struct sl_store *store = NULL;
    struct sl_error err;
    char copy[600];

    (void)snprintf(copy, sizeof copy, "%s", sl_test_folder_path(&small->folder, "copy.db"));
    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_backup(store, copy, &options, &result, &err), &err);
    sl_store_close(store);
    sl_check_result_finish(&result);
    SL_CHECK_OK(sl_store_open(copy, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_user_end(store, SL_STR("worker"), &stamp, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    SL_CHECK_OK(go_in(hall, "worker", &access, &err), &err);
    sl_access_close(access);
    assert_int_equal(rename(copy, small->path), 0);
    SL_CHECK_STATUS(go_in(hall, "worker", &access, &err), SL_DENIED);
    sl_hall_close(hall);
}

static enum sl_status go_through(void *context, size_t index, unsigned worker)
{
    static const char *const users[] = { "worker", "manager", "all" };
    static const struct sl_access_deed deed = { .verb = SL_VERB_SEARCH };
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;

    (void)worker;
    SL_TRY(go_in(context, users[index % 3], &access, NULL));
    return sl_access_say(access, &deed, 1, NULL);
}

/* Many doors at once, each with its entry. */
static void many_doors(void **state)
{
    struct small_people *small = *state;
    struct sl_hall *hall = open_hall(small->path);
    struct sl_error err;

    SL_CHECK_OK(sl_threads_run(6, 90, go_through, hall, &err), &err);
    SL_CHECK_U64(access_entries(small->access.ledger, "", SL_VERB_SEARCH, 0), 90);
    SL_CHECK_U64(access_entries(small->access.ledger, "worker", SL_VERB_SEARCH, 0), 30);
    sl_hall_close(hall);
}

static enum sl_status open_failing(void *context)
{
    struct small_people *small = context;
    struct sl_hall *hall = NULL;

    SL_TRY(sl_hall_open(small->path, &hall, NULL));
    const enum sl_status status = go_through(hall, 0, 0);
    sl_hall_close(hall);
    return status;
}

static void no_memory(void **state)
{
    assert_true(sl_test_failing_allocations(open_failing, *state) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(a_role_that_ends), SMALL_TEST(what_a_room_keeps), SMALL_TEST(another_store),
        SMALL_TEST(many_doors),       SMALL_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/hall", tests, NULL, NULL);
}
