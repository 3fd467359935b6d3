/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_identity_full.c - no room on the disk, anywhere in identify: a clear error, a sound store,
 * and the answer that was there.
 *
 * The room is the kernel's limit for the size of a file in a process of its own, so the writes that
 * fail are the system's and not ours.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/identity_fixture.h"
#include "store/check.h"

#define ROOM_STEP (48u << 10)

static enum sl_status identify(const char *path, struct sl_error *err)
{
    const struct sl_identify_options options = { .thread_count = 1,
                                                 .must_learn = true,
                                                 .at = identity_clock() };
    struct sl_store *store = NULL;
    struct sl_identify_result result;

    SL_TRY(sl_store_open(path, SL_STORE_WRITE, &store, err));
    const enum sl_status status = sl_identify(store, &options, &result, err);
    sl_store_close(store);
    return status;
}

/* The process without room: exits with the status of identify; an error must say what failed. */
_Noreturn static void child(const char *path, rlim_t room)
{
    const struct rlimit limit = { .rlim_cur = room, .rlim_max = room };
    struct sl_error err = { .status = SL_OK };

    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        _exit(100);
    }
    const enum sl_status status = identify(path, &err);
    _exit(status != SL_OK && err.message[0] == '\0' ? 101 : sl_status_exit(status));
}

static enum sl_status identify_in_room(const char *path, rlim_t room)
{
    int status = 0;
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        child(path, room);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    const int code = WEXITSTATUS(status);
    assert_true(code == sl_status_exit(SL_OK) || code == sl_status_exit(SL_IO));
    return code == sl_status_exit(SL_OK) ? SL_OK : SL_IO;
}

static void check_sound(struct sl_store *store)
{
    const struct sl_check_options options = { .allow_no_open_run = false };
    struct sl_check_result result;

    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_check(store, &options, &result, NULL), NULL);
    SL_CHECK_U64(result.problem_count, 0);
    sl_check_result_finish(&result);
}

/* With a little more room each time, until there is enough. */
static void a_full_disk_changes_nothing(void **state)
{
    struct identity_fixture *fixture = *state;
    unsigned failures = 0;

    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    const uint64_t before = identity_answer_hash(fixture->store);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    for (rlim_t room = ROOM_STEP; identify_in_room(fixture->path, room) != SL_OK;
         room += ROOM_STEP) {
        failures++;
        SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, NULL), NULL);
        SL_CHECK_U64(identity_answer_hash(fixture->store), before);
        check_sound(fixture->store);
        sl_store_close(fixture->store);
        fixture->store = NULL;
    }
    assert_true(failures >= 3);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, NULL), NULL);
    assert_true(identity_of(fixture, "bury/schools/person/1") != 0);
    check_sound(fixture->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(a_full_disk_changes_nothing),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
