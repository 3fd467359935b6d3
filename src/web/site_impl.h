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
#include "web/site.h"

/* Nothing of it changes while requests are answered, but what guards itself. */
struct sl_site {
    struct sl_site_job job;
    struct sl_hall *hall; /* of all doors */
    struct sl_metrics *metrics;
    struct sl_keep *pages;                  /* that were shown a moment ago */
    atomic_int_fast64_t minute;             /* of these pages (again.h) */
    struct sl_arena arena;                  /* what lives as long as the site */
    struct sl_value assets;                 /* a map: from the name of a file to its address */
    struct sl_notice_catalogues catalogues; /* what is asked about children */
};

#endif
