/* SPDX-License-Identifier: Apache-2.0 */
#include "link/component.h"

#include "base/memory.h"

/* How many edges ahead records are fetched. */
#define AHEAD 16u

enum sl_status sl_union_init(struct sl_union *sets, uint32_t count, struct sl_error *err)
{
    sets->parents = sl_alloc((size_t)count + 1, sizeof(*sets->parents));
    if (sets->parents == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t item = 0; item < count; item++) {
        sets->parents[item] = item;
    }
    return SL_OK;
}

void sl_union_finish(struct sl_union *sets)
{
    sl_free(sets->parents);
    sets->parents = NULL;
}

uint32_t sl_union_find(struct sl_union *sets, uint32_t item)
{
    uint32_t *parents = sets->parents;
    while (parents[item] != item) {
        parents[item] = parents[parents[item]];
        item = parents[item];
    }
    return item;
}

uint32_t sl_union_join(struct sl_union *sets, uint32_t left, uint32_t right)
{
    const uint32_t one = sl_union_find(sets, left);
    const uint32_t two = sl_union_find(sets, right);
    const uint32_t low = one < two ? one : two;
    sets->parents[one] = low;
    sets->parents[two] = low;
    return low;
}

/* Make one set of the records of each part, and each record a child of the lowest one. */
static void join_edges(struct sl_union *sets, const struct sl_edges *edges, uint32_t record_count)
{
    for (size_t at = 0; at < edges->count; at++) {
        if (at + AHEAD < edges->count) {
            __builtin_prefetch(&sets->parents[edges->items[at + AHEAD].right]);
        }
        sl_union_join(sets, edges->items[at].left, edges->items[at].right);
    }
    for (uint32_t record = 0; record < record_count; record++) {
        sets->parents[record] = sets->parents[sets->parents[record]]; /* which is done already */
    }
}

/*
 * Number the parts: part_of[record] = part, for records that have edges. Before, part_of[root] is
 * how many records the part has besides its root.
 */
static void number_parts(
    struct sl_components *components,
    const struct sl_union *sets,
    uint32_t *part_of,
    uint32_t record_count
)
{
    uint32_t parts = 0;
    for (uint32_t record = 0; record < record_count; record++) {
        const uint32_t root = sets->parents[record];
        if (root != record) {
            part_of[record] = part_of[root];
        } else if (part_of[record] > 0) {
            components->records[parts] = part_of[record] + 1;
            part_of[record] = parts++;
        }
    }
}

static void
order_edges(struct sl_components *components, const struct sl_edges *edges, const uint32_t *part_of)
{
    size_t *starts = components->starts;
    for (size_t at = 0; at < edges->count; at++) {
        starts[part_of[edges->items[at].left] + 2]++;
    }
    for (size_t part = 0; part < components->count; part++) {
        starts[part + 2] += starts[part + 1];
    }
    /* starts[p + 1] runs along part p; at the end it is where part p ends. */
    for (size_t at = 0; at < edges->count; at++) {
        const uint32_t part = part_of[edges->items[at].left];
        components->order[starts[part + 1]++] = (uint32_t)at;
    }
}

static enum sl_status find_parts(
    struct sl_components *components,
    const struct sl_edges *edges,
    struct sl_union *sets,
    uint32_t record_count
)
{
    uint32_t *part_of SL_CLEANUP(sl_free_ptr) =
        sl_calloc((size_t)record_count + 1, sizeof(*part_of));
    components->order = sl_alloc(edges->count + 1, sizeof(*components->order));
    if (part_of == NULL || components->order == NULL) {
        return SL_NO_MEMORY;
    }
    join_edges(sets, edges, record_count);
    for (uint32_t record = 0; record < record_count; record++) {
        const uint32_t root = sets->parents[record];
        if (root != record) {
            components->count += part_of[root] == 0 ? 1 : 0;
            part_of[root]++;
        }
    }
    components->starts = sl_calloc(components->count + 3, sizeof(*components->starts));
    components->records = sl_calloc(components->count + 1, sizeof(*components->records));
    if (components->starts == NULL || components->records == NULL) {
        return SL_NO_MEMORY;
    }
    number_parts(components, sets, part_of, record_count);
    order_edges(components, edges, part_of);
    return SL_OK;
}

enum sl_status sl_components_find(
    struct sl_components *components,
    const struct sl_edges *edges,
    const uint32_t *groups,
    uint32_t record_count,
    struct sl_error *err
)
{
    *components = (struct sl_components){ 0 };
    if (edges->count > UINT32_MAX) {
        return sl_fail(err, SL_LIMIT, "more than %u possible pairs", UINT32_MAX);
    }
    struct sl_union sets SL_CLEANUP(sl_union_finish) = { 0 };
    SL_TRY(sl_union_init(&sets, record_count, err));
    for (uint32_t record = 0; groups != NULL && record < record_count; record++) {
        sets.parents[record] = groups[record];
    }
    if (find_parts(components, edges, &sets, record_count) != SL_OK) {
        sl_components_finish(components);
        return sl_fail_memory(err);
    }
    return SL_OK;
}

void sl_components_finish(struct sl_components *components)
{
    sl_free(components->order);
    sl_free(components->starts);
    sl_free(components->records);
    *components = (struct sl_components){ 0 };
}
