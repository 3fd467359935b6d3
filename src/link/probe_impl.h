/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probe_impl.h - what probe.c, which scores, probe_plan.c, which decides where to look, and
 *                probe_run.c, which looks there, share.
 */
#ifndef SL_LINK_PROBE_IMPL_H
#define SL_LINK_PROBE_IMPL_H

#include "link/probe.h"

/* A table of worths counts half bits, rounded up. */
#define SL_WORTH_TICKS (SL_TICKS_A_BIT / 2)

/*
 * One field of the probing record while rows are scored against it: what each code adds, the
 * parents it shares, and the most that this field and those behind it can still add.
 *
 * worths[mark] is by how many half bits the best code with this mark that is listed or shares a
 * parent may be worth more than `other`, which all others are: 0 for marks that no such code has.
 */
struct sl_scan_field {
    const uint8_t *worths; /* by mark */
    const struct sl_weighted *items;
    size_t item_count;
    uint64_t scale; /* of marks */
    uint32_t field;
    int32_t else_ticks;
    int32_t rest_ticks;
    int8_t other;
    uint8_t most; /* of worths */
    unsigned parent_count;
    uint32_t parent_low[SL_PARENT_LIMIT], parent_span[SL_PARENT_LIMIT];
    int32_t parent_ticks[SL_PARENT_LIMIT];
};

/* One of the two names, read in the other order: what it may be then. */
struct sl_scan_crossed {
    bool listed[SL_MARK_COUNT]; /* by mark: may it be one of them? */
    const struct sl_weighted *items;
    size_t item_count;
    uint64_t scale; /* of marks */
    uint32_t field;
    bool any; /* it may be anything */
};

/* What scoring one row after the other needs: the fields not missing, the weightiest first. */
struct sl_scan {
    unsigned field_count;
    struct sl_scan_field fields[SL_FIELD_LIMIT];
    int32_t base_ticks, least_ticks;
    bool crosses;
    struct sl_scan_crossed crossed[2]; /* given name and surname; only when crosses */
};

/* Are there a given name and a surname that could stand in each other's place? */
bool sl_probe_crosses(const struct sl_probe *probe);

/* Make ready to score against probe->fields, in the probe's tables. */
void sl_scan_init(struct sl_scan *scan, struct sl_probe *probe, int32_t least_ticks);

/* Do the names, read in the other order, lift a row to the threshold? */
bool sl_scan_crosses(const struct sl_scan *scan, const uint32_t *row);

/* What one field of a row adds. */
static inline int32_t sl_scan_ticks(const struct sl_scan_field *field, uint32_t code)
{
    if (code == SL_CODE_MISSING) {
        return 0;
    }
    for (size_t at = 0; at < field->item_count && field->worths[sl_mark(code, field->scale)] > 0;
         at++) {
        if (field->items[at].code == code) {
            return field->items[at].ticks;
        }
    }
    for (uint32_t which = 0; which < field->parent_count; which++) {
        if (code - field->parent_low[which] < field->parent_span[which]) {
            return field->parent_ticks[which];
        }
    }
    return field->else_ticks;
}

/* Could the names of a row be those of the probing record in the other order? A quick look. */
static inline bool sl_scan_may_cross(const struct sl_scan *scan, const uint32_t *row)
{
    const struct sl_scan_crossed *crossed = &scan->crossed[0];
    return scan->crosses && crossed->listed[sl_mark(row[crossed->field], crossed->scale)];
}

/*
 * Does a row reach the threshold? Its ticks are not below its weight by more than SL_TICK_SLACK.
 * Stops as soon as the fields that are left cannot make up for those seen.
 */
static inline bool sl_scan_reaches(const struct sl_scan *scan, const uint32_t *row)
{
    int32_t sum = scan->base_ticks;
    for (unsigned at = 0; at < scan->field_count; at++) {
        if (sum + scan->fields[at].rest_ticks < scan->least_ticks) {
            return sl_scan_may_cross(scan, row) && sl_scan_crosses(scan, row);
        }
        sum += sl_scan_ticks(&scan->fields[at], row[scan->fields[at].field]);
    }
    return sum >= scan->least_ticks || (sl_scan_may_cross(scan, row) && sl_scan_crosses(scan, row));
}

/* The places that a run is of, from start to end. */
static inline const uint32_t *sl_run_places(const struct sl_probe_run *run)
{
    return run->mated ? run->part->mated[run->field].places : run->part->places[run->field];
}

/* And the marks beside them. */
static inline const uint16_t *sl_run_marks(const struct sl_probe_run *run)
{
    return run->mated ? run->part->mated[run->field].marks : run->part->marks[run->field];
}

/* Is a run one of the first sort field that is to be cut down to codes of the second? */
static inline bool sl_run_has_second(const struct sl_probe_run *run)
{
    return run->second.end != UINT32_MAX;
}

/* How many of a part's records have a lower code of the second sort field. */
static inline uint32_t
sl_second_below(const struct sl_index *index, const struct sl_index_part *part, uint32_t code)
{
    const unsigned field = index->sort_fields[1];
    const uint32_t values = sl_table_domain(index->table, field)->dictionary.count;
    const uint32_t *starts = part->starts[field];
    const uint32_t missing = part->end - part->first - starts[values + 1];
    return code == SL_CODE_MISSING ? 0 : missing + starts[code];
}

/*
 * About where in the list of one code what is looked at begins. Who has a value is spread over the
 * birth dates, over the postcodes and over the values of the mate, as all are: a guess, to begin
 * at.
 */
static inline uint32_t sl_run_guess(const struct sl_index *index, const struct sl_probe_run *run)
{
    const struct sl_index_part *part = run->part;
    const uint64_t length = run->end - run->start;
    if (run->mated) {
        const uint32_t *below = part->mated[run->field].below;
        return run->start + (uint32_t)(length * below[run->mark] / below[SL_MARK_COUNT]);
    }
    const uint32_t behind = run->first_place > part->first ? run->first_place - part->first : 0;
    const uint64_t first =
        sl_run_has_second(run) ? sl_second_below(index, part, run->second.low) : behind;
    return run->start + (uint32_t)(length * first / (part->end - part->first));
}

/* Score the records of probe->runs, already located, into found. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_probe_scan_runs(struct sl_probe *probe, const struct sl_search *search, struct sl_error *err);

/* Append to found. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_probe_keep(struct sl_probe *probe, uint32_t record, struct sl_error *err);

#endif
