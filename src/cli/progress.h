/* SPDX-License-Identifier: Apache-2.0 */
/*
 * progress.h - one line on a terminal that says how far a long run is.
 *
 * The line appears when a run has taken SL_PROGRESS_WAIT_SECONDS, is drawn at most ten times a
 * second, and is taken away at the end. Nothing is drawn when the stream is not a terminal.
 */
#ifndef SL_CLI_PROGRESS_H
#define SL_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "sightline/linkage.h"

#define SL_PROGRESS_WAIT_SECONDS  2.0
#define SL_PROGRESS_PAUSE_SECONDS 0.1

/* Plain memory; the stream is NULL when nothing is to be drawn. */
struct sl_progress {
    FILE *stream;
    sl_clock_fn *clock;
    double begun;
    double drawn; /* when the line was last drawn; 0 when it is not there */
};

/* A clock that only goes forward, in seconds; a sl_clock_fn. context is not used. */
double sl_progress_clock(void *context);

/*
 * Start.
 *
 *   stream  drawn on when it is a terminal and `wanted`
 *   clock   sl_progress_clock, or a test's own; called with this struct as context
 */
void sl_progress_init(struct sl_progress *progress, FILE *stream, bool wanted, sl_clock_fn *clock);

/* A sl_progress_fn: context is a struct sl_progress *. */
void sl_progress_tell(void *context, enum sl_stage stage, uint64_t done, uint64_t total);

/* The same for work that is not linkage: says what is being done, in a word or two. */
void sl_progress_step(void *context, const char *step, uint64_t done, uint64_t total);

/* Take the line away. */
void sl_progress_finish(struct sl_progress *progress);

#endif
