/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_serve_kill.c - the service is killed while people work, at a moment nobody chose; what they
 * were told had been done is there, each time, and the ledger verifies.
 *
 * SIGHTLINE_KILLS says how often (8).
 */
#include <limits.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/number.h"
#include "serve_load.h"
#include "web/serve.h"

#define KILLS       8
#define LIFE_US     150000u
#define LIFE_MIN_US 20000u

static void tell(void *context, unsigned port, unsigned watch_port)
{
    const int *fd = context;
    const uint16_t told = (uint16_t)port;

    (void)watch_port;
    if (write(*fd, &told, sizeof told) != (ssize_t)sizeof told) {
        _exit(3);
    }
}

/* The service, as a process of its own that says its port. */
static pid_t begin(const struct site_world *world, uint16_t *ret_port)
{
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const struct sl_serve_job job = {
            .site = {.store = world->house->store, .now_us = load_now},
            .listen = "127.0.0.1:0",
            .threads = 4,
            .tell = tell,
            .context = &ends[1],
        };
        _exit(sl_serve(&job, NULL) == SL_OK ? 0 : 2);
    }
    (void)close(ends[1]);
    assert_int_equal(read(ends[0], ret_port, sizeof *ret_port), (ssize_t)sizeof *ret_port);
    (void)close(ends[0]);
    return pid;
}

struct life {
    struct load *load;
    pid_t pid;
    unsigned us;
};

/* The first kills, the others work. */
static enum sl_status live(void *context, size_t index, unsigned worker)
{
    const struct life *life = context;

    (void)worker;
    if (index == 0) {
        (void)usleep(life->us);
        return kill(life->pid, SIGKILL) == 0 ? SL_OK : SL_IO;
    }
    load_work(life->load, index - 1, UINT_MAX);
    return SL_OK;
}

static int64_t kills_wanted(void)
{
    const char *text = getenv("SIGHTLINE_KILLS");
    int64_t kills = KILLS;

    if (text != NULL) {
        SL_CHECK_OK(sl_parse_i64(sl_str_from(text), 1, 10000, &kills, NULL), NULL);
    }
    return kills;
}

static void check_ledger(struct site_world *world)
{
    char ledger[700];
    struct sl_verify_result result;
    struct sl_error err;

    (void
    )snprintf(ledger, sizeof ledger, "%s", sl_test_folder_path(&world->house->folder, "s.ledger"));
    const struct sl_ledger_verify_job job = { .path = ledger };
    SL_CHECK_OK(sl_ledger_verify(&job, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 0);
    sl_verify_finish(&result);
}

static void test_nothing_that_was_acknowledged_is_lost(void **state)
{
    struct site_world *world = *state;
    struct load *load = &load_world;
    struct sl_random random;
    const int64_t kills = kills_wanted();
    struct sl_error err;
    int status = 0;

    sl_random_init(&random, sl_test_seed());
    load_prepare(load, world);
    for (int64_t i = 0; i < kills; i++) {
        struct life life = {
            .load = load,
            .us = LIFE_MIN_US + (unsigned)sl_random_below(&random, LIFE_US),
        };
        life.pid = begin(world, &load->port);
        SL_CHECK_OK(sl_threads_run(LOAD_CLIENTS + 1, LOAD_CLIENTS + 1, live, &life, &err), &err);
        assert_int_equal(waitpid(life.pid, &status, 0), life.pid);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        load_check(load);
        check_ledger(world);
        /* A question whose answer was cut off may be asked again under the same number. */
    }
    assert_true(load->ended_count > 0);
    print_message(
        "%lld kills, %zu sessions ended and %u questions asked, all of them there\n",
        (long long)kills,
        load->ended_count,
        load->asked[0] + load->asked[1] + load->asked[2]
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_nothing_that_was_acknowledged_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
