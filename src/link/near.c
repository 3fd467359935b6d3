/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/near.h"

#include "base/memory.h"
#include "link/grow_impl.h"
#include "link/linkage_impl.h"

enum sl_status sl_linkage_keep_near(struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_edges *edges = &linkage->edges;
    linkage->near = sl_alloc(edges->count, sizeof(*linkage->near));
    if (linkage->near == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < edges->count; at++) {
        linkage->near[at] = (struct sl_near_pair){ edges->items[at].left, edges->items[at].right };
    }
    linkage->near_count = edges->count;
    return SL_OK;
}

void sl_linkage_near(
    const struct sl_linkage *linkage, const struct sl_near_pair **ret_pairs, size_t *ret_count
)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_RUN);
    *ret_pairs = linkage->near;
    *ret_count = linkage->near_count;
}

/* Both ways, by record. */
static void fill_near(struct sl_growth *growth, const struct sl_near_pair *pairs, size_t count)
{
    uint32_t *starts = growth->near_starts;
    for (size_t at = 0; at < count; at++) {
        starts[pairs[at].left]++;
        starts[pairs[at].right]++;
    }
    uint32_t total = 0;
    for (uint32_t record = 0; record <= growth->base; record++) {
        total += starts[record];
        starts[record] = total; /* where it ends; moved down as it fills */
    }
    for (size_t at = 0; at < count; at++) {
        growth->near_others[--starts[pairs[at].left]] = pairs[at].right;
        growth->near_others[--starts[pairs[at].right]] = pairs[at].left;
    }
}

enum sl_status sl_growth_use_near(
    struct sl_growth *growth, const struct sl_near_pair *pairs, size_t count, struct sl_error *err
)
{
    SL_ASSERT(growth->near_starts == NULL && growth->edge_count == 0);
    for (size_t at = 0; at < count; at++) {
        if (pairs[at].left >= growth->base || pairs[at].right >= growth->base) {
            return sl_fail(err, SL_INVALID, "a pair names a record that is not there");
        }
    }
    uint32_t *others = sl_alloc(2 * count, sizeof(*others));
    uint32_t *starts = sl_calloc((size_t)growth->base + 1, sizeof(*starts));
    if (others == NULL || starts == NULL || count > UINT32_MAX / 2) {
        sl_free(others);
        sl_free(starts);
        return sl_fail_memory(err);
    }
    growth->near_others = others;
    growth->near_starts = starts;
    fill_near(growth, pairs, count);
    return SL_OK;
}

enum sl_status sl_growth_near(
    struct sl_growth *growth,
    uint32_t record,
    const uint32_t **ret_others,
    size_t *ret_count,
    struct sl_error *err
)
{
    SL_ASSERT(record < sl_growth_record_count(growth) && sl_growth_there(growth, record));
    if (sl_growth_search(growth, record) != SL_OK) {
        return sl_fail_memory(err);
    }
    growth->near.count = 0;
    for (uint32_t link = growth->edges[record]; link != 0;) {
        const struct sl_grow_edge edge = growth->edge_pool[link - 1];
        if (sl_growth_there(growth, edge.other) &&
            sl_numbers_add(&growth->near, edge.other) != SL_OK) {
            return sl_fail_memory(err);
        }
        link = edge.next;
    }
    *ret_others = growth->near.items;
    *ret_count = growth->near.count;
    return SL_OK;
}
