/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include <sqlite3.h>
#include <stdio.h>

#include "store/fixture.h"

/* A database at an early version, with what that version could hold. */
static void make_old(const char *path, int version)
{
    struct sl_db *db = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_db_open(path, SL_DB_WRITE, &db, &err), &err);
    SL_CHECK_OK(sl_migrate(db, version, &err), &err);
    sl_db_close(db);
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    static const char *const rows =
        "INSERT INTO source (agency, system) VALUES ('police', 'records');"
        "INSERT INTO run (source, format, file_name, file_hash, file_bytes, started_at, ended_at,"
        " state, finish_order, accepted_count, first_record, last_record) VALUES"
        " (1, 'f', 'n', zeroblob(32), 1, 1, 2, 'finished', 1, 1, 1, 1);"
        "UPDATE counter SET value = 1 WHERE name = 'finish_order';"
        "INSERT INTO record (source, run, version, hash, key, body) VALUES (1, 1, 1,"
        " x'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 'k', x'61');";
    assert_int_equal(sqlite3_exec(handle, rows, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

static void from_every_earlier_version(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    assert_true(sl_migrate_newest() >= 3);
    for (int version = 1; version < sl_migrate_newest(); version++) {
        char name[16];
        (void)snprintf(name, sizeof name, "old%d", version);
        (void)sl_test_folder_write(&fixture->folder, name, SL_STR(""));
        sl_store_close(fixture->store);
        fixture->store = NULL;
        (void)snprintf(
            fixture->path, sizeof fixture->path, "%s", sl_test_folder_path(&fixture->folder, name)
        );
        make_old(fixture->path, version);
        SL_CHECK_STATUS(
            sl_store_open(fixture->path, SL_STORE_READ, &fixture->store, &err), SL_UNSUPPORTED
        );
        store_reopen(fixture);
        store_check_latest(fixture, "k", "a");
        store_check_sound(fixture->store);
        SL_CHECK_I64(store_take_in(fixture, "new", "k", "b"), SL_PUT_NEW_VERSION);
    }
}

static void set_version(const char *path, const char *sql)
{
    sqlite3 *handle = NULL;

    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

static void newer_store_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    set_version(fixture->path, "PRAGMA user_version = 1000");
    SL_CHECK_STATUS(
        sl_store_open(fixture->path, SL_STORE_READ, &fixture->store, &err), SL_UNSUPPORTED
    );
    SL_CHECK_STATUS(
        sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, &err), SL_UNSUPPORTED
    );
    assert_true(err.hint[0] != '\0');
    set_version(fixture->path, "PRAGMA user_version = 3; PRAGMA application_id = 1");
    SL_CHECK_STATUS(sl_store_open(fixture->path, SL_STORE_READ, &fixture->store, &err), SL_INVALID);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(from_every_earlier_version),
        STORE_TEST(newer_store_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
