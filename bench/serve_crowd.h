/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve_crowd.h - many users at once, each signed in and with work of their own, who click, read,
 * and click again.
 */
#ifndef SL_BENCH_SERVE_CROWD_H
#define SL_BENCH_SERVE_CROWD_H

#include <stdint.h>

#include "base/error.h"
#include "bench/serve_sample.h"

/* The most users, and threads by which they click. */
#define SL_SERVE_CROWD_MAX     2000u
#define SL_SERVE_CROWD_THREADS 16u

/* Borrowed for the call. */
struct sl_serve_crowd_job {
    const char *store;  /* path; users, roles, ties and sessions are written into it */
    struct sl_str user; /* whose agency and roles all of them have */
    const struct sl_serve_sample *sample;
    uint16_t port;    /* of the site on this machine */
    unsigned users;   /* 1 .. SL_SERVE_CROWD_MAX */
    unsigned seconds; /* for how long they click */
};

/*
 * Let them click for so long, each over a connection that stays open: a page, then 0.5 to 9.5
 * seconds of reading, so five on average. Of ten clicks one is home, six are children with whom the
 * user works, three are searches. What was answered, how fast, and how much memory this process had
 * at twelve times is printed.
 *
 * Errors: SL_INVALID when a page was not answered with 200; SL_IO when a connection was lost; those
 * of the store.
 */
SL_NODISCARD enum sl_status
sl_serve_crowd_browse(const struct sl_serve_crowd_job *job, struct sl_error *err);

#endif
