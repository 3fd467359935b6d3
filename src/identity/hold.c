/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/hold.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"

bool sl_hold_of_role(enum sl_role role, enum sl_mention_hold_kind *ret_kind)
{
    /* clang-format off */
    static const struct {
        enum sl_role role;
        enum sl_mention_hold_kind kind;
    } kinds[] = {
        { SL_ROLE_MOTHER, SL_MENTION_PARENT },      { SL_ROLE_FATHER, SL_MENTION_PARENT },
        { SL_ROLE_PARENT, SL_MENTION_PARENT },      { SL_ROLE_GRANDPARENT, SL_MENTION_PARENT },
        { SL_ROLE_STEP_PARENT, SL_MENTION_APART },  { SL_ROLE_CARER, SL_MENTION_APART },
        { SL_ROLE_ADOPTER, SL_MENTION_APART },      { SL_ROLE_SIBLING, SL_MENTION_APART },
        { SL_ROLE_TWIN, SL_MENTION_APART },         { SL_ROLE_PARTNER, SL_MENTION_APART },
        { SL_ROLE_RELATIVE, SL_MENTION_APART },     { SL_ROLE_HOUSEHOLD, SL_MENTION_APART },
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].role == role) {
            *ret_kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

enum sl_status sl_mention_holds_add(
    struct sl_mention_holds *holds, const struct sl_mention_hold *hold, struct sl_error *err
)
{
    const bool is_swapped = hold->kind != SL_MENTION_PARENT && hold->left > hold->right;

    if (hold->left == hold->right) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        (void *)&holds->items, &holds->capacity, holds->count + 1, sizeof *holds->items, err
    ));
    holds->items[holds->count++] = (struct sl_mention_hold){
        .kind = hold->kind,
        .reason = hold->reason,
        .left = is_swapped ? hold->right : hold->left,
        .right = is_swapped ? hold->left : hold->right,
        .decision = hold->decision,
    };
    return SL_OK;
}

enum sl_status sl_mention_holds_decide(
    struct sl_mention_holds *holds,
    int64_t decision,
    bool is_join,
    const struct sl_decided_mention *mentions,
    size_t count,
    struct sl_error *err
)
{
    struct sl_mention_hold hold = {
        .kind = is_join ? SL_MENTION_TOGETHER : SL_MENTION_APART,
        .reason = SL_HELD_DECIDED,
        .decision = decision,
    };

    for (size_t i = 0; i < count; i++) {
        hold.left = mentions[i].mention;
        for (size_t j = i + 1; j < count; j++) {
            hold.right = mentions[j].mention;
            if (is_join || mentions[i].side != mentions[j].side) {
                SL_TRY(sl_mention_holds_add(holds, &hold, err));
            }
        }
    }
    return SL_OK;
}

static int compare(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

/* What a source has together comes last: it gives way to what people decided. */
static bool is_last(const struct sl_mention_hold *hold)
{
    return hold->kind == SL_MENTION_TOGETHER && hold->decision == 0;
}

static int by_decision(const void *left, const void *right)
{
    const struct sl_mention_hold *one = left;
    const struct sl_mention_hold *two = right;
    int order = (int)is_last(one) - (int)is_last(two);

    if (order == 0) {
        order = compare(one->decision, two->decision);
    }
    if (order == 0) {
        order = (int)one->kind - (int)two->kind;
    }
    if (order == 0) {
        order = compare(one->left, two->left);
    }
    if (order == 0) {
        order = compare(one->right, two->right);
    }
    return order != 0 ? order : (int)one->reason - (int)two->reason;
}

void sl_mention_holds_settle(struct sl_mention_holds *holds)
{
    size_t count = 0;

    if (holds->count > 1) {
        qsort(holds->items, holds->count, sizeof *holds->items, by_decision);
    }
    for (size_t i = 0; i < holds->count; i++) {
        if (count == 0 || by_decision(&holds->items[count - 1], &holds->items[i]) != 0) {
            holds->items[count++] = holds->items[i];
        }
    }
    holds->count = count;
}

void sl_mention_holds_finish(struct sl_mention_holds *holds)
{
    sl_free(holds->items);
    *holds = (struct sl_mention_holds){ 0 };
}
