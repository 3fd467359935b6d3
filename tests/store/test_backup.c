/* SPDX-License-Identifier: Apache-2.0 */
#include "store/backup.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/fixture.h"

static enum sl_status backup(struct store_fixture *fixture, const char *name, struct sl_error *err)
{
    const struct sl_check_options options = { 0 };
    struct sl_check_result result;

    sl_check_result_init(&result);
    const enum sl_status status = sl_store_backup(
        fixture->store, sl_test_folder_path(&fixture->folder, name), &options, &result, err
    );
    sl_check_result_finish(&result);
    return status;
}

static enum sl_status
restore(struct store_fixture *fixture, const char *from, const char *to, struct sl_error *err)
{
    const struct sl_check_options options = { 0 };
    struct sl_check_result result;
    char from_path[512];

    (void)snprintf(from_path, sizeof from_path, "%s", sl_test_folder_path(&fixture->folder, from));
    sl_check_result_init(&result);
    const enum sl_status status = sl_store_restore(
        from_path, sl_test_folder_path(&fixture->folder, to), &options, &result, err
    );
    sl_check_result_finish(&result);
    return status;
}

static void there_and_back(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    struct stat info;

    (void)store_take_in(fixture, "one", "k", "a");
    SL_CHECK_OK(backup(fixture, "copy", &err), &err);
    (void)store_take_in(fixture, "two", "k", "b");
    SL_CHECK_STATUS(backup(fixture, "copy", &err), SL_INVALID);
    SL_CHECK_OK(restore(fixture, "copy", "again", &err), &err);
    SL_CHECK_STATUS(restore(fixture, "copy", "again", &err), SL_INVALID);
    SL_CHECK_STATUS(restore(fixture, "absent", "third", &err), SL_NOT_FOUND);
    const char *path = sl_test_folder_path(&fixture->folder, "again");
    assert_int_equal(stat(path, &info), 0);
    SL_CHECK_I64(info.st_mode & 0777, 0600);
    (void)snprintf(fixture->path, sizeof fixture->path, "%s", path);
    store_reopen(fixture);
    store_check_latest(fixture, "k", "a");
    SL_CHECK_I64(store_take_in(fixture, "three", "k", "c"), SL_PUT_NEW_VERSION);
    store_check_sound(fixture->store);
}

/* What a reader has copied so far is not disturbed by what is committed meanwhile. */
struct meanwhile {
    struct store_fixture *fixture;
    bool is_done;
};

static void write_meanwhile(void *context, const char *step, uint64_t done, uint64_t total)
{
    struct meanwhile *meanwhile = context;

    (void)done;
    (void)total;
    if (!meanwhile->is_done && strcmp(step, "pages") == 0) {
        meanwhile->is_done = true;
        (void)store_take_in(meanwhile->fixture, "two", "k", "b");
    }
}

static void online(void **state)
{
    struct store_fixture *fixture = *state;
    struct meanwhile meanwhile = { .fixture = fixture };
    const struct sl_check_options options = { .progress = write_meanwhile, .context = &meanwhile };
    struct sl_check_result result;
    struct sl_store *reader = NULL;
    struct sl_error err;

    (void)store_take_in(fixture, "one", "k", "a");
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_READ, &reader, &err), &err);
    sl_check_result_init(&result);
    SL_CHECK_OK(
        sl_store_backup(
            reader, sl_test_folder_path(&fixture->folder, "copy"), &options, &result, &err
        ),
        &err
    );
    SL_CHECK_U64(result.record_count, 1);
    assert_true(meanwhile.is_done);
    sl_check_result_finish(&result);
    sl_store_close(reader);
    store_check_latest(fixture, "k", "b");
}

static void damaged_backup_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    sqlite3 *handle = NULL;
    struct sl_error err;

    (void)store_take_in(fixture, "one", "k", "a");
    SL_CHECK_OK(backup(fixture, "copy", &err), &err);
    const char *path = sl_test_folder_path(&fixture->folder, "copy");
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(handle, "UPDATE record SET body = x'62'", NULL, NULL, NULL), SQLITE_OK
    );
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
    SL_CHECK_STATUS(restore(fixture, "copy", "again", &err), SL_INVALID);
    assert_int_equal(access(sl_test_folder_path(&fixture->folder, "again"), F_OK), -1);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(there_and_back),
        STORE_TEST(online),
        STORE_TEST(damaged_backup_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
