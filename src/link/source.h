/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.h - what became of the records of each named source.
 */
#ifndef SL_LINK_SOURCE_H
#define SL_LINK_SOURCE_H

#include "base/error.h"
#include "link/linkage_impl.h"

/*
 * Fill linkage->sources from the clusters; nothing when sources have no names.
 * Errors: SL_NO_MEMORY. Time: that of sorting the records by cluster.
 */
SL_NODISCARD enum sl_status
sl_linkage_count_sources(struct sl_linkage *linkage, struct sl_error *err);

#endif
