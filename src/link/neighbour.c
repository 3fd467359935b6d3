/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/neighbour_impl.h"
#include "link/neighbour_keys.h"

#define EXACT_SEED UINT64_C(0x76616c7565)

/* NULL: the family has no similar values. */
static const struct sl_neighbour_family *const families[SL_FAMILY_COUNT] = {
    [SL_FAMILY_NAME] = &sl_neighbour_name, [SL_FAMILY_TEXT] = &sl_neighbour_text,
    [SL_FAMILY_DATE] = &sl_neighbour_date, [SL_FAMILY_POSTCODE] = &sl_neighbour_postcode,
    [SL_FAMILY_CODE] = &sl_neighbour_code, [SL_FAMILY_EMAIL] = &sl_neighbour_email,
};

/* Grades in the order in which levels win. */
static const unsigned char grade_levels[] = {
    SL_LEVEL_CLOSE,
    SL_LEVEL_VARIANT,
    SL_LEVEL_NEAR,
    SL_LEVEL_LOOSE,
};

unsigned sl_grade_level(unsigned grade)
{
    return grade_levels[grade];
}

unsigned sl_grade_of(unsigned level)
{
    unsigned grade = 0;
    while (grade_levels[grade] != level) {
        grade++;
    }
    return grade;
}

/* Part the items of the lists into codes, in their place, and levels. */
static enum sl_status
take_lists(struct sl_neighbours *neighbours, struct sl_pair_lists *lists, struct sl_error *err)
{
    const uint64_t total = lists->starts[lists->count];
    neighbours->levels = sl_alloc(total, 1);
    if (neighbours->levels == NULL) {
        return sl_fail_memory(err);
    }
    for (uint64_t i = 0; i < total; i++) {
        neighbours->levels[i] = (uint8_t)grade_levels[sl_pair_grade(lists->items[i])];
        lists->items[i] = sl_pair_right(lists->items[i]);
    }
    neighbours->count = lists->count;
    neighbours->starts = lists->starts;
    neighbours->codes = lists->items;
    *lists = (struct sl_pair_lists){ 0 };
    return SL_OK;
}

enum sl_status sl_neighbours_init(
    struct sl_neighbours *neighbours,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_error *err
)
{
    *neighbours = (struct sl_neighbours){ 0 };
    if (source->count > SL_NEIGHBOUR_VALUE_LIMIT) {
        return sl_fail(err, SL_LIMIT, "too many different values to compare");
    }
    const struct sl_neighbour_family *family = families[source->family];
    struct sl_pair_pieces pieces = { 0 };
    if (family != NULL) {
        const enum sl_status status = family->join(source, thread_count, &pieces, err);
        if (status != SL_OK) {
            sl_pair_pieces_finish(&pieces);
            return status;
        }
    }
    struct sl_pair_lists lists;
    SL_TRY(sl_pair_lists_init(&lists, source->count, &pieces, thread_count, err));
    const enum sl_status status = take_lists(neighbours, &lists, err);
    sl_pair_lists_finish(&lists);
    return status;
}

void sl_neighbours_finish(struct sl_neighbours *neighbours)
{
    sl_free(neighbours->starts);
    sl_free(neighbours->codes);
    sl_free(neighbours->levels);
    *neighbours = (struct sl_neighbours){ 0 };
}

/* Where an item's code stands in the list of its owner, or would stand; before `end`, or there. */
static uint64_t find_place(const struct sl_neighbours *neighbours, uint64_t item, uint64_t end)
{
    const uint32_t code = (uint32_t)item;
    uint64_t low = neighbours->starts[item >> 32];
    while (low < end) {
        const uint64_t middle = low + (end - low) / 2;
        if (neighbours->codes[middle] < code) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    return low;
}

/* Raise what is listed; of the rest, keep each once. Items are sorted. Returns how many are left.
 */
static size_t raise_listed(const struct sl_neighbours *neighbours, uint64_t *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t end = neighbours->starts[(items[i] >> 32) + 1];
        const uint64_t place = find_place(neighbours, items[i], end);
        if (place < end && neighbours->codes[place] == (uint32_t)items[i]) {
            const bool close = neighbours->levels[place] == SL_LEVEL_CLOSE;
            neighbours->levels[place] = close ? SL_LEVEL_CLOSE : SL_LEVEL_VARIANT;
        } else if (kept == 0 || items[kept - 1] != items[i]) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

/* Make room for `count` items from the last one on, so that each old item moves once. */
static void insert_items(struct sl_neighbours *neighbours, const uint64_t *items, size_t count)
{
    uint64_t end = neighbours->starts[neighbours->count];
    for (size_t left = count; left > 0; left--) {
        const uint64_t item = items[left - 1];
        const uint64_t list_end = neighbours->starts[(item >> 32) + 1];
        const uint64_t place = find_place(neighbours, item, list_end < end ? list_end : end);
        uint32_t *codes = neighbours->codes + place;
        uint8_t *levels = neighbours->levels + place;
        memmove(codes + left, codes, (end - place) * sizeof(*codes));
        memmove(levels + left, levels, end - place);
        codes[left - 1] = (uint32_t)item;
        levels[left - 1] = SL_LEVEL_VARIANT;
        end = place;
    }
    size_t before = 0;
    for (size_t owner = 0; owner < neighbours->count; owner++) {
        while (before < count && items[before] >> 32 == owner) {
            before++;
        }
        neighbours->starts[owner + 1] += before;
    }
}

enum sl_status sl_neighbours_relate(
    struct sl_neighbours *neighbours, const uint64_t *pairs, size_t count, struct sl_error *err
)
{
    uint64_t *items SL_CLEANUP(sl_free_ptr) = sl_alloc(2 * count + 1, sizeof(*items));
    if (items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        items[2 * i] = pairs[i];
        items[2 * i + 1] = pairs[i] << 32 | pairs[i] >> 32;
    }
    SL_TRY(sl_sort_u64(items, 2 * count, err));
    const size_t most = neighbours->starts[neighbours->count] + 2 * count + 1;
    uint32_t *codes = sl_realloc(neighbours->codes, most, sizeof(*codes));
    if (codes == NULL) {
        return sl_fail_memory(err);
    }
    neighbours->codes = codes;
    uint8_t *levels = sl_realloc(neighbours->levels, most, 1);
    if (levels == NULL) {
        return sl_fail_memory(err);
    }
    neighbours->levels = levels;
    insert_items(neighbours, items, raise_listed(neighbours, items, 2 * count));
    return SL_OK;
}

void sl_neighbour_list_init(struct sl_neighbour_list *list)
{
    *list = (struct sl_neighbour_list){ 0 };
}

void sl_neighbour_list_finish(struct sl_neighbour_list *list)
{
    sl_free(list->items);
    sl_free(list->similar);
    sl_pairs_finish(&list->pairs);
    sl_pairs_finish(&list->words);
    *list = (struct sl_neighbour_list){ 0 };
}

/* `exact` finds a value that the dictionary holds. */
struct sl_neighbour_index {
    struct sl_neighbour_source source;
    const struct sl_neighbour_family *family;
    void *state;
    struct sl_keys exact;
};

static void generate_exact(void *context, struct sl_keys *keys)
{
    const struct sl_neighbour_source *source = context;
    for (size_t value = 0; value < source->count; value++) {
        sl_keys_add(keys, sl_hash_str(source->values[value], EXACT_SEED), (uint32_t)value);
    }
}

enum sl_status sl_neighbour_index_open(
    const struct sl_neighbour_source *source,
    struct sl_neighbour_index **ret_index,
    struct sl_error *err
)
{
    if (source->count > SL_NEIGHBOUR_VALUE_LIMIT) {
        return sl_fail(err, SL_LIMIT, "too many different values to compare");
    }
    struct sl_neighbour_index *index = sl_calloc(1, sizeof(*index));
    if (index == NULL) {
        return sl_fail_memory(err);
    }
    index->source = *source;
    index->family = families[source->family];
    enum sl_status status =
        sl_keys_init(&index->exact, source->count, generate_exact, &index->source, err);
    if (status == SL_OK && index->family != NULL) {
        status = index->family->open(&index->source, &index->state, err);
    }
    if (status != SL_OK) {
        sl_neighbour_index_close(index);
        return status;
    }
    *ret_index = index;
    return SL_OK;
}

void sl_neighbour_index_close(struct sl_neighbour_index *index)
{
    if (index == NULL) {
        return;
    }
    if (index->family != NULL) {
        index->family->close(index->state);
    }
    sl_keys_finish(&index->exact);
    sl_free(index);
}

void sl_neighbour_index_close_ptr(struct sl_neighbour_index **index)
{
    sl_neighbour_index_close(*index);
    *index = NULL;
}

/* The code of a value that the dictionary holds, or SL_NUMBER_NONE. */
static uint32_t find_exact(const struct sl_neighbour_index *index, struct sl_str value)
{
    struct sl_keys_walk walk = sl_keys_find(&index->exact, sl_hash_str(value, EXACT_SEED));
    uint32_t code;
    while (sl_keys_next(&walk, &code)) {
        if (sl_str_equal(index->source.values[code], value)) {
            return code;
        }
    }
    return SL_NUMBER_NONE;
}

/* Copy the settled pairs to the list's items, with the value itself in its place. */
static void list_pairs(struct sl_neighbour_list *list, uint32_t exact)
{
    for (size_t i = 0; i < list->pairs.count; i++) {
        const uint32_t code = sl_pair_right(list->pairs.items[i]);
        if (exact < code) {
            list->items[list->count++] = (struct sl_neighbour){ exact, SL_LEVEL_EXACT };
            exact = SL_NUMBER_NONE;
        }
        if (code != exact) {
            const unsigned grade = sl_pair_grade(list->pairs.items[i]);
            list->items[list->count++] = (struct sl_neighbour){ code, grade_levels[grade] };
        }
    }
    if (exact != SL_NUMBER_NONE) {
        list->items[list->count++] = (struct sl_neighbour){ exact, SL_LEVEL_EXACT };
    }
}

enum sl_status sl_neighbour_search(
    const struct sl_neighbour_index *index,
    struct sl_str value,
    struct sl_neighbour_list *list,
    struct sl_error *err
)
{
    list->count = 0;
    list->pairs.count = 0;
    list->pairs.status = SL_OK;
    list->words.count = 0;
    list->words.status = SL_OK;
    if (index->family != NULL) {
        index->family->search(index->state, value, list);
    }
    SL_TRY(sl_pairs_settle(&list->pairs, err));
    SL_TRY(sl_array_reserve(
        &list->items, &list->capacity, list->pairs.count + 1, sizeof(*list->items), err
    ));
    list_pairs(list, find_exact(index, value));
    return SL_OK;
}
