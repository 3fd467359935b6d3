/* SPDX-License-Identifier: Apache-2.0 */
/*
 * threads.h - the one place where work is spread over threads.
 *
 * What is computed must not depend on how many threads there are: a task writes only to places
 * that its own index names, and results are joined in index order.
 */
#ifndef SL_BASE_THREADS_H
#define SL_BASE_THREADS_H

#include <stddef.h>

#include "base/error.h"

/* The most threads a run may ask for. */
#define SL_THREADS_LIMIT 256u

/* How many processors this process may use now: at least 1, at most SL_THREADS_LIMIT. */
unsigned sl_threads_available(void);

/*
 * Do task `index` (0 .. task_count-1) of the work. `worker` is 0 .. thread_count-1 and is the same
 * for all tasks that one thread does: use it to pick scratch memory, never to pick a result.
 */
typedef enum sl_status sl_task_fn(void *context, size_t index, unsigned worker);

/*
 * Do all tasks on thread_count threads, taken in index order; with one thread, or when a thread
 * cannot be started, on the calling thread. When a task fails no further one is started, and the
 * failure of the lowest failed index that ran is returned.
 * Tasks report details by their own means (the context); err is filled with the status text.
 */
SL_NODISCARD enum sl_status sl_threads_run(
    unsigned thread_count, size_t task_count, sl_task_fn *task, void *context, struct sl_error *err
);

/* A thread that does one thing after the other, beside what its owner goes on doing. */
struct sl_aside;

/* What it does with each context that it is handed; failures are kept there. */
typedef void sl_aside_fn(void *context);

/* Nothing is begun yet, and no thread either. Errors: SL_NO_MEMORY. Free with sl_aside_close. */
SL_NODISCARD enum sl_status
sl_aside_open(sl_aside_fn *fn, struct sl_aside **ret_aside, struct sl_error *err);

/*
 * Hand over a context, which is the thread's until all is done. At most one waits in line: when
 * this returns, all that were handed over before it are done or, the last of them, begun.
 * When no thread can be started it is done here.
 */
void sl_aside_hand(struct sl_aside *aside, void *context);

/* Wait until everything that was handed over is done. */
void sl_aside_wait(struct sl_aside *aside);

/* Wait, end the thread and free; NULL is fine. */
void sl_aside_close(struct sl_aside *aside);

#endif
