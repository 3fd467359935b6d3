/* SPDX-License-Identifier: Apache-2.0 */
#include "link/variant.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"
#include "link/sighting.h"

/* Values that so many records hold are rare enough to bring one person's together. */
#define HOLDERS_LEAST 2u
#define HOLDERS_MOST  32u
/* Pairs that are looked at in each field, about: enough to learn from, and a bound on cost. */
#define LOOKS_A_FIELD 300000.0
/* Two records that reach this without a field are taken for one person's. */
#define SURE_BITS 1.0
/* More than rounding moves a sum of bits by. */
#define PLAIN_SLACK_BITS 1e-6

/* Groups of records that one task takes, and records whose rows are fetched ahead. */
#define GROUPS_PER_TASK 1024u
#define FETCH_AHEAD     16u

/* Records that share a rare value of a field: group g is records[starts[g] .. starts[g + 1]-1]. */
struct groups {
    uint64_t *looked_at; /* by code, bits: do the records that hold this value make a group? */
    uint32_t *starts;
    uint32_t *records;
    size_t count;
};

struct learning {
    struct sl_model *model;
    const struct sl_table *table;
    const struct sl_variant_options *options;
    uint32_t fields; /* bit f: field f may have variants */
    struct sl_scorer scorer;
    struct groups groups[SL_FIELD_LIMIT]; /* by field */
    struct sl_union people;
    struct sl_sightings sightings[SL_FIELD_LIMIT]; /* by domain */
};

/* What one task has seen. */
struct part {
    struct sl_sightings sightings[SL_FIELD_LIMIT]; /* by domain */
    uint64_t *joins;                               /* two records of one person each */
    size_t join_count, join_capacity;
};

struct seeing {
    const struct learning *learning;
    struct part *parts; /* one a task */
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
    const struct learning *learning,
    struct part *part,
    unsigned field,
    unsigned level,
    const uint32_t records[2]
)
{
    const struct sl_table *table = learning->table;
    const unsigned domain = table->schema->fields[field].domain;
    struct sl_sightings *sightings = &part->sightings[domain];
    const uint32_t one = sl_table_row(table, records[0])[field];
    const uint32_t two = sl_table_row(table, records[1])[field];
    SL_TRY(sl_sightings_hold(sightings, records[0], one, two, NULL));
    if (!is_telling(&table->domains[domain], one, two, level)) {
        return SL_OK;
    }
    const struct sl_sighting sighting = {
        .left = one < two ? one : two,
        .right = one < two ? two : one,
        .record = records[0],
        .other = records[1],
    };
    return sl_sightings_add(sightings, sighting, NULL);
}

static enum sl_status add_join(struct part *part, const uint32_t records[2])
{
    const size_t needed = part->join_count + 1;
    SL_TRY(sl_array_reserve(&part->joins, &part->join_capacity, needed, sizeof(*part->joins), NULL)
    );
    part->joins[part->join_count++] = (uint64_t)records[0] << 32 | records[1];
    return SL_OK;
}

/*
 * Do two records agree well enough to be taken for one person's? No weight is above the plain sum,
 * which mostly says no at once.
 */
static bool is_sure(const struct sl_scorer *scorer, const struct sl_agreement *agreement)
{
    double most = sl_scorer_prior(scorer) - agreement->community_bits + PLAIN_SLACK_BITS;
    for (unsigned field = 0; field < scorer->table->field_count; field++) {
        most += agreement->bits[field];
    }
    return most >= SURE_BITS && sl_scorer_weight(scorer, agreement) >= SURE_BITS;
}

/* What two records show, field by field, each without its own evidence. */
static enum sl_status
see_pair(const struct learning *learning, struct part *part, const uint32_t records[2])
{
    const struct sl_scorer *scorer = &learning->scorer;
    const struct sl_table *table = scorer->table;
    struct sl_agreement agreement;
    sl_scorer_compare(
        scorer, sl_table_row(table, records[0]), sl_table_row(table, records[1]), &agreement
    );
    if (is_sure(scorer, &agreement)) {
        SL_TRY(add_join(part, records));
    }
    for (uint32_t left = agreement.swapped ? 0 : learning->fields; left != 0; left &= left - 1) {
        const unsigned field = (unsigned)__builtin_ctz(left);
        if (agreement.level[field] == SL_LEVEL_MISSING) {
            continue;
        }
        const double bits = agreement.bits[field];
        agreement.bits[field] = 0.0;
        if (is_sure(scorer, &agreement)) {
            SL_TRY(see_field(learning, part, field, agreement.level[field], records));
        }
        agreement.bits[field] = bits;
    }
    return SL_OK;
}

static bool is_looked_at(const struct groups *groups, uint32_t code)
{
    return (groups->looked_at[code / 64] >> (code % 64) & 1U) != 0;
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
        if (at < field && is_looked_at(&learning->groups[at], left[at])) {
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
           !sl_table_one_mention(table, records[0], records[1]) &&
           sl_rules_records(learning->options->rules, table, records[0], records[1]) ==
               SL_RULE_NONE;
}

/* Take all pairs of the records that share one value. */
static enum sl_status
see_group(const struct learning *learning, struct part *part, unsigned field, size_t group)
{
    const struct groups *groups = &learning->groups[field];
    const uint32_t end = groups->starts[group + 1];
    for (uint32_t left = groups->starts[group]; left < end; left++) {
        if (left + FETCH_AHEAD < groups->starts[groups->count]) {
            const uint32_t ahead = groups->records[left + FETCH_AHEAD];
            __builtin_prefetch(sl_table_row(learning->table, ahead));
        }
        for (uint32_t right = left + 1; right < end; right++) {
            const uint32_t pair[2] = { groups->records[left], groups->records[right] };
            if (is_worthwhile(learning, field, pair) && may_be_one(learning, pair)) {
                SL_TRY(see_pair(learning, part, pair));
            }
        }
    }
    return SL_OK;
}

static size_t task_count(const struct groups *groups)
{
    return (groups->count + GROUPS_PER_TASK - 1) / GROUPS_PER_TASK;
}

/* Take some groups of one field. */
static enum sl_status see_groups(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct seeing *seeing = context;
    const struct learning *learning = seeing->learning;
    struct part *part = &seeing->parts[index];
    unsigned field = 0;
    for (; index >= task_count(&learning->groups[field]); field++) {
        index -= task_count(&learning->groups[field]);
    }
    const size_t first = index * GROUPS_PER_TASK;
    for (size_t group = first; group < first + GROUPS_PER_TASK; group++) {
        if (group < learning->groups[field].count) {
            SL_TRY(see_group(learning, part, field, group));
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

/* Choose the values that are looked at: rare ones, and of these a share. */
static enum sl_status
choose_values(const struct learning *learning, unsigned field, struct groups *groups)
{
    const uint32_t *frequency = learning->table->frequency[field];
    const uint32_t values = sl_table_domain(learning->table, field)->dictionary.count;
    const double share = LOOKS_A_FIELD / count_looks(learning->table, field);
    groups->looked_at = sl_calloc((size_t)values / 64 + 1, sizeof(*groups->looked_at));
    if (groups->looked_at == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t code = 1; code <= values; code++) {
        const uint64_t hash = sl_hash_u64(learning->options->seed ^ (uint64_t)field << 32 ^ code);
        if (frequency[code] >= HOLDERS_LEAST && frequency[code] <= HOLDERS_MOST &&
            (double)hash <= share * (double)UINT64_MAX) {
            groups->looked_at[code / 64] |= (uint64_t)1 << (code % 64);
            groups->count++;
        }
    }
    return SL_OK;
}

/* The records of one field by the values that are looked at. */
static enum sl_status make_groups(void *context, size_t index, unsigned worker)
{
    (void)worker;
    struct learning *learning = context;
    const struct sl_table *table = learning->table;
    struct groups *groups = &learning->groups[index];
    SL_TRY(choose_values(learning, (unsigned)index, groups));
    const uint32_t values = sl_table_domain(table, (unsigned)index)->dictionary.count;
    uint32_t *next SL_CLEANUP(sl_free_ptr) = sl_alloc((size_t)values + 1, sizeof(*next));
    groups->starts = sl_alloc(groups->count + 1, sizeof(*groups->starts));
    if (next == NULL || groups->starts == NULL) {
        return SL_NO_MEMORY;
    }
    uint32_t total = 0;
    size_t group = 0;
    for (uint32_t code = 1; code <= values; code++) {
        if (is_looked_at(groups, code)) {
            groups->starts[group++] = total;
            next[code] = total;
            total += table->frequency[index][code];
        }
    }
    groups->starts[group] = total;
    groups->records = sl_alloc((size_t)total + 1, sizeof(*groups->records));
    if (groups->records == NULL) {
        return SL_NO_MEMORY;
    }
    for (uint32_t record = 0; record < table->record_count; record++) {
        const uint32_t code = sl_table_row(table, record)[index];
        if (is_looked_at(groups, code) && sl_table_counts(table, record, (unsigned)index)) {
            groups->records[next[code]++] = record;
        }
    }
    return SL_OK;
}

/* Take over what the tasks have seen, in their order. */
static enum sl_status
join_parts(struct learning *learning, const struct part *parts, size_t count, struct sl_error *err)
{
    for (size_t task = 0; task < count; task++) {
        const struct part *part = &parts[task];
        for (size_t at = 0; at < part->join_count; at++) {
            const uint64_t pair = part->joins[at];
            sl_union_join(&learning->people, (uint32_t)(pair >> 32), (uint32_t)pair);
        }
        for (unsigned domain = 0; domain < learning->table->schema->domain_count; domain++) {
            const struct sl_sightings *seen = &part->sightings[domain];
            SL_TRY(sl_sightings_append(&learning->sightings[domain], seen, err));
        }
    }
    return SL_OK;
}

static void finish_parts(struct part *parts, size_t count)
{
    for (size_t task = 0; parts != NULL && task < count; task++) {
        for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
            sl_sightings_finish(&parts[task].sightings[domain]);
        }
        sl_free(parts[task].joins);
    }
    sl_free(parts);
}

/* Look at the records that share rare values. */
static enum sl_status see_records(struct learning *learning, struct sl_error *err)
{
    const unsigned threads = learning->options->thread_count;
    const unsigned fields = learning->table->field_count;
    SL_TRY(sl_threads_run(threads, fields, make_groups, learning, err));
    size_t tasks = 0;
    for (unsigned field = 0; field < fields; field++) {
        tasks += task_count(&learning->groups[field]);
    }
    struct seeing seeing = {
        .learning = learning,
        .parts = sl_calloc(tasks + 1, sizeof(*seeing.parts)),
    };
    enum sl_status status = seeing.parts == NULL
                                ? sl_fail_memory(err)
                                : sl_threads_run(threads, tasks, see_groups, &seeing, err);
    if (status == SL_OK) {
        status = join_parts(learning, seeing.parts, tasks, err);
    }
    finish_parts(seeing.parts, tasks);
    return status;
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
    }
    sl_scorer_init(
        &learning->scorer, table, learning->model, chances, options->community, options->two_sources
    );
    SL_TRY(sl_union_init(&learning->people, table->record_count, err));
    for (uint32_t record = 0; table->mentions != NULL && record < table->record_count; record++) {
        sl_union_join(&learning->people, table->mentions[record], record);
    }
    SL_TRY(see_records(learning, err));
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
    for (unsigned at = 0; at < SL_FIELD_LIMIT; at++) {
        sl_sightings_finish(&learning.sightings[at]);
        sl_free(learning.groups[at].looked_at);
        sl_free(learning.groups[at].starts);
        sl_free(learning.groups[at].records);
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
