/* SPDX-License-Identifier: Apache-2.0 */
#include "link/threshold.h"

#include <math.h>

#include "base/memory.h"
#include "base/sort.h"
#include "link/score.h"

/* How many joins ahead they are fetched. */
#define AHEAD 16u

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
    struct sl_keyed *sorted SL_CLEANUP(sl_free_ptr) = sl_alloc(joins->count + 1, sizeof(*sorted));
    if (sorted == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < joins->count; at++) {
        sorted[at] = (struct sl_keyed){ sl_best_first(joins->items[at].height), at };
    }
    SL_TRY(sl_sort_keyed(sorted, joins->count, err));
    const double all = all_right_pairs(joins, missed_pairs);
    struct sl_expected best = expect(0.0, 0.0, 0.0, all);
    double right = 0.0;
    double joined = 0.0;
    for (size_t at = 0; at < joins->count; at++) {
        const struct sl_join *join = &joins->items[sorted[at].value];
        if (at + AHEAD < joins->count) {
            __builtin_prefetch(&joins->items[sorted[at + AHEAD].value]);
        }
        right += right_pairs(join);
        joined += (double)join->pair_count;
        const struct sl_join *next =
            at + 1 < joins->count ? &joins->items[sorted[at + 1].value] : NULL;
        if (next != NULL && !(next->height < join->height)) {
            continue;
        }
        const double height = between((double)join->height, next);
        const struct sl_expected here = expect(height, right, joined, all);
        if (here.f1 > best.f1) {
            best = here;
        }
    }
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
