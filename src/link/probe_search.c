/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/array.h"
#include "link/probe_impl.h"
#include "link/probe_plan.h"

/*
 * Do all places of a run stand in front of those looked at? Lists of the first sort field lie side
 * by side, without a gap, behind the places without a value.
 */
static bool stands_before(const struct sl_index *index, const struct sl_probe_run *run)
{
    return run->field == index->sort_fields[0] &&
           run->part->places[run->field][0] + run->end <= run->first_place;
}

/* Add a run, unless it has nothing to look at, and fetch where it is to be cut. */
static enum sl_status
add_run(const struct sl_plan *plan, struct sl_probe_run run, struct sl_error *err)
{
    struct sl_probe *probe = plan->probe;
    const struct sl_index *index = probe->index;
    if (stands_before(index, &run)) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        &probe->runs, &probe->run_capacity, probe->run_count + 1, sizeof(*probe->runs), err
    ));
    probe->runs[probe->run_count++] = run;
    const uint32_t guess = sl_run_guess(index, &run);
    if (run.mated) {
        const size_t fields = probe->weights->field_count;
        __builtin_prefetch(run.part->mated[run.field].marks + guess * fields);
    } else if (run.field != index->sort_fields[0]) {
        __builtin_prefetch(run.part->places[run.field] + guess);
    } else if (sl_run_has_second(&run)) {
        __builtin_prefetch(index->second_codes + run.part->places[run.field][0] + guess);
    }
    return SL_OK;
}

/* All that the part lists for some codes. */
static struct sl_probe_run
whole_run(const struct sl_plan *plan, unsigned field, struct sl_range codes)
{
    const uint32_t *starts = plan->part->starts[field];
    return (struct sl_probe_run){
        .part = plan->part,
        .field = field,
        .start = starts[codes.low],
        .end = starts[codes.end],
        .ascending = codes.end == codes.low + 1,
        .first_place = plan->search->first_place,
        .end_place = plan->part->end,
        .second = {0, UINT32_MAX},
    };
}

/* What the part lists for some codes, narrowed to one value of a sort field. */
static enum sl_status add_narrowed(
    const struct sl_plan *plan,
    unsigned field,
    struct sl_range codes,
    const struct sl_spot *spot,
    struct sl_error *err
)
{
    struct sl_probe_run run = whole_run(plan, field, codes);
    const unsigned sort = plan->probe->index->sort_fields[0];
    if (field == sort) {
        run.second = spot->codes;
    } else if (codes.end > codes.low + 1) {
        run = whole_run(plan, sort, spot->codes);
        run.second = codes;
    } else {
        const struct sl_range places = sl_plan_places(plan, spot->codes);
        run.first_place = places.low > run.first_place ? places.low : run.first_place;
        run.end_place = places.end;
    }
    return run.first_place < run.end_place ? add_run(plan, run, err) : SL_OK;
}

/* Can a list be narrowed, and is it long enough to be? */
static bool
can_narrow(const struct sl_plan *plan, unsigned field, struct sl_range codes, uint32_t length)
{
    const bool wide = codes.end > codes.low + 1;
    return length >= SL_NARROW_LEAST && (!wide || sl_plan_narrows_parents(plan, field));
}

/* What the part lists for one code, narrowed to the values of its mate. */
static enum sl_status
add_mated(const struct sl_plan *plan, unsigned field, struct sl_range codes, struct sl_error *err)
{
    const struct sl_narrowing *way = &plan->by_mate;
    const uint64_t scale = plan->probe->index->mark_scales[way->field];
    struct sl_probe_run run = whole_run(plan, field, codes);
    run.mated = true;
    for (unsigned at = way->first; at < way->end; at++) {
        run.mark = sl_mark(plan->spots[way->field].items[at].codes.low, scale);
        SL_TRY(add_run(plan, run, err));
    }
    return SL_OK;
}

/* Add the list of some codes, narrowed or not. */
static enum sl_status add_list(
    const struct sl_plan *plan,
    unsigned field,
    struct sl_range codes,
    bool narrowed,
    struct sl_error *err
)
{
    const uint32_t length = sl_plan_list_length(plan, field, codes.low, codes.end);
    if (length == 0) {
        return SL_OK;
    }
    if (!narrowed || !can_narrow(plan, field, codes, length)) {
        return add_run(plan, whole_run(plan, field, codes), err);
    }
    const struct sl_narrowing *way = &plan->by_place;
    for (unsigned at = way->first; at < way->end; at++) {
        const struct sl_spot *spot = &plan->spots[way->field].items[at];
        if (spot->is_parent || (spot->parents & way->parents) == 0) {
            SL_TRY(add_narrowed(plan, field, codes, spot, err));
        }
    }
    return add_mated(plan, field, codes, err);
}

/* List the runs of a step, items before parents. */
static enum sl_status list_step(
    const struct sl_plan *plan, const struct sl_step *step, bool narrowed, struct sl_error *err
)
{
    const struct sl_probe_field *in = &plan->probe->fields[step->field];
    for (size_t at = step->before.items; at < step->after.items; at++) {
        const struct sl_range codes = { in->items[at].code, in->items[at].code + 1 };
        SL_TRY(add_list(plan, step->field, codes, narrowed, err));
    }
    for (unsigned which = step->before.parents; which < step->after.parents; which++) {
        SL_TRY(add_list(plan, step->field, in->parents[which], narrowed, err));
    }
    return SL_OK;
}

/* List the runs of the steps chosen. */
static enum sl_status cover_straight(struct sl_plan *plan, struct sl_error *err)
{
    struct sl_step step;
    bool narrowed;
    sl_plan_rewind(plan);
    while (sl_plan_take(plan, &step, &narrowed)) {
        SL_TRY(list_step(plan, &step, narrowed, err));
    }
    return SL_OK;
}

/* The best worth of the other reading of the names; SL_TICKS_NEVER when it has none. */
static int32_t crossed_bound(const struct sl_plan *plan)
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

static double crossed_cost(const struct sl_plan *plan, unsigned field)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    double cost = 0.0;
    for (size_t at = 0; at < in->crossed_count; at++) {
        cost += SL_LIST_START_COST;
        cost += sl_plan_list_length(plan, field, in->crossed[at].code, in->crossed[at].code + 1);
    }
    return cost;
}

static enum sl_status take_crossed(const struct sl_plan *plan, unsigned field, struct sl_error *err)
{
    const struct sl_probe_field *in = &plan->probe->fields[field];
    for (size_t at = 0; at < in->crossed_count && plan->part->starts[field] != NULL; at++) {
        const struct sl_range codes = { in->crossed[at].code, in->crossed[at].code + 1 };
        SL_TRY(add_list(plan, field, codes, false, err));
    }
    return SL_OK;
}

/*
 * Names read in the other order count only where neither disagrees. Where all records of the part
 * have a name, its lists hold all that can agree; otherwise both names' lists are needed.
 */
static enum sl_status cover_crossed(const struct sl_plan *plan, struct sl_error *err)
{
    const struct sl_schema *schema = plan->probe->weights->scorer->table->schema;
    const int32_t crossed = crossed_bound(plan);
    if (crossed == SL_TICKS_NEVER ||
        sl_plan_nameless_bound(plan) + crossed < plan->search->least_ticks) {
        return SL_OK;
    }
    const unsigned names[2] = { schema->given, schema->surname };
    bool enough[2];
    for (unsigned name = 0; name < 2; name++) {
        enough[name] = (plan->part->held >> names[name] & 1U) != 0 &&
                       plan->probe->fields[names[name]].crossed_count > 0;
    }
    if (!enough[0] && !enough[1]) {
        SL_TRY(take_crossed(plan, names[0], err));
        return take_crossed(plan, names[1], err);
    }
    const bool given =
        enough[0] && (!enough[1] || crossed_cost(plan, names[0]) <= crossed_cost(plan, names[1]));
    return take_crossed(plan, names[given ? 0 : 1], err);
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

/* Can the part hold a record that the search is for? */
static bool concerns(const struct sl_index_part *part, const struct sl_search *search)
{
    return part->end > part->first && part->end > search->first_place &&
           part->records.low < search->records.end && search->records.low < part->records.end;
}

/* Look at every record, and keep those that stand far enough behind. */
static enum sl_status
scan_all(struct sl_probe *probe, const struct sl_search *search, struct sl_error *err)
{
    struct sl_scan scan;
    sl_scan_init(&scan, probe, search->least_ticks);
    probe->found_count = 0;
    enum sl_status status = SL_OK;
    const struct sl_table *table = probe->index->table;
    for (uint32_t place = search->first_place; place < table->record_count && status == SL_OK;
         place++) {
        const uint32_t record = probe->index->order[place];
        const bool wanted = record >= search->records.low && record < search->records.end;
        probe->looked_at += wanted;
        if (wanted && sl_scan_reaches(&scan, sl_table_row(table, record))) {
            status = sl_probe_keep(probe, record, err);
        }
    }
    drop_repeats(probe);
    return status;
}

enum sl_status
sl_probe_search(struct sl_probe *probe, const struct sl_search *search, struct sl_error *err)
{
    struct sl_plan *plan = probe->plan;
    probe->found_count = 0;
    probe->run_count = 0;
    for (unsigned part = 0; part < probe->index->part_count; part++) {
        if (!concerns(&probe->index->parts[part], search)) {
            continue;
        }
        sl_plan_init(plan, probe, &probe->index->parts[part], search);
        if (!sl_plan_choose(plan)) {
            return scan_all(probe, search, err);
        }
        SL_TRY(cover_straight(plan, err));
        if (sl_probe_crosses(probe)) {
            SL_TRY(cover_crossed(plan, err));
        }
    }
    if (probe->run_count == 0) {
        return SL_OK;
    }
    const enum sl_status status = sl_probe_scan_runs(probe, search, err);
    drop_repeats(probe);
    return status;
}
