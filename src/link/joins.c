/* SPDX-License-Identifier: Apache-2.0 */
#include "link/joins.h"

#include <stdlib.h>

#include "base/memory.h"
#include "link/component.h"

void sl_joins_finish(struct sl_joins *joins)
{
    sl_free(joins->items);
    *joins = (struct sl_joins){ 0 };
}

enum sl_status sl_joins_cut(
    const struct sl_joins *joins,
    double height,
    uint32_t *clusters,
    uint32_t record_count,
    struct sl_error *err
)
{
    struct sl_union sets SL_CLEANUP(sl_union_finish) = { 0 };
    SL_TRY(sl_union_init(&sets, record_count, err));
    for (size_t at = 0; at < joins->count; at++) {
        if ((double)joins->items[at].height >= height) {
            sl_union_join(&sets, joins->items[at].left, joins->items[at].right);
        }
    }
    for (uint32_t record = 0; record < record_count; record++) {
        clusters[record] = sl_union_find(&sets, record);
    }
    return SL_OK;
}

/* Best first; of equals the lower records. */
static int by_bits(const void *left, const void *right)
{
    const struct sl_edge *one = left;
    const struct sl_edge *two = right;
    if (one->bits > two->bits || one->bits < two->bits) {
        return one->bits > two->bits ? -1 : 1;
    }
    if (one->left != two->left) {
        return one->left < two->left ? -1 : 1;
    }
    return (one->right > two->right) - (one->right < two->right);
}

enum sl_status sl_joins_one_to_one(
    struct sl_joins *joins,
    const struct sl_edges *edges,
    double least_bits,
    uint32_t record_count,
    struct sl_error *err
)
{
    *joins = (struct sl_joins){ 0 };
    struct sl_edge *sorted SL_CLEANUP(sl_free_ptr) = sl_alloc(edges->count + 1, sizeof(*sorted));
    uint8_t *taken SL_CLEANUP(sl_free_ptr) = sl_calloc((size_t)record_count + 1, 1);
    joins->items = sl_alloc(edges->count + 1, sizeof(*joins->items));
    if (sorted == NULL || taken == NULL || joins->items == NULL) {
        sl_joins_finish(joins);
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < edges->count; at++) {
        sorted[at] = edges->items[at];
    }
    qsort(sorted, edges->count, sizeof(*sorted), by_bits);
    for (size_t at = 0; at < edges->count && (double)sorted[at].bits >= least_bits; at++) {
        const struct sl_edge *edge = &sorted[at];
        if (taken[edge->left] == 0 && taken[edge->right] == 0) {
            taken[edge->left] = 1;
            taken[edge->right] = 1;
            joins->items[joins->count++] =
                (struct sl_join){ edge->left, edge->right, edge->bits, edge->bits, 1 };
        }
    }
    return SL_OK;
}
