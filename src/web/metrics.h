/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metrics.h - what was asked, how often, and how long it took: for whoever watches over the
 * service.
 *
 * Of a request only the name of its route is known here, never the address, and nothing of who
 * asks: nothing that is counted tells of anybody.
 *
 * Source: the text format 0.0.4 of Prometheus, and its advice on names, units and histograms.
 */
#ifndef SL_WEB_METRICS_H
#define SL_WEB_METRICS_H

#include <stdint.h>

#include "app/hall_state.h"
#include "base/buf.h"
#include "base/error.h"
#include "web/route.h"

struct sl_metrics;

/*
 *   begun_us  when the service began: microseconds since 1970 in UTC
 *
 * Errors: SL_NO_MEMORY. Close with sl_metrics_close, which takes NULL.
 */
SL_NODISCARD enum sl_status
sl_metrics_open(int64_t begun_us, struct sl_metrics **ret_metrics, struct sl_error *err);
void sl_metrics_close(struct sl_metrics *metrics);

/* A request begins to be answered; threads may do this at once. */
void sl_metrics_begin(struct sl_metrics *metrics);

/*
 * It is answered.
 *
 *   route    NULL: there is no such address
 *   took_us  from when all of it was there until the answer was ready to be sent
 */
void sl_metrics_end(
    struct sl_metrics *metrics, const struct sl_route *route, unsigned status, int64_t took_us
);

/* Append all of it, and what the hall says. */
void sl_metrics_print(
    struct sl_metrics *metrics, const struct sl_hall_state *state, struct sl_buf *buf
);

#endif
