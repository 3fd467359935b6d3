/* SPDX-License-Identifier: Apache-2.0 */
#include "link/chance.h"

#include <math.h>

#include "base/memory.h"
#include "base/threads.h"

/* No agreement is rarer than this among all pairs; keeps logarithms finite. */
#define PROB_LEAST 1e-9

#define VALUES_PER_TASK 4096u
/* Most values have fewer agreements than this: what those are worth is computed once. */
#define COMMON_COUNTS 64u

/* Sums of frequency, for the number of records in a range of codes. */
struct counter {
    struct sl_chance *chance;
    const struct sl_domain *domain;
    const uint32_t *frequency;
    uint64_t *before; /* records with a code below */
};

static float *row_of(const struct sl_chance *chance, uint32_t code, float *rows)
{
    SL_ASSERT(code <= chance->value_count);
    return rows + (size_t)code * SL_LEVEL_ELSE;
}

static void count_neighbours(const struct counter *counter, uint32_t code, float *row)
{
    const struct sl_neighbours *neighbours = &counter->domain->neighbours;
    for (uint64_t at = neighbours->starts[code - 1]; at < neighbours->starts[code]; at++) {
        const uint32_t other = neighbours->codes[at] + 1;
        row[neighbours->levels[at]] += (float)counter->frequency[other];
    }
}

/* Records in the parent's range that do not agree better already. */
static void count_parents(const struct counter *counter, uint32_t code, float *row)
{
    const struct sl_neighbours *neighbours = &counter->domain->neighbours;
    double inner = (double)counter->frequency[code];
    struct sl_range seen = { code, code + 1 };
    for (unsigned which = 0; which < counter->domain->parent_count; which++) {
        const struct sl_range range = counter->domain->parents[which][code - 1];
        if (range.low >= range.end) {
            continue;
        }
        for (uint64_t at = neighbours->starts[code - 1]; at < neighbours->starts[code]; at++) {
            const uint32_t other = neighbours->codes[at] + 1;
            const bool inside = other >= range.low && other < range.end;
            const bool counted = other >= seen.low && other < seen.end;
            inner += inside && !counted ? (double)counter->frequency[other] : 0.0;
        }
        const double all = (double)(counter->before[range.end] - counter->before[range.low]);
        row[counter->domain->parent_level[which]] += (float)(all - inner);
        inner = all;
        seen = range;
    }
}

static enum sl_status
make_room(struct sl_chance *chance, const struct sl_domain *domain, struct sl_error *err)
{
    const size_t cells = ((size_t)domain->dictionary.count + 1) * SL_LEVEL_ELSE;
    chance->value_count = domain->dictionary.count;
    chance->counts = sl_calloc(cells, sizeof(*chance->counts));
    chance->bits = sl_calloc(cells, sizeof(*chance->bits));
    if (chance->counts == NULL || chance->bits == NULL) {
        sl_chance_finish(chance);
        return sl_fail_memory(err);
    }
    return SL_OK;
}

static enum sl_status count_values(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct counter *counter = context;
    const size_t first = index * VALUES_PER_TASK + 1;
    for (size_t at = first; at < first + VALUES_PER_TASK; at++) {
        if (at > counter->chance->value_count) {
            break;
        }
        const uint32_t code = (uint32_t)at;
        float *row = row_of(counter->chance, code, counter->chance->counts);
        row[0] = counter->frequency[code] > 0 ? (float)(counter->frequency[code] - 1) : 0.0F;
        count_neighbours(counter, code, row);
        count_parents(counter, code, row);
    }
    return SL_OK;
}

static size_t count_tasks(const struct sl_chance *chance)
{
    return chance->value_count / VALUES_PER_TASK + 1;
}

enum sl_status sl_chance_count(
    struct sl_chance *chance,
    const struct sl_domain *domain,
    const uint32_t *frequency,
    uint64_t record_count,
    unsigned thread_count,
    struct sl_error *err
)
{
    *chance = (struct sl_chance){ .record_count = record_count };
    const uint32_t count = domain->dictionary.count;
    uint64_t *before SL_CLEANUP(sl_free_ptr) = sl_calloc((size_t)count + 2, sizeof(*before));
    if (before == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(make_room(chance, domain, err));
    for (uint32_t code = 1; code <= count; code++) {
        before[code + 1] = before[code] + frequency[code];
    }
    chance->present_count = before[count + 1];
    struct counter counter = { chance, domain, frequency, before };
    const enum sl_status status =
        sl_threads_run(thread_count, count_tasks(chance), count_values, &counter, NULL);
    SL_ASSERT(status == SL_OK);
    for (uint32_t code = 1; code <= count; code++) {
        const float *row = row_of(chance, code, chance->counts);
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            chance->agreeing[level] += (double)frequency[code] * (double)row[level];
        }
    }
    return SL_OK;
}

void sl_chance_finish(struct sl_chance *chance)
{
    sl_free(chance->counts);
    sl_free(chance->bits);
    *chance = (struct sl_chance){ 0 };
}

float sl_chance_bits_of(
    const struct sl_chance *chance, unsigned level, double count, double strange
)
{
    const double others = fmax((double)chance->present_count - 1.0, 1.0);
    const double strangers = fmax(count - strange * chance->expected[level], chance->unseen[level]);
    return -log2f((float)fmin(strangers / others, 1.0));
}

/* What a run over the values of a field shares: the worth of small counts, by level. */
struct updating {
    struct sl_chance *chance;
    float common[COMMON_COUNTS][SL_LEVEL_ELSE];
};

static enum sl_status update_values(void *context, size_t index, unsigned worker)
{
    (void)worker;
    const struct updating *updating = context;
    struct sl_chance *chance = updating->chance;
    const size_t first = index * VALUES_PER_TASK + 1;
    for (size_t code = first; code < first + VALUES_PER_TASK; code++) {
        if (code > chance->value_count) {
            break;
        }
        const float *counts = row_of(chance, (uint32_t)code, chance->counts);
        float *bits = row_of(chance, (uint32_t)code, chance->bits);
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            /* Counts are whole numbers. */
            bits[level] = counts[level] < COMMON_COUNTS
                              ? updating->common[(uint32_t)counts[level]][level]
                              : sl_chance_bits_of(chance, level, (double)counts[level], 1.0);
        }
    }
    return SL_OK;
}

/* u by level over all pairs, for the level of no agreement and for reports. */
static void update_levels(struct sl_chance *chance)
{
    const double others = fmax((double)chance->present_count - 1.0, 1.0);
    double agreed = 0.0;
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        const double mean = chance->agreeing[level] / fmax((double)chance->present_count, 1.0);
        const double prob = fmax(mean - chance->expected[level], 0.0) / others;
        chance->level_prob[level] = fmax(prob, PROB_LEAST);
        agreed += chance->level_prob[level];
    }
    chance->level_prob[SL_LEVEL_ELSE] = fmax(1.0 - agreed, 0.01);
    chance->else_bits = -log2(chance->level_prob[SL_LEVEL_ELSE]);
}

void sl_chance_update(
    struct sl_chance *chance, const struct sl_model *model, unsigned field, unsigned thread_count
)
{
    /* A mention may have several values of a field. */
    const double share =
        fmin((double)chance->present_count / fmax((double)chance->record_count, 1.0), 1.0);
    for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
        chance->expected[level] = model->match_rate * share * model->m[field][level];
        chance->unseen[level] = model->unseen[field][level];
    }
    struct updating updating = { .chance = chance };
    for (unsigned count = 0; count < COMMON_COUNTS; count++) {
        for (unsigned level = 0; level < SL_LEVEL_ELSE; level++) {
            updating.common[count][level] = sl_chance_bits_of(chance, level, (double)count, 1.0);
        }
    }
    const enum sl_status status =
        sl_threads_run(thread_count, count_tasks(chance), update_values, &updating, NULL);
    SL_ASSERT(status == SL_OK);
    update_levels(chance);
}
