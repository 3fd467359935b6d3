/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"
#include "base/memory.h"
#include "link/grow_impl.h"

enum sl_status sl_numbers_reserve(struct sl_numbers *numbers, size_t more)
{
    return sl_array_reserve(
        &numbers->items, &numbers->capacity, numbers->count + more, sizeof(*numbers->items), NULL
    );
}

enum sl_status sl_numbers_add(struct sl_numbers *numbers, uint32_t number)
{
    SL_TRY(sl_numbers_reserve(numbers, 1));
    numbers->items[numbers->count++] = number;
    return SL_OK;
}

bool sl_growth_find_name(const struct sl_growth *growth, struct sl_str id, uint32_t *ret_name)
{
    if (sl_table_find(&growth->linkage->table, 0, id, ret_name, NULL) == SL_OK) {
        return true;
    }
    const uint32_t found = sl_dictionary_find(&growth->more_names, id);
    *ret_name = growth->base + found;
    return found != SL_DICTIONARY_NONE;
}

static enum sl_status reserve_names(struct sl_growth *growth, size_t count)
{
    SL_TRY(sl_array_reserve(
        &growth->current, &growth->current_capacity, count, sizeof(*growth->current), NULL
    ));
    return sl_array_reserve(
        &growth->first_hold, &growth->first_hold_capacity, count, sizeof(*growth->first_hold), NULL
    );
}

enum sl_status sl_growth_make_name(struct sl_growth *growth, struct sl_str id, uint32_t *ret_name)
{
    if (sl_growth_find_name(growth, id, ret_name)) {
        return SL_OK;
    }
    uint32_t added = 0;
    SL_TRY(reserve_names(growth, (size_t)growth->base + growth->more_names.count + 1));
    SL_TRY(sl_dictionary_add(&growth->more_names, id, &added, NULL));
    *ret_name = growth->base + added;
    growth->current[*ret_name] = SL_RECORD_NONE;
    growth->first_hold[*ret_name] = 0;
    return SL_OK;
}

struct sl_str sl_growth_id(const struct sl_growth *growth, uint32_t name)
{
    return name < growth->base ? growth->linkage->table.ids[name]
                               : growth->more_names.values[name - growth->base];
}

/* Add a hold behind all others, for which there is room. */
static void add_hold(struct sl_growth *growth, enum sl_hold hold, uint32_t left, uint32_t right)
{
    const uint32_t number = (uint32_t)growth->hold_count++;
    struct sl_grow_hold *added = &growth->holds[number];
    *added = (struct sl_grow_hold){
        .hold = hold, .ends = {left, right}
    };
    added->next[0] = growth->first_hold[left];
    growth->first_hold[left] = number + 1;
    if (left != right) {
        added->next[1] = growth->first_hold[right];
        growth->first_hold[right] = number + 1;
    }
}

static enum sl_status reserve_holds(struct sl_growth *growth, size_t more)
{
    return sl_array_reserve(
        &growth->holds,
        &growth->hold_capacity,
        growth->hold_count + more,
        sizeof(*growth->holds),
        NULL
    );
}

enum sl_status sl_growth_take_holds(struct sl_growth *growth)
{
    const struct sl_known *known = &growth->linkage->known;
    SL_TRY(reserve_names(growth, (size_t)growth->base + 1));
    SL_TRY(reserve_holds(growth, known->count + 1));
    for (uint32_t record = 0; record < growth->base; record++) {
        growth->current[record] = record;
        growth->first_hold[record] = 0;
    }
    for (size_t at = 0; at < known->count; at++) {
        const struct sl_known_pair *pair = &known->pairs[at];
        add_hold(growth, pair->hold, pair->left, pair->right);
    }
    return SL_OK;
}

enum sl_status
sl_growth_held_with(struct sl_growth *growth, uint32_t name, struct sl_numbers *records)
{
    for (uint32_t link = growth->first_hold[name]; link != 0;) {
        const struct sl_grow_hold *hold = &growth->holds[link - 1];
        const unsigned end = hold->ends[0] == name ? 0 : 1;
        const uint32_t other = growth->current[hold->ends[1 - end]];
        const bool matters = hold->hold == SL_HOLD_APART    ? growth->options.strict_twins
                             : hold->hold == SL_HOLD_PARENT ? end == 1
                                                            : true;
        if (!hold->gone && matters && other != SL_RECORD_NONE) {
            SL_TRY(sl_numbers_add(records, other));
        }
        link = hold->next[end];
    }
    return SL_OK;
}

/* Both ends of a hold that comes or goes are looked at again. */
static enum sl_status
note_ends(struct sl_growth *growth, const uint32_t names[2], struct sl_error *err)
{
    SL_TRY(sl_numbers_reserve(&growth->pending, 2) == SL_OK ? SL_OK : sl_fail_memory(err));
    for (unsigned end = 0; end < 2; end++) {
        const uint32_t record = growth->current[names[end]];
        if (record != SL_RECORD_NONE) {
            SL_TRY(sl_growth_know(growth, &record, 1, err));
        }
    }
    for (unsigned end = 0; end < 2; end++) {
        const uint32_t record = growth->current[names[end]];
        if (record != SL_RECORD_NONE) {
            growth->pending.items[growth->pending.count++] = record;
        }
    }
    return SL_OK;
}

enum sl_status sl_growth_hold(
    struct sl_growth *growth,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
)
{
    uint32_t names[2];
    if (growth->hold_count == UINT32_MAX / 2) {
        return sl_fail(err, SL_LIMIT, "more than %u pairs are held", UINT32_MAX / 2);
    }
    if (sl_growth_make_name(growth, left, &names[0]) != SL_OK ||
        sl_growth_make_name(growth, right, &names[1]) != SL_OK ||
        reserve_holds(growth, 1) != SL_OK) {
        return sl_fail_memory(err);
    }
    SL_TRY(note_ends(growth, names, err));
    add_hold(growth, hold, names[0], names[1]);
    return SL_OK;
}

static bool is_meant(const struct sl_grow_hold *held, enum sl_hold hold, const uint32_t names[2])
{
    const bool straight = held->ends[0] == names[0] && held->ends[1] == names[1];
    const bool turned = held->ends[0] == names[1] && held->ends[1] == names[0];
    return !held->gone && held->hold == hold && (straight || (turned && hold != SL_HOLD_PARENT));
}

/* Take back all holds that are meant, or only count them. */
static size_t
release_all(struct sl_growth *growth, enum sl_hold hold, const uint32_t names[2], bool count_only)
{
    size_t count = 0;
    for (uint32_t link = growth->first_hold[names[0]]; link != 0;) {
        struct sl_grow_hold *held = &growth->holds[link - 1];
        if (is_meant(held, hold, names)) {
            count++;
            held->gone = !count_only;
        }
        link = held->next[held->ends[0] == names[0] ? 0 : 1];
    }
    return count;
}

enum sl_status sl_growth_release(
    struct sl_growth *growth,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
)
{
    uint32_t names[2];
    if (!sl_growth_find_name(growth, left, &names[0]) ||
        !sl_growth_find_name(growth, right, &names[1]) ||
        release_all(growth, hold, names, true) == 0) {
        return sl_fail(err, SL_NOT_FOUND, "the two are not held like that");
    }
    SL_TRY(note_ends(growth, names, err));
    (void)release_all(growth, hold, names, false);
    return SL_OK;
}
