/* SPDX-License-Identifier: Apache-2.0 */
#include "link/candidate.h"

#include <stdbool.h>

#include "base/array.h"
#include "base/memory.h"

void sl_candidates_finish(struct sl_candidates *candidates)
{
    sl_free(candidates->items);
    *candidates = (struct sl_candidates){ 0 };
}

static bool comes_first(const struct sl_candidate *one, const struct sl_candidate *two)
{
    if (one->bits > two->bits || one->bits < two->bits) {
        return one->bits > two->bits;
    }
    return one->left != two->left ? one->left < two->left : one->right < two->right;
}

enum sl_status sl_candidates_push(struct sl_candidates *candidates, struct sl_candidate candidate)
{
    SL_TRY(sl_array_reserve(
        &candidates->items,
        &candidates->capacity,
        candidates->count + 1,
        sizeof(*candidates->items),
        NULL
    ));
    struct sl_candidate *items = candidates->items;
    size_t at = candidates->count++;
    while (at > 0 && comes_first(&candidate, &items[(at - 1) / 2])) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    items[at] = candidate;
    return SL_OK;
}

struct sl_candidate sl_candidates_pop(struct sl_candidates *candidates)
{
    struct sl_candidate *items = candidates->items;
    const struct sl_candidate top = items[0];
    const struct sl_candidate last = items[--candidates->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= candidates->count) {
            break;
        }
        if (child + 1 < candidates->count && comes_first(&items[child + 1], &items[child])) {
            child++;
        }
        if (!comes_first(&items[child], &last)) {
            break;
        }
        items[at] = items[child];
        at = child;
    }
    items[at] = last;
    return top;
}
