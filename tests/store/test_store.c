/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/fixture.h"
#include "store/migrate.h"
#include "store/setting.h"

static void created_for_its_owner_only(void **state)
{
    struct store_fixture *fixture = *state;
    struct stat info;

    assert_int_equal(stat(fixture->path, &info), 0);
    SL_CHECK_I64(info.st_mode & 0777, 0600);
}

static void existing_file_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    const char *path = sl_test_folder_write(&fixture->folder, "other", SL_STR("mine"));
    struct sl_buf buf;
    struct sl_error err;

    SL_CHECK_STATUS(sl_store_create(path, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_store_create(fixture->path, &err), SL_INVALID);
    sl_buf_init(&buf, 100);
    sl_test_read(sl_test_folder_path(&fixture->folder, "other"), &buf);
    SL_CHECK_STR(sl_buf_str(&buf), "mine");
    sl_buf_finish(&buf);
    SL_CHECK_STATUS(sl_store_create(sl_test_folder_path(&fixture->folder, "no/such"), &err), SL_IO);
}

static void check_open(struct store_fixture *fixture, const char *name, enum sl_status expected)
{
    struct sl_store *store = NULL;
    struct sl_error err;
    const char *path = sl_test_folder_path(&fixture->folder, name);

    SL_CHECK_STATUS(sl_store_open(path, SL_STORE_READ, &store, &err), expected);
    SL_CHECK_STATUS(sl_store_open(path, SL_STORE_WRITE, &store, &err), expected);
    assert_true(err.message[0] != '\0');
    assert_null(store);
}

static void what_is_no_store_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    char text[5000];

    memset(text, 'x', sizeof text);
    (void)sl_test_folder_write(&fixture->folder, "text", (struct sl_str){ text, sizeof text });
    (void)sl_test_folder_write(&fixture->folder, "empty", SL_STR(""));
    check_open(fixture, "absent", SL_NOT_FOUND);
    check_open(fixture, "text", SL_INVALID);
    check_open(fixture, "empty", SL_INVALID);
}

/* The header says which page is what, so a page of noise is found when it is read. */
static void damaged_store_is_refused_or_said(void **state)
{
    struct store_fixture *fixture = *state;
    char noise[4096];

    sl_store_close(fixture->store);
    fixture->store = NULL;
    memset(noise, 0x5a, sizeof noise);
    FILE *file = fopen(fixture->path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 100, SEEK_SET), 0);
    assert_int_equal(fwrite(noise, 1, 2000, file), 2000);
    assert_int_equal(fclose(file), 0);
    check_open(fixture, "store", SL_INVALID);
}

static void second_writer_is_told_who_writes(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store *other = NULL;
    struct sl_error err;
    char process[64];

    SL_CHECK_STATUS(sl_store_open(fixture->path, SL_STORE_WRITE, &other, &err), SL_IO);
    (void)snprintf(process, sizeof process, "process %ld", (long)getpid());
    assert_non_null(strstr(err.hint, process));
    assert_null(other);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_READ, &other, &err), &err);
    sl_store_close(other);
    store_reopen(fixture);
}

static void reader_sees_a_transaction_whole_or_not(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store *reader = NULL;
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_READ, &reader, &err), &err);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_source_add(fixture->store, SL_STR("nhs"), SL_STR("pas"), &id, &err), &err);
    SL_CHECK_STATUS(
        sl_store_source_find(reader, SL_STR("nhs"), SL_STR("pas"), &id, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_begin(reader, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_STATUS(
        sl_store_source_find(reader, SL_STR("nhs"), SL_STR("pas"), &id, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_commit(reader, &err), &err);
    SL_CHECK_OK(sl_store_source_find(reader, SL_STR("nhs"), SL_STR("pas"), &id, &err), &err);
    sl_store_close(reader);
}

static void rollback_takes_all_back(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_source_add(fixture->store, SL_STR("nhs"), SL_STR("pas"), &id, &err), &err);
    sl_store_rollback(fixture->store);
    sl_store_rollback(fixture->store);
    SL_CHECK_STATUS(
        sl_store_source_find(fixture->store, SL_STR("nhs"), SL_STR("pas"), &id, &err), SL_NOT_FOUND
    );
}

/* In a process without rights; tests may run as root, who has all. */
static int open_without_rights(const char *path, enum sl_store_mode mode)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct sl_store *store = NULL;
        struct sl_error err;
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
            _exit(100);
        }
        _exit((int)sl_store_open(path, mode, &store, &err));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void read_only_file_is_read_and_not_written(void **state)
{
    struct store_fixture *fixture = *state;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    assert_int_equal(unlink(sl_test_folder_path(&fixture->folder, "store-lock")), 0);
    assert_int_equal(chmod(fixture->path, 0444), 0);
    assert_int_equal(chmod(fixture->folder.path, 0555), 0);
    const int read = open_without_rights(fixture->path, SL_STORE_READ);
    const int written = open_without_rights(fixture->path, SL_STORE_WRITE);
    assert_int_equal(chmod(fixture->folder.path, 0755), 0);
    SL_CHECK_I64(read, SL_OK);
    SL_CHECK_I64(written, SL_IO);
}

static enum sl_status create_and_write(void *context)
{
    struct store_fixture *fixture = context;
    struct sl_store *store = NULL;
    const struct sl_put_record record = store_record("a", "body");
    int64_t id = 0;
    int64_t run = 0;

    (void)unlink(sl_test_folder_path(&fixture->folder, "fresh"));
    const char *path = sl_test_folder_path(&fixture->folder, "fresh");
    SL_TRY(sl_store_create(path, NULL));
    enum sl_status status = sl_store_open(path, SL_STORE_WRITE, &store, NULL);
    if (status == SL_OK) {
        status = sl_store_begin(store, NULL);
    }
    if (status == SL_OK) {
        status = sl_store_source_add(store, SL_STR("a"), SL_STR("b"), &id, NULL);
    }
    if (status == SL_OK) {
        status = store_begin_run_in(store, id, "file", &run, NULL);
    }
    if (status == SL_OK) {
        status = sl_store_put(store, run, &record, 1, NULL, NULL);
    }
    if (status == SL_OK) {
        status = sl_store_run_finish(store, run, 1, NULL);
    }
    if (status == SL_OK) {
        status = sl_store_commit(store, NULL);
    }
    sl_store_close(store);
    return status;
}

/* Each of the first allocations fails once, and of the later ones ever fewer: there are many. */
static void failing_allocations(void **state)
{
    struct store_fixture *fixture = *state;
    uint64_t allowed = 0;
    enum sl_status status = SL_NO_MEMORY;

    sl_store_close(fixture->store); /* so that no page of it is given back meanwhile */
    fixture->store = NULL;
    const size_t held = sl_memory_held_bytes();
    while (status != SL_OK) {
        sl_memory_fail_after(allowed);
        status = create_and_write(fixture);
        sl_memory_fail_after(UINT64_MAX);
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_NO_MEMORY);
        }
        SL_CHECK_U64(sl_memory_held_bytes(), held);
        allowed += 1 + allowed / 25;
    }
    assert_true(allowed > 100);
}

/* As a newer program would. */
static void set_version(const char *path, int version)
{
    sqlite3 *handle = NULL;
    char sql[64];

    (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

/* A reader that rested in the middle of rows sees what was written since; the file of its path is
 * the one it has, until another one is put there. */
static void rests_and_goes_on(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store *reader = NULL;
    struct sl_error err;
    int64_t before = 0;
    int64_t after = 0;
    char other[600];

    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_READ, &reader, &err), &err);
    SL_CHECK_OK(sl_store_begin(reader, &err), &err);
    SL_CHECK_OK(sl_store_as_of(reader, &before, &err), &err);
    (void)store_take_in(fixture, "one", "k", "a");
    SL_CHECK_OK(sl_store_as_of(reader, &after, &err), &err);
    SL_CHECK_I64(after, before);
    sl_store_rest(reader);
    SL_CHECK_OK(sl_store_as_of(reader, &after, &err), &err);
    SL_CHECK_I64(after, before + 1);
    assert_true(sl_store_is_current(reader));
    assert_true(sl_store_is_current(reader));
    set_version(fixture->path, sl_migrate_newest() + 1);
    assert_false(sl_store_is_current(reader));
    set_version(fixture->path, sl_migrate_newest());
    assert_true(sl_store_is_current(reader));
    (void)snprintf(other, sizeof other, "%s", sl_test_folder_path(&fixture->folder, "other.db"));
    SL_CHECK_OK(sl_store_create(other, &err), &err);
    assert_int_equal(rename(other, fixture->path), 0);
    assert_false(sl_store_is_current(reader));
    assert_int_equal(unlink(fixture->path), 0);
    assert_false(sl_store_is_current(reader));
    sl_store_close(reader);
}

static int64_t stamp_of(struct sl_store *store)
{
    struct sl_error err;
    int64_t stamp = -1;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_stamp(store, &stamp, &err), &err);
    sl_store_rollback(store);
    return stamp;
}

/* Each commit draws a stamp, which all who read see; what is taken back, or only seen, does not;
 * and who reads on sees that of their moment. */
static void a_stamp_for_each_state(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store *writer = NULL;
    struct sl_store *reader = NULL;
    struct sl_error err;
    int64_t stamps[20];
    int64_t during = 0;

    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_BRIEF, &writer, &err), &err);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_READ, &reader, &err), &err);
    for (size_t i = 0; i < 20; i++) {
        SL_CHECK_OK(sl_store_begin(writer, &err), &err);
        SL_CHECK_OK(sl_store_setting_put(writer, SL_STR("a"), SL_STR("b"), &err), &err);
        SL_CHECK_OK(sl_store_commit(writer, &err), &err);
        stamps[i] = stamp_of(reader);
        assert_true(stamps[i] > 0 && stamps[i] == stamp_of(writer));
        for (size_t j = 0; j < i; j++) {
            assert_true(stamps[j] != stamps[i]);
        }
    }
    SL_CHECK_OK(sl_store_begin(writer, &err), &err);
    SL_CHECK_OK(sl_store_setting_put(writer, SL_STR("a"), SL_STR("c"), &err), &err);
    sl_store_rollback(writer);
    SL_CHECK_OK(sl_store_begin(writer, &err), &err);
    SL_CHECK_OK(sl_store_commit_seen(writer, &err), &err);
    SL_CHECK_I64(stamp_of(reader), stamps[19]);
    SL_CHECK_OK(sl_store_begin(reader, &err), &err);
    SL_CHECK_OK(sl_store_begin(writer, &err), &err);
    SL_CHECK_OK(sl_store_commit(writer, &err), &err);
    SL_CHECK_OK(sl_store_stamp(reader, &during, &err), &err);
    SL_CHECK_I64(during, stamps[19]);
    sl_store_rollback(reader);
    assert_true(stamp_of(reader) != stamps[19]);
    sl_store_close(reader);
    sl_store_close(writer);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(created_for_its_owner_only),
        STORE_TEST(existing_file_is_refused),
        STORE_TEST(what_is_no_store_is_refused),
        STORE_TEST(damaged_store_is_refused_or_said),
        STORE_TEST(second_writer_is_told_who_writes),
        STORE_TEST(reader_sees_a_transaction_whole_or_not),
        STORE_TEST(rollback_takes_all_back),
        STORE_TEST(read_only_file_is_read_and_not_written),
        STORE_TEST(failing_allocations),
        STORE_TEST(rests_and_goes_on),
        STORE_TEST(a_stamp_for_each_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
