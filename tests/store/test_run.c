/* SPDX-License-Identifier: Apache-2.0 */
#include "store/run.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/fixture.h"

static struct sl_run get(struct store_fixture *fixture, int64_t id)
{
    struct sl_run run = { 0 };
    struct sl_error err;

    SL_CHECK_OK(sl_store_run_get(fixture->store, id, &fixture->arena, &run, &err), &err);
    return run;
}

static void open_run_is_seen_by_nobody(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t run = store_begin_run(fixture, "file");

    (void)store_put(fixture, run, "k", "a");
    store_check_latest(fixture, "k", NULL);
    SL_CHECK_U64(store_count_latest(fixture->store), 0);
    store_finish_run(fixture, run);
    store_check_latest(fixture, "k", "a");
    SL_CHECK_U64(store_count_latest(fixture->store), 1);
    const struct sl_run info = get(fixture, run);
    SL_CHECK_I64(info.state, SL_RUN_FINISHED);
    SL_CHECK_I64(info.finish_order, 1);
    SL_CHECK_I64(info.started_at, 10);
    SL_CHECK_I64(info.ended_at, 20);
    SL_CHECK_STR(info.file.name, "file");
    SL_CHECK_STR(info.file.format, "pole-jsonl");
    SL_CHECK_U64(info.file.bytes, 1000);
    SL_CHECK_I64(info.first_record, 1);
    SL_CHECK_I64(info.last_record, 1);
}

/* The old version stays in sight until the run that brings the new one is finished. */
static void old_version_is_seen_meanwhile(void **state)
{
    struct store_fixture *fixture = *state;

    (void)store_take_in(fixture, "one", "k", "a");
    const int64_t run = store_begin_run(fixture, "two");
    (void)store_put(fixture, run, "k", "b");
    store_check_latest(fixture, "k", "a");
    SL_CHECK_U64(store_count_latest(fixture->store), 1);
    store_finish_run(fixture, run);
    store_check_latest(fixture, "k", "b");
    SL_CHECK_U64(store_count_latest(fixture->store), 1);
}

static void resumed_where_it_was(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_run_file file = {
        .source = fixture->source,
        .format = SL_STR("pole-jsonl"),
        .name = SL_STR("renamed"),
        .hash = sl_digest_of(SL_STR("file")),
    };
    const int64_t run = store_begin_run(fixture, "file");
    bool resumed = false;
    int64_t again = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_run_progress(fixture->store, run, 5, 512, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    (void)store_put(fixture, run, "k", "a");
    store_reopen(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_run_begin(fixture->store, &file, 30, &again, &resumed, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    assert_true(resumed);
    SL_CHECK_I64(again, run);
    SL_CHECK_U64(get(fixture, run).done_records, 5);
    SL_CHECK_U64(get(fixture, run).done_bytes, 512);
    SL_CHECK_I64(store_put(fixture, run, "k", "a"), SL_PUT_UNCHANGED);
    SL_CHECK_OK(sl_store_run_find_same(fixture->store, &file, &again, &err), &err);
    SL_CHECK_I64(again, 0);
    store_finish_run(fixture, run);
    SL_CHECK_OK(sl_store_run_find_same(fixture->store, &file, &again, &err), &err);
    SL_CHECK_I64(again, run);
}

static void one_open_run_for_a_source(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_error err;
    int64_t other_source = 0;
    int64_t run = 0;

    (void)store_begin_run(fixture, "first");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(
        store_begin_run_in(fixture->store, fixture->source, "second", &run, &err), SL_INVALID
    );
    assert_non_null(strstr(err.detail, "'first'"));
    assert_true(err.hint[0] != '\0');
    SL_CHECK_OK(
        sl_store_source_add(fixture->store, SL_STR("nhs"), SL_STR("pas"), &other_source, &err), &err
    );
    SL_CHECK_OK(store_begin_run_in(fixture->store, other_source, "second", &run, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_I64(run, 2);
}

static void abandon(struct store_fixture *fixture, int64_t run)
{
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_run_abandon(fixture->store, run, 30, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

static void abandoned_leaves_nothing(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_stored_reject reject = { .reason = SL_STR("no") };
    struct sl_error err;
    int64_t last = 0;

    (void)store_take_in(fixture, "one", "k", "a");
    const int64_t run = store_begin_run(fixture, "two");
    (void)store_put(fixture, run, "k", "b");
    (void)store_put(fixture, run, "new", "c");
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_put_reject(fixture->store, run, &reject, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    abandon(fixture, run);
    store_check_latest(fixture, "k", "a");
    store_check_sound(fixture->store);
    SL_CHECK_I64(get(fixture, run).state, SL_RUN_ABANDONED);
    SL_CHECK_U64(get(fixture, run).counts.rejected, 0);
    SL_CHECK_OK(sl_store_record_last(fixture->store, &last, &err), &err);
    SL_CHECK_I64(last, 1);
    /* Ids are never given twice, also after opening anew. */
    store_reopen(fixture);
    SL_CHECK_I64(store_take_in(fixture, "three", "k", "c"), SL_PUT_NEW_VERSION);
    SL_CHECK_OK(sl_store_record_last(fixture->store, &last, &err), &err);
    SL_CHECK_I64(last, 4);
    store_check_sound(fixture->store);
    /* What has ended is not ended again. */
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_run_abandon(fixture->store, run, 1, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_store_run_finish(fixture->store, run, 1, &err), SL_INVALID);
    SL_CHECK_STATUS(sl_store_run_finish(fixture->store, 99, 1, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

static void listed_in_order(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_run run = { 0 };
    struct sl_error err;

    (void)store_take_in(fixture, "one", "k", "a");
    (void)store_take_in(fixture, "two", "k", "b");
    SL_CHECK_OK(sl_store_run_next(fixture->store, 0, &fixture->arena, &run, &err), &err);
    SL_CHECK_STR(run.file.name, "one");
    SL_CHECK_OK(sl_store_run_next(fixture->store, run.id, &fixture->arena, &run, &err), &err);
    SL_CHECK_STR(run.file.name, "two");
    SL_CHECK_U64(run.counts.new_version, 1);
    SL_CHECK_STATUS(
        sl_store_run_next(fixture->store, run.id, &fixture->arena, &run, &err), SL_NOT_FOUND
    );
}

static void names_are_checked(void **state)
{
    struct store_fixture *fixture = *state;
    int64_t run = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(
        store_begin_run_in(fixture->store, fixture->source, "", &run, &err), SL_INVALID
    );
    sl_store_rollback(fixture->store);
}

#define READ_KEYS   50
#define READ_ROUNDS 30

/* Read again and again: in every snapshot all keys are there, or none before the first run. */
static int read_until_told(const char *path, int told)
{
    struct sl_store *store = NULL;
    char byte = 0;

    if (sl_store_open(path, SL_STORE_READ, &store, NULL) != SL_OK) {
        return 1;
    }
    while (read(told, &byte, 1) != 0) {
        int64_t as_of = 0;
        if (sl_store_begin(store, NULL) != SL_OK || sl_store_as_of(store, &as_of, NULL) != SL_OK) {
            return 2;
        }
        if (store_count_latest(store) != (as_of == 0 ? 0 : READ_KEYS)) {
            return 3;
        }
        if (sl_store_commit(store, NULL) != SL_OK) {
            return 4;
        }
    }
    sl_store_close(store);
    return 0;
}

static void readers_go_on_while_one_writes(void **state)
{
    struct store_fixture *fixture = *state;
    int ends[2];
    pid_t readers[2];

    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    for (size_t i = 0; i < 2; i++) {
        readers[i] = fork();
        assert_true(readers[i] >= 0);
        if (readers[i] == 0) {
            (void)close(ends[1]);
            _exit(read_until_told(fixture->path, ends[0]));
        }
    }
    for (int round = 0; round < READ_ROUNDS; round++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%d", round);
        const int64_t run = store_begin_run(fixture, name);
        for (int i = 0; i < READ_KEYS; i++) {
            char key[16];
            (void)snprintf(key, sizeof key, "k%d", i);
            (void)store_put(fixture, run, key, name);
        }
        store_finish_run(fixture, run);
    }
    (void)close(ends[1]);
    for (size_t i = 0; i < 2; i++) {
        int status = 0;
        assert_int_equal(waitpid(readers[i], &status, 0), readers[i]);
        SL_CHECK_I64(status, 0);
    }
    (void)close(ends[0]);
    store_check_sound(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(open_run_is_seen_by_nobody), STORE_TEST(old_version_is_seen_meanwhile),
        STORE_TEST(resumed_where_it_was),       STORE_TEST(one_open_run_for_a_source),
        STORE_TEST(abandoned_leaves_nothing),   STORE_TEST(listed_in_order),
        STORE_TEST(names_are_checked),          STORE_TEST(readers_go_on_while_one_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
