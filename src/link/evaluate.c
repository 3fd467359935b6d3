/* SPDX-License-Identifier: Apache-2.0 */
#include "link/evaluate.h"

#include "base/memory.h"
#include "base/sort.h"

/* What one walk over records that are sorted by group and then by the other grouping counts. */
struct walk {
    uint64_t group_count;
    uint64_t group_pairs; /* pairs inside a group */
    uint64_t cell_pairs;  /* pairs inside a group and inside the other grouping too */
    double share_sum;     /* for each record, the share of its group that its cell is */
};

static uint64_t pairs_of(uint64_t count)
{
    return count < 2 ? 0 : count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count;
}

/* How many keys from `first` on agree in their bits above `shift`. */
static size_t run_length(const uint64_t *keys, size_t first, size_t count, unsigned shift)
{
    size_t end = first + 1;

    while (end < count && keys[end] >> shift == keys[first] >> shift) {
        end++;
    }
    return end - first;
}

/*
 * Keys hold the group in their high half and the other grouping in the low half, ascending. The
 * squares of a group's cells are summed as integers and divided once, so that the sum of shares
 * differs only by rounding of one division a group.
 */
static struct walk walk_groups(const uint64_t *keys, size_t count)
{
    struct walk walk = { .group_count = 0 };

    for (size_t first = 0; first < count;) {
        const size_t size = run_length(keys, first, count, 32);
        uint64_t squares = 0;
        for (size_t at = first; at < first + size;) {
            const uint64_t cell = run_length(keys, at, first + size, 0);
            squares += cell * cell;
            walk.cell_pairs += pairs_of(cell);
            at += (size_t)cell;
        }
        walk.group_count++;
        walk.group_pairs += pairs_of(size);
        walk.share_sum += (double)squares / (double)size;
        first += size;
    }
    return walk;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 1.0;
}

static struct sl_quality quality(double precision, double recall)
{
    const double sum = precision + recall;
    return (struct sl_quality){
        .precision = precision,
        .recall = recall,
        .f1 = sum > 0 ? 2.0 * precision * recall / sum : 0.0,
    };
}

/* Sort the records by `group` and then by `other`, and walk over them. */
static enum sl_status count_groups(
    const uint32_t *groups,
    const uint32_t *others,
    size_t record_count,
    struct walk *ret_walk,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) uint64_t *keys = sl_alloc(record_count, sizeof(*keys));

    if (keys == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < record_count; i++) {
        keys[i] = (uint64_t)groups[i] << 32 | others[i];
    }
    SL_TRY(sl_sort_u64(keys, record_count, err));
    *ret_walk = walk_groups(keys, record_count);
    return SL_OK;
}

enum sl_status sl_evaluate(
    const uint32_t *clusters,
    const uint32_t *truths,
    size_t record_count,
    struct sl_evaluation *ret_evaluation,
    struct sl_error *err
)
{
    struct walk found = { .group_count = 0 };
    struct walk wanted = { .group_count = 0 };

    SL_TRY(count_groups(clusters, truths, record_count, &found, err));
    SL_TRY(count_groups(truths, clusters, record_count, &wanted, err));
    SL_ASSERT(found.cell_pairs == wanted.cell_pairs);
    const double joined_true = (double)found.cell_pairs;
    *ret_evaluation = (struct sl_evaluation){
        .record_count = record_count,
        .cluster_count = found.group_count,
        .class_count = wanted.group_count,
        .joined_pairs = found.group_pairs,
        .true_pairs = wanted.group_pairs,
        .joined_true_pairs = found.cell_pairs,
        .pairs = quality(
            ratio(joined_true, (double)found.group_pairs),
            ratio(joined_true, (double)wanted.group_pairs)
        ),
        .bcubed = quality(
            ratio(found.share_sum, (double)record_count),
            ratio(wanted.share_sum, (double)record_count)
        ),
    };
    return SL_OK;
}
