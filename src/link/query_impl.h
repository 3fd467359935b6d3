/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query_impl.h - what a query holds, for the files that search with it.
 */
#ifndef SL_LINK_QUERY_IMPL_H
#define SL_LINK_QUERY_IMPL_H

#include "link/linkage_impl.h"
#include "link/probe.h"
#include "link/view.h"
#include "sightline/query.h"

struct sl_query {
    const struct sl_linkage *linkage;
    struct sl_form form;
    struct sl_buf text;
    struct sl_probe probe;
    struct sl_view views[SL_FIELD_LIMIT]; /* the record asked about, by field */
    struct sl_str normal[SL_FIELD_LIMIT]; /* its values in normal form; until the next search */
    struct sl_query_match *matches;
    size_t match_count, match_capacity;
};

#endif
