/* SPDX-License-Identifier: Apache-2.0 */
#include "latency.h"

#include "base/sort.h"

#define NS_A_US 1e3

/* The smallest time that at least `permille` of a thousand times do not exceed. */
static double percentile_us(const uint64_t *sorted_ns, size_t count, size_t permille)
{
    const size_t rank = (count * permille + 999) / 1000;
    return (double)sorted_ns[rank == 0 ? 0 : rank - 1] / NS_A_US;
}

enum sl_status sl_latency_summarise(
    uint64_t *times_ns, size_t count, struct sl_latency *ret_latency, struct sl_error *err
)
{
    *ret_latency = (struct sl_latency){ .count = count };
    if (count == 0) {
        return SL_OK;
    }
    SL_TRY(sl_sort_u64(times_ns, count, err));
    double sum_ns = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum_ns += (double)times_ns[i];
    }
    ret_latency->mean_us = sum_ns / (double)count / NS_A_US;
    ret_latency->p50_us = percentile_us(times_ns, count, 500);
    ret_latency->p90_us = percentile_us(times_ns, count, 900);
    ret_latency->p99_us = percentile_us(times_ns, count, 990);
    ret_latency->p999_us = percentile_us(times_ns, count, 999);
    ret_latency->max_us = percentile_us(times_ns, count, 1000);
    return SL_OK;
}
