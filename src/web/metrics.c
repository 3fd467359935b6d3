/* SPDX-License-Identifier: Apache-2.0 */
#include "web/metrics.h"

#include <stdatomic.h>

#include "base/memory.h"

/* Statuses that are counted by their own name; 0 stands for all others, and comes last. */
static const unsigned statuses[] = { 200, 303, 304, 400, 403, 404, 405,
                                     413, 414, 415, 431, 500, 503, 0 };
#define STATUS_COUNT (sizeof statuses / sizeof statuses[0])

/* Upper ends of the histogram. The goals are 5 and 20 ms; what proves a password takes 100. */
static const struct {
    int64_t us;
    const char *seconds;
} bounds[] = {
    {1000,     "0.001" },
    { 2500,    "0.0025"},
    { 5000,    "0.005" },
    { 10000,   "0.01"  },
    { 20000,   "0.02"  },
    { 50000,   "0.05"  },
    { 100000,  "0.1"   },
    { 250000,  "0.25"  },
    { 1000000, "1"     },
    { 5000000, "5"     },
};
#define BOUND_COUNT (sizeof bounds / sizeof bounds[0])

struct counts {
    atomic_uint_fast64_t by_status[STATUS_COUNT];
    atomic_uint_fast64_t by_time[BOUND_COUNT + 1]; /* the last: longer than all bounds */
    atomic_uint_fast64_t took_us;
};

struct sl_metrics {
    int64_t begun_us;
    atomic_int_fast64_t under_way;
    size_t route_count;
    struct counts routes[]; /* by their place in the table; then those of no route */
};

enum sl_status
sl_metrics_open(int64_t begun_us, struct sl_metrics **ret_metrics, struct sl_error *err)
{
    size_t count = 0;

    (void)sl_routes(&count);
    struct sl_metrics *metrics =
        sl_calloc(1, sizeof *metrics + (count + 1) * sizeof metrics->routes[0]);
    if (metrics == NULL) {
        return sl_fail_memory(err);
    }
    metrics->begun_us = begun_us;
    metrics->route_count = count;
    *ret_metrics = metrics;
    return SL_OK;
}

void sl_metrics_close(struct sl_metrics *metrics)
{
    sl_free(metrics);
}

void sl_metrics_begin(struct sl_metrics *metrics)
{
    (void)atomic_fetch_add_explicit(&metrics->under_way, 1, memory_order_relaxed);
}

static void add(atomic_uint_fast64_t *count, uint64_t by)
{
    (void)atomic_fetch_add_explicit(count, by, memory_order_relaxed);
}

static uint64_t value_of(const atomic_uint_fast64_t *count)
{
    return atomic_load_explicit(count, memory_order_relaxed);
}

void sl_metrics_end(
    struct sl_metrics *metrics, const struct sl_route *route, unsigned status, int64_t took_us
)
{
    size_t count = 0;
    size_t i = 0;
    const struct sl_route *routes = sl_routes(&count);
    struct counts *counts =
        &metrics->routes[route == NULL ? metrics->route_count : (size_t)(route - routes)];

    while (i + 1 < STATUS_COUNT && statuses[i] != status) {
        i++;
    }
    add(&counts->by_status[i], 1);
    i = 0;
    while (i < BOUND_COUNT && took_us > bounds[i].us) {
        i++;
    }
    add(&counts->by_time[i], 1);
    add(&counts->took_us, took_us > 0 ? (uint64_t)took_us : 0);
    (void)atomic_fetch_sub_explicit(&metrics->under_way, 1, memory_order_relaxed);
}

/* The head of one metric. */
static void print_head(struct sl_buf *buf, const char *name, const char *type, const char *help)
{
    sl_buf_addf(buf, "# HELP sightline_%s %s\n# TYPE sightline_%s %s\n", name, help, name, type);
}

static void
print_one(struct sl_buf *buf, const char *name, const char *type, const char *help, uint64_t value)
{
    print_head(buf, name, type, help);
    sl_buf_addf(buf, "sightline_%s %llu\n", name, (unsigned long long)value);
}

static const char *route_name(const struct sl_metrics *metrics, size_t index)
{
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    return index == metrics->route_count ? "none" : routes[index].name;
}

static void print_statuses(struct sl_metrics *metrics, struct sl_buf *buf)
{
    print_head(
        buf, "requests_total", "counter", "Requests, by the name of their route and status."
    );
    for (size_t i = 0; i <= metrics->route_count; i++) {
        for (size_t k = 0; k < STATUS_COUNT; k++) {
            const uint64_t count = value_of(&metrics->routes[i].by_status[k]);
            if (count == 0) {
                continue;
            }
            sl_buf_addf(
                buf, "sightline_requests_total{route=\"%s\",status=\"", route_name(metrics, i)
            );
            if (statuses[k] == 0) {
                sl_buf_addf(buf, "other");
            } else {
                sl_buf_add_u64(buf, statuses[k]);
            }
            sl_buf_addf(buf, "\"} %llu\n", (unsigned long long)count);
        }
    }
}

/* The histogram of one route; buckets hold all that took as long or less. */
static void print_times(struct sl_metrics *metrics, size_t index, struct sl_buf *buf)
{
    const struct counts *counts = &metrics->routes[index];
    const char *name = route_name(metrics, index);
    uint64_t total = 0;

    for (size_t i = 0; i <= BOUND_COUNT; i++) {
        total += value_of(&counts->by_time[i]);
    }
    if (total == 0) {
        return;
    }
    uint64_t sum = 0;
    for (size_t i = 0; i <= BOUND_COUNT; i++) {
        sum += value_of(&counts->by_time[i]);
        sl_buf_addf(
            buf,
            "sightline_request_seconds_bucket{route=\"%s\",le=\"%s\"} %llu\n",
            name,
            i == BOUND_COUNT ? "+Inf" : bounds[i].seconds,
            (unsigned long long)sum
        );
    }
    sl_buf_addf(
        buf,
        "sightline_request_seconds_sum{route=\"%s\"} %.6f\n"
        "sightline_request_seconds_count{route=\"%s\"} %llu\n",
        name,
        (double)value_of(&counts->took_us) / 1e6,
        name,
        (unsigned long long)sum
    );
}

static void print_state(const struct sl_hall_state *state, struct sl_buf *buf)
{
    const struct sl_scribe_counts *said = &state->said;

    print_one(
        buf,
        "ready",
        "gauge",
        "1 when the store opens, the ledger can be written and the policy "
        "is current.",
        sl_hall_state_is_ready(state)
    );
    print_one(buf, "sessions_open", "gauge", "Sessions that have not ended.", state->session_count);
    print_one(
        buf, "ledger_entries_total", "counter", "Entries written by this service.", said->entries
    );
    print_one(
        buf,
        "ledger_refusals_total",
        "counter",
        "Entries that say that somebody might not do what they asked for.",
        said->refusals
    );
    print_one(
        buf, "ledger_batches_total", "counter", "Batches of entries, each one sync.", said->batches
    );
    print_one(
        buf,
        "ledger_failures_total",
        "counter",
        "Batches of entries that could not be written.",
        said->failures
    );
}

void sl_metrics_print(
    struct sl_metrics *metrics, const struct sl_hall_state *state, struct sl_buf *buf
)
{
    print_statuses(metrics, buf);
    print_head(
        buf,
        "request_seconds",
        "histogram",
        "From the whole request until the answer is ready, by the name of the route."
    );
    for (size_t i = 0; i <= metrics->route_count; i++) {
        print_times(metrics, i, buf);
    }
    const int_fast64_t under_way = atomic_load_explicit(&metrics->under_way, memory_order_relaxed);
    print_one(
        buf, "requests_under_way", "gauge", "Requests that are being answered.", (uint64_t)under_way
    );
    print_state(state, buf);
    print_one(
        buf,
        "start_time_seconds",
        "gauge",
        "When the service began, in seconds since 1970.",
        (uint64_t)(metrics->begun_us / 1000000)
    );
    print_one(buf, "held_memory_bytes", "gauge", "Memory that is in use.", sl_memory_held_bytes());
}
