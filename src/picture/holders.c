/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "picture/picture_impl.h"

static int compare_holders(const void *left, const void *right)
{
    const struct sl_picture_holder *one = left;
    const struct sl_picture_holder *other = right;
    const int agency = sl_str_compare(one->agency, other->agency);
    return agency != 0 ? agency : sl_str_compare(one->system, other->system);
}

/* Mark the records that have the child as an entity or at an end of a link. */
static void mark_records(const struct sl_making *making, bool *named)
{
    for (size_t i = 0; i < making->node_count; i++) {
        const struct sl_node *node = &making->nodes[i];
        size_t at =
            node->person == 0 && node->agency.len > 0 ? node->first_entity : SL_PICTURE_NONE;
        for (; at != SL_PICTURE_NONE; at = making->entities[at].next) {
            named[making->entities[at].record] = true;
        }
    }
    for (size_t i = 0; i < making->link_count; i++) {
        const struct sl_node_link *link = &making->links[i];
        if (making->nodes[link->from].person == 0 || making->nodes[link->to].person == 0) {
            named[link->record] = true;
        }
    }
}

enum sl_status sl_making_holders(struct sl_making *making, struct sl_error *err)
{
    const struct sl_picture_input *input = making->input;
    bool *named = SL_MAKING_ARRAY(making, input->record_count, bool);
    struct sl_picture_holder *holders =
        SL_MAKING_ARRAY(making, input->record_count, struct sl_picture_holder);
    size_t count = 0;
    if (named == NULL || holders == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < input->record_count; i++) {
        named[i] = false;
    }
    mark_records(making, named);
    for (size_t i = 0; i < input->record_count; i++) {
        const struct sl_picture_record *record = &input->records[i];
        const struct sl_picture_holder of = { .agency = record->agency, .system = record->system };
        size_t j = 0;
        if (!named[i]) {
            continue;
        }
        while (j < count && compare_holders(&holders[j], &of) != 0) {
            j++;
        }
        if (j == count) {
            holders[count++] = of;
        }
        const struct sl_moment dated = sl_making_dated(making, i);
        holders[j].record_count++;
        if (sl_moment_compare(dated, holders[j].latest) > 0) {
            holders[j].latest = dated;
        }
    }
    if (count > 0) {
        qsort(holders, count, sizeof *holders, compare_holders);
    }
    making->picture.holders = holders;
    making->picture.holder_count = count;
    return SL_OK;
}
