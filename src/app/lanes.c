/* SPDX-License-Identifier: Apache-2.0 */
#include "app/lanes.h"

enum sl_status sl_lanes_open(
    struct sl_lanes *lanes,
    void *const *batches,
    sl_lane_work_fn *work,
    sl_lane_back_fn *back,
    void *context,
    struct sl_error *err
)
{
    *lanes = (struct sl_lanes){ .back = back, .context = context };
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        for (size_t j = 0; j < SL_LANE_BATCHES; j++) {
            lanes->lanes[i].batches[j] = batches[i * SL_LANE_BATCHES + j];
        }
        SL_TRY(sl_aside_open(work, &lanes->lanes[i].aside, err));
    }
    return SL_OK;
}

void *sl_lanes_batch(const struct sl_lanes *lanes)
{
    const struct sl_lane *lane = &lanes->lanes[lanes->turn];

    return lane->batches[lane->filling];
}

enum sl_status sl_lanes_hand(struct sl_lanes *lanes, struct sl_error *err)
{
    struct sl_lane *lane = &lanes->lanes[lanes->turn];

    /* When this returns, the batch before the last one that was handed over is done. */
    sl_aside_hand(lane->aside, lane->batches[lane->filling]);
    lane->filling = (lane->filling + 1) % SL_LANE_BATCHES;
    lanes->turn = (lanes->turn + 1) % SL_LANE_COUNT;
    lane = &lanes->lanes[lanes->turn];
    return lanes->back(lanes->context, lane->batches[lane->filling], err);
}

enum sl_status sl_lanes_end(struct sl_lanes *lanes, struct sl_error *err)
{
    struct sl_lane *lane = &lanes->lanes[lanes->turn];

    sl_aside_hand(lane->aside, lane->batches[lane->filling]);
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        sl_aside_wait(lanes->lanes[i].aside);
    }
    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        void *batch = lanes->lanes[i / SL_LANE_BATCHES].batches[i % SL_LANE_BATCHES];
        SL_TRY(lanes->back(lanes->context, batch, err));
    }
    return SL_OK;
}

void sl_lanes_close(struct sl_lanes *lanes)
{
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        sl_aside_close(lanes->lanes[i].aside);
        lanes->lanes[i].aside = NULL;
    }
}
