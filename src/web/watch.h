/* SPDX-License-Identifier: Apache-2.0 */
/*
 * watch.h - what whoever watches over the service may ask, at an address of its own.
 *
 *     /health    is the program there? Nothing of the store is asked.
 *     /ready     does the store open, can the ledger be written, is the policy current? 200 or 503
 *     /metrics   counts and times (metrics.h)
 *
 * It is another listener, which there is only where it was asked for: behind a proxy everybody
 * seems to come from this machine, so an address cannot tell who may see it.
 */
#ifndef SL_WEB_WATCH_H
#define SL_WEB_WATCH_H

#include "web/site.h"

/* Answer a request: as sl_site_answer, for these three. */
void sl_watch_answer(
    struct sl_site *site,
    const struct sl_request *request,
    struct sl_arena *arena,
    struct sl_response *response
);

#endif
