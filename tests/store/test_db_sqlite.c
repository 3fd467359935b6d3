/* SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/faulty.h"
#include "store/fixture.h"
#include "store/store_impl.h"

/* Every statement fits the tables, and its parameters are numbers without a gap. */
static void statements_fit_the_tables(void **state)
{
    struct store_fixture *fixture = *state;
    sqlite3 *handle = NULL;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &handle), SQLITE_OK);
    for (size_t i = 0; i < SL_SQL_COUNT; i++) {
        sqlite3_stmt *statement = NULL;
        const char *sql = sl_sql_statements[i];
        if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) != SQLITE_OK) {
            fail_msg("%s: %s", sql, sqlite3_errmsg(handle));
        }
        for (int j = 1; j <= sqlite3_bind_parameter_count(statement); j++) {
            char name[16];
            (void)snprintf(name, sizeof name, "?%d", j);
            assert_string_equal(sqlite3_bind_parameter_name(statement, j), name);
        }
        assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

static int64_t pragma(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement = NULL;

    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const int64_t value = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return value;
}

static void file_says_what_it_is(void **state)
{
    struct store_fixture *fixture = *state;
    sqlite3 *handle = NULL;

    assert_int_equal(sqlite3_open(fixture->path, &handle), SQLITE_OK);
    SL_CHECK_I64(pragma(handle, "PRAGMA application_id"), 0x534c7374);
    assert_true(pragma(handle, "PRAGMA user_version") > 0);
    /* All tables are STRICT, and the log is written ahead. */
    SL_CHECK_I64(
        pragma(
            handle,
            "SELECT count(*) FROM pragma_table_list WHERE NOT strict AND name NOT LIKE 'sqlite_%'"
        ),
        0
    );
    SL_CHECK_I64(
        pragma(
            handle,
            "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = "
            "'wal'"
        ),
        1
    );
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
}

static enum sl_status work(struct store_fixture *fixture, struct sl_error *err)
{
    const struct sl_put_record record = store_record("k", "b");
    int64_t run = 0;

    SL_TRY(sl_store_begin(fixture->store, err));
    enum sl_status status = store_begin_run_in(fixture->store, fixture->source, "two", &run, err);
    if (status == SL_OK) {
        status = sl_store_put(fixture->store, run, &record, 1, NULL, err);
    }
    if (status == SL_OK) {
        status = sl_store_run_finish(fixture->store, run, 5, err);
    }
    if (status != SL_OK) {
        sl_store_rollback(fixture->store);
        return status;
    }
    return sl_store_commit(fixture->store, err);
}

/* With 0, 1, 2 ... operations of the disk going well: an error that says so, or all is there. */
static void check_fault(void **state, enum faulty_kind kind, const char *word)
{
    faulty_install();
    bool is_done = false;

    for (uint64_t count = 0; !is_done; count++) {
        (void)store_tear_down(state);
        (void)store_set_up(state);
        struct store_fixture *fixture = *state;
        struct sl_error err = { .status = SL_OK };
        (void)store_take_in(fixture, "one", "k", "a");
        store_reopen(fixture);
        faulty_after(kind, count);
        const enum sl_status status = work(fixture, &err);
        is_done = faulty_end() == 0;
        if (status != SL_OK) {
            SL_CHECK_STATUS(status, SL_IO);
            assert_non_null(strstr(err.message, word));
            assert_true(err.hint[0] != '\0');
        }
        store_check_latest(fixture, "k", status == SL_OK ? "b" : "a");
        store_reopen(fixture);
        store_check_latest(fixture, "k", status == SL_OK ? "b" : "a");
        store_check_sound(fixture->store);
        SL_CHECK_I64(store_take_in(fixture, "three", "l", "c"), SL_PUT_ACCEPTED);
        assert_true(count < 1000);
    }
}

static void disk_full(void **state)
{
    check_fault(state, FAULTY_FULL, "disk is full");
}

static void disk_fails_to_write(void **state)
{
    check_fault(state, FAULTY_WRITE, "disk failed");
}

static void disk_fails_to_sync(void **state)
{
    check_fault(state, FAULTY_SYNC, "disk failed");
}

static void disk_fails_to_read(void **state)
{
    check_fault(state, FAULTY_READ, "disk failed");
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(statements_fit_the_tables),
        STORE_TEST(file_says_what_it_is),
        STORE_TEST(disk_full),
        STORE_TEST(disk_fails_to_write),
        STORE_TEST(disk_fails_to_sync),
        STORE_TEST(disk_fails_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
