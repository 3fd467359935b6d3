/* SPDX-License-Identifier: Apache-2.0 */
#include "link/variant.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/sort.h"
#include "link/sighting.h"

/* Values that so many records hold are rare enough to bring one person's together. */
#define HOLDERS_LEAST 2u
#define HOLDERS_MOST  32u
/* Pairs that are looked at in each field, about: enough to learn from, and a bound on cost. */
#define LOOKS_A_FIELD 300000.0
/* Two records that reach this without a field are taken for one person's. */
#define SURE_BITS 1.0

struct learning {
    struct sl_model *model;
    const struct sl_table *table;
    const struct sl_variant_options *options;
    uint32_t fields; /* bit f: field f may have variants */
    struct sl_scorer scorer;
    double shares[SL_FIELD_LIMIT]; /* of the rare values of a field, those that are looked at */
    struct sl_union people;
    struct sl_sightings sightings[SL_FIELD_LIMIT]; /* by domain */
};

/* Names and places have variants. Addresses change for a whole family at once: they are left out.
 */
static uint32_t fields_of(const struct sl_schema *schema)
{
    uint32_t fields = 0;
    for (unsigned field = 0; field < schema->field_count; field++) {
        const enum sl_family family = schema->fields[field].family;
        const bool words = family == SL_FAMILY_NAME || family == SL_FAMILY_TEXT;
        const bool address = schema->fields[field].kind == SL_KIND_ADDRESS;
        fields |= words && !address ? 1U << field : 0;
    }
    return fields;
}

/* Could the values be variants of each other, as far as is known? Initials could stand for many. */
static bool
is_telling(const struct sl_domain *domain, uint32_t left, uint32_t right, unsigned level)
{
    return (level == SL_LEVEL_NEAR || level == SL_LEVEL_LOOSE || level == SL_LEVEL_ELSE) &&
           sl_domain_value(domain, left).len > 1 && sl_domain_value(domain, right).len > 1;
}

/* What a field of two records of one person shows. */
static enum sl_status see_field(
    struct learning *learning,
    unsigned field,
    unsigned level,
    const uint32_t records[2],
    struct sl_error *err
)
{
    const struct sl_table *table = learning->table;
    const unsigned domain = table->schema->fields[field].domain;
    struct sl_sightings *sightings = &learning->sightings[domain];
    const uint32_t one = sl_table_row(table, records[0])[field];
    const uint32_t two = sl_table_row(table, records[1])[field];
    SL_TRY(sl_sightings_hold(sightings, records[0], one, two, err));
    if (!is_telling(&table->domains[domain], one, two, level)) {
        return SL_OK;
    }
    const struct sl_sighting sighting = {
        .left = one < two ? one : two,
        .right = one < two ? two : one,
        .record = records[0],
        .other = records[1],
    };
    return sl_sightings_add(sightings, sighting, err);
}

/* What two records show, field by field, each without its own evidence. */
static enum sl_status
see_pair(struct learning *learning, const uint32_t records[2], struct sl_error *err)
{
    const struct sl_scorer *scorer = &learning->scorer;
    const struct sl_table *table = scorer->table;
    struct sl_agreement agreement;
    sl_scorer_compare(
        scorer, sl_table_row(table, records[0]), sl_table_row(table, records[1]), &agreement
    );
    if (sl_scorer_weight(scorer, &agreement) >= SURE_BITS) {
        sl_union_join(&learning->people, records[0], records[1]);
    }
    for (uint32_t left = agreement.swapped ? 0 : learning->fields; left != 0; left &= left - 1) {
        const unsigned field = (unsigned)__builtin_ctz(left);
        struct sl_agreement rest = agreement;
        rest.bits[field] = 0.0;
        if (agreement.level[field] != SL_LEVEL_MISSING &&
            sl_scorer_weight(scorer, &rest) >= SURE_BITS) {
            SL_TRY(see_field(learning, field, agreement.level[field], records, err));
        }
    }
    return SL_OK;
}

/* Are records that hold this value looked at? */
static bool is_looked_at(const struct learning *learning, unsigned field, uint32_t code)
{
    const uint32_t holders = learning->table->frequency[field][code];
    const uint64_t hash = sl_hash_u64(learning->options->seed ^ (uint64_t)field << 32 ^ code);
    return code != SL_CODE_MISSING && holders >= HOLDERS_LEAST && holders <= HOLDERS_MOST &&
           (double)hash <= learning->shares[field] * (double)UINT64_MAX;
}

/*
 * Is it worth while to compare two records that share a value of `field`? Not when an earlier field
 * brings them together, too; nor when what they have exactly in common is not enough.
 */
static bool
is_worthwhile(const struct learning *learning, unsigned field, const uint32_t records[2])
{
    const struct sl_scorer *scorer = &learning->scorer;
    const uint32_t *left = sl_table_row(learning->table, records[0]);
    const uint32_t *right = sl_table_row(learning->table, records[1]);
    double bits = sl_scorer_prior(scorer);
    for (unsigned at = 0; at < learning->table->field_count; at++) {
        if (left[at] != right[at] || left[at] == SL_CODE_MISSING) {
            continue;
        }
        if (at < field && is_looked_at(learning, at, left[at])) {
            return false;
        }
        bits += scorer->m_bits[at][SL_LEVEL_EXACT] +
                (double)sl_chance_bits(&scorer->chances[at], left[at], left[at], SL_LEVEL_EXACT);
    }
    return bits >= SURE_BITS;
}

/* Records that may be one person's: across the files, if there are two, and within the rules. */
static bool may_be_one(const struct learning *learning, const uint32_t records[2])
{
    const struct sl_table *table = learning->table;
    const bool across = sl_table_file(table, records[0]) != sl_table_file(table, records[1]);
    return (across || !learning->options->two_sources) &&
           sl_rules_records(learning->options->rules, table, records[0], records[1]) ==
               SL_RULE_NONE;
}

/* Take all pairs of the records that share one value. */
static enum sl_status see_group(
    struct learning *learning,
    unsigned field,
    const uint32_t *records,
    size_t count,
    struct sl_error *err
)
{
    for (size_t left = 0; left < count; left++) {
        for (size_t right = left + 1; right < count; right++) {
            const uint32_t pair[2] = { records[left], records[right] };
            if (is_worthwhile(learning, field, pair) && may_be_one(learning, pair)) {
                SL_TRY(see_pair(learning, pair, err));
            }
        }
    }
    return SL_OK;
}

/* How many pairs of records share a rare value of the field? */
static double count_looks(const struct sl_table *table, unsigned field)
{
    double looks = 0.0;
    for (uint32_t code = 1; code <= sl_table_domain(table, field)->dictionary.count; code++) {
        const double holders = (double)table->frequency[field][code];
        looks += holders <= HOLDERS_MOST ? holders * (holders - 1.0) / 2.0 : 0.0;
    }
    return looks;
}

/* Sort the records by the values of the field that are looked at, and take each group. */
static enum sl_status see_groups(struct learning *learning, unsigned field, struct sl_error *err)
{
    const struct sl_table *table = learning->table;
    uint64_t *keys SL_CLEANUP(sl_free_ptr) = NULL;
    uint32_t *records SL_CLEANUP(sl_free_ptr) = NULL;
    size_t count = 0;
    keys = sl_alloc((size_t)table->record_count + 1, sizeof(*keys));
    records = sl_alloc(HOLDERS_MOST, sizeof(*records));
    if (keys == NULL || records == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        const uint32_t code = sl_table_row(table, record)[field];
        if (is_looked_at(learning, field, code)) {
            keys[count++] = (uint64_t)code << 32 | record;
        }
    }
    SL_TRY(sl_sort_u64(keys, count, err));
    for (size_t first = 0; first < count;) {
        size_t size = 0;
        while (first + size < count && keys[first + size] >> 32 == keys[first] >> 32) {
            records[size] = (uint32_t)keys[first + size];
            size++;
        }
        SL_TRY(see_group(learning, field, records, size, err));
        first += size;
    }
    return SL_OK;
}

/* Who is one person is known: say what is a variant in a domain. */
static enum sl_status judge(struct learning *learning, unsigned domain, struct sl_error *err)
{
    const struct sl_dictionary *dictionary = &learning->table->domains[domain].dictionary;
    struct sl_sightings *sightings = &learning->sightings[domain];
    uint64_t *pairs SL_CLEANUP(sl_free_ptr) = NULL;
    size_t count = 0;
    SL_TRY(sl_sightings_settle(sightings, &learning->people, err));
    SL_TRY(sl_sightings_judge(sightings, dictionary->count, &learning->scorer, &pairs, &count, err)
    );
    for (size_t at = 0; at < count; at++) {
        const struct sl_str left = dictionary->values[(pairs[at] >> 32) - 1];
        const struct sl_str right = dictionary->values[(uint32_t)pairs[at] - 1];
        SL_TRY(sl_model_add_variant(learning->model, domain, left, right, err));
    }
    return SL_OK;
}

static enum sl_status
learn(struct learning *learning, struct sl_chance *chances, struct sl_error *err)
{
    const struct sl_variant_options *options = learning->options;
    const struct sl_table *table = learning->table;
    for (unsigned field = 0; field < table->field_count; field++) {
        sl_chance_update(&chances[field], learning->model, field, options->thread_count);
        learning->shares[field] = LOOKS_A_FIELD / count_looks(table, field);
    }
    sl_scorer_init(
        &learning->scorer, table, learning->model, chances, options->community, options->two_sources
    );
    SL_TRY(sl_union_init(&learning->people, table->record_count, err));
    for (unsigned field = 0; field < table->field_count; field++) {
        SL_TRY(see_groups(learning, field, err));
    }
    for (unsigned domain = 0; domain < table->schema->domain_count; domain++) {
        SL_TRY(judge(learning, domain, err));
    }
    return SL_OK;
}

enum sl_status sl_variants_learn(
    struct sl_model *model,
    struct sl_chance *chances,
    const struct sl_table *table,
    const struct sl_variant_options *options,
    struct sl_error *err
)
{
    struct learning learning = {
        .model = model,
        .table = table,
        .options = options,
        .fields = fields_of(table->schema),
    };
    if (learning.fields == 0) {
        return SL_OK;
    }
    const enum sl_status status = learn(&learning, chances, err);
    for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
        sl_sightings_finish(&learning.sightings[domain]);
    }
    sl_union_finish(&learning.people);
    return status;
}

enum sl_status sl_variants_apply(
    const struct sl_model *model,
    struct sl_domain *domains,
    unsigned domain_count,
    struct sl_error *err
)
{
    uint64_t *pairs SL_CLEANUP(sl_free_ptr) = sl_alloc(model->variant_count + 1, sizeof(*pairs));
    if (pairs == NULL) {
        return sl_fail_memory(err);
    }
    for (unsigned domain = 0; domain < domain_count; domain++) {
        const struct sl_dictionary *dictionary = &domains[domain].dictionary;
        size_t count = 0;
        for (size_t at = 0; at < model->variant_count; at++) {
            const struct sl_variant *variant = &model->variants[at];
            const bool here = variant->domain == domain;
            const uint32_t left =
                here ? sl_dictionary_find(dictionary, variant->left) : SL_DICTIONARY_NONE;
            const uint32_t right =
                here ? sl_dictionary_find(dictionary, variant->right) : SL_DICTIONARY_NONE;
            if (left != SL_DICTIONARY_NONE && right != SL_DICTIONARY_NONE) {
                pairs[count++] = (uint64_t)left << 32 | right;
            }
        }
        if (count > 0) {
            SL_TRY(sl_neighbours_relate(&domains[domain].neighbours, pairs, count, err));
        }
    }
    return SL_OK;
}

/* Put one value on the level of variants in a list that ascends by code; close stays close. */
static enum sl_status
add_neighbour(struct sl_neighbour_list *list, uint32_t code, struct sl_error *err)
{
    SL_TRY(
        sl_array_reserve(&list->items, &list->capacity, list->count + 1, sizeof(*list->items), err)
    );
    size_t at = list->count;
    while (at > 0 && list->items[at - 1].code >= code) {
        at--;
    }
    struct sl_neighbour *item = &list->items[at];
    if (at == list->count || item->code != code) {
        memmove(item + 1, item, (list->count - at) * sizeof(*item));
        *item = (struct sl_neighbour){ code, SL_LEVEL_VARIANT };
        list->count++;
    } else if (item->level != SL_LEVEL_CLOSE) {
        item->level = SL_LEVEL_VARIANT;
    }
    return SL_OK;
}

enum sl_status sl_variants_extend(
    const struct sl_model *model,
    unsigned domain,
    const struct sl_dictionary *dictionary,
    struct sl_str value,
    struct sl_neighbour_list *list,
    struct sl_error *err
)
{
    for (size_t at = 0; at < model->variant_count; at++) {
        const struct sl_variant *variant = &model->variants[at];
        const bool left = sl_str_equal(variant->left, value);
        if (variant->domain != domain || (!left && !sl_str_equal(variant->right, value))) {
            continue;
        }
        const uint32_t code = sl_dictionary_find(dictionary, left ? variant->right : variant->left);
        if (code != SL_DICTIONARY_NONE) {
            SL_TRY(add_neighbour(list, code, err));
        }
    }
    return SL_OK;
}
