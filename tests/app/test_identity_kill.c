/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_identity_kill.c - identify is killed at a moment nobody chose: the answer is the one before,
 * or the new one, and nothing between. SIGHTLINE_KILLS says how often (10).
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/identity_fixture.h"
#include "base/hash.h"
#include "base/number.h"
#include "store/check.h"

_Noreturn static void child(const char *path)
{
    struct sl_store *store = NULL;
    struct sl_identify_result result;
    const struct sl_identify_options options = { .thread_count = 1,
                                                 .must_learn = true,
                                                 .at = identity_clock() };

    if (sl_store_open(path, SL_STORE_WRITE, &store, NULL) != SL_OK ||
        sl_identify(store, &options, &result, NULL) != SL_OK) {
        _exit(2);
    }
    sl_store_close(store);
    _exit(0);
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

static void killed_in_the_middle_nothing_changes(void **state)
{
    struct identity_fixture *fixture = *state;
    const char *wanted = getenv("SIGHTLINE_KILLS");
    struct sl_random random;
    int64_t kills = 10;

    if (wanted != NULL) {
        SL_CHECK_OK(sl_parse_i64(sl_str_from(wanted), 1, 100000, &kills, NULL), NULL);
    }
    sl_random_init(&random, sl_test_seed());
    identity_school(fixture, "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n");
    const uint64_t before = identity_answer_hash(fixture->store);
    sl_store_close(fixture->store);
    fixture->store = NULL;
    for (int64_t i = 0; i < kills; i++) {
        int status = 0;
        const pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            child(fixture->path);
        }
        (void)usleep((useconds_t)(1000 + sl_random_below(&random, 300000)));
        (void)kill(pid, SIGKILL);
        SL_CHECK_I64(waitpid(pid, &status, 0), pid);
        SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, NULL), NULL);
        check_sound(fixture->store);
        if (identity_answer_hash(fixture->store) != before) {
            assert_true(identity_of(fixture, "bury/schools/person/1") != 0);
        }
        sl_store_close(fixture->store);
        fixture->store = NULL;
    }
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, NULL), NULL);
    identity_identify(fixture);
    assert_true(identity_of(fixture, "bury/schools/person/1") != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(killed_in_the_middle_nothing_changes),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
