/* SPDX-License-Identifier: Apache-2.0 */
#include "link/weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/threads.h"

#define CODES_PER_TASK 2048u

int32_t sl_ticks(double bits)
{
    return (int32_t)lround(bits * SL_TICKS_A_BIT);
}

/* Which lists of which field are being made. */
struct making {
    const struct sl_weights *weights;
    unsigned field;
    bool crossed;
    const uint8_t *wanted; /* by code, or NULL */
    struct sl_weight_lists *lists;
};

/* Is the value of `code` one that list makers want, and that could meet this field? */
static bool is_wanted(const struct making *making, uint32_t code)
{
    return making->wanted == NULL || making->wanted[code] != 0;
}

/* The worth of an agreement in these lists, or SL_TICKS_NEVER when it does not count. */
static int32_t worth(const struct making *making, uint32_t code, uint32_t other, unsigned level)
{
    const struct sl_scorer *scorer = making->weights->scorer;
    if (scorer->table->frequency[making->field][other] == 0) {
        return SL_TICKS_NEVER;
    }
    if (making->crossed) {
        return sl_level_crosses(level) ? sl_ticks(sl_scorer_crossed(scorer, code, other, level))
                                       : SL_TICKS_NEVER;
    }
    const double bits = sl_scorer_m_bits(scorer, making->field, code, other, level) +
                        (double)sl_chance_bits(&scorer->chances[making->field], code, other, level);
    return sl_ticks(bits);
}

/* Write the list of one code, or only count it when items is NULL. Returns its length. */
static size_t make_list(const struct making *making, uint32_t code, struct sl_weighted *items)
{
    const struct sl_table *table = making->weights->scorer->table;
    const struct sl_neighbours *near = &sl_table_domain(table, making->field)->neighbours;
    size_t count = 0;
    int32_t ticks = worth(making, code, code, SL_LEVEL_EXACT);
    if (ticks > SL_TICKS_NEVER) {
        if (items != NULL) {
            items[count] = (struct sl_weighted){ code, ticks };
        }
        count++;
    }
    for (uint64_t at = near->starts[code - 1]; at < near->starts[code]; at++) {
        const uint32_t other = near->codes[at] + 1;
        const bool held = table->frequency[making->field][other] > 0;
        if (!held || (making->crossed && !sl_level_crosses(near->levels[at]))) {
            continue;
        }
        if (items != NULL) {
            ticks = worth(making, code, other, near->levels[at]);
            items[count] = (struct sl_weighted){ other, ticks };
        }
        count++;
    }
    return count;
}

static enum sl_status count_lists(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct making *making = context;
    const struct sl_table *table = making->weights->scorer->table;
    const uint32_t values = sl_table_domain(table, making->field)->dictionary.count;
    const size_t first = index * CODES_PER_TASK + 1;
    for (size_t code = first; code < first + CODES_PER_TASK && code <= values; code++) {
        making->lists->starts[code + 1] =
            is_wanted(making, (uint32_t)code) ? make_list(making, (uint32_t)code, NULL) : 0;
    }
    return SL_OK;
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

static enum sl_status fill_lists(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct making *making = context;
    const struct sl_table *table = making->weights->scorer->table;
    const uint32_t values = sl_table_domain(table, making->field)->dictionary.count;
    const size_t first = index * CODES_PER_TASK + 1;
    for (size_t code = first; code < first + CODES_PER_TASK && code <= values; code++) {
        if (is_wanted(making, (uint32_t)code)) {
            struct sl_weighted *items = making->lists->items + making->lists->starts[code];
            const size_t count = make_list(making, (uint32_t)code, items);
            qsort(items, count, sizeof(*items), by_worth);
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
    struct making making = { weights, field, false, wanted, &weights->lists[field] };
    SL_TRY(make_lists(&making, thread_count, err));
    const bool name = field == schema->given || field == schema->surname;
    if (name && schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE) {
        making.crossed = true;
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
