/* SPDX-License-Identifier: Apache-2.0 */
#include "link/probe_plan.h"

#include <string.h>

/* Narrowing a list to one spot costs about as much as scoring this many records. */
#define NARROW_COST 12.0
/* And to the records of one value of its mate: that place is far away. */
#define MATE_COST 20.0
/* Steps with fewer records are not worth more thought. */
#define SPLIT_LEAST 256.0
/* A step goes on to the next value that is worth this much less. */
#define STEP_TICKS (2 * SL_TICKS_A_BIT)
/* Values of a field whose lists are fetched before the plan is made, and ahead while it is. */
#define FETCH_ITEMS 12u

/* The most that a value not looked up can add. */
static int32_t
bound_of(const struct sl_plan *plan, unsigned field, const struct sl_plan_field *taken)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    int32_t bound = plan->floor[field];
    if (taken->items < in->item_count && in->items[taken->items].ticks > bound) {
        bound = in->items[taken->items].ticks;
    }
    for (unsigned which = taken->parents; which < in->parent_count; which++) {
        bound = in->parent_ticks[which] > bound ? in->parent_ticks[which] : bound;
    }
    return bound;
}

static int32_t bound_now(const struct sl_plan *plan, unsigned field)
{
    return bound_of(plan, field, &plan->fields[field]);
}

uint32_t sl_plan_list_length(const struct sl_plan *plan, unsigned field, uint32_t low, uint32_t end)
{
    const uint32_t *starts = plan->part->starts[field];
    return starts[end] - starts[low];
}

/* Take items down to the next clearly lower worth, or the next parent when that bounds. */
static struct sl_step next_step(const struct sl_plan *plan, unsigned field)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    struct sl_step step = {
        .field = field,
        .before = plan->fields[field],
        .after = plan->fields[field],
    };
    const int32_t before = bound_now(plan, field);
    size_t at = step.after.items;
    while (at < in->item_count && in->items[at].ticks > before - STEP_TICKS &&
           in->items[at].ticks > plan->floor[field]) {
        const int32_t ticks = in->items[at].ticks;
        while (at < in->item_count && in->items[at].ticks == ticks) {
            if (at + FETCH_ITEMS < in->item_count) {
                __builtin_prefetch(&plan->part->starts[field][in->items[at + FETCH_ITEMS].code]);
            }
            step.lists += 1.0;
            step.records +=
                sl_plan_list_length(plan, field, in->items[at].code, in->items[at].code + 1);
            at++;
        }
    }
    step.after.items = at;
    /* A wider parent may be worth more than a narrower one, which it holds: take both. */
    for (unsigned which = step.after.parents; which < in->parent_count; which++) {
        const int32_t ticks = in->parent_ticks[which];
        if (ticks > plan->floor[field] && ticks > before - STEP_TICKS) {
            step.after.parents = which + 1;
        }
    }
    for (unsigned which = plan->fields[field].parents; which < step.after.parents; which++) {
        step.wide_lists += 1.0;
        step.wide_records +=
            sl_plan_list_length(plan, field, in->parents[which].low, in->parents[which].end);
    }
    step.gain = before - bound_of(plan, field, &step.after);
    return step;
}

bool sl_plan_counts(const struct sl_plan *plan, unsigned field)
{
    return !plan->probe->fields[field].missing && plan->part->starts[field] != NULL;
}

static int32_t total_bound(const struct sl_plan *plan)
{
    int32_t sum = plan->probe->weights->prior_ticks;
    for (unsigned field = 0; field < plan->probe->weights->field_count; field++) {
        sum += sl_plan_counts(plan, field) ? bound_now(plan, field) : 0;
    }
    return sum;
}

int32_t sl_plan_nameless_bound(const struct sl_plan *plan)
{
    const struct sl_schema *schema = plan->probe->weights->scorer->table->schema;
    int32_t sum = plan->probe->weights->prior_ticks;
    for (unsigned field = 0; field < plan->probe->weights->field_count; field++) {
        if (sl_plan_counts(plan, field) && field != schema->given && field != schema->surname) {
            sum += bound_of(plan, field, &plan->whole[field]);
        }
    }
    return sum;
}

/* Keep spots by falling worth. */
static void add_spot(struct sl_spots *spots, struct sl_spot spot)
{
    if (spots->count == SL_SPOT_LIMIT) {
        const int32_t last = spots->items[SL_SPOT_LIMIT - 1].ticks;
        const int32_t lost = spot.ticks > last ? last : spot.ticks;
        spots->floor = spots->floor > lost ? spots->floor : lost;
        if (spot.ticks <= last) {
            return;
        }
        spots->count--;
    }
    unsigned at = spots->count++;
    while (at > 0 && spots->items[at - 1].ticks < spot.ticks) {
        spots->items[at] = spots->items[at - 1];
        at--;
    }
    spots->items[at] = spot;
}

struct sl_range sl_plan_places(const struct sl_plan *plan, struct sl_range codes)
{
    const struct sl_index *index = plan->probe->index;
    const uint32_t *starts = plan->part->starts[index->sort_fields[0]];
    const uint32_t values = sl_table_domain(index->table, index->sort_fields[0])->dictionary.count;
    /* Records without a value come first. */
    const uint32_t base = plan->part->end - starts[values + 1];
    if (codes.low == SL_CODE_MISSING) {
        return (struct sl_range){ plan->part->first, base };
    }
    return (struct sl_range){ base + starts[codes.low], base + starts[codes.end] };
}

static uint32_t parents_holding(const struct sl_probe_field *in, uint32_t code)
{
    uint32_t parents = 0;
    for (unsigned which = 0; which < in->parent_count; which++) {
        const struct sl_range range = in->parents[which];
        parents |= (uint32_t)(code >= range.low && code < range.end) << which;
    }
    return parents;
}

/* How many records of the part a spot holds. */
static uint32_t spot_records(const struct sl_plan *plan, unsigned field, struct sl_range codes)
{
    const uint32_t values = sl_table_domain(plan->probe->index->table, field)->dictionary.count;
    const uint32_t *starts = plan->part->starts[field];
    return codes.low == SL_CODE_MISSING ? plan->part->end - plan->part->first - starts[values + 1]
                                        : starts[codes.end] - starts[codes.low];
}

/* List what a field may agree with that lists are sorted by, unless that is done. */
static void make_spots(struct sl_plan *plan, unsigned field)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    struct sl_spots *spots = &plan->spots[field];
    if (spots->part == plan->part && spots->change == plan->probe->changes[field]) {
        return;
    }
    spots->part = plan->part;
    spots->change = plan->probe->changes[field];
    spots->count = 0;
    spots->floor = plan->probe->weights->else_ticks[field];
    if ((plan->part->held >> field & 1U) == 0) {
        const struct sl_range missing = { SL_CODE_MISSING, SL_CODE_MISSING + 1 };
        add_spot(spots, (struct sl_spot){ missing, 0, 0, false });
    }
    for (unsigned which = 0; which < in->parent_count; which++) {
        const int32_t ticks = in->parent_ticks[which];
        add_spot(spots, (struct sl_spot){ in->parents[which], ticks, 1U << which, true });
    }
    for (size_t at = 0; at < in->item_count && in->items[at].ticks > spots->floor; at++) {
        const struct sl_range codes = { in->items[at].code, in->items[at].code + 1 };
        if (spot_records(plan, field, codes) > 0) {
            const uint32_t parents = parents_holding(in, codes.low);
            add_spot(spots, (struct sl_spot){ codes, in->items[at].ticks, parents, false });
        }
    }
    spots->records[0] = 0.0;
    for (unsigned at = 0; at < spots->count; at++) {
        spots->records[at + 1] =
            spots->records[at] + spot_records(plan, field, spots->items[at].codes);
    }
}

/* The first spot that is not worth more than is still open. */
static unsigned first_open(const struct sl_spots *spots, int32_t most)
{
    unsigned first = 0;
    while (first < spots->count && spots->items[first].ticks > most) {
        first++;
    }
    return first;
}

/* The spots that are neither worth more than is still open, nor less than is needed. */
static void choose_spots(
    const struct sl_plan *plan, int32_t most, int32_t least, struct sl_narrowing *narrowing
)
{
    const struct sl_spots *spots = &plan->spots[narrowing->field];
    narrowing->all = false;
    narrowing->first = narrowing->end = first_open(spots, most);
    while (narrowing->end < spots->count && spots->items[narrowing->end].ticks >= least) {
        const struct sl_spot *spot = &spots->items[narrowing->end++];
        narrowing->parents |= spot->is_parent ? spot->parents : 0;
        narrowing->missing = narrowing->missing || spot->codes.low == SL_CODE_MISSING;
    }
    narrowing->share = (spots->records[narrowing->end] - spots->records[narrowing->first]) /
                       (double)(plan->part->end - plan->part->first);
}

/*
 * A pair that was not found so far may fall short of the bounds by the excess and no more; so may
 * what one field adds.
 */
static void narrow_by(struct sl_plan *plan, unsigned which_sort)
{
    const unsigned sort = plan->probe->index->sort_fields[which_sort];
    plan->narrowing[which_sort] = (struct sl_narrowing){ .all = true, .field = sort };
    if (sort == SL_FIELD_NONE || !sl_plan_counts(plan, sort)) {
        return;
    }
    const int32_t most = bound_now(plan, sort);
    const int32_t least = most - plan->excess;
    if (least <= plan->probe->weights->else_ticks[sort]) {
        return;
    }
    make_spots(plan, sort);
    if (least > plan->spots[sort].floor) {
        choose_spots(plan, most, least, &plan->narrowing[which_sort]);
    }
}

static void narrow(struct sl_plan *plan)
{
    narrow_by(plan, 0);
    narrow_by(plan, 1);
}

/* What a step's lists are narrowed by. */
static const struct sl_narrowing *narrowing_of(const struct sl_plan *plan, unsigned field)
{
    return &plan->narrowing[field == plan->probe->index->sort_fields[0] ? 1 : 0];
}

bool sl_plan_narrows_parents(const struct sl_plan *plan, unsigned field)
{
    const struct sl_narrowing *narrowing = &plan->narrowing[0];
    return field == plan->probe->index->sort_fields[1] && !narrowing->all && !narrowing->missing &&
           narrowing->parents == 0;
}

static double wide_cost(const struct sl_step *step)
{
    return step->wide_lists * SL_LIST_START_COST + step->wide_records;
}

static double full_cost(const struct sl_step *step)
{
    return step->lists * SL_LIST_START_COST + step->records + wide_cost(step);
}

static double narrow_cost(const struct sl_plan *plan, const struct sl_step *step)
{
    const struct sl_narrowing *narrowing = narrowing_of(plan, step->field);
    const double spots = (double)(narrowing->end - narrowing->first);
    const double wide =
        sl_plan_narrows_parents(plan, step->field)
            ? step->wide_lists * spots * SL_LIST_START_COST + step->wide_records * narrowing->share
            : wide_cost(step);
    return step->lists * (SL_LIST_START_COST + NARROW_COST * spots) +
           step->records * narrowing->share + wide;
}

/* Is a step cheaper when its lists are narrowed? */
static bool narrows(const struct sl_plan *plan, const struct sl_step *step)
{
    return !narrowing_of(plan, step->field)->all && narrow_cost(plan, step) < full_cost(step);
}

static double step_cost(const struct sl_plan *plan, const struct sl_step *step)
{
    return narrows(plan, step) ? narrow_cost(plan, step) : full_cost(step);
}

/* The step that gains most for its cost; SL_FIELD_NONE when no field has one left. */
static unsigned best_step(const struct sl_plan *plan)
{
    double best_rate = 0.0;
    unsigned best = SL_FIELD_NONE;
    for (unsigned field = 0; field < plan->probe->weights->field_count; field++) {
        const struct sl_step *step = &plan->next[field];
        const int32_t useful = step->gain > plan->excess ? plan->excess + 1 : step->gain;
        if (useful <= 0) {
            continue;
        }
        const double rate = (double)useful / step_cost(plan, step);
        if (rate > best_rate) {
            best_rate = rate;
            best = field;
        }
    }
    return best;
}

void sl_plan_init(
    struct sl_plan *plan,
    struct sl_probe *probe,
    const struct sl_index_part *part,
    const struct sl_search *search
)
{
    plan->probe = probe;
    plan->part = part;
    plan->search = search;
    plan->step_count = 0;
    for (unsigned field = 0; field < probe->weights->field_count; field++) {
        const struct sl_probe_field *in = &probe->fields[field];
        const bool held = (part->held >> field & 1U) != 0;
        plan->floor[field] = held ? probe->weights->else_ticks[field] : 0;
        plan->fields[field] = (struct sl_plan_field){ 0 };
        plan->whole[field] = (struct sl_plan_field){ 0 };
        for (size_t at = 0; at < in->item_count && at < FETCH_ITEMS && sl_plan_counts(plan, field);
             at++) {
            __builtin_prefetch(&part->starts[field][in->items[at].code]);
        }
    }
    plan->excess = total_bound(plan) - search->least_ticks;
}

bool sl_plan_choose(struct sl_plan *plan)
{
    for (unsigned field = 0; field < plan->probe->weights->field_count && plan->excess >= 0;
         field++) {
        plan->next[field].gain = 0;
        if (sl_plan_counts(plan, field)) {
            plan->next[field] = next_step(plan, field);
        }
    }
    while (plan->excess >= 0) {
        narrow(plan);
        const unsigned field = best_step(plan);
        if (field == SL_FIELD_NONE || plan->step_count == SL_STEP_LIMIT) {
            return false;
        }
        plan->steps[plan->step_count++] = plan->next[field];
        plan->fields[field] = plan->next[field].after;
        plan->excess -= plan->next[field].gain;
        plan->next[field] = next_step(plan, field);
    }
    return true;
}

void sl_plan_rewind(struct sl_plan *plan)
{
    for (size_t at = 0; at < plan->step_count; at++) {
        plan->excess += plan->steps[at].gain;
        plan->fields[plan->steps[at].field] = (struct sl_plan_field){ 0 };
    }
}

/* Of each field's first step, that with the fewest records. */
static size_t shortest_step(const struct sl_plan *plan)
{
    uint32_t seen = 0;
    size_t best = 0;
    for (size_t at = 0; at < plan->step_count; at++) {
        const struct sl_step *step = &plan->steps[at];
        const struct sl_step *than = &plan->steps[best];
        if ((seen >> step->field & 1U) == 0 &&
            step->records + step->wide_records < than->records + than->wide_records) {
            best = at;
        }
        seen |= 1U << step->field;
    }
    return best;
}

/*
 * How far one of two ways to narrow a step's lists goes: after so many spots, what is left falls
 * short of the most by so much, and what they cost. No spots: the field is of no use.
 */
struct reach {
    unsigned field, first, count;
    int32_t short_by[SL_SPOT_LIMIT + 1];
    double costs[SL_SPOT_LIMIT + 1];
};

static void
fill_reach(struct sl_plan *plan, const struct sl_step *step, double spot_cost, struct reach *reach)
{
    const struct sl_spots *spots = &plan->spots[reach->field];
    const int32_t most = bound_now(plan, reach->field);
    const double share = step->records / (double)(plan->part->end - plan->part->first);
    make_spots(plan, reach->field);
    reach->first = first_open(spots, most);
    reach->count = spots->count - reach->first;
    for (unsigned at = 0; at <= reach->count; at++) {
        const unsigned end = reach->first + at;
        const int32_t next = end < spots->count ? spots->items[end].ticks : spots->floor;
        reach->short_by[at] = most - (next > spots->floor ? next : spots->floor);
        reach->costs[at] = spot_cost * step->lists * at +
                           share * (spots->records[end] - spots->records[reach->first]);
    }
}

/* The spots that are looked at of the field that a way goes by. */
static struct sl_narrowing
take_spots(const struct sl_plan *plan, const struct reach *reach, unsigned count)
{
    struct sl_narrowing narrowing = {
        .field = reach->field,
        .first = reach->first,
        .end = reach->first + count,
    };
    for (unsigned at = narrowing.first; at < narrowing.end; at++) {
        const struct sl_spot *spot = &plan->spots[reach->field].items[at];
        narrowing.parents |= spot->is_parent ? spot->parents : 0;
    }
    return narrowing;
}

/*
 * Narrow the lists of a step by place and by mate: a record in no spot of either falls short of the
 * bounds in both fields, and together by more than the excess. The more spots of one field, the
 * fewer of the other: the cheapest of all splits is taken, if it costs less than `cost`.
 */
static bool split(struct sl_plan *plan, const struct sl_step *step, double cost)
{
    const struct sl_index *index = plan->probe->index;
    struct reach place = { .field = index->sort_fields[0] };
    struct reach mate = { .field = index->mates[step->field] };
    unsigned chosen[2] = { 0, 0 };
    bool found = false;
    if (mate.field == SL_FIELD_NONE || step->records < SPLIT_LEAST ||
        !sl_plan_counts(plan, mate.field)) {
        return false;
    }
    place.short_by[0] = 0;
    place.costs[0] = 0.0;
    if (sl_plan_counts(plan, place.field)) {
        fill_reach(plan, step, NARROW_COST, &place);
    }
    fill_reach(plan, step, MATE_COST, &mate);
    cost -= step->lists * SL_LIST_START_COST;
    unsigned most = mate.count;
    for (unsigned at = 0; at <= place.count && place.costs[at] < cost; at++) {
        const int32_t left = plan->excess - place.short_by[at];
        if (mate.short_by[most] <= left) {
            continue;
        }
        while (most > 0 && mate.short_by[most - 1] > left) {
            most--;
        }
        if (place.costs[at] + mate.costs[most] < cost) {
            cost = place.costs[at] + mate.costs[most];
            chosen[0] = at;
            chosen[1] = most;
            found = true;
        }
    }
    if (found) {
        plan->by_place = take_spots(plan, &place, chosen[0]);
        plan->by_mate = take_spots(plan, &mate, chosen[1]);
    }
    return found;
}

bool sl_plan_take(struct sl_plan *plan, struct sl_step *ret_step, bool *ret_narrowed)
{
    if (plan->step_count == 0) {
        return false;
    }
    const size_t at = shortest_step(plan);
    const struct sl_step step = plan->steps[at];
    narrow(plan);
    plan->by_place = *narrowing_of(plan, step.field);
    plan->by_mate = (struct sl_narrowing){ .all = false };
    *ret_narrowed = narrows(plan, &step);
    *ret_narrowed = split(plan, &step, step_cost(plan, &step)) || *ret_narrowed;
    *ret_step = step;
    struct sl_plan_field *whole = &plan->whole[step.field];
    if (!*ret_narrowed && whole->items == step.before.items &&
        whole->parents == step.before.parents) {
        *whole = step.after;
    }
    plan->fields[step.field] = step.after;
    plan->excess -= step.gain;
    plan->step_count--;
    memmove(&plan->steps[at], &plan->steps[at + 1], (plan->step_count - at) * sizeof(step));
    return true;
}
