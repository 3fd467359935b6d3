/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_full.c - no room on the disk: a clear error, and every acknowledged entry.
 *
 * The room is the kernel's limit for the size of a file in a process of its own, so the writes that
 * fail are the system's and not ours.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "logbook/fixture.h"

/* Add batches until it fails or ten are in; exit with their number, or 100 and more. */
_Noreturn static void child(struct fixture *fixture, rlim_t room, unsigned publish_every)
{
    const struct rlimit limit = { .rlim_cur = room, .rlim_max = room };
    struct sl_error err = { .status = SL_OK };
    struct sl_logbook *book = NULL;
    int done = 0;

    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        _exit(100);
    }
    enum sl_status status = sl_logbook_open(fixture->path, &fixture->signer, &book, &err);
    while (status == SL_OK && done < 10) {
        status = fixture_try_add(book, 40, &err);
        done += status == SL_OK ? 1 : 0;
        if (status == SL_OK && (unsigned)done % publish_every == 0) {
            status = sl_logbook_publish(book, &err);
        }
    }
    if (status != SL_OK && (status != SL_IO || err.message[0] == '\0')) {
        _exit(101);
    }
    if (status != SL_OK && book != NULL && fixture_try_add(book, 1, &err) != SL_IO) {
        _exit(102); /* after a failure it only serves to be closed */
    }
    sl_logbook_close(book);
    _exit(done);
}

static uint64_t add_in_room(struct fixture *fixture, rlim_t room, unsigned publish_every)
{
    int status = 0;
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        child(fixture, room, publish_every);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) <= 10);
    return 40 * (uint64_t)WEXITSTATUS(status);
}

static void with_room(struct fixture *fixture, unsigned publish_every)
{
    uint64_t before = 0;
    unsigned failures = 0;

    for (rlim_t room = 0; room < 120000; room += 7919) {
        const uint64_t done = add_in_room(fixture, room, publish_every);
        failures += done < 400 ? 1 : 0;
        fixture_open(fixture);
        const uint64_t count = sl_logbook_count(fixture->book);
        assert_true(count >= before + done);
        before = count;
        fixture_close(fixture);
        fixture_check_sound(fixture, count);
    }
    assert_true(failures >= 2 && before >= 400);
}

static void in_the_journal(void **state)
{
    with_room(*state, 100);
}

static void while_publishing(void **state)
{
    with_room(*state, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(in_the_journal), BOOK_TEST(while_publishing) };
    return cmocka_run_group_tests_name("logbook/full", tests, NULL, NULL);
}
