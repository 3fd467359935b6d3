/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_intake_writer.c - the store's thread: batches, and a process that is killed at any moment.
 *
 * SIGHTLINE_KILLS says how often it is killed (30).
 */
#include "app/intake_writer.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/intake_fixture.h"
#include "base/hash.h"
#include "base/number.h"
#include "store/run.h"
#include "store/source.h"

#define KILL_RECORDS 25000u
#define KILLS        30

/* A record whose layout is one of many: batches are written early, and each keeps its own. */
static void add_with_layout(struct sl_intake_writer *writer, unsigned i)
{
    char key[32];
    char layout[32];
    struct sl_split split = { .step = SL_SPLIT_RECORD };
    struct sl_error err;

    (void)snprintf(key, sizeof(key), "k%u", i);
    (void)snprintf(layout, sizeof(layout), "layout %u", i % 40);
    split.record = (struct sl_split_record){
        .key = sl_str_from(key),
        .body = SL_STR("body"),
        .layout = i % 41 == 0 ? SL_STR("") : sl_str_from(layout),
    };
    SL_CHECK_OK(sl_intake_writer_add(writer, &split, i, i, &err), &err);
}

static int64_t begin_run(struct sl_store *store)
{
    struct sl_run_file file = { .format = SL_STR("pole-jsonl"),
                                .name = SL_STR("f"),
                                .hash = sl_digest_of(SL_STR("f")) };
    struct sl_error err;
    bool resumed = false;
    int64_t run = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_source_add(store, SL_STR("a"), SL_STR("s"), &file.source, &err), &err);
    SL_CHECK_OK(sl_store_run_begin(store, &file, 1, &run, &resumed, &err), &err);
    return run;
}

static void keeps_many_layouts(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_writer *writer = NULL;
    struct sl_stored_record record = { .id = 0 };
    struct sl_arena arena;
    struct sl_str layout = SL_STR("");
    struct sl_error err;

    sl_arena_init(&arena, 100000);
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_writer_open(store, begin_run(store), &writer, &err), &err);
    for (unsigned i = 1; i <= 500; i++) {
        add_with_layout(writer, i);
    }
    SL_CHECK_OK(sl_intake_writer_end(writer, 2, &err), &err);
    sl_intake_writer_close(writer);
    const struct sl_record_key key = { .source = 1, .key = SL_STR("k77"), .as_of = SL_AS_OF_NOW };
    SL_CHECK_OK(sl_store_record_find(store, &key, &arena, &record, &err), &err);
    SL_CHECK_OK(sl_store_layout_text(store, record.layout, &arena, &layout, &err), &err);
    SL_CHECK_STR(layout, "layout 37");
    const struct sl_record_key bare = { .source = 1, .key = SL_STR("k41"), .as_of = SL_AS_OF_NOW };
    SL_CHECK_OK(sl_store_record_find(store, &bare, &arena, &record, &err), &err);
    SL_CHECK_I64(record.layout, 0);
    sl_store_close(store);
    sl_arena_finish(&arena);
}

/* What is not ended is not there. */
static void closing_takes_back(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_writer *writer = NULL;
    int64_t last = 1;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_writer_open(store, begin_run(store), &writer, &err), &err);
    add_with_layout(writer, 1);
    sl_intake_writer_close(writer);
    SL_CHECK_OK(sl_store_record_last(store, &last, &err), &err);
    SL_CHECK_I64(last, 0);
    sl_store_close(store);
}

/* A failure of the store is given back, by add or at the end. */
static void a_failure_comes_back(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_store *store = NULL;
    struct sl_intake_writer *writer = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    (void)begin_run(store);
    SL_CHECK_OK(sl_intake_writer_open(store, 99, &writer, &err), &err);
    add_with_layout(writer, 1);
    SL_CHECK_STATUS(sl_intake_writer_end(writer, 2, &err), SL_NOT_FOUND);
    sl_intake_writer_close(writer);
    sl_store_close(store);
}

/* The process that is killed: one file, to its end. */
_Noreturn static void child(struct intake_fixture *fixture)
{
    _exit(intake_take(fixture, NULL) == SL_OK ? 0 : 2);
}

/* Let a child take the file in, and kill it after a while. True when it was done before. */
static bool kill_one(struct intake_fixture *fixture, useconds_t pause_us)
{
    int status = 0;
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        child(fixture);
    }
    (void)usleep(pause_us);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return !WIFSIGNALED(status);
}

static int64_t wanted_kills(void)
{
    const char *wanted = getenv("SIGHTLINE_KILLS");
    int64_t kills = KILLS;

    if (wanted != NULL) {
        SL_CHECK_OK(sl_parse_i64(sl_str_from(wanted), 1, 100000, &kills, NULL), NULL);
    }
    return kills;
}

/* What an undisturbed intake of the file gives. */
static struct sl_digest undisturbed(struct intake_fixture *fixture, uint64_t *ret_count)
{
    struct intake_fixture other = *fixture;
    struct sl_error err;

    (void)snprintf(
        other.store_path, sizeof(other.store_path), "%s", sl_test_folder_path(&other.folder, "u.db")
    );
    SL_CHECK_OK(sl_store_create(other.store_path, &err), &err);
    SL_CHECK_OK(intake_take(&other, &err), &err);
    fixture->result = other.result;
    return intake_visible(other.store_path, ret_count);
}

/* Nothing is seen, or all of it; in the end it is as if nobody had disturbed it. */
static void a_kill_at_any_moment_is_mended(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_random random;
    struct sl_error err;
    uint64_t count = 0;
    uint64_t expected_count = 0;

    intake_write_lines(fixture, KILL_RECORDS, "one", 50);
    const struct sl_digest expected = undisturbed(fixture, &expected_count);
    const struct sl_run_counts counts = fixture->result.counts;
    const int64_t kills = wanted_kills();
    sl_random_init(&random, sl_test_seed());
    unsigned stores = 0;
    for (int64_t done = 0; done < kills;) {
        /* One store after the other: each is killed until it is whole. */
        char name[32];
        (void)snprintf(name, sizeof(name), "k%u.db", stores++);
        (void)snprintf(
            fixture->store_path,
            sizeof(fixture->store_path),
            "%s",
            sl_test_folder_path(&fixture->folder, name)
        );
        SL_CHECK_OK(sl_store_create(fixture->store_path, &err), &err);
        bool is_done = false;
        while (!is_done && done < kills) {
            is_done = kill_one(fixture, (useconds_t)(1000 + sl_random_below(&random, 150000)));
            (void)intake_visible(fixture->store_path, &count);
            assert_true(count == 0 || count == expected_count);
            done += is_done ? 0 : 1;
        }
        SL_CHECK_OK(intake_take(fixture, &err), &err);
        const struct sl_digest actual = intake_visible(fixture->store_path, &count);
        SL_CHECK_U64(count, expected_count);
        assert_true(sl_digest_equal(&actual, &expected));
        if (fixture->result.outcome == SL_INTAKE_DONE) {
            assert_memory_equal(&fixture->result.counts, &counts, sizeof(counts));
        }
        SL_CHECK_I64(fixture->result.run, 1);
        intake_check_sound(fixture->store_path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(keeps_many_layouts),
        INTAKE_TEST(closing_takes_back),
        INTAKE_TEST(a_failure_comes_back),
        INTAKE_TEST(a_kill_at_any_moment_is_mended),
    };
    return cmocka_run_group_tests_name("app/intake_writer", tests, NULL, NULL);
}
