/* SPDX-License-Identifier: Apache-2.0 */
#include "link/late.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/compare.h"
#include "link/variant.h"

/* So many late values are compared one by one; of indexes of one size so many become one. */
#define LOOSE_VALUES 96u
#define MERGE_COUNT  8u

enum sl_status
sl_late_open(struct sl_late *late, const struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_schema *schema = &linkage->schema;
    *late = (struct sl_late){ .linkage = linkage };
    sl_arena_init(&late->arena, SIZE_MAX / 2);
    for (unsigned field = 0; field < schema->field_count; field++) {
        for (unsigned before = 0; before < field; before++) {
            late->ordinal[field] += schema->fields[before].domain == schema->fields[field].domain;
        }
        late->field_counts[schema->fields[field].domain]++;
    }
    for (unsigned domain = 0; domain < schema->domain_count; domain++) {
        sl_dictionary_init(&late->domains[domain].dictionary);
        late->domains[domain].heads =
            sl_calloc(sl_late_first(late, domain), sizeof(*late->domains[domain].heads));
        if (late->domains[domain].heads == NULL) {
            sl_late_close(late);
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

static void close_segment(struct sl_late_segment *segment)
{
    sl_neighbour_index_close(segment->index);
    sl_free(segment->values);
    *segment = (struct sl_late_segment){ 0 };
}

void sl_late_close(struct sl_late *late)
{
    for (unsigned number = 0; number < SL_FIELD_LIMIT; number++) {
        struct sl_late_domain *domain = &late->domains[number];
        for (unsigned at = 0; at < domain->segment_count; at++) {
            close_segment(&domain->segments[at]);
        }
        sl_dictionary_finish(&domain->dictionary);
        sl_free(domain->values);
        sl_free(domain->heads);
        sl_free(domain->links);
    }
    sl_neighbour_list_finish(&late->found);
    sl_neighbour_list_finish(&late->similar);
    sl_arena_finish(&late->arena);
    *late = (struct sl_late){ 0 };
}

/* Where the values begin that no segment has. */
static uint32_t loose_from(const struct sl_late_domain *domain)
{
    if (domain->segment_count == 0) {
        return 0;
    }
    const struct sl_late_segment *last = &domain->segments[domain->segment_count - 1];
    return last->first + last->count;
}

static enum sl_status
make_segment(const struct sl_late *late, unsigned number, struct sl_late_segment *segment)
{
    const struct sl_late_domain *domain = &late->domains[number];
    const struct sl_domain *values = &late->linkage->table.domains[number];
    segment->values = sl_alloc(segment->count, sizeof(*segment->values));
    if (segment->values == NULL) {
        return SL_NO_MEMORY;
    }
    memcpy(
        segment->values,
        domain->dictionary.values + segment->first,
        segment->count * sizeof(*segment->values)
    );
    const struct sl_neighbour_source source = {
        .family = values->family,
        .context = &values->context,
        .values = segment->values,
        .count = segment->count,
    };
    const enum sl_status status = sl_neighbour_index_open(&source, &segment->index, NULL);
    if (status != SL_OK) {
        sl_free(segment->values);
    }
    return status;
}

/* How many of the last segments are of one size with `count` values, and become one with them. */
static unsigned count_merged(const struct sl_late_domain *domain, uint32_t *count)
{
    unsigned merged = 0;
    for (uint32_t size = *count;; size *= MERGE_COUNT) {
        unsigned alike = 0;
        while (merged + alike < domain->segment_count &&
               domain->segments[domain->segment_count - 1 - merged - alike].count == size) {
            alike++;
        }
        if (alike + 1 < MERGE_COUNT) {
            return merged;
        }
        merged += alike;
        *count += alike * size;
    }
}

/* When too many values are loose they become an index, perhaps with others. */
static enum sl_status collect_loose(struct sl_late *late, unsigned number)
{
    struct sl_late_domain *domain = &late->domains[number];
    uint32_t count = domain->dictionary.count - loose_from(domain);
    if (count < LOOSE_VALUES || domain->segment_count == SL_LATE_SEGMENTS) {
        return SL_OK;
    }
    const unsigned merged = count_merged(domain, &count);
    struct sl_late_segment segment = { .first = domain->dictionary.count - count, .count = count };
    SL_TRY(make_segment(late, number, &segment));
    for (unsigned at = 0; at < merged; at++) {
        close_segment(&domain->segments[--domain->segment_count]);
    }
    domain->segments[domain->segment_count++] = segment;
    return SL_OK;
}

static enum sl_status add_similar(struct sl_neighbour_list *list, uint32_t number, unsigned level)
{
    SL_TRY(
        sl_array_reserve(&list->items, &list->capacity, list->count + 1, sizeof(*list->items), NULL)
    );
    list->items[list->count++] = (struct sl_neighbour){ number, (uint8_t)level };
    return SL_OK;
}

/* The late values that are similar to one which is not among them, ascending by number. */
static enum sl_status find_similar(struct sl_late *late, unsigned number, struct sl_str value)
{
    const struct sl_late_domain *domain = &late->domains[number];
    const struct sl_domain *known = &late->linkage->table.domains[number];
    struct sl_neighbour_list *similar = &late->similar;
    similar->count = 0;
    for (unsigned at = 0; at < domain->segment_count; at++) {
        const struct sl_late_segment *segment = &domain->segments[at];
        SL_TRY(sl_neighbour_search(segment->index, value, &late->found, NULL));
        for (size_t item = 0; item < late->found.count; item++) {
            const struct sl_neighbour *found = &late->found.items[item];
            SL_TRY(add_similar(similar, segment->first + found->code, found->level));
        }
    }
    for (uint32_t other = loose_from(domain); other < domain->dictionary.count; other++) {
        const unsigned level =
            sl_compare(known->family, &known->context, value, domain->dictionary.values[other]);
        if (level != SL_LEVEL_ELSE && !sl_level_is_parent(known->family, level)) {
            SL_TRY(add_similar(similar, other, level));
        }
    }
    const struct sl_model *model = &late->linkage->model;
    return sl_variants_extend(model, number, &domain->dictionary, value, similar, NULL);
}

/* Counts and bits of a value that was just seen, by field of its domain. */
static const float *
copy_chances(struct sl_late *late, unsigned number, const float (*rows)[SL_LEVEL_ELSE])
{
    const struct sl_schema *schema = &late->linkage->schema;
    float *out = sl_arena_alloc(&late->arena, late->field_counts[number], sizeof(rows[0]));
    for (unsigned field = 0; field < schema->field_count && out != NULL; field++) {
        if (schema->fields[field].domain == number) {
            memcpy(out + late->ordinal[field] * SL_LEVEL_ELSE, rows[field], sizeof(rows[0]));
        }
    }
    return out;
}

static void link_values(struct sl_late_domain *domain, uint32_t *head, uint32_t code, uint8_t level)
{
    domain->links[domain->link_count++] = (struct sl_late_link){ code, *head, level };
    *head = (uint32_t)domain->link_count;
}

/* Everything that needs memory first; then the value is there at once. */
static enum sl_status
add_value(struct sl_late *late, unsigned number, const struct sl_view *view, struct sl_str value)
{
    struct sl_late_domain *domain = &late->domains[number];
    SL_TRY(collect_loose(late, number));
    SL_TRY(find_similar(late, number, value));
    const struct sl_neighbour_list *similar = &late->similar;
    SL_TRY(sl_array_reserve(
        &domain->values,
        &domain->value_capacity,
        (size_t)domain->dictionary.count + 1,
        sizeof(*domain->values),
        NULL
    ));
    SL_TRY(sl_array_reserve(
        &domain->links,
        &domain->link_capacity,
        domain->link_count + view->near.count + 2 * similar->count,
        sizeof(*domain->links),
        NULL
    ));
    struct sl_neighbour *near = sl_arena_alloc(&late->arena, view->near.count + 1, sizeof(*near));
    const float *counts = copy_chances(late, number, view->counts);
    const float *bits = copy_chances(late, number, view->bits);
    uint32_t added = 0;
    if (near == NULL || counts == NULL || bits == NULL) {
        return SL_NO_MEMORY;
    }
    SL_TRY(sl_dictionary_add(&domain->dictionary, value, &added, NULL));
    const uint32_t first = sl_late_first(late, number);
    for (size_t at = 0; at < view->near.count; at++) {
        near[at] = view->near.items[at];
        link_values(domain, &domain->heads[near[at].code + 1], first + added, near[at].level);
    }
    domain->values[added] =
        (struct sl_late_value){ near, (uint32_t)view->near.count, 0, counts, bits };
    for (size_t at = 0; at < similar->count; at++) {
        const struct sl_neighbour *other = &similar->items[at];
        link_values(domain, &domain->values[added].head, first + other->code, other->level);
        link_values(domain, &domain->values[other->code].head, first + added, other->level);
    }
    return SL_OK;
}

enum sl_status sl_late_code(
    struct sl_late *late,
    unsigned field,
    const struct sl_view *view,
    struct sl_str value,
    uint32_t *ret_code,
    struct sl_error *err
)
{
    const unsigned number = late->linkage->schema.fields[field].domain;
    const struct sl_dictionary *dictionary = &late->domains[number].dictionary;
    *ret_code = view->code;
    if (view->missing || view->code != SL_CODE_MISSING) {
        return SL_OK;
    }
    uint32_t found = sl_dictionary_find(dictionary, value);
    if (found == SL_DICTIONARY_NONE) {
        const enum sl_status status = add_value(late, number, view, value);
        if (status != SL_OK) {
            return status == SL_NO_MEMORY ? sl_fail_memory(err)
                                          : sl_fail(err, status, "too many values");
        }
        found = dictionary->count - 1;
    }
    *ret_code = sl_late_first(late, number) + found;
    return SL_OK;
}

struct sl_str sl_late_value_of(const struct sl_late *late, unsigned domain, uint32_t code)
{
    const uint32_t first = sl_late_first(late, domain);
    return code < first ? late->linkage->table.domains[domain].dictionary.values[code - 1]
                        : late->domains[domain].dictionary.values[code - first];
}

const float *sl_late_counts(const struct sl_late *late, unsigned field, uint32_t code)
{
    const unsigned domain = late->linkage->schema.fields[field].domain;
    const uint32_t first = sl_late_first(late, domain);
    return code < first ? late->linkage->chances[field].counts + (size_t)code * SL_LEVEL_ELSE
                        : late->domains[domain].values[code - first].counts +
                              late->ordinal[field] * SL_LEVEL_ELSE;
}

const float *sl_late_bits(const struct sl_late *late, unsigned field, uint32_t code)
{
    const unsigned domain = late->linkage->schema.fields[field].domain;
    const uint32_t first = sl_late_first(late, domain);
    return code < first ? late->linkage->chances[field].bits + (size_t)code * SL_LEVEL_ELSE
                        : late->domains[domain].values[code - first].bits +
                              late->ordinal[field] * SL_LEVEL_ELSE;
}

void sl_late_each_known(
    const struct sl_late *late, unsigned domain, uint32_t code, sl_late_fn *tell, void *context
)
{
    const uint32_t first = sl_late_first(late, domain);
    if (code >= first) {
        const struct sl_late_value *value = &late->domains[domain].values[code - first];
        for (uint32_t at = 0; at < value->near_count; at++) {
            tell(context, value->near[at].code + 1, value->near[at].level);
        }
        return;
    }
    const struct sl_neighbours *near = &late->linkage->table.domains[domain].neighbours;
    tell(context, code, SL_LEVEL_EXACT);
    for (uint64_t at = near->starts[code - 1]; at < near->starts[code]; at++) {
        tell(context, near->codes[at] + 1, near->levels[at]);
    }
}

void sl_late_each_late(
    const struct sl_late *late, unsigned domain, uint32_t code, sl_late_fn *tell, void *context
)
{
    const struct sl_late_domain *values = &late->domains[domain];
    const uint32_t first = sl_late_first(late, domain);
    if (code >= first) {
        tell(context, code, SL_LEVEL_EXACT);
    }
    uint32_t link = code < first ? values->heads[code] : values->values[code - first].head;
    for (; link != 0; link = values->links[link - 1].next) {
        tell(context, values->links[link - 1].code, values->links[link - 1].level);
    }
}

uint64_t sl_late_near_count(const struct sl_late *late, unsigned domain, uint32_t code)
{
    const uint32_t first = sl_late_first(late, domain);
    if (code >= first) {
        return late->domains[domain].values[code - first].near_count;
    }
    const struct sl_neighbours *near = &late->linkage->table.domains[domain].neighbours;
    return near->starts[code] - near->starts[code - 1];
}
