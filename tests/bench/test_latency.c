/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/latency.h"

#include "support/support.h"

enum { TIMES = 1000 };

/* A thousand times, 1 to 1,000 microseconds, out of order: each percentile can be read off. */
static void test_percentiles_by_nearest_rank(void **state)
{
    (void)state;
    uint64_t times_ns[TIMES];
    for (unsigned i = 0; i < TIMES; i++) {
        times_ns[i] = UINT64_C(1000) * (1 + i * 7 % TIMES);
    }
    struct sl_latency latency;
    SL_CHECK_OK(sl_latency_summarise(times_ns, TIMES, &latency, NULL), NULL);
    SL_CHECK_U64(latency.count, TIMES);
    SL_CHECK_NEAR(latency.mean_us, 500.5, 1e-9);
    SL_CHECK_NEAR(latency.p50_us, 500.0, 0.0);
    SL_CHECK_NEAR(latency.p90_us, 900.0, 0.0);
    SL_CHECK_NEAR(latency.p99_us, 990.0, 0.0);
    SL_CHECK_NEAR(latency.p999_us, 999.0, 0.0);
    SL_CHECK_NEAR(latency.max_us, 1000.0, 0.0);
}

/* Of few times a high percentile is the longest. */
static void test_few_times(void **state)
{
    (void)state;
    uint64_t times_ns[] = { 3500, 1500, 2500 };
    struct sl_latency latency;
    SL_CHECK_OK(sl_latency_summarise(times_ns, 3, &latency, NULL), NULL);
    SL_CHECK_NEAR(latency.p50_us, 2.5, 0.0);
    SL_CHECK_NEAR(latency.p90_us, 3.5, 0.0);
    SL_CHECK_NEAR(latency.p99_us, 3.5, 0.0);
    SL_CHECK_NEAR(latency.max_us, 3.5, 0.0);
    SL_CHECK_OK(sl_latency_summarise(times_ns, 1, &latency, NULL), NULL);
    SL_CHECK_NEAR(latency.p50_us, 1.5, 0.0);
    SL_CHECK_NEAR(latency.max_us, 1.5, 0.0);
    SL_CHECK_OK(sl_latency_summarise(times_ns, 0, &latency, NULL), NULL);
    SL_CHECK_U64(latency.count, 0);
    SL_CHECK_NEAR(latency.max_us, 0.0, 0.0);
}

static enum sl_status summarise(void *context)
{
    struct sl_latency latency;
    uint64_t times_ns[TIMES];
    for (unsigned i = 0; i < TIMES; i++) {
        times_ns[i] = TIMES - i;
    }
    (void)context;
    return sl_latency_summarise(times_ns, TIMES, &latency, NULL);
}

static void test_failing_allocations(void **state)
{
    (void)state;
    (void)sl_test_failing_allocations(summarise, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_percentiles_by_nearest_rank),
        cmocka_unit_test(test_few_times),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("bench/latency", tests, NULL, NULL);
}
