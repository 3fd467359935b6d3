/* SPDX-License-Identifier: Apache-2.0 */
#include "link/joins.h"

#include <string.h>

#include "base/memory.h"
#include "base/sort.h"
#include "link/component.h"

uint64_t sl_best_first(float bits)
{
    const float number = bits + 0.0F; /* there is one zero only */
    uint32_t word = 0;
    memcpy(&word, &number, sizeof word);
    /* Negative numbers go up as words as they go down; the others do when turned over. */
    return number < 0.0F ? word : ~word & (UINT32_MAX >> 1);
}

void sl_joins_finish(struct sl_joins *joins)
{
    sl_free(joins->items);
    *joins = (struct sl_joins){ 0 };
}

enum sl_status sl_joins_cut(
    const struct sl_joins *joins,
    double height,
    const uint32_t *groups,
    uint32_t *clusters,
    uint32_t record_count,
    struct sl_error *err
)
{
    struct sl_union sets SL_CLEANUP(sl_union_finish) = { 0 };
    SL_TRY(sl_union_init(&sets, record_count, err));
    for (uint32_t record = 0; groups != NULL && record < record_count; record++) {
        sets.parents[record] = groups[record];
    }
    for (size_t at = 0; at < joins->count; at++) {
        if ((double)joins->items[at].height >= height) {
            sl_union_join(&sets, joins->items[at].left, joins->items[at].right);
        }
    }
    for (uint32_t record = 0; record < record_count; record++) {
        const uint32_t parent = sets.parents[record]; /* whose cluster is known, being lower */
        clusters[record] = parent == record ? record : clusters[parent];
    }
    return SL_OK;
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
    struct sl_keyed *sorted SL_CLEANUP(sl_free_ptr) = sl_alloc(edges->count + 1, sizeof(*sorted));
    uint8_t *taken SL_CLEANUP(sl_free_ptr) = sl_calloc((size_t)record_count + 1, 1);
    joins->items = sl_alloc(edges->count + 1, sizeof(*joins->items));
    if (sorted == NULL || taken == NULL || joins->items == NULL) {
        sl_joins_finish(joins);
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < edges->count; at++) {
        sorted[at] = (struct sl_keyed){ sl_best_first(edges->items[at].bits), at };
    }
    const enum sl_status status = sl_sort_keyed(sorted, edges->count, err);
    if (status != SL_OK) {
        sl_joins_finish(joins);
        return status;
    }
    for (size_t at = 0; at < edges->count; at++) {
        const struct sl_edge *edge = &edges->items[sorted[at].value];
        if ((double)edge->bits < least_bits) {
            break;
        }
        if (taken[edge->left] == 0 && taken[edge->right] == 0) {
            taken[edge->left] = 1;
            taken[edge->right] = 1;
            joins->items[joins->count++] =
                (struct sl_join){ edge->left, edge->right, edge->bits, edge->bits, 1 };
        }
    }
    return SL_OK;
}
