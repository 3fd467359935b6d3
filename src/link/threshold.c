/* SPDX-License-Identifier: Apache-2.0 */
#include "link/threshold.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "link/score.h"

static double right_pairs(const struct sl_join *join)
{
    return sl_probability((double)join->bits) * (double)join->pair_count;
}

static double all_right_pairs(const struct sl_joins *joins, double missed_pairs)
{
    double all = missed_pairs + joins->open_matches;
    for (size_t at = 0; at < joins->count; at++) {
        all += right_pairs(&joins->items[at]);
    }
    return all;
}

static struct sl_expected expect(double height, double sum, double joined, double all)
{
    const double right = fmin(sum, all); /* summed in another order it may round higher */
    return (struct sl_expected){
        .height = height,
        .precision = joined > 0.0 ? right / joined : 1.0,
        .recall = all > 0.0 ? right / all : 1.0,
        .f1 = joined + all > 0.0 ? 2.0 * right / (joined + all) : 1.0,
    };
}

static int by_height(const void *left, const void *right)
{
    const struct sl_join *one = *(const struct sl_join *const *)left;
    const struct sl_join *two = *(const struct sl_join *const *)right;
    if (one->height > two->height || one->height < two->height) {
        return one->height > two->height ? -1 : 1;
    }
    return one < two ? -1 : 1;
}

/* Half way from the last join that is made down to the first that is not, or to even odds. */
static double between(double made, const struct sl_join *left_out)
{
    const double low = left_out != NULL ? (double)left_out->height : fmin(made, 0.0);
    const double middle = (made + low) / 2.0;
    return middle > low ? middle : made; /* where no number lies between */
}

enum sl_status sl_threshold_choose(
    const struct sl_joins *joins,
    double missed_pairs,
    struct sl_expected *ret_expected,
    struct sl_error *err
)
{
    const struct sl_join **sorted = sl_alloc(joins->count + 1, sizeof(const struct sl_join *));
    if (sorted == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < joins->count; at++) {
        sorted[at] = &joins->items[at];
    }
    qsort(sorted, joins->count, sizeof(const struct sl_join *), by_height);
    const double all = all_right_pairs(joins, missed_pairs);
    struct sl_expected best = expect(0.0, 0.0, 0.0, all);
    double right = 0.0;
    double joined = 0.0;
    for (size_t at = 0; at < joins->count; at++) {
        right += right_pairs(sorted[at]);
        joined += (double)sorted[at]->pair_count;
        const bool last = at + 1 == joins->count || sorted[at + 1]->height < sorted[at]->height;
        if (!last) {
            continue;
        }
        const struct sl_join *left_out = at + 1 < joins->count ? sorted[at + 1] : NULL;
        const double height = between((double)sorted[at]->height, left_out);
        const struct sl_expected here = expect(height, right, joined, all);
        if (here.f1 > best.f1) {
            best = here;
        }
    }
    sl_free(sorted);
    *ret_expected = best;
    return SL_OK;
}

struct sl_expected
sl_threshold_expect(const struct sl_joins *joins, double missed_pairs, double height)
{
    double right = 0.0;
    double joined = 0.0;
    for (size_t at = 0; at < joins->count; at++) {
        if ((double)joins->items[at].height >= height) {
            right += right_pairs(&joins->items[at]);
            joined += (double)joins->items[at].pair_count;
        }
    }
    return expect(height, right, joined, all_right_pairs(joins, missed_pairs));
}
