/* SPDX-License-Identifier: Apache-2.0 */
#include "link/weights.h"

#include <math.h>

#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"

#define CODES_PER_TASK 2048u

int32_t sl_ticks(double bits)
{
    /* To the nearest, halves away from zero: lround, without a call for each listed value. */
    const double ticks = bits * SL_TICKS_A_BIT;
    const int32_t whole = (int32_t)ticks;
    const double rest = ticks - (double)whole;
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/* Which lists of which field are being made. */
struct making {
    const struct sl_weights *weights;
    unsigned field;
    bool crossed;
    uint32_t levels;       /* bit l: values that agree at level l are listed */
    const uint8_t *wanted; /* by code, or NULL */
    struct sl_weight_lists *lists;
};

/* Is the value of `code` one that list makers want, and that could meet this field? */
static bool is_wanted(const struct making *making, uint32_t code)
{
    return making->wanted == NULL || making->wanted[code] != 0;
}

/*
 * 1 if a value stands in a list: at its level, and if some record holds it. Else 0. Whether it does
 * is hard to foresee, so nothing is skipped by it.
 */
static size_t is_listed(const struct making *making, uint32_t other, unsigned level)
{
    const uint32_t *frequency = making->weights->scorer->table->frequency[making->field];
    return (frequency[other] > 0 ? 1U : 0U) & making->levels >> level;
}

/* A listed value as a number that sorts by falling worth, then by code. */
static uint64_t make_key(const struct making *making, uint32_t code, uint32_t other, unsigned level)
{
    const struct sl_scorer *scorer = making->weights->scorer;
    const unsigned field = making->field;
    const double bits =
        making->crossed ? sl_scorer_crossed(scorer, code, other, level)
                        : sl_scorer_m_bits(scorer, field, code, other, level) +
                              (double)sl_chance_bits(&scorer->chances[field], code, other, level);
    return (uint64_t)((uint32_t)INT32_MAX - (uint32_t)sl_ticks(bits)) << 32 | other;
}

static const struct sl_neighbours *neighbours_of(const struct making *making)
{
    return &sl_table_domain(making->weights->scorer->table, making->field)->neighbours;
}

static size_t count_list(const struct making *making, uint32_t code)
{
    const struct sl_neighbours *near = neighbours_of(making);
    size_t count = is_listed(making, code, SL_LEVEL_EXACT);
    for (uint64_t at = near->starts[code - 1]; at < near->starts[code]; at++) {
        count += is_listed(making, near->codes[at] + 1, near->levels[at]);
    }
    return count;
}

static enum sl_status count_lists(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct making *making = context;
    const size_t values = neighbours_of(making)->count;
    const size_t first = index * CODES_PER_TASK + 1;
    for (size_t code = first; code < first + CODES_PER_TASK && code <= values; code++) {
        making->lists->starts[code + 1] =
            is_wanted(making, (uint32_t)code) ? count_list(making, (uint32_t)code) : 0;
    }
    return SL_OK;
}

/* Write the list of one code, with room for one key more than it has. */
static enum sl_status fill_list(const struct making *making, uint32_t code, uint64_t *keys)
{
    const struct sl_neighbours *near = neighbours_of(making);
    keys[0] = (uint64_t)SL_LEVEL_EXACT << 32 | code;
    size_t count = is_listed(making, code, SL_LEVEL_EXACT);
    for (uint64_t at = near->starts[code - 1]; at < near->starts[code]; at++) {
        const uint32_t other = near->codes[at] + 1;
        keys[count] = (uint64_t)near->levels[at] << 32 | other;
        count += is_listed(making, other, near->levels[at]);
    }
    for (size_t at = 0; at < count; at++) {
        keys[at] = make_key(making, code, (uint32_t)keys[at], (unsigned)(keys[at] >> 32));
    }
    SL_TRY(sl_sort_u64(keys, count, NULL));
    struct sl_weighted *items = making->lists->items + making->lists->starts[code];
    for (size_t at = 0; at < count; at++) {
        const uint32_t ticks = (uint32_t)INT32_MAX - (uint32_t)(keys[at] >> 32);
        items[at] = sl_weighted_make((uint32_t)keys[at], (int32_t)ticks);
    }
    return SL_OK;
}

static enum sl_status fill_lists(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct making *making = context;
    const uint64_t *starts = making->lists->starts;
    const size_t first = index * CODES_PER_TASK + 1;
    const size_t behind = neighbours_of(making)->count + 1;
    const size_t end = first + CODES_PER_TASK < behind ? first + CODES_PER_TASK : behind;
    size_t longest = 0;
    for (size_t code = first; code < end; code++) {
        const size_t count = starts[code + 1] - starts[code];
        longest = count > longest ? count : longest;
    }
    uint64_t *keys SL_CLEANUP(sl_free_ptr) = sl_alloc(longest + 1, sizeof(*keys));
    if (keys == NULL) {
        return SL_NO_MEMORY;
    }
    for (size_t code = first; code < end; code++) {
        if (starts[code + 1] > starts[code]) {
            SL_TRY(fill_list(making, (uint32_t)code, keys));
        }
    }
    return SL_OK;
}

static enum sl_status make_lists(struct making *making, unsigned thread_count, struct sl_error *err)
{
    const struct sl_table *table = making->weights->scorer->table;
    const size_t values = sl_table_domain(table, making->field)->dictionary.count;
    const size_t tasks = (values + CODES_PER_TASK - 1) / CODES_PER_TASK;
    making->lists->starts = sl_calloc(values + 2, sizeof(*making->lists->starts));
    if (making->lists->starts == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_threads_run(thread_count, tasks, count_lists, making, err));
    for (size_t code = 1; code <= values; code++) {
        making->lists->starts[code + 1] += making->lists->starts[code];
    }
    making->lists->items =
        sl_alloc(making->lists->starts[values + 1] + 1, sizeof(struct sl_weighted));
    if (making->lists->items == NULL) {
        return sl_fail_memory(err);
    }
    return sl_threads_run(thread_count, tasks, fill_lists, making, err);
}

/* What sharing a year, a sector or a district is worth, for each value that is wanted. */
static enum sl_status
make_parents(struct sl_weights *weights, const struct making *making, struct sl_error *err)
{
    const unsigned field = making->field;
    const struct sl_scorer *scorer = weights->scorer;
    const struct sl_domain *domain = sl_table_domain(scorer->table, field);
    for (unsigned which = 0; which < domain->parent_count; which++) {
        const unsigned level = domain->parent_level[which];
        int32_t *ticks = sl_alloc((size_t)domain->dictionary.count + 1, sizeof(*ticks));
        if (ticks == NULL) {
            return sl_fail_memory(err);
        }
        weights->parent_ticks[field][which] = ticks;
        for (uint32_t code = 1; code <= domain->dictionary.count; code++) {
            if (!is_wanted(making, code)) {
                continue;
            }
            /* The other value may be the commoner one: this bounds what score.h gives. */
            const double bits = (double)sl_chance_bits(&scorer->chances[field], code, code, level);
            ticks[code] = sl_ticks(scorer->m_bits[field][level] + bits);
        }
    }
    return SL_OK;
}

static enum sl_status make_field(
    struct sl_weights *weights,
    unsigned field,
    const uint8_t *wanted,
    unsigned thread_count,
    struct sl_error *err
)
{
    const struct sl_scorer *scorer = weights->scorer;
    const struct sl_schema *schema = scorer->table->schema;
    struct making making = { weights, field, false, UINT32_MAX, wanted, &weights->lists[field] };
    SL_TRY(make_lists(&making, thread_count, err));
    const bool name = field == schema->given || field == schema->surname;
    if (name && schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE) {
        making.crossed = true;
        making.levels = 0;
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            making.levels |= (sl_level_crosses(level) ? 1U : 0U) << level;
        }
        making.lists = &weights->crossed[field];
        SL_TRY(make_lists(&making, thread_count, err));
    }
    const double bits = scorer->m_bits[field][SL_LEVEL_ELSE] + scorer->chances[field].else_bits;
    weights->else_ticks[field] = sl_ticks(fmin(bits, 0.0));
    return make_parents(weights, &making, err);
}

enum sl_status sl_weights_init(
    struct sl_weights *weights,
    const struct sl_scorer *scorer,
    uint8_t *const wanted[SL_FIELD_LIMIT],
    unsigned thread_count,
    struct sl_error *err
)
{
    *weights = (struct sl_weights){ .scorer = scorer, .field_count = scorer->table->field_count };
    weights->prior_ticks = sl_ticks(sl_scorer_prior(scorer));
    for (unsigned field = 0; field < weights->field_count; field++) {
        const unsigned domain = scorer->table->schema->fields[field].domain;
        const uint8_t *codes = wanted == NULL ? NULL : wanted[domain];
        const enum sl_status status = make_field(weights, field, codes, thread_count, err);
        if (status != SL_OK) {
            sl_weights_finish(weights);
            return status;
        }
    }
    return SL_OK;
}

void sl_weights_finish(struct sl_weights *weights)
{
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_free(weights->lists[field].starts);
        sl_free(weights->lists[field].items);
        sl_free(weights->crossed[field].starts);
        sl_free(weights->crossed[field].items);
        for (unsigned which = 0; which < SL_PARENT_LIMIT; which++) {
            sl_free(weights->parent_ticks[field][which]);
        }
    }
    *weights = (struct sl_weights){ 0 };
}
