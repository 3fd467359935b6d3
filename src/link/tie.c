/* SPDX-License-Identifier: Apache-2.0 */
#include "link/tie.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"

void sl_ties_finish(struct sl_ties *ties)
{
    sl_free(ties->items);
    *ties = (struct sl_ties){ 0 };
}

/* The fields of these kinds, as bits. */
static uint32_t
fields_of_kinds(const struct sl_schema *schema, const enum sl_kind *kinds, size_t count)
{
    uint32_t fields = 0;
    for (unsigned field = 0; field < schema->field_count; field++) {
        for (size_t at = 0; at < count; at++) {
            fields |= schema->fields[field].kind == kinds[at] ? 1U << field : 0;
        }
    }
    return fields;
}

/* What kind of tie a relation is; SL_TIE_COUNT when it is none. */
static enum sl_tie_kind kind_of(const struct sl_schema *schema, uint32_t fields)
{
    static const enum sl_kind places[] = {
        SL_KIND_POSTCODE, SL_KIND_ADDRESS, SL_KIND_HOUSE_NUMBER, SL_KIND_PHONE
    };
    static const enum sl_kind births[] = { SL_KIND_DOB };
    static const enum sl_kind surnames[] = { SL_KIND_SURNAME };
    const bool place = (fields & fields_of_kinds(schema, places, 4)) != 0;
    const bool birth = (fields & fields_of_kinds(schema, births, 1)) != 0;
    const bool surname = (fields & fields_of_kinds(schema, surnames, 1)) != 0;
    if (surname && birth) {
        return SL_TIE_TWIN;
    }
    if (surname && place) {
        return SL_TIE_FAMILY;
    }
    return place ? SL_TIE_HOUSEHOLD : SL_TIE_COUNT;
}

bool sl_tie_see(
    const struct sl_scorer *scorer,
    const struct sl_odds *odds,
    enum sl_tie_kind *ret_kind,
    double *ret_probability
)
{
    double kinds[SL_TIE_COUNT + 1] = { 0.0 };
    for (unsigned index = 0; index < scorer->model->relation_count; index++) {
        const uint32_t fields = scorer->model->relations[index].fields;
        kinds[kind_of(scorer->table->schema, fields)] += odds->relations[index];
    }
    unsigned best = 0;
    for (unsigned kind = 1; kind < SL_TIE_COUNT; kind++) {
        best = kinds[kind] > kinds[best] ? kind : best;
    }
    const double all = scorer->others + odds->related + exp2(odds->match_bits);
    *ret_kind = (enum sl_tie_kind)best;
    *ret_probability = kinds[best] / all;
    return *ret_probability >= SL_TIE_LEAST_PROB;
}

enum sl_status sl_ties_add(struct sl_ties *ties, struct sl_linkage_tie tie, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(&ties->items, &ties->capacity, ties->count + 1, sizeof(tie), err));
    ties->items[ties->count++] = tie;
    return SL_OK;
}

/* By clusters and kind, the likeliest first. */
static int by_place(const void *left, const void *right)
{
    const struct sl_linkage_tie *one = left;
    const struct sl_linkage_tie *two = right;
    if (one->left != two->left) {
        return one->left < two->left ? -1 : 1;
    }
    if (one->right != two->right) {
        return one->right < two->right ? -1 : 1;
    }
    if (one->kind != two->kind) {
        return one->kind < two->kind ? -1 : 1;
    }
    return (one->probability < two->probability) - (one->probability > two->probability);
}

void sl_ties_lift(struct sl_ties *ties, const uint32_t *clusters)
{
    for (size_t at = 0; at < ties->count; at++) {
        struct sl_linkage_tie *tie = &ties->items[at];
        const uint32_t one = clusters[tie->left];
        const uint32_t two = clusters[tie->right];
        tie->left = one < two ? one : two;
        tie->right = one < two ? two : one;
    }
    if (ties->count > 0) {
        qsort(ties->items, ties->count, sizeof(*ties->items), by_place);
    }
    size_t kept = 0;
    for (size_t at = 0; at < ties->count; at++) {
        const struct sl_linkage_tie *tie = &ties->items[at];
        const struct sl_linkage_tie *last = kept > 0 ? &ties->items[kept - 1] : NULL;
        const bool repeated = last != NULL && last->left == tie->left &&
                              last->right == tie->right && last->kind == tie->kind;
        if (tie->left != tie->right && !repeated) {
            ties->items[kept++] = *tie;
        }
    }
    ties->count = kept;
}
