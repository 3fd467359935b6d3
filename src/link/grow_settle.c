/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "link/grow_impl.h"

/* Cluster all parts with something to settle, each once. */
static enum sl_status
find_all(struct sl_growth *growth, struct sl_grow_found *found, struct sl_error *err)
{
    const uint32_t before = growth->walk;
    for (size_t at = 0; at < growth->pending.count; at++) {
        const uint32_t record = growth->pending.items[at];
        if (!sl_growth_there(growth, record) || growth->marks[record] > before) {
            continue;
        }
        if (sl_growth_reach(growth, record) != SL_OK) {
            return sl_fail_memory(err);
        }
        SL_TRY(sl_growth_cluster_part(growth, found, err));
    }
    return SL_OK;
}

static void
note_change(struct sl_grow_found *found, uint32_t record, uint32_t before, uint32_t after)
{
    if (before != after) {
        found->changes[found->change_count++] = (struct sl_growth_change){ record, before, after };
    }
}

static int by_record(const void *left, const void *right)
{
    const struct sl_growth_change *one = left;
    const struct sl_growth_change *two = right;
    return (one->record > two->record) - (one->record < two->record);
}

static int by_number(const void *left, const void *right)
{
    const uint32_t one = *(const uint32_t *)left;
    const uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

/* From here on nothing can fail. */
static void take_over(struct sl_growth *growth, struct sl_grow_found *found)
{
    for (size_t at = 0; at < growth->removed.count; at++) {
        const uint32_t record = growth->removed.items[at];
        note_change(found, record, growth->clusters[record], SL_RECORD_NONE);
        growth->clusters[record] = SL_RECORD_NONE;
    }
    for (size_t at = 0; at < found->touched.count; at++) {
        const uint32_t record = found->touched.items[at];
        note_change(found, record, growth->clusters[record], found->clusters.items[at]);
        sl_growth_put(growth, record, found->clusters.items[at]);
    }
    if (found->change_count > 0) { /* arrays may be NULL, which qsort does not take */
        qsort(found->changes, found->change_count, sizeof(*found->changes), by_record);
    }
    if (found->touched.count > 0) {
        qsort(found->touched.items, found->touched.count, sizeof(*found->touched.items), by_number);
    }
    growth->pending.count = 0;
    growth->removed.count = 0;
}

enum sl_status sl_growth_settle(struct sl_growth *growth, struct sl_error *err)
{
    struct sl_grow_found *found = &growth->found;
    sl_growth_forget(found);
    enum sl_status status = find_all(growth, found, err);
    if (status == SL_OK) {
        status = sl_array_reserve(
            &found->changes,
            &found->change_capacity,
            found->touched.count + growth->removed.count,
            sizeof(*found->changes),
            err
        );
    }
    if (status != SL_OK) {
        sl_growth_forget(found);
        return status;
    }
    take_over(growth, found);
    return SL_OK;
}

size_t sl_growth_change_count(const struct sl_growth *growth)
{
    return growth->found.change_count;
}

struct sl_growth_change sl_growth_change_get(const struct sl_growth *growth, size_t index)
{
    SL_ASSERT(index < growth->found.change_count);
    return growth->found.changes[index];
}

void sl_growth_touched(
    const struct sl_growth *growth, const uint32_t **ret_records, size_t *ret_count
)
{
    *ret_records = growth->found.touched.items;
    *ret_count = growth->found.touched.count;
}

size_t sl_growth_possible_count(const struct sl_growth *growth)
{
    return growth->found.possibles.count;
}

struct sl_linkage_possible sl_growth_possible_get(const struct sl_growth *growth, size_t index)
{
    SL_ASSERT(index < growth->found.possibles.count);
    return growth->found.possibles.items[index];
}

size_t sl_growth_conflict_count(const struct sl_growth *growth)
{
    return growth->found.conflict_count;
}

struct sl_linkage_conflict sl_growth_conflict_get(const struct sl_growth *growth, size_t index)
{
    SL_ASSERT(index < growth->found.conflict_count);
    return growth->found.conflicts[index];
}
