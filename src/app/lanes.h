/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lanes.h - batches worked on by threads of their own, and taken back by the one that fills them.
 *
 * One thread fills batches and takes back what became of them; each lane works on its batches in
 * turn. Three go round in each lane: one is filled, one waits, one is worked on. In which order
 * batches come back depends on the threads, so what is made of them must not.
 */
#ifndef SL_APP_LANES_H
#define SL_APP_LANES_H

#include <stddef.h>

#include "base/error.h"
#include "base/threads.h"

#define SL_LANE_COUNT   ((size_t)2)
#define SL_LANE_BATCHES ((size_t)3)

/* Work on a batch, in the lane's thread; failures are kept in the batch. */
typedef void sl_lane_work_fn(void *batch);
/* Take back what became of a batch, and empty it. Not SL_OK ends everything. */
typedef enum sl_status sl_lane_back_fn(void *context, void *batch, struct sl_error *err);

struct sl_lane {
    struct sl_aside *aside;
    void *batches[SL_LANE_BATCHES];
    size_t filling;
};

/* Zeroed is closed. */
struct sl_lanes {
    struct sl_lane lanes[SL_LANE_COUNT];
    size_t turn;
    sl_lane_back_fn *back;
    void *context;
};

/*
 * Open lanes.
 *
 *   batches  SL_LANE_COUNT * SL_LANE_BATCHES, empty: those of a lane stand together, so that its
 *            batches may share what only one of them uses at a time. Borrowed
 *   back     called with `context` in the thread that fills
 *
 * Errors: SL_NO_MEMORY. Close in any case.
 */
SL_NODISCARD enum sl_status sl_lanes_open(
    struct sl_lanes *lanes,
    void *const *batches,
    sl_lane_work_fn *work,
    sl_lane_back_fn *back,
    void *context,
    struct sl_error *err
);

/* The batch to be filled: empty, or filled in part. */
void *sl_lanes_batch(const struct sl_lanes *lanes);

/* Hand it over, and turn to another, which is taken back first. Errors: those of back. */
SL_NODISCARD enum sl_status sl_lanes_hand(struct sl_lanes *lanes, struct sl_error *err);

/* Hand the last one over, wait, and take all back. Errors: those of back. */
SL_NODISCARD enum sl_status sl_lanes_end(struct sl_lanes *lanes, struct sl_error *err);

/* Wait for the threads and end them. */
void sl_lanes_close(struct sl_lanes *lanes);

#endif
