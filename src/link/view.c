/* SPDX-License-Identifier: Apache-2.0 */
#include "link/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/variant.h"

void sl_view_finish(struct sl_view *view)
{
    sl_neighbour_list_finish(&view->near);
    sl_free(view->items);
    sl_free(view->crossed);
    *view = (struct sl_view){ 0 };
}

/* The run of values with this parent, by binary search: they stand side by side. */
static struct sl_range
find_parent(const struct sl_domain *domain, struct sl_str value, unsigned level)
{
    const struct sl_str parent = sl_parent(domain->family, value, level);
    const struct sl_dictionary *dictionary = &domain->dictionary;
    uint32_t low = 0;
    uint32_t end = dictionary->count;
    while (low < end) {
        const uint32_t middle = low + (end - low) / 2;
        if (sl_parent_order(domain->family, dictionary->values[middle], value) < 0) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    /* The value would stand at low: its parent's run, if there is one, touches that place. */
    for (uint32_t back = 0; back < 2 && parent.len > 0; back++) {
        if (low < back || low - back >= dictionary->count) {
            continue;
        }
        const struct sl_str there = dictionary->values[low - back];
        if (sl_str_equal(sl_parent(domain->family, there, level), parent)) {
            for (unsigned which = 0; which < domain->parent_count; which++) {
                if (domain->parent_level[which] == level) {
                    return domain->parents[which][low - back];
                }
            }
        }
    }
    return (struct sl_range){ 0, 0 };
}

/* How many records of a field agree with an unknown value at each level; as sl_chance_count. */
static void count_agreeing(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    float counts[SL_LEVEL_ELSE]
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    const uint32_t *frequency = sl_table_usual(&linkage->table, field);
    for (size_t at = 0; at < view->near.count; at++) {
        counts[view->near.items[at].level] += (float)frequency[view->near.items[at].code + 1];
    }
    double inner = 0.0;
    struct sl_range seen = { 0, 0 };
    for (unsigned which = 0; which < domain->parent_count; which++) {
        double all = 0.0;
        const struct sl_range range = view->parents[which];
        for (uint32_t code = range.low; code < range.end; code++) {
            all += (double)frequency[code];
        }
        for (size_t at = 0; at < view->near.count; at++) {
            const uint32_t code = view->near.items[at].code + 1;
            const bool inside = code >= range.low && code < range.end;
            const bool counted = code >= seen.low && code < seen.end;
            inner += inside && !counted ? (double)frequency[code] : 0.0;
        }
        if (range.low < range.end) {
            counts[domain->parent_level[which]] += (float)(all - inner);
            inner = all;
            seen = range;
        }
    }
}

static enum sl_status see_unknown(
    struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    struct sl_str value,
    struct sl_error *err
)
{
    const unsigned domain = linkage->schema.fields[field].domain;
    const struct sl_dictionary *dictionary = &linkage->table.domains[domain].dictionary;
    SL_TRY(sl_neighbour_search(linkage->searches[domain], value, &view->near, err));
    SL_TRY(sl_variants_extend(&linkage->model, domain, dictionary, value, &view->near, err));
    for (unsigned other = 0; other < linkage->schema.field_count; other++) {
        if (linkage->schema.fields[other].domain != domain) {
            continue;
        }
        float *counts = view->counts[other];
        memset(counts, 0, sizeof(view->counts[other]));
        count_agreeing(view, linkage, other, counts);
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            view->bits[other][level] =
                sl_chance_bits_of(&linkage->chances[other], level, (double)counts[level], 1.0);
        }
    }
    return SL_OK;
}

enum sl_status sl_view_set(
    struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    struct sl_str value,
    struct sl_error *err
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    const uint32_t number = sl_dictionary_find(&domain->dictionary, value);
    view->missing = value.len == 0;
    view->initial = value.len == 1;
    view->code = view->missing || number == SL_DICTIONARY_NONE ? SL_CODE_MISSING : number + 1;
    if (view->missing) {
        return SL_OK;
    }
    for (unsigned which = 0; which < domain->parent_count; which++) {
        view->parents[which] = view->code != SL_CODE_MISSING
                                   ? domain->parents[which][number]
                                   : find_parent(domain, value, domain->parent_level[which]);
    }
    if (view->code != SL_CODE_MISSING) {
        return SL_OK;
    }
    SL_TRY(see_unknown(view, linkage, field, value, err));
    SL_TRY(sl_array_reserve(
        &view->items, &view->item_capacity, view->near.count, sizeof(*view->items), err
    ));
    return sl_array_reserve(
        &view->crossed, &view->crossed_capacity, view->near.count, sizeof(*view->crossed), err
    );
}

/* The bits of this value at a level, by the commoner of the two views. */
static double chance_bits(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    uint32_t code,
    unsigned level
)
{
    const struct sl_chance *chance = &linkage->chances[field];
    if (view->code != SL_CODE_MISSING) {
        return (double)sl_chance_bits(chance, view->code, code, level);
    }
    const float other = chance->bits[(size_t)code * SL_LEVEL_ELSE + level];
    return (double)(view->bits[field][level] < other ? view->bits[field][level] : other);
}

/* log2 m, but for an initial: as sl_scorer_m_bits. */
static double m_bits(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    uint32_t code,
    unsigned level
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    const bool initial = view->initial || sl_domain_value(domain, code).len == 1;
    return level == SL_LEVEL_LOOSE && domain->family == SL_FAMILY_NAME && initial
               ? log2(SL_INITIAL_M)
               : linkage->scorer.m_bits[field][level];
}

static double crossed_bits(
    const struct sl_view *view, const struct sl_linkage *linkage, uint32_t code, unsigned level
)
{
    const uint32_t given = linkage->schema.given;
    const double as_given = chance_bits(view, linkage, given, code, level);
    const double as_surname = chance_bits(view, linkage, linkage->schema.surname, code, level);
    return linkage->scorer.m_bits[given][level] + (as_given < as_surname ? as_given : as_surname);
}

static int by_worth(const void *left, const void *right)
{
    const struct sl_weighted *one = left;
    const struct sl_weighted *two = right;
    if (one->ticks != two->ticks) {
        return one->ticks > two->ticks ? -1 : 1;
    }
    return (one->code > two->code) - (one->code < two->code);
}

/* Best first. An empty list may be NULL, which qsort does not take. */
static void sort_items(struct sl_weighted *items, size_t count)
{
    if (count > 0) {
        qsort(items, count, sizeof(*items), by_worth);
    }
}

static void aim_parents(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    struct sl_probe_field *out
)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    for (unsigned which = 0; which < domain->parent_count; which++) {
        const struct sl_range range = view->parents[which];
        if (range.low < range.end) {
            const unsigned level = domain->parent_level[which];
            const uint32_t code = view->code != SL_CODE_MISSING ? view->code : range.low;
            const double own =
                view->code != SL_CODE_MISSING
                    ? (double)sl_chance_bits(&linkage->chances[field], code, code, level)
                    : (double)view->bits[field][level];
            out->parents[out->parent_count] = range;
            out->parent_ticks[out->parent_count++] =
                sl_ticks(linkage->scorer.m_bits[field][level] + own);
        }
    }
}

void sl_view_aim(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    struct sl_probe_field *ret_field
)
{
    *ret_field = (struct sl_probe_field){ .missing = view->missing };
    if (view->missing) {
        return;
    }
    aim_parents(view, linkage, field, ret_field);
    if (view->code != SL_CODE_MISSING) {
        const struct sl_weight_lists *lists = &linkage->weights.lists[field];
        ret_field->items = lists->items + lists->starts[view->code];
        ret_field->item_count = lists->starts[view->code + 1] - lists->starts[view->code];
        return;
    }
    size_t count = 0;
    for (size_t at = 0; at < view->near.count; at++) {
        const uint32_t code = view->near.items[at].code + 1;
        const unsigned level = view->near.items[at].level;
        if (linkage->table.frequency[field][code] > 0) {
            const double bits = m_bits(view, linkage, field, code, level) +
                                chance_bits(view, linkage, field, code, level);
            view->items[count++] = sl_weighted_make(code, sl_ticks(bits));
        }
    }
    sort_items(view->items, count);
    ret_field->items = view->items;
    ret_field->item_count = count;
}

void sl_view_aim_crossed(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned other,
    struct sl_probe_field *ret_field
)
{
    if (view->missing) {
        return;
    }
    if (view->code != SL_CODE_MISSING) {
        const struct sl_weight_lists *lists = &linkage->weights.crossed[other];
        ret_field->crossed = lists->items + lists->starts[view->code];
        ret_field->crossed_count = lists->starts[view->code + 1] - lists->starts[view->code];
        return;
    }
    size_t count = 0;
    for (size_t at = 0; at < view->near.count; at++) {
        const uint32_t code = view->near.items[at].code + 1;
        const unsigned level = view->near.items[at].level;
        if (linkage->table.frequency[other][code] > 0 && sl_level_crosses(level)) {
            view->crossed[count++] =
                sl_weighted_make(code, sl_ticks(crossed_bits(view, linkage, code, level)));
        }
    }
    sort_items(view->crossed, count);
    ret_field->crossed = view->crossed;
    ret_field->crossed_count = count;
}

/* The level at which the value agrees with a code of its domain. */
static unsigned level_of(const struct sl_view *view, const struct sl_domain *domain, uint32_t code)
{
    if (view->code != SL_CODE_MISSING) {
        return sl_domain_level(domain, view->code, code);
    }
    size_t low = 0;
    size_t end = view->near.count;
    while (low < end) {
        const size_t middle = low + (end - low) / 2;
        if (view->near.items[middle].code < code - 1) {
            low = middle + 1;
        } else {
            end = middle;
        }
    }
    const bool found = low < view->near.count && view->near.items[low].code == code - 1;
    unsigned level = found ? view->near.items[low].level : SL_LEVEL_ELSE;
    for (unsigned which = 0; which < domain->parent_count; which++) {
        const struct sl_range range = view->parents[which];
        if (level > domain->parent_level[which] && code >= range.low && code < range.end) {
            level = domain->parent_level[which];
        }
    }
    return level;
}

static void compare_field(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    unsigned field,
    uint32_t code,
    struct sl_agreement *agreement
)
{
    agreement->level[field] = SL_LEVEL_MISSING;
    agreement->bits[field] = 0.0;
    if (view->missing || code == SL_CODE_MISSING) {
        return;
    }
    const unsigned level = level_of(view, sl_table_domain(&linkage->table, field), code);
    agreement->level[field] = (uint8_t)level;
    agreement->bits[field] = level == SL_LEVEL_ELSE
                                 ? sl_scorer_else(&linkage->scorer, field)
                                 : m_bits(view, linkage, field, code, level) +
                                       chance_bits(view, linkage, field, code, level);
}

static bool cross(
    const struct sl_view *view,
    const struct sl_linkage *linkage,
    uint32_t code,
    uint8_t *level,
    double *bits
)
{
    *level = SL_LEVEL_MISSING;
    if (view->missing || code == SL_CODE_MISSING) {
        return true;
    }
    const struct sl_domain *domain = sl_table_domain(&linkage->table, linkage->schema.given);
    *level = (uint8_t)level_of(view, domain, code);
    if (!sl_level_crosses(*level)) {
        return false;
    }
    *bits += crossed_bits(view, linkage, code, *level);
    return true;
}

/*
 * Names that go together; a value that nobody holds belongs to no community. By a reference there
 * are values, in the table too, that belong to all alike: so do those.
 */
static void count_community(
    const struct sl_view views[SL_FIELD_LIMIT],
    const struct sl_linkage *linkage,
    const uint32_t *row,
    struct sl_agreement *agreement
)
{
    uint32_t codes[SL_FIELD_LIMIT];
    uint32_t agreed = sl_agreement_fields(agreement, &linkage->schema);
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        codes[field] = views[field].code;
        const bool counts = views[field].code != SL_CODE_MISSING || linkage->reference.given;
        agreed &= counts ? UINT32_MAX : ~(1U << field);
    }
    agreement->community_bits = sl_community_bits(&linkage->community, codes, row, agreed);
}

void sl_view_compare(
    const struct sl_view views[SL_FIELD_LIMIT],
    const struct sl_linkage *linkage,
    uint32_t record,
    struct sl_agreement *ret_agreement
)
{
    const struct sl_schema *schema = &linkage->schema;
    const uint32_t *row = sl_table_row(&linkage->table, record);
    for (unsigned field = 0; field < schema->field_count; field++) {
        compare_field(&views[field], linkage, field, row[field], ret_agreement);
    }
    ret_agreement->swapped = false;
    const uint32_t given = schema->given;
    const uint32_t surname = schema->surname;
    const bool names = given != SL_FIELD_NONE && surname != SL_FIELD_NONE;
    uint8_t levels[2];
    double bits[2] = { 0.0, 0.0 };
    if (names && cross(&views[given], linkage, row[surname], &levels[0], &bits[0]) &&
        cross(&views[surname], linkage, row[given], &levels[1], &bits[1])) {
        sl_agreement_swap(ret_agreement, schema, levels, bits[0] + bits[1]);
    }
    count_community(views, linkage, row, ret_agreement);
}
