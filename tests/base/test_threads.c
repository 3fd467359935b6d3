/* SPDX-License-Identifier: Apache-2.0 */
#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "support/support.h"

enum { TASK_COUNT = 2000 };

/* What the tasks of a test see and note. */
struct scene {
    unsigned thread_count;
    size_t fail_at;     /* this task and all multiples of it fail; 0: none */
    bool is_slow_first; /* the first task waits until another one has failed */
    _Atomic unsigned runs[TASK_COUNT];
    _Atomic size_t run_count;
    _Atomic size_t last_index;
    atomic_bool out_of_order;
    atomic_bool bad_worker;
    atomic_bool has_failed;
    pthread_t threads[SL_THREADS_LIMIT]; /* who a worker is; written by itself only */
    bool is_known[SL_THREADS_LIMIT];
};

static struct scene scene;

static void set_scene(unsigned thread_count, size_t fail_at)
{
    memset(&scene, 0, sizeof scene);
    scene.thread_count = thread_count;
    scene.fail_at = fail_at;
}

static enum sl_status play(void *context, size_t index, unsigned worker)
{
    struct scene *here = context;
    if (worker >= here->thread_count || worker >= SL_THREADS_LIMIT) {
        here->bad_worker = true;
        return SL_OK;
    }
    if (here->is_known[worker] && !pthread_equal(here->threads[worker], pthread_self())) {
        here->bad_worker = true;
    }
    here->is_known[worker] = true;
    here->threads[worker] = pthread_self();
    here->runs[index]++;
    if (here->run_count++ > 0 && here->thread_count == 1 && index != here->last_index + 1) {
        here->out_of_order = true;
    }
    here->last_index = index;
    while (here->is_slow_first && index == 0 && !here->has_failed) {
        (void)usleep(100);
    }
    if (here->fail_at > 0 && index > 0 && index % here->fail_at == 0) {
        here->has_failed = true;
        return index == here->fail_at ? SL_NOT_FOUND : SL_UNSUPPORTED;
    }
    return SL_OK;
}

static void check_all_ran_once(void)
{
    for (size_t i = 0; i < TASK_COUNT; i++) {
        SL_CHECK_U64(scene.runs[i], 1);
    }
    assert_false(scene.bad_worker);
    assert_false(scene.out_of_order);
}

static void test_every_task_runs_once(void **state)
{
    static const unsigned thread_counts[] = { 1, 2, 3, 8, 64 };
    (void)state;
    for (size_t i = 0; i < sizeof thread_counts / sizeof thread_counts[0]; i++) {
        struct sl_error err;
        set_scene(thread_counts[i], 0);
        SL_CHECK_OK(sl_threads_run(thread_counts[i], TASK_COUNT, play, &scene, &err), &err);
        check_all_ran_once();
    }
}

static void test_odd_counts(void **state)
{
    (void)state;
    set_scene(1, 0);
    SL_CHECK_OK(sl_threads_run(4, 0, play, &scene, NULL), NULL);
    SL_CHECK_U64(scene.run_count, 0);
    SL_CHECK_OK(sl_threads_run(0, TASK_COUNT, play, &scene, NULL), NULL);
    check_all_ran_once();
    set_scene(1, 0);
    SL_CHECK_OK(sl_threads_run(100, 1, play, &scene, NULL), NULL); /* one worker is enough */
    SL_CHECK_U64(scene.run_count, 1);
    assert_false(scene.bad_worker);
    set_scene(SL_THREADS_LIMIT, 0);
    SL_CHECK_OK(sl_threads_run(UINT32_MAX, TASK_COUNT, play, &scene, NULL), NULL);
    check_all_ran_once();
}

static void test_one_thread_stops_at_the_first_failure(void **state)
{
    struct sl_error err;
    (void)state;
    set_scene(1, 10);
    SL_CHECK_STATUS(sl_threads_run(1, TASK_COUNT, play, &scene, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(err.status, SL_NOT_FOUND);
    assert_string_equal(err.message, "not found");
    SL_CHECK_U64(scene.run_count, 11);
    SL_CHECK_U64(scene.last_index, 10);
}

/* Tasks are taken in order, so the lowest failing one has always run when a higher one has. */
static void test_many_threads_report_the_lowest_failure(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        set_scene(8, 3);
        SL_CHECK_STATUS(sl_threads_run(8, TASK_COUNT, play, &scene, NULL), SL_NOT_FOUND);
        assert_true(scene.run_count < TASK_COUNT);
        SL_CHECK_U64(scene.runs[3], 1);
    }
}

/* While one task waits, another thread must do the rest: there really are two. */
static void test_threads_run_side_by_side(void **state)
{
    (void)state;
    set_scene(2, 5);
    scene.is_slow_first = true;
    SL_CHECK_STATUS(sl_threads_run(2, TASK_COUNT, play, &scene, NULL), SL_NOT_FOUND);
    assert_true(scene.is_known[0] && scene.is_known[1]);
}

/* What is done aside: each item notes when, and may wait for the owner to say so. */
struct item {
    pthread_t thread;
    unsigned place; /* among all that were done */
    atomic_bool may_go;
    atomic_bool is_done;
};

static _Atomic unsigned done_count;

static void do_item(void *context)
{
    struct item *item = context;
    while (!item->may_go) {
        (void)usleep(100);
    }
    item->thread = pthread_self();
    item->place = done_count++;
    item->is_done = true;
}

static struct sl_aside *open_aside(void)
{
    struct sl_aside *aside = NULL;
    SL_CHECK_OK(sl_aside_open(do_item, &aside, NULL), NULL);
    done_count = 0;
    return aside;
}

/* With a stack that no machine has, no thread can be started. */
static void test_falls_back_to_the_calling_thread(void **state)
{
    pthread_attr_t usual;
    pthread_attr_t huge;
    (void)state;
    assert_int_equal(pthread_getattr_default_np(&usual), 0);
    assert_int_equal(pthread_attr_init(&huge), 0);
    assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 50), 0);
    assert_int_equal(pthread_setattr_default_np(&huge), 0);
    set_scene(8, 0);
    const enum sl_status status = sl_threads_run(8, TASK_COUNT, play, &scene, NULL);
    struct item item = { .may_go = true };
    struct sl_aside *aside = open_aside();
    sl_aside_hand(aside, &item);
    const bool at_once = item.is_done;
    sl_aside_close(aside);
    assert_int_equal(pthread_setattr_default_np(&usual), 0);
    (void)pthread_attr_destroy(&huge);
    (void)pthread_attr_destroy(&usual);
    SL_CHECK_STATUS(status, SL_OK);
    check_all_ran_once();
    assert_true(scene.is_known[0] && !scene.is_known[1]);
    assert_true(pthread_equal(scene.threads[0], pthread_self()));
    assert_true(at_once && pthread_equal(item.thread, pthread_self()));
}

static void test_aside_does_all_in_order(void **state)
{
    enum { ITEM_COUNT = 500 };
    static struct item items[ITEM_COUNT];
    struct sl_aside *aside = open_aside();
    (void)state;
    sl_aside_wait(aside); /* for nothing */
    for (unsigned i = 0; i < ITEM_COUNT; i++) {
        items[i] = (struct item){ .may_go = true };
        sl_aside_hand(aside, &items[i]);
        assert_true(i < 2 || items[i - 2].is_done);
        if (i % 100 == 99) {
            sl_aside_wait(aside);
            assert_true(items[i].is_done);
        }
    }
    for (unsigned i = 0; i < ITEM_COUNT; i++) {
        SL_CHECK_U64(items[i].place, i);
        assert_true(pthread_equal(items[i].thread, items[0].thread));
    }
    assert_false(pthread_equal(items[0].thread, pthread_self()));
    sl_aside_close(aside);
    sl_aside_close(NULL);
}

/* The owner goes on while one is under way and one waits; closing waits for both. */
static void test_aside_leaves_its_owner_free(void **state)
{
    static struct item items[2];
    struct sl_aside *aside = open_aside();
    (void)state;
    items[0] = (struct item){ .may_go = false };
    items[1] = (struct item){ .may_go = true };
    sl_aside_hand(aside, &items[0]);
    sl_aside_hand(aside, &items[1]); /* would never return if it waited for the first */
    assert_false(items[0].is_done || items[1].is_done);
    items[0].may_go = true;
    sl_aside_close(aside);
    assert_true(items[0].is_done && items[1].is_done);
}

static enum sl_status open_and_close_aside(void *context)
{
    struct sl_aside *aside = NULL;
    struct item item = { .may_go = true };
    (void)context;
    SL_TRY(sl_aside_open(do_item, &aside, NULL));
    sl_aside_hand(aside, &item);
    sl_aside_close(aside);
    return item.is_done ? SL_OK : SL_UNSUPPORTED;
}

static void test_aside_survives_failing_allocations(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(open_and_close_aside, NULL), 1);
}

static void test_there_is_a_processor(void **state)
{
    (void)state;
    const unsigned count = sl_threads_available();
    assert_true(count >= 1 && count <= SL_THREADS_LIMIT);
    assert_true((long)count <= sysconf(_SC_NPROCESSORS_CONF));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_task_runs_once),
        cmocka_unit_test(test_odd_counts),
        cmocka_unit_test(test_one_thread_stops_at_the_first_failure),
        cmocka_unit_test(test_many_threads_report_the_lowest_failure),
        cmocka_unit_test(test_threads_run_side_by_side),
        cmocka_unit_test(test_falls_back_to_the_calling_thread),
        cmocka_unit_test(test_aside_does_all_in_order),
        cmocka_unit_test(test_aside_leaves_its_owner_free),
        cmocka_unit_test(test_aside_survives_failing_allocations),
        cmocka_unit_test(test_there_is_a_processor),
    };
    return cmocka_run_group_tests_name("base/threads", tests, NULL, NULL);
}
