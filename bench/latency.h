/* SPDX-License-Identifier: Apache-2.0 */
/*
 * latency.h - how long each of many short things took, told by its percentiles.
 */
#ifndef SL_BENCH_LATENCY_H
#define SL_BENCH_LATENCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* In microseconds; all 0 when nothing was timed. A percentile is one of the times (nearest rank).
 */
struct sl_latency {
    size_t count;
    double mean_us, p50_us, p90_us, p99_us, p999_us, max_us;
};

/*
 * Sum up times.
 *
 *   times_ns  count times in nanoseconds; sorted in place
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_latency_summarise(
    uint64_t *times_ns, size_t count, struct sl_latency *ret_latency, struct sl_error *err
);

#endif
