/* SPDX-License-Identifier: Apache-2.0 */
#include "web/serve.h"

#include <signal.h>
#include <unistd.h>

#include "site_fixture.h"

static unsigned told, watched;

/* It listens: ask it to end. */
static void tell(void *context, unsigned port, unsigned watch_port)
{
    (void)context;
    told = port;
    watched = watch_port;
    assert_int_equal(kill(getpid(), SIGTERM), 0);
}

static void test_it_ends_when_it_is_asked_to(void **state)
{
    struct site_world *world = *state;
    struct sl_serve_job job = {
        .site = {.store = world->house->store, .now_us = site_now},
        .listen = "127.0.0.1:0",
        .threads = 2,
        .tell = tell,
    };
    struct sl_error err;

    SL_CHECK_OK(sl_serve(&job, &err), &err);
    assert_true(told > 0);
    SL_CHECK_U64(watched, 0);
    job.watch = "127.0.0.1:0";
    SL_CHECK_OK(sl_serve(&job, &err), &err);
    assert_true(watched > 0 && watched != told);
    job.watch = "127.0.0.1";
    SL_CHECK_STATUS(sl_serve(&job, &err), SL_USAGE);
    job.watch = NULL;
    job.listen = "127.0.0.1";
    SL_CHECK_STATUS(sl_serve(&job, &err), SL_USAGE);
    job.listen = "127.0.0.1:70000";
    SL_CHECK_STATUS(sl_serve(&job, &err), SL_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(test_it_ends_when_it_is_asked_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
