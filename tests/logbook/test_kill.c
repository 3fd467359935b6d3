/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_kill.c - what was acknowledged is there after a kill, and the ledger verifies.
 *
 * A child process adds batches, publishes now and then, and says after each commit how many entries
 * there are; it is killed at a moment nobody chose. SIGHTLINE_KILLS says how often (50).
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/number.h"
#include "logbook/fixture.h"

_Noreturn static void child(struct fixture *fixture, uint64_t seed, int fd)
{
    struct sl_random random;

    sl_random_init(&random, seed);
    for (;;) {
        struct sl_logbook *book = NULL;
        if (sl_logbook_open(fixture->path, &fixture->signer, &book, NULL) != SL_OK) {
            _exit(2);
        }
        for (unsigned i = 0; i < 6; i++) {
            if (fixture_try_add(book, 1 + sl_random_below(&random, 300), NULL) != SL_OK) {
                _exit(3);
            }
            const uint64_t count = sl_logbook_count(book);
            if (write(fd, &count, sizeof count) != (ssize_t)sizeof count) {
                _exit(4);
            }
            if (i % 3 == 2 && sl_logbook_publish(book, NULL) != SL_OK) {
                _exit(5);
            }
        }
        sl_logbook_close(book);
    }
}

/* Let a child work for a while, kill it, and give what it acknowledged. */
static uint64_t kill_one(struct fixture *fixture, struct sl_random *random)
{
    uint64_t count = 0;
    uint64_t last = 0;
    int ends[2];

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
    while (read(ends[0], &count, sizeof count) == (ssize_t)sizeof count) {
        last = count;
    }
    (void)close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    return last;
}

static void acknowledged_is_there(void **state)
{
    struct fixture *fixture = *state;
    const char *wanted = getenv("SIGHTLINE_KILLS");
    struct sl_random random;
    int64_t kills = 50;
    uint64_t before = 0;

    if (wanted != NULL) {
        SL_CHECK_OK(sl_parse_i64(sl_str_from(wanted), 1, 100000, &kills, NULL), NULL);
    }
    sl_random_init(&random, sl_test_seed());
    for (int64_t i = 0; i < kills; i++) {
        const uint64_t said = kill_one(fixture, &random);
        fixture_open(fixture);
        const uint64_t count = sl_logbook_count(fixture->book);
        assert_true(count >= said && count >= before);
        before = count;
        fixture_close(fixture);
        fixture_check_sound(fixture, count);
    }
    assert_true(before > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(acknowledged_is_there) };
    return cmocka_run_group_tests_name("logbook/kill", tests, NULL, NULL);
}
