/* SPDX-License-Identifier: Apache-2.0 */
/*
 * component.h - the connected parts of a set of edges.
 */
#ifndef SL_LINK_COMPONENT_H
#define SL_LINK_COMPONENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/edge.h"

/* Union-find with path halving. parents[i] <= i, so the root of a set is its lowest member. */
struct sl_union {
    uint32_t *parents;
};

/* Every record its own set. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_union_init(struct sl_union *sets, uint32_t count, struct sl_error *err);
void sl_union_finish(struct sl_union *sets);
uint32_t sl_union_find(struct sl_union *sets, uint32_t item);
/* Make one set of two; returns its root. */
uint32_t sl_union_join(struct sl_union *sets, uint32_t left, uint32_t right);

/*
 * Edges by part: those of part p are edges[order[i]] for starts[p] <= i < starts[p + 1], in the
 * order of the edges. records[p] is how many records the part has. Parts go by lowest record.
 */
struct sl_components {
    size_t count;
    uint32_t *order;
    size_t *starts;
    uint32_t *records;
};

/*
 *   groups  by record: the lowest record that it is known to be one with, in one part with it;
 *           NULL: none. A part may then be one group, without edges.
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_components_find(
    struct sl_components *components,
    const struct sl_edges *edges,
    const uint32_t *groups,
    uint32_t record_count,
    struct sl_error *err
);
void sl_components_finish(struct sl_components *components);

#endif
