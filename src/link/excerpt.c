/* SPDX-License-Identifier: Apache-2.0 */
#include "link/excerpt.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/compare.h"

/* A list is walked when it has no more values than so many for each that it is asked about. */
#define WALK_FACTOR 16u

/* One domain of an excerpt being made. */
struct copying {
    struct sl_excerpt *excerpt;
    unsigned number;
    const struct sl_excerpt_row *rows;
    uint32_t row_count;
    uint32_t *codes; /* distinct values, in order, as codes of the whole */
    uint32_t count;
    uint8_t *levels; /* of one value against all, by code here */
};

void sl_excerpt_open(struct sl_excerpt *excerpt, const struct sl_late *late)
{
    *excerpt = (struct sl_excerpt){ .late = late };
    sl_arena_init(&excerpt->arena, SIZE_MAX / 2);
}

void sl_excerpt_close(struct sl_excerpt *excerpt)
{
    for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
        sl_free(excerpt->places[domain]);
    }
    sl_arena_finish(&excerpt->arena);
    *excerpt = (struct sl_excerpt){ 0 };
}

static void *room(const struct copying *copying, size_t count, size_t item_bytes)
{
    return sl_arena_alloc(&copying->excerpt->arena, count + 1, item_bytes);
}

/* A place for every code of the domain that there is by now. */
static enum sl_status reserve_places(struct sl_excerpt *excerpt, unsigned number)
{
    const struct sl_late *late = excerpt->late;
    const size_t needed =
        (size_t)sl_late_first(late, number) + late->domains[number].dictionary.count;
    const size_t before = excerpt->place_capacity[number];
    if (needed > before) {
        SL_TRY(sl_array_reserve(
            &excerpt->places[number],
            &excerpt->place_capacity[number],
            needed,
            sizeof(uint32_t),
            NULL
        ));
        const size_t more = excerpt->place_capacity[number] - before;
        memset(excerpt->places[number] + before, 0, more * sizeof(uint32_t));
    }
    return SL_OK;
}

/* The distinct values that the records hold in fields of the domain, in no order. */
static void list_codes(struct copying *copying)
{
    const struct sl_schema *schema = &copying->excerpt->late->linkage->schema;
    uint32_t *places = copying->excerpt->places[copying->number];
    copying->count = 0;
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (schema->fields[field].domain != copying->number) {
            continue;
        }
        for (uint32_t row = 0; row < copying->row_count; row++) {
            const uint32_t code = copying->rows[row].codes[field];
            if (code != SL_CODE_MISSING && places[code] == 0) {
                places[code] = 1;
                copying->codes[copying->count++] = code;
            }
        }
    }
}

static int by_number(const void *left, const void *right)
{
    const uint32_t one = *(const uint32_t *)left;
    const uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

/* Codes of the dictionary ascend as values do; late ones stand behind and are put among them. */
static void sort_codes(struct copying *copying)
{
    const struct sl_late *late = copying->excerpt->late;
    const enum sl_family family = late->linkage->schema.domain_family[copying->number];
    const uint32_t first = sl_late_first(late, copying->number);
    uint32_t *codes = copying->codes;
    if (copying->count > 0) { /* a domain may have no values here, and codes are not for qsort */
        qsort(codes, copying->count, sizeof(*codes), by_number);
    }
    for (uint32_t at = 1; at < copying->count; at++) {
        const uint32_t code = codes[at];
        const struct sl_str value = sl_late_value_of(late, copying->number, code);
        uint32_t place = at;
        while (code >= first && place > 0 &&
               sl_parent_order(
                   family, sl_late_value_of(late, copying->number, codes[place - 1]), value
               ) > 0) {
            codes[place] = codes[place - 1];
            place--;
        }
        codes[place] = code;
    }
}

static enum sl_status fill_values(struct copying *copying)
{
    struct sl_excerpt *excerpt = copying->excerpt;
    struct sl_domain *domain = &excerpt->table.domains[copying->number];
    struct sl_str *values = room(copying, copying->count, sizeof(*values));
    if (values == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t at = 0; at < copying->count; at++) {
        values[at] = sl_late_value_of(excerpt->late, copying->number, copying->codes[at]);
        excerpt->places[copying->number][copying->codes[at]] = at + 1;
    }
    *domain = (struct sl_domain){
        .family = excerpt->late->linkage->schema.domain_family[copying->number],
        .context_given = true,
    };
    domain->dictionary.values = values;
    domain->dictionary.count = copying->count;
    return SL_OK;
}

static void note_level(void *context, uint32_t code, unsigned level)
{
    struct copying *copying = context;
    const uint32_t place = copying->excerpt->places[copying->number][code];
    if (place != 0) {
        copying->levels[place] = (uint8_t)level;
    }
}

/* Values with the same parent stand side by side. */
static void note_parents(const struct copying *copying, uint32_t at)
{
    const struct sl_domain *domain = &copying->excerpt->table.domains[copying->number];
    const struct sl_str *values = domain->dictionary.values;
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        if (!sl_level_is_parent(domain->family, level)) {
            continue;
        }
        const struct sl_str parent = sl_parent(domain->family, values[at], level);
        for (int step = -1; step <= 1 && parent.len > 0; step += 2) {
            uint32_t other = at + (uint32_t)step;
            while (other < copying->count &&
                   sl_str_equal(sl_parent(domain->family, values[other], level), parent)) {
                uint8_t *noted = &copying->levels[other + 1];
                *noted = *noted > level ? (uint8_t)level : *noted;
                other += (uint32_t)step;
            }
        }
    }
}

/* At which level a value agrees with each of the others. */
static void find_levels(struct copying *copying, uint32_t at)
{
    const struct sl_late *late = copying->excerpt->late;
    const uint32_t first = sl_late_first(late, copying->number);
    const uint32_t code = copying->codes[at];
    const uint64_t most = (uint64_t)WALK_FACTOR * copying->count;
    memset(copying->levels, SL_LEVEL_ELSE, (size_t)copying->count + 1);
    if (code >= first || sl_late_near_count(late, copying->number, code) <= most) {
        sl_late_each_known(late, copying->number, code, note_level, copying);
    } else {
        const struct sl_domain *whole = &late->linkage->table.domains[copying->number];
        for (uint32_t other = 0; other < copying->count; other++) {
            if (copying->codes[other] < first) {
                copying->levels[other + 1] =
                    (uint8_t)sl_domain_level(whole, code, copying->codes[other]);
            }
        }
    }
    sl_late_each_late(late, copying->number, code, note_level, copying);
    note_parents(copying, at);
}

/* Add a value's list to what the domain has of them, `used` by now. */
static enum sl_status
fill_list(struct copying *copying, uint32_t at, struct sl_neighbours *near, size_t *room_count)
{
    uint64_t end = near->starts[at];
    if (end + copying->count > *room_count) {
        const size_t more = 2 * *room_count + copying->count;
        uint32_t *codes = room(copying, more, sizeof(*codes));
        uint8_t *levels = room(copying, more, sizeof(*levels));
        if (codes == NULL || levels == NULL) {
            return SL_NO_MEMORY;
        }
        if (end > 0) {
            memcpy(codes, near->codes, end * sizeof(*codes));
            memcpy(levels, near->levels, end * sizeof(*levels));
        }
        near->codes = codes;
        near->levels = levels;
        *room_count = more;
    }
    for (uint32_t other = 0; other < copying->count; other++) {
        near->codes[end] = other;
        near->levels[end] = copying->levels[other + 1];
        end += other != at && copying->levels[other + 1] != SL_LEVEL_ELSE ? 1 : 0;
    }
    near->starts[at + 1] = end;
    return SL_OK;
}

static enum sl_status fill_neighbours(struct copying *copying)
{
    struct sl_neighbours *near = &copying->excerpt->table.domains[copying->number].neighbours;
    size_t room_count = 0;
    *near = (struct sl_neighbours){ .count = copying->count };
    near->starts = room(copying, copying->count, sizeof(*near->starts));
    copying->levels = room(copying, copying->count, sizeof(*copying->levels));
    if (near->starts == NULL || copying->levels == NULL) {
        return SL_NO_MEMORY;
    }
    near->starts[0] = 0;
    for (uint32_t at = 0; at < copying->count; at++) {
        find_levels(copying, at);
        SL_TRY(fill_list(copying, at, near, &room_count));
    }
    return SL_OK;
}

/* What the whole knows of the values of a field, by code here. */
static enum sl_status fill_field(struct copying *copying, unsigned field)
{
    struct sl_excerpt *excerpt = copying->excerpt;
    const struct sl_late *late = excerpt->late;
    const struct sl_linkage *linkage = late->linkage;
    const size_t cells = ((size_t)copying->count + 1) * SL_LEVEL_ELSE;
    float *counts = room(copying, cells, sizeof(*counts));
    float *bits = room(copying, cells, sizeof(*bits));
    uint32_t *usual = room(copying, copying->count, sizeof(*usual));
    uint32_t *frequency = room(copying, copying->count, sizeof(*frequency));
    if (counts == NULL || bits == NULL || usual == NULL || frequency == NULL) {
        return SL_NO_MEMORY;
    }
    const uint32_t first = sl_late_first(late, copying->number);
    memset(counts, 0, SL_LEVEL_ELSE * sizeof(*counts));
    memset(bits, 0, SL_LEVEL_ELSE * sizeof(*bits));
    memset(frequency, 0, ((size_t)copying->count + 1) * sizeof(*frequency));
    usual[SL_CODE_MISSING] = 0;
    for (uint32_t at = 0; at < copying->count; at++) {
        const uint32_t code = copying->codes[at];
        const size_t cell = ((size_t)at + 1) * SL_LEVEL_ELSE;
        memcpy(counts + cell, sl_late_counts(late, field, code), SL_LEVEL_ELSE * sizeof(*counts));
        memcpy(bits + cell, sl_late_bits(late, field, code), SL_LEVEL_ELSE * sizeof(*bits));
        usual[at + 1] = code < first ? linkage->table.usual[field][code] : 0;
    }
    excerpt->chances[field] = linkage->chances[field];
    excerpt->chances[field].value_count = copying->count;
    excerpt->chances[field].counts = counts;
    excerpt->chances[field].bits = bits;
    excerpt->table.usual[field] = usual;
    excerpt->table.frequency[field] = frequency;
    return SL_OK;
}

/* Classes of names: late values belong to all alike. */
static enum sl_status fill_lifts(struct copying *copying, unsigned field)
{
    struct sl_excerpt *excerpt = copying->excerpt;
    const float *whole = excerpt->late->linkage->community.lifts[field];
    const uint32_t first = sl_late_first(excerpt->late, copying->number);
    excerpt->community.lifts[field] = NULL;
    if (whole == NULL) {
        return SL_OK;
    }
    float *lifts =
        room(copying, ((size_t)copying->count + 1) * SL_COMMUNITY_CLASSES, sizeof(*lifts));
    if (lifts == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t at = 0; at <= copying->count; at++) {
        const uint32_t code = at == 0 ? SL_CODE_MISSING : copying->codes[at - 1];
        for (unsigned class = 0; class < SL_COMMUNITY_CLASSES; class ++) {
            lifts[(size_t)at * SL_COMMUNITY_CLASSES + class] =
                code < first ? whole[(size_t)code * SL_COMMUNITY_CLASSES + class] : 1.0F;
        }
    }
    excerpt->community.lifts[field] = lifts;
    return SL_OK;
}

static enum sl_status copy_domain(struct copying *copying)
{
    struct sl_excerpt *excerpt = copying->excerpt;
    const struct sl_schema *schema = &excerpt->late->linkage->schema;
    SL_TRY(fill_values(copying));
    SL_TRY(fill_neighbours(copying));
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (schema->fields[field].domain != copying->number) {
            continue;
        }
        SL_TRY(fill_field(copying, field));
        SL_TRY(fill_lifts(copying, field));
        for (uint32_t row = 0; row < copying->row_count; row++) {
            const uint32_t code = copying->rows[row].codes[field];
            const uint32_t here =
                code == SL_CODE_MISSING ? code : excerpt->places[copying->number][code];
            excerpt->table.rows[(size_t)row * schema->field_count + field] = here;
            excerpt->table.frequency[field][here]++;
        }
    }
    return SL_OK;
}

/* The records themselves; their values come domain by domain. */
static enum sl_status copy_records(const struct copying *copying)
{
    struct sl_excerpt *excerpt = copying->excerpt;
    const struct sl_linkage *linkage = excerpt->late->linkage;
    const size_t count = copying->row_count;
    excerpt->table = (struct sl_table){
        .schema = &linkage->schema,
        .field_count = linkage->schema.field_count,
        .record_count = copying->row_count,
        .source_count = {copying->row_count, 0},
        .usual_count = linkage->table.usual_count,
    };
    excerpt->table.ids = room(copying, count, sizeof(*excerpt->table.ids));
    excerpt->table.rows = room(copying, count * linkage->schema.field_count, sizeof(uint32_t));
    uint8_t *sources = room(copying, count, 1);
    if (excerpt->table.ids == NULL || excerpt->table.rows == NULL || sources == NULL) {
        return SL_NO_MEMORY;
    }
    for (size_t row = 0; row < count; row++) {
        excerpt->table.ids[row] = copying->rows[row].id;
        sources[row] = copying->rows[row].source;
    }
    excerpt->table.sources = linkage->table.sources == NULL ? NULL : sources;
    return SL_OK;
}

/* What does not depend on values. */
static void set_scorer(struct sl_excerpt *excerpt)
{
    const struct sl_linkage *linkage = excerpt->late->linkage;
    excerpt->community.class_count = linkage->community.class_count;
    memcpy(excerpt->community.shares, linkage->community.shares, sizeof(excerpt->community.shares));
    excerpt->scorer = linkage->scorer;
    excerpt->scorer.table = &excerpt->table;
    excerpt->scorer.chances = excerpt->chances;
    excerpt->scorer.community = &excerpt->community;
}

static enum sl_status make(struct copying *copying)
{
    struct sl_excerpt *excerpt = copying->excerpt;
    const struct sl_schema *schema = &excerpt->late->linkage->schema;
    const size_t cells = (size_t)copying->row_count * schema->field_count;
    SL_TRY(copy_records(copying));
    copying->codes = room(copying, cells, sizeof(*copying->codes));
    if (copying->codes == NULL) {
        return SL_NO_MEMORY;
    }
    for (unsigned number = 0; number < schema->domain_count; number++) {
        copying->number = number;
        SL_TRY(reserve_places(excerpt, number));
        list_codes(copying);
        sort_codes(copying);
        const enum sl_status status = copy_domain(copying);
        for (uint32_t at = 0; at < copying->count; at++) {
            excerpt->places[number][copying->codes[at]] = 0;
        }
        SL_TRY(status);
    }
    set_scorer(excerpt);
    return SL_OK;
}

enum sl_status sl_excerpt_make(
    struct sl_excerpt *excerpt,
    const struct sl_excerpt_row *rows,
    uint32_t row_count,
    struct sl_error *err
)
{
    struct copying copying = { .excerpt = excerpt, .rows = rows, .row_count = row_count };
    sl_arena_reset(&excerpt->arena);
    return make(&copying) == SL_OK ? SL_OK : sl_fail_memory(err);
}
