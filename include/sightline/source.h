/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.h - the systems that records come from, and what became of the records of each.
 */
#ifndef SIGHTLINE_SOURCE_H
#define SIGHTLINE_SOURCE_H

#include "sightline/linkage.h"

/* A named source, and what became of its records. */
struct sl_linkage_source {
    struct sl_str name; /* empty: the records that name none, each a source of its own */
    uint64_t record_count;
    uint64_t within_count; /* records in one cluster with another of this source */
    uint64_t across_count; /* records in one cluster with one of another source */
};

/*
 * The named sources of a finished run in byte order of their names, at the end those without a
 * name if there are any. None unless options.named_sources was set. Good until close; index from 0
 * to below the count.
 */
SL_API size_t sl_linkage_source_count(const struct sl_linkage *linkage);
SL_API struct sl_linkage_source
sl_linkage_source_get(const struct sl_linkage *linkage, size_t index);

#endif
