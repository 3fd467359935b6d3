/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/array.h"
#include "link/probe_impl.h"

/* Starting a list costs about as much as scoring this many records in it. */
#define LIST_START_COST 16.0
/* A step goes on to the next value that is worth this much less. */
#define STEP_TICKS (SL_TICKS_A_BIT / 2)

/* How far each field is looked up: items before `taken`, and the first parents_taken parents. */
struct plan_field {
    size_t taken;
    unsigned parents_taken;
};

struct plan {
    struct sl_probe *probe;
    int32_t least_ticks;
    int32_t floor[SL_FIELD_LIMIT]; /* of a value not listed at all */
    struct plan_field fields[SL_FIELD_LIMIT];
    bool crossed_taken;
};

/* The most that a value not looked up can add. */
static int32_t bound_of(const struct plan *plan, unsigned field, size_t taken, unsigned parents)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    int32_t bound = plan->floor[field];
    if (taken < in->item_count && in->items[taken].ticks > bound) {
        bound = in->items[taken].ticks;
    }
    for (unsigned which = parents; which < in->parent_count; which++) {
        bound = in->parent_ticks[which] > bound ? in->parent_ticks[which] : bound;
    }
    return bound;
}

static int32_t bound_now(const struct plan *plan, unsigned field)
{
    return bound_of(plan, field, plan->fields[field].taken, plan->fields[field].parents_taken);
}

static double list_cost(const struct plan *plan, unsigned field, uint32_t low, uint32_t end)
{
    const uint32_t *starts = plan->probe->index->starts[field];
    return LIST_START_COST + (double)(starts[end] - starts[low]);
}

/* One more step of a field: what it would take, gain and cost. */
struct step {
    struct plan_field after;
    int32_t gain;
    double cost;
};

/* Take items down to the next clearly lower worth, or the next parent when that bounds. */
static struct step next_step(const struct plan *plan, unsigned field)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    struct step step = { .after = plan->fields[field] };
    const int32_t before = bound_now(plan, field);
    size_t at = step.after.taken;
    while (at < in->item_count && in->items[at].ticks > before - STEP_TICKS &&
           in->items[at].ticks > plan->floor[field]) {
        const int32_t ticks = in->items[at].ticks;
        while (at < in->item_count && in->items[at].ticks == ticks) {
            step.cost += list_cost(plan, field, in->items[at].code, in->items[at].code + 1);
            at++;
        }
    }
    step.after.taken = at;
    /* A wider parent may be worth more than a narrower one, which it holds: take both. */
    for (unsigned which = step.after.parents_taken; which < in->parent_count; which++) {
        const int32_t ticks = in->parent_ticks[which];
        if (ticks > plan->floor[field] && ticks > before - STEP_TICKS) {
            step.after.parents_taken = which + 1;
        }
    }
    for (unsigned which = plan->fields[field].parents_taken; which < step.after.parents_taken;
         which++) {
        step.cost += list_cost(plan, field, in->parents[which].low, in->parents[which].end);
    }
    step.gain = before - bound_of(plan, field, step.after.taken, step.after.parents_taken);
    return step;
}

/* The best worth of the other reading of the names, and what taking it would cost. */
static int32_t crossed_bound(const struct plan *plan)
{
    const struct sl_probe *probe = plan->probe;
    const struct sl_schema *schema = probe->weights->scorer->table->schema;
    const struct sl_probe_field *given = &probe->fields[schema->given];
    const struct sl_probe_field *surname = &probe->fields[schema->surname];
    if (given->crossed_count + surname->crossed_count == 0) {
        return SL_TICKS_NEVER;
    }
    int32_t sum = -sl_ticks(SL_SWAP_BITS);
    sum += given->crossed_count > 0 && given->crossed[0].ticks > 0 ? given->crossed[0].ticks : 0;
    sum +=
        surname->crossed_count > 0 && surname->crossed[0].ticks > 0 ? surname->crossed[0].ticks : 0;
    return sum;
}

/* What the fields can still add beyond the lists taken: straight, and names left out. */
static int32_t total_bound(const struct plan *plan, bool without_names)
{
    const struct sl_schema *schema = plan->probe->weights->scorer->table->schema;
    int32_t sum = plan->probe->weights->prior_ticks;
    for (unsigned field = 0; field < plan->probe->weights->field_count; field++) {
        const bool name = field == schema->given || field == schema->surname;
        if (!plan->probe->fields[field].missing && !(without_names && name)) {
            sum += bound_now(plan, field);
        }
    }
    return sum;
}

/*
 * Take the cheapest steps until what is left cannot reach the threshold. Returns false when no
 * step is left and it still could: then every record must be looked at.
 */
static bool make_plan(struct plan *plan)
{
    int32_t excess = total_bound(plan, false) - plan->least_ticks;
    while (excess >= 0) {
        double best_rate = 0.0;
        unsigned best_field = SL_FIELD_NONE;
        struct step best = { .gain = 0 };
        for (unsigned field = 0; field < plan->probe->weights->field_count; field++) {
            if (plan->probe->fields[field].missing) {
                continue;
            }
            const struct step step = next_step(plan, field);
            const int32_t useful = step.gain > excess ? excess + 1 : step.gain;
            if (step.gain > 0 && (double)useful / step.cost > best_rate) {
                best_rate = (double)useful / step.cost;
                best_field = field;
                best = step;
            }
        }
        if (best_field == SL_FIELD_NONE) {
            return false;
        }
        plan->fields[best_field] = best.after;
        excess -= best.gain;
    }
    if (sl_probe_crosses(plan->probe)) {
        const int32_t crossed = crossed_bound(plan);
        plan->crossed_taken =
            crossed > SL_TICKS_NEVER && total_bound(plan, true) + crossed >= plan->least_ticks;
    }
    return true;
}

static enum sl_status
add_run(struct sl_probe *probe, unsigned field, struct sl_range codes, struct sl_error *err)
{
    SL_TRY(sl_array_reserve(
        &probe->runs, &probe->run_capacity, probe->run_count + 1, sizeof(*probe->runs), err
    ));
    const uint32_t *starts = probe->index->starts[field];
    __builtin_prefetch(&starts[codes.low]);
    probe->runs[probe->run_count++] = (struct sl_probe_run){
        .start = codes.low,
        .end = codes.end,
        .field = field,
        .ascending = codes.end == codes.low + 1,
    };
    return SL_OK;
}

static enum sl_status add_crossed_runs(struct plan *plan, struct sl_error *err)
{
    const struct sl_schema *schema = plan->probe->weights->scorer->table->schema;
    const uint32_t names[2] = { schema->given, schema->surname };
    for (unsigned name = 0; name < 2 && plan->crossed_taken; name++) {
        const struct sl_probe_field *in = &plan->probe->fields[names[name]];
        for (size_t at = 0; at < in->crossed_count; at++) {
            const uint32_t code = in->crossed[at].code;
            const struct sl_range codes = { code, code + 1 };
            SL_TRY(add_run(plan->probe, names[name], codes, err));
        }
    }
    return SL_OK;
}

/* List the runs of the index that the plan takes, by field, items before parents. */
static enum sl_status list_runs(struct plan *plan, struct sl_error *err)
{
    struct sl_probe *probe = plan->probe;
    probe->run_count = 0;
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        for (size_t at = 0; at < plan->fields[field].taken; at++) {
            const struct sl_range codes = { in->items[at].code, in->items[at].code + 1 };
            SL_TRY(add_run(probe, field, codes, err));
        }
        for (unsigned which = 0; which < plan->fields[field].parents_taken; which++) {
            SL_TRY(add_run(probe, field, in->parents[which], err));
        }
    }
    return add_crossed_runs(plan, err);
}

/* Turn codes into places of the index, and fetch what is there: all misses at once. */
static void locate_runs(struct sl_probe *probe)
{
    for (size_t at = 0; at < probe->run_count; at++) {
        struct sl_probe_run *run = &probe->runs[at];
        const uint32_t *starts = probe->index->starts[run->field];
        run->start = starts[run->start];
        run->end = starts[run->end];
        __builtin_prefetch(&probe->index->records[run->field][run->start]);
    }
}

static int by_record(const void *left, const void *right)
{
    const uint32_t one = *(const uint32_t *)left;
    const uint32_t two = *(const uint32_t *)right;
    return (one > two) - (one < two);
}

/* A record that stands in several lists is found several times: once is enough. */
static void drop_repeats(struct sl_probe *probe)
{
    if (probe->found_count > 0) { /* found may be NULL, which qsort does not take */
        qsort(probe->found, probe->found_count, sizeof(*probe->found), by_record);
    }
    size_t kept = 0;
    for (size_t at = 0; at < probe->found_count; at++) {
        if (kept == 0 || probe->found[kept - 1] != probe->found[at]) {
            probe->found[kept++] = probe->found[at];
        }
    }
    probe->found_count = kept;
}

static void init_plan(struct plan *plan, struct sl_probe *probe, int32_t least_ticks)
{
    *plan = (struct plan){ .probe = probe, .least_ticks = least_ticks };
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const int32_t other = probe->weights->else_ticks[field];
        plan->floor[field] = probe->weights->complete[field] ? other : 0;
    }
}

enum sl_status sl_probe_search(
    struct sl_probe *probe, struct sl_range records, int32_t least_ticks, struct sl_error *err
)
{
    struct plan plan;
    init_plan(&plan, probe, least_ticks);
    if (!make_plan(&plan)) {
        return sl_probe_scan(probe, records, least_ticks, err);
    }
    probe->found_count = 0;
    SL_TRY(list_runs(&plan, err));
    if (probe->run_count == 0) {
        return SL_OK;
    }
    locate_runs(probe);
    const enum sl_status status = sl_probe_scan_runs(probe, records, least_ticks, err);
    drop_repeats(probe);
    return status;
}
