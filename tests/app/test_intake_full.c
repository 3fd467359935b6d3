/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_intake_full.c - no room on the disk, anywhere in an intake: a clear error and a sound store.
 *
 * The room is the kernel's limit for the size of a file in a process of its own, so the writes that
 * fail are the system's and not ours.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/intake_fixture.h"

#define RECORDS   8000u
#define ROOM_STEP (128u << 10)

/* The process without room: exits with the status of the intake; an error must say what failed. */
_Noreturn static void child(struct intake_fixture *fixture, rlim_t room)
{
    const struct rlimit limit = { .rlim_cur = room, .rlim_max = room };
    struct sl_error err = { .status = SL_OK };

    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        _exit(100);
    }
    const enum sl_status status = intake_take(fixture, &err);
    _exit(status != SL_OK && err.message[0] == '\0' ? 101 : sl_status_exit(status));
}

static enum sl_status take_in_room(struct intake_fixture *fixture, rlim_t room)
{
    int status = 0;
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        child(fixture, room);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    const int code = WEXITSTATUS(status);
    assert_true(code == sl_status_exit(SL_OK) || code == sl_status_exit(SL_IO));
    return code == sl_status_exit(SL_OK) ? SL_OK : SL_IO;
}

/* With a little more room each time the same run goes on, until all of it is there. */
static void a_full_disk_is_mended(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_error err;
    uint64_t count = 0;
    unsigned failures = 0;

    intake_write_lines(fixture, RECORDS, "one", 0);
    for (rlim_t room = ROOM_STEP; take_in_room(fixture, room) != SL_OK; room += ROOM_STEP) {
        failures++;
        (void)intake_visible(fixture->store_path, &count);
        SL_CHECK_U64(count, 0);
        intake_check_sound(fixture->store_path);
    }
    assert_true(failures >= 3);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, RECORDS);
    SL_CHECK_OK(intake_take(fixture, &err), &err);
    SL_CHECK_U64(fixture->result.outcome, SL_INTAKE_SAME);
    SL_CHECK_I64(fixture->result.run, 1);
    intake_check_sound(fixture->store_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(a_full_disk_is_mended),
    };
    return cmocka_run_group_tests_name("app/intake_full", tests, NULL, NULL);
}
