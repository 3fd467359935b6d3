/* SPDX-License-Identifier: Apache-2.0 */
#include "link/domain.h"

#include "base/memory.h"

void sl_domain_init(struct sl_domain *domain, enum sl_family family)
{
    *domain = (struct sl_domain){ .family = family };
    sl_dictionary_init(&domain->dictionary);
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        if (sl_level_is_parent(family, level)) {
            SL_ASSERT(domain->parent_count < SL_PARENT_LIMIT);
            domain->parent_level[domain->parent_count++] = (uint8_t)level;
        }
    }
}

void sl_domain_finish(struct sl_domain *domain)
{
    for (unsigned which = 0; which < SL_PARENT_LIMIT; which++) {
        sl_free(domain->parents[which]);
    }
    sl_neighbours_finish(&domain->neighbours);
    sl_compare_context_finish(&domain->context);
    sl_dictionary_finish(&domain->dictionary);
    *domain = (struct sl_domain){ 0 };
}

/* District, a byte below all letters, the rest: sorts as sl_parent_order does. */
static enum sl_status
make_keys(const struct sl_domain *domain, struct sl_arena *arena, struct sl_str *keys)
{
    for (uint32_t number = 0; number < domain->dictionary.count; number++) {
        const struct sl_str value = domain->dictionary.values[number];
        const struct sl_str parent = sl_parent(domain->family, value, SL_LEVEL_LOOSE);
        char *key = sl_arena_alloc(arena, value.len + 1, 1);
        if (key == NULL) {
            return SL_NO_MEMORY;
        }
        for (size_t at = 0; at < value.len; at++) {
            key[at < parent.len ? at : at + 1] = value.ptr[at];
        }
        key[parent.len] = '\x01';
        keys[number] = (struct sl_str){ key, value.len + 1 };
    }
    return SL_OK;
}

enum sl_status sl_domain_sort(struct sl_domain *domain, uint32_t **ret_rank, struct sl_error *err)
{
    if (domain->family != SL_FAMILY_POSTCODE) {
        return sl_dictionary_sort(&domain->dictionary, NULL, ret_rank, err);
    }
    struct sl_arena arena SL_CLEANUP(sl_arena_finish);
    sl_arena_init(&arena, SIZE_MAX / 2);
    struct sl_str *keys SL_CLEANUP(sl_free_ptr) =
        sl_alloc((size_t)domain->dictionary.count + 1, sizeof(*keys));
    if (keys == NULL || make_keys(domain, &arena, keys) != SL_OK) {
        return sl_fail_memory(err);
    }
    return sl_dictionary_sort(&domain->dictionary, keys, ret_rank, err);
}

/* Values with the same parent stand side by side; each gets the run of codes they have. */
static enum sl_status find_parents(struct sl_domain *domain, unsigned which, struct sl_error *err)
{
    const uint32_t count = domain->dictionary.count;
    const struct sl_str *values = domain->dictionary.values;
    const unsigned level = domain->parent_level[which];
    struct sl_range *ranges = sl_calloc((size_t)count + 1, sizeof(*ranges));
    if (ranges == NULL) {
        return sl_fail_memory(err);
    }
    domain->parents[which] = ranges;
    uint32_t first = 0;
    while (first < count) {
        const struct sl_str parent = sl_parent(domain->family, values[first], level);
        uint32_t end = first + 1;
        while (end < count && parent.len > 0 &&
               sl_str_equal(sl_parent(domain->family, values[end], level), parent)) {
            end++;
        }
        for (uint32_t number = first; number < end && parent.len > 0; number++) {
            ranges[number] = (struct sl_range){ first + 1, end + 1 };
        }
        first = end;
    }
    return SL_OK;
}

enum sl_status
sl_domain_prepare(struct sl_domain *domain, unsigned thread_count, struct sl_error *err)
{
    const struct sl_dictionary *dictionary = &domain->dictionary;
    if (!domain->context_given) {
        SL_TRY(sl_compare_context_init(
            &domain->context, domain->family, dictionary->values, dictionary->count, err
        ));
    }
    const struct sl_neighbour_source source = {
        .family = domain->family,
        .context = &domain->context,
        .values = dictionary->values,
        .count = dictionary->count,
    };
    SL_TRY(sl_neighbours_init(&domain->neighbours, &source, thread_count, err));
    for (unsigned which = 0; which < domain->parent_count; which++) {
        SL_TRY(find_parents(domain, which, err));
    }
    return SL_OK;
}

struct sl_str sl_domain_value(const struct sl_domain *domain, uint32_t code)
{
    if (code == SL_CODE_MISSING) {
        return SL_STR("");
    }
    SL_ASSERT(code <= domain->dictionary.count);
    return domain->dictionary.values[code - 1];
}

/* The level at which the neighbours of `number` list `other`, or SL_LEVEL_ELSE. */
static unsigned find_listed(const struct sl_neighbours *lists, uint32_t number, uint32_t other)
{
    uint64_t low = lists->starts[number];
    uint64_t end = lists->starts[number + 1];
    while (low < end) {
        const uint64_t middle = low + (end - low) / 2;
        if (lists->codes[middle] < other) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    const bool found = low < lists->starts[number + 1] && lists->codes[low] == other;
    return found ? lists->levels[low] : SL_LEVEL_ELSE;
}

unsigned sl_domain_level(const struct sl_domain *domain, uint32_t left, uint32_t right)
{
    SL_ASSERT(left != SL_CODE_MISSING && right != SL_CODE_MISSING);
    if (left == right) {
        return SL_LEVEL_EXACT;
    }
    const struct sl_neighbours *lists = &domain->neighbours;
    const uint64_t left_count = lists->starts[left] - lists->starts[left - 1];
    const uint64_t right_count = lists->starts[right] - lists->starts[right - 1];
    unsigned level = left_count <= right_count ? find_listed(lists, left - 1, right - 1)
                                               : find_listed(lists, right - 1, left - 1);
    for (unsigned which = 0; which < domain->parent_count; which++) {
        const struct sl_range range = domain->parents[which][left - 1];
        if (level > domain->parent_level[which] && right >= range.low && right < range.end) {
            level = domain->parent_level[which];
        }
    }
    return level;
}
