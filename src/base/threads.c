/* SPDX-License-Identifier: Apache-2.0 */
#include "base/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"

unsigned sl_threads_available(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    const int count = CPU_COUNT(&set);
    return count < 1 ? 1 : (unsigned)count > SL_THREADS_LIMIT ? SL_THREADS_LIMIT : (unsigned)count;
}

/* What all threads of one run share. */
struct run {
    sl_task_fn *task;
    void *context;
    size_t task_count;
    _Atomic size_t next_index;
    atomic_bool stopped;
    pthread_mutex_t lock;  /* over the two below */
    size_t failed_index;   /* the lowest so far */
    enum sl_status status; /* of that index */
};

struct worker {
    struct run *run;
    unsigned number;
    pthread_t thread;
};

static void note_failure(struct run *run, size_t index, enum sl_status status)
{
    atomic_store(&run->stopped, true);
    (void)pthread_mutex_lock(&run->lock);
    if (run->status == SL_OK || index < run->failed_index) {
        run->failed_index = index;
        run->status = status;
    }
    (void)pthread_mutex_unlock(&run->lock);
}

static void *work(void *argument)
{
    const struct worker *worker = argument;
    struct run *run = worker->run;
    while (!atomic_load_explicit(&run->stopped, memory_order_relaxed)) {
        const size_t index = atomic_fetch_add_explicit(&run->next_index, 1, memory_order_relaxed);
        if (index >= run->task_count) {
            break;
        }
        const enum sl_status status = run->task(run->context, index, worker->number);
        if (status != SL_OK) {
            note_failure(run, index, status);
        }
    }
    return NULL;
}

enum sl_status sl_threads_run(
    unsigned thread_count, size_t task_count, sl_task_fn *task, void *context, struct sl_error *err
)
{
    struct run run = {
        .task = task,
        .context = context,
        .task_count = task_count,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .status = SL_OK,
    };
    struct worker workers[SL_THREADS_LIMIT];
    unsigned wanted = thread_count > SL_THREADS_LIMIT ? SL_THREADS_LIMIT : thread_count;
    wanted = wanted > task_count ? (unsigned)task_count : wanted;
    workers[0] = (struct worker){ .run = &run, .number = 0 };
    unsigned started = 1;
    while (started < wanted) {
        workers[started] = (struct worker){ .run = &run, .number = started };
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) {
            break; /* those that run do it all */
        }
        started++;
    }
    (void)work(&workers[0]);
    for (unsigned i = 1; i < started; i++) {
        (void)pthread_join(workers[i].thread, NULL);
    }
    (void)pthread_mutex_destroy(&run.lock);
    if (run.status != SL_OK) {
        return sl_fail(err, run.status, "%s", sl_status_text(run.status));
    }
    return SL_OK;
}

struct sl_aside {
    sl_aside_fn *fn;
    bool started; /* there is a thread; known to the owner only */
    pthread_t thread;
    pthread_mutex_t lock;   /* over all below */
    pthread_cond_t changed; /* any of it */
    void *next;             /* waits in line; NULL: nothing does */
    bool is_busy;
    bool is_closing;
};

enum sl_status sl_aside_open(sl_aside_fn *fn, struct sl_aside **ret_aside, struct sl_error *err)
{
    struct sl_aside *aside = sl_calloc(1, sizeof *aside);
    if (aside == NULL) {
        return sl_fail_memory(err);
    }
    aside->fn = fn;
    (void)pthread_mutex_init(&aside->lock, NULL);
    (void)pthread_cond_init(&aside->changed, NULL);
    *ret_aside = aside;
    return SL_OK;
}

static void *work_aside(void *argument)
{
    struct sl_aside *aside = argument;
    (void)pthread_mutex_lock(&aside->lock);
    for (;;) {
        while (aside->next == NULL && !aside->is_closing) {
            (void)pthread_cond_wait(&aside->changed, &aside->lock);
        }
        void *context = aside->next;
        if (context == NULL) {
            break;
        }
        aside->next = NULL;
        aside->is_busy = true;
        (void)pthread_cond_signal(&aside->changed);
        (void)pthread_mutex_unlock(&aside->lock);
        aside->fn(context);
        (void)pthread_mutex_lock(&aside->lock);
        aside->is_busy = false;
        (void)pthread_cond_signal(&aside->changed);
    }
    (void)pthread_mutex_unlock(&aside->lock);
    return NULL;
}

void sl_aside_hand(struct sl_aside *aside, void *context)
{
    if (!aside->started) {
        aside->started = pthread_create(&aside->thread, NULL, work_aside, aside) == 0;
    }
    if (!aside->started) {
        aside->fn(context);
        return;
    }
    (void)pthread_mutex_lock(&aside->lock);
    while (aside->next != NULL) {
        (void)pthread_cond_wait(&aside->changed, &aside->lock);
    }
    aside->next = context;
    (void)pthread_cond_signal(&aside->changed);
    (void)pthread_mutex_unlock(&aside->lock);
}

void sl_aside_wait(struct sl_aside *aside)
{
    (void)pthread_mutex_lock(&aside->lock);
    while (aside->next != NULL || aside->is_busy) {
        (void)pthread_cond_wait(&aside->changed, &aside->lock);
    }
    (void)pthread_mutex_unlock(&aside->lock);
}

void sl_aside_close(struct sl_aside *aside)
{
    if (aside == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&aside->lock);
    aside->is_closing = true;
    (void)pthread_cond_signal(&aside->changed);
    (void)pthread_mutex_unlock(&aside->lock);
    if (aside->started) {
        (void)pthread_join(aside->thread, NULL);
    }
    (void)pthread_cond_destroy(&aside->changed);
    (void)pthread_mutex_destroy(&aside->lock);
    sl_free(aside);
}
