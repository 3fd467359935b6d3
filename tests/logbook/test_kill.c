/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_kill.c - what was acknowledged is there after a kill, and the ledger verifies.
 *
 * A child process adds batches, publishes now and then, and says after each commit how many entries
 * there are; another one erases, and says what. They are killed at a moment nobody chose.
 * SIGHTLINE_KILLS says how often (50, and 25).
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/number.h"
#include "logbook/fixture.h"
#include "logbook/view.h"

/* Say a number to the parent. */
static void say(int fd, uint64_t number)
{
    if (write(fd, &number, sizeof number) != (ssize_t)sizeof number) {
        _exit(4);
    }
}

static struct sl_logbook *open_in_child(struct fixture *fixture)
{
    struct sl_logbook *book = NULL;

    if (sl_logbook_open(fixture->path, &fixture->signer, &book, NULL) != SL_OK) {
        _exit(2);
    }
    return book;
}

/* What a child does until it is killed. */
typedef void child_fn(struct fixture *fixture, uint64_t seed, int fd);

/* Says how many entries there are, after each commit. */
static void add_for_ever(struct fixture *fixture, uint64_t seed, int fd)
{
    struct sl_random random;

    sl_random_init(&random, seed);
    for (;;) {
        struct sl_logbook *book = open_in_child(fixture);
        for (unsigned i = 0; i < 6; i++) {
            if (fixture_try_add(book, 1 + sl_random_below(&random, 300), NULL) != SL_OK) {
                _exit(3);
            }
            say(fd, sl_logbook_count(book));
            if (i % 3 == 2 && sl_logbook_publish(book, NULL) != SL_OK) {
                _exit(5);
            }
        }
        sl_logbook_close(book);
    }
}

/* Says which entry's part "about" was erased, after each time; the ledger grows in between. */
static void erase_for_ever(struct fixture *fixture, uint64_t seed, int fd)
{
    struct sl_random random;
    char kind[40];

    sl_random_init(&random, seed);
    for (;;) {
        struct sl_logbook *book = open_in_child(fixture);
        for (unsigned i = 0; i < 4; i++) {
            if (fixture_try_add(book, 1 + sl_random_below(&random, 100), NULL) != SL_OK) {
                _exit(3);
            }
            const uint64_t index = sl_random_below(&random, sl_logbook_count(book));
            (void)snprintf(kind, sizeof kind, "about %llu", (unsigned long long)index);
            const struct sl_erasure erasure = {
                .what = {.parts = { [SL_PART_ABOUT] = true }, .indexes = &index, .count = 1},
                .ordered_by = fixture_order(book, kind),
            };
            if (sl_logbook_erase(book, &erasure, NULL) != SL_OK) {
                _exit(5);
            }
            say(fd, index);
        }
        sl_logbook_close(book);
    }
}

/* Numbers that a child said: the last ones. */
#define SAID_LIMIT 64u
struct said {
    uint64_t numbers[SAID_LIMIT];
    size_t count;
};

/* Let a child work for a while, kill it, and give what it said. */
static void
kill_one(struct fixture *fixture, struct sl_random *random, child_fn *child, struct said *ret_said)
{
    uint64_t number = 0;
    int ends[2];

    ret_said->count = 0;
    assert_int_equal(pipe(ends), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        (void)close(ends[0]);
        child(fixture, sl_random_u64(random), ends[1]);
    }
    (void)close(ends[1]);
    (void)usleep((useconds_t)(1000 + sl_random_below(random, 50000)));
    assert_int_equal(kill(pid, SIGKILL), 0);
    while (read(ends[0], &number, sizeof number) == (ssize_t)sizeof number) {
        ret_said->numbers[ret_said->count++ % SAID_LIMIT] = number;
    }
    (void)close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
}

/* How often a child is killed. */
static int64_t kills_of(int64_t usual)
{
    const char *wanted = getenv("SIGHTLINE_KILLS");
    int64_t kills = usual;

    if (wanted != NULL) {
        SL_CHECK_OK(sl_parse_i64(sl_str_from(wanted), 1, 100000, &kills, NULL), NULL);
    }
    return kills;
}

static void acknowledged_is_there(void **state)
{
    struct fixture *fixture = *state;
    const int64_t kills = kills_of(50);
    struct sl_random random;
    struct said said;
    uint64_t before = 0;

    sl_random_init(&random, sl_test_seed());
    for (int64_t i = 0; i < kills; i++) {
        kill_one(fixture, &random, add_for_ever, &said);
        fixture_open(fixture);
        const uint64_t count = sl_logbook_count(fixture->book);
        assert_true(count >= before);
        assert_true(said.count == 0 || count >= said.numbers[(said.count - 1) % SAID_LIMIT]);
        before = count;
        fixture_close(fixture);
        fixture_check_sound(fixture, count);
    }
    assert_true(before > 0);
}

/* Entries that must be erased, and how many were looked at. */
struct wanted {
    const struct said *said;
    size_t seen;
};

static enum sl_status
check_erased(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct wanted *wanted = context;
    const struct said *said = wanted->said;

    (void)err;
    for (size_t i = 0; i < said->count && i < SAID_LIMIT; i++) {
        if (said->numbers[i] == entry->index) {
            assert_true(entry->parts[SL_PART_ABOUT].is_erased);
            wanted->seen++;
        }
    }
    return SL_OK;
}

/* What was erased stays so, and what a kill left half done can be done again. */
static void erased_stays_erased(void **state)
{
    struct fixture *fixture = *state;
    const int64_t kills = kills_of(25);
    struct sl_random random;
    struct said said;
    size_t seen = 0;

    sl_random_init(&random, sl_test_seed());
    for (int64_t i = 0; i < kills; i++) {
        struct wanted wanted = { .said = &said };
        struct sl_view *view = NULL;
        struct sl_error err;
        kill_one(fixture, &random, erase_for_ever, &said);
        fixture_open(fixture);
        const uint64_t count = sl_logbook_count(fixture->book);
        fixture_close(fixture);
        fixture_check_sound(fixture, count);
        SL_CHECK_OK(sl_view_open(fixture->path, NULL, &view, &err), &err);
        SL_CHECK_OK(sl_view_each(view, 0, count, check_erased, &wanted, &err), &err);
        sl_view_close(view);
        seen += wanted.seen;
    }
    assert_true(seen > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(acknowledged_is_there),
        BOOK_TEST(erased_stays_erased),
    };
    return cmocka_run_group_tests_name("logbook/kill", tests, NULL, NULL);
}
