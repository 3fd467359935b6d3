/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_kill.c - what was acknowledged is there after a kill, and nothing is there in part.
 *
 * A child process takes files in, batch by batch, and says after each commit what it has done; it
 * is killed at a moment nobody chose. SIGHTLINE_KILLS says how often (50).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/number.h"
#include "store/fixture.h"

#define BATCH    200
#define BATCHES  4 /* of a run */
#define BODY_LEN 40

#define KILLS_OF_STORE 25

/* What the child acknowledged: this many batches of this run, or that it is finished. */
struct said {
    int64_t run;
    uint64_t batches;
    bool is_finished;
};

struct batch {
    char keys[BATCH][24];
    char bodies[BATCH][BODY_LEN];
    struct sl_put_record records[BATCH];
};

/* Every run changes the same keys, so all but the first bring new versions. */
static void fill(struct batch *batch, uint64_t round, uint64_t index)
{
    for (uint64_t i = 0; i < BATCH; i++) {
        const uint64_t number = index * BATCH + i;
        (void)snprintf(batch->keys[i], sizeof batch->keys[i], "k%llu", (unsigned long long)number);
        (void)snprintf(batch->bodies[i], BODY_LEN, "round %llu", (unsigned long long)round);
        batch->records[i] = store_record(batch->keys[i], batch->bodies[i]);
    }
}

static enum sl_status put_batch(struct sl_store *store, int64_t run, uint64_t round, uint64_t index)
{
    static struct batch batch;

    fill(&batch, round, index);
    SL_TRY(sl_store_begin(store, NULL));
    SL_TRY(sl_store_put(store, run, batch.records, BATCH, NULL, NULL));
    SL_TRY(sl_store_run_progress(store, run, (index + 1) * BATCH, 0, NULL));
    return sl_store_commit(store, NULL);
}

static void say(int fd, int64_t run, uint64_t batches, bool is_finished)
{
    const struct said said = { .run = run, .batches = batches, .is_finished = is_finished };
    if (write(fd, &said, sizeof said) != (ssize_t)sizeof said) {
        _exit(3);
    }
}

/* One run to its end, or on from where an earlier process was killed. */
static enum sl_status take_in(struct sl_store *store, int64_t source, uint64_t round, int fd)
{
    char name[24];
    struct sl_run info;
    struct sl_arena arena;
    int64_t run = 0;

    sl_arena_init(&arena, 100000);
    (void)snprintf(name, sizeof name, "file %llu", (unsigned long long)round);
    SL_TRY(sl_store_begin(store, NULL));
    SL_TRY(store_begin_run_in(store, source, name, &run, NULL));
    SL_TRY(sl_store_commit(store, NULL));
    SL_TRY(sl_store_run_get(store, run, &arena, &info, NULL));
    say(fd, run, info.done_records / BATCH, false);
    for (uint64_t i = info.done_records / BATCH; i < BATCHES; i++) {
        SL_TRY(put_batch(store, run, round, i));
        say(fd, run, i + 1, false);
    }
    SL_TRY(sl_store_begin(store, NULL));
    SL_TRY(sl_store_run_finish(store, run, 1, NULL));
    SL_TRY(sl_store_commit(store, NULL));
    say(fd, run, BATCHES, true);
    sl_arena_finish(&arena);
    return SL_OK;
}

/* How many runs are finished: the number of the next file. */
static uint64_t finished_count(struct sl_store *store)
{
    int64_t as_of = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_as_of(store, &as_of, &err), &err);
    return (uint64_t)as_of;
}

_Noreturn static void child(const char *path, int64_t source, int fd)
{
    for (;;) {
        struct sl_store *store = NULL;
        int64_t round = 0;
        if (sl_store_open(path, SL_STORE_WRITE, &store, NULL) != SL_OK ||
            sl_store_as_of(store, &round, NULL) != SL_OK ||
            take_in(store, source, (uint64_t)round, fd) != SL_OK) {
            _exit(2);
        }
        sl_store_close(store); /* so that checkpoints are hit as well */
    }
}

/* Let a child work for a while, kill it, and give the last thing that it said. */
static struct said kill_one(struct store_fixture *fixture, struct sl_random *random)
{
    int ends[2];
    struct said said = { 0 };
    struct said last = { 0 };

    assert_int_equal(pipe(ends), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        (void)close(ends[0]);
        child(fixture->path, fixture->source, ends[1]);
    }
    (void)close(ends[1]);
    (void)usleep((useconds_t)(1000 + sl_random_below(random, 60000)));
    assert_int_equal(kill(pid, SIGKILL), 0);
    while (read(ends[0], &said, sizeof said) == (ssize_t)sizeof said) {
        last = said;
    }
    (void)close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    return last;
}

/* All records in sight are of the last finished round: never some of one and some of the next. */
static void check_visible(struct store_fixture *fixture, uint64_t rounds)
{
    char expected[BODY_LEN];

    SL_CHECK_U64(store_count_latest(fixture->store), rounds == 0 ? 0 : BATCH * BATCHES);
    (void)snprintf(expected, sizeof expected, "round %llu", (unsigned long long)(rounds - 1));
    if (rounds > 0) {
        store_check_latest(fixture, "k0", expected);
        store_check_latest(fixture, "k799", expected);
    }
}

/* Kill, and look what is there, so many times; give how many runs were finished. */
static uint64_t kill_often(struct store_fixture *fixture, struct sl_random *random, int64_t kills)
{
    uint64_t rounds = 0;

    for (int64_t i = 0; i < kills; i++) {
        sl_store_close(fixture->store);
        fixture->store = NULL;
        const struct said said = kill_one(fixture, random);
        store_reopen(fixture);
        sl_arena_reset(&fixture->arena);
        const uint64_t now = finished_count(fixture->store);
        assert_true(now >= rounds);
        rounds = now;
        if (said.run != 0) {
            struct sl_run run = { 0 };
            struct sl_error err;
            SL_CHECK_OK(
                sl_store_run_get(fixture->store, said.run, &fixture->arena, &run, &err), &err
            );
            assert_true(run.done_records >= said.batches * BATCH);
            assert_true(!said.is_finished || run.state == SL_RUN_FINISHED);
            SL_CHECK_U64(run.done_records, run.counts.accepted + run.counts.new_version);
        }
        check_visible(fixture, rounds);
        store_check_sound(fixture->store);
    }
    return rounds;
}

/* One store after the other, as each look reads all versions of a store. */
static void acknowledged_is_there(void **state)
{
    const char *wanted = getenv("SIGHTLINE_KILLS");
    struct sl_random random;
    int64_t kills = 50;
    uint64_t rounds = 0;

    if (wanted != NULL) {
        SL_CHECK_OK(sl_parse_i64(sl_str_from(wanted), 1, 100000, &kills, NULL), NULL);
    }
    sl_random_init(&random, sl_test_seed());
    for (int64_t left = kills; left > 0; left -= KILLS_OF_STORE) {
        (void)store_tear_down(state);
        (void)store_set_up(state);
        rounds += kill_often(*state, &random, left < KILLS_OF_STORE ? left : KILLS_OF_STORE);
    }
    assert_true(rounds > 0 || kills < 20);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(acknowledged_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
