/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_impl.h - an open site, for the files of this folder that answer requests.
 */
#ifndef SL_WEB_SITE_IMPL_H
#define SL_WEB_SITE_IMPL_H

#include <stdatomic.h>

#include "app/hall.h"
#include "app/notice_load.h"
#include "base/keep.h"
#include "page/value.h"
#include "web/metrics.h"
#include "web/pace.h"
#include "web/site.h"
#include "web/visit.h"

/* Nothing of it changes while requests are answered, but what guards itself. */
struct sl_site {
    struct sl_site_job job;
    struct sl_hall *hall; /* of all doors */
    struct sl_metrics *metrics;
    struct sl_pace *tokens, *tries; /* of programs: by token; by address, without a good one */
    struct sl_keep *pages;          /* that were shown a moment ago */
    atomic_int_fast64_t minute;     /* of these pages (again.h) */
    struct sl_arena arena;          /* what lives as long as the site */
    struct sl_value assets;         /* a map: from the name of a file to its address */
    struct sl_notice_catalogues catalogues; /* what is asked about children */
};

/*
 * All that is asked of a request before anybody is asked who they are: the size of its headers, its
 * address, which becomes the route of the visit, and its method.
 *
 * Returns 0, or the status to answer with.
 */
unsigned sl_site_check(struct sl_visit *visit);

/* Is its body larger than it may be? */
bool sl_site_is_too_large(const struct sl_request *request);

/* Where from: whoever is connected; behind a proxy on this machine, who that says it is. */
struct sl_str sl_site_source(const struct sl_site *site, const struct sl_request *request);

/* Behind the door: the handler, and a problem when it fails. */
void sl_site_show(struct sl_visit *visit);

/* Say a problem; with 405 what may be asked instead. */
void sl_site_refuse(struct sl_visit *visit, unsigned status, struct sl_error *err);

#endif
