/* SPDX-License-Identifier: Apache-2.0 */
#include "link/possible.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"

void sl_possibles_finish(struct sl_possibles *possibles)
{
    sl_free(possibles->items);
    *possibles = (struct sl_possibles){ 0 };
}

enum sl_status sl_possibles_add(
    struct sl_possibles *possibles, struct sl_linkage_possible possible, struct sl_error *err
)
{
    SL_TRY(sl_array_reserve(
        &possibles->items,
        &possibles->capacity,
        possibles->count + 1,
        sizeof(*possibles->items),
        err
    ));
    possibles->items[possibles->count++] = possible;
    return SL_OK;
}

static int by_names(const void *left, const void *right)
{
    const struct sl_linkage_possible *one = left;
    const struct sl_linkage_possible *two = right;
    if (one->left != two->left) {
        return one->left < two->left ? -1 : 1;
    }
    return (one->right > two->right) - (one->right < two->right);
}

void sl_possibles_sort(struct sl_possibles *possibles)
{
    if (possibles->count > 0) { /* items may be NULL, which qsort does not take */
        qsort(possibles->items, possibles->count, sizeof(*possibles->items), by_names);
    }
}
