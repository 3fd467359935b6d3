/* SPDX-License-Identifier: Apache-2.0 */
#include "store/check.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "store/fixture.h"

/* One thing done behind the store's back, and a word of what is said about it. */
struct damage {
    const char *sql;
    const char *word;
};

/* clang-format off */
static const struct damage damages[] = {
    { "UPDATE record SET body = x'62' WHERE id = 1", "text was changed of record 1" },
    { "UPDATE layout SET text = x'62'", "text was changed of layout 1" },
    { "UPDATE record SET key = 'other' WHERE id = 1", "index of keys does not have record 1" },
    { "UPDATE record SET version = 5 WHERE id = 2", "not what follows record 1" },
    { "UPDATE record SET version = 1 WHERE id = 2", "stands twice: record 1" },
    { "DELETE FROM record WHERE id = 3", "counts do not fit run" },
    { "DELETE FROM record_key WHERE record = 3", "does not have record 3" },
    { "INSERT INTO record_key VALUES (1, 77)", "another number of records: 4" },
    { "DELETE FROM superseded", "has a next version: 0" },
    { "UPDATE run SET accepted_count = 9 WHERE id = 1", "counts do not fit run 1" },
    { "UPDATE record SET source = 9 WHERE id = 3", "the run does not fit record 3" },
    { "UPDATE record SET run = 99 WHERE id = 3", "reference leads nowhere" },
};
/* clang-format on */

static void fill(struct store_fixture *fixture)
{
    struct sl_error err;
    int64_t layout = 0;

    (void)store_take_in(fixture, "one", "k", "a");
    (void)store_take_in(fixture, "two", "k", "b");
    (void)store_take_in(fixture, "three", "l", "c");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_layout_add(fixture->store, SL_STR("a"), &layout, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

static void check_damage(struct store_fixture *fixture, const struct damage *damage)
{
    const struct sl_check_options options = { 0 };
    struct sl_check_result result;
    sqlite3 *handle = NULL;
    struct sl_error err;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, damage->sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
    store_reopen(fixture);
    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_check(fixture->store, &options, &result, &err), &err);
    if (strstr(result.problems.ptr == NULL ? "" : result.problems.ptr, damage->word) == NULL) {
        fail_msg("after %s: %s", damage->sql, result.problems.ptr);
    }
    assert_true(result.problem_count > 0);
    sl_check_result_finish(&result);
}

static void every_damage_is_found(void **state)
{
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        if (i > 0) {
            (void)store_tear_down(state);
            (void)store_set_up(state);
        }
        struct store_fixture *fixture = *state;
        fill(fixture);
        store_check_sound(fixture->store);
        check_damage(fixture, &damages[i]);
    }
}

static uint64_t step_count;

static void count_steps(void *context, const char *step, uint64_t done, uint64_t total)
{
    (void)context;
    (void)step;
    (void)done;
    (void)total;
    step_count++;
}

static void open_runs_are_said(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_check_options options = { .progress = count_steps };
    struct sl_check_result result;
    struct sl_error err;

    (void)store_begin_run(fixture, "file");
    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_check(fixture->store, &options, &result, &err), &err);
    SL_CHECK_U64(result.open_run_count, 1);
    SL_CHECK_U64(result.problem_count, 0);
    assert_true(step_count > 0);
    options.allow_no_open_run = true;
    SL_CHECK_OK(sl_store_check(fixture->store, &options, &result, &err), &err);
    SL_CHECK_U64(result.problem_count, 1);
    sl_check_result_finish(&result);
}

/* A page of noise in the middle of the file: found, and no crash. */
static void damaged_pages_are_found(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_check_options options = { 0 };
    char noise[4096];

    fill(fixture);
    memset(noise, 0x5a, sizeof noise);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    for (long page = 1; page < 12; page++) {
        struct sl_check_result result;
        struct sl_error err;
        char saved[4096];
        FILE *file = fopen(fixture->path, "r+b");
        assert_non_null(file);
        assert_int_equal(fseek(file, page * 4096, SEEK_SET), 0);
        assert_int_equal(fread(saved, 1, sizeof saved, file), sizeof saved);
        assert_int_equal(fseek(file, page * 4096, SEEK_SET), 0);
        assert_int_equal(fwrite(noise, 1, sizeof noise, file), sizeof noise);
        assert_int_equal(fflush(file), 0);
        sl_check_result_init(&result);
        if (sl_store_open(fixture->path, SL_STORE_READ, &fixture->store, &err) == SL_OK) {
            SL_CHECK_OK(sl_store_check(fixture->store, &options, &result, &err), &err);
            assert_true(result.problem_count > 0);
        }
        sl_check_result_finish(&result);
        sl_store_close(fixture->store);
        fixture->store = NULL;
        assert_int_equal(fseek(file, page * 4096, SEEK_SET), 0);
        assert_int_equal(fwrite(saved, 1, sizeof saved, file), sizeof saved);
        assert_int_equal(fclose(file), 0);
    }
    store_reopen(fixture);
    store_check_sound(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_damage_is_found),
        STORE_TEST(open_runs_are_said),
        STORE_TEST(damaged_pages_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
