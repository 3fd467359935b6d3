/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "link/probe_impl.h"

/* Places whose records are scored in one go. */
#define PENDING_PLACES 64u
/* Marks that are fetched of a run before it is scanned, and marks in a line of memory. */
#define FETCH_MARKS 512u
#define LINE_MARKS  32u
/* So few places are counted through instead of halved. */
#define COUNT_PLACES 8u
/* Fields that are looked at before the others. */
#define FIRST_FIELDS 3u

/* Places of records that a glance could not rule out. */
struct pending {
    size_t count;
    uint32_t places[PENDING_PLACES];
};

/* What each mark of a field can add above what the commonest adds. */
struct glance_field {
    const uint8_t *worths;
    uint32_t field;
    uint8_t most;
};

/*
 * A row whose marks do not reach the threshold together, in either order of the names, need not be
 * looked at. Marks are read where the index stands.
 */
struct glance {
    unsigned field_count;
    struct glance_field fields[SL_FIELD_LIMIT]; /* those that tell most apart come first */
    int32_t least;                              /* of all fields */
    bool crosses;
    unsigned names[2];     /* the fields of the names; only when crosses */
    int32_t crossed_least; /* of all fields but those, when names are read in the other order */
};

/*
 * The glance at rows that have one mark in a field, the run's: that is worth the same to all of
 * them, so three others are looked at before the rest. These must come to first_least together
 * with the run's own field, whatever the rest adds; in the other order of the names to
 * first_crossed.
 */
struct view {
    unsigned own;              /* the run's field; SL_FIELD_NONE: marks differ in it */
    const uint8_t *own_worths; /* NULL where it adds nothing */
    bool own_is_name;
    unsigned field_count;
    struct glance_field fields[SL_FIELD_LIMIT]; /* the others */
    int32_t first_least, first_crossed;
};

static void add_field(struct glance *glance, const struct sl_scan_field *field)
{
    unsigned at = glance->field_count++;
    while (at > 0 && glance->fields[at - 1].most < field->most) {
        glance->fields[at] = glance->fields[at - 1];
        at--;
    }
    glance->fields[at] = (struct glance_field){ field->worths, field->field, field->most };
}

/* Ticks in half bits, rounded down. */
static int32_t whole_halves(int32_t ticks)
{
    return ticks / SL_WORTH_TICKS - (ticks % SL_WORTH_TICKS < 0);
}

/* The most that a name adds in the other order. */
static int32_t most_crossed(const struct sl_scan_crossed *crossed)
{
    const bool counts = !crossed->any && crossed->item_count > 0;
    return counts && crossed->items[0].ticks > 0 ? crossed->items[0].ticks : 0;
}

static bool is_name(const struct glance *glance, unsigned field)
{
    return glance->crosses && (field == glance->names[0] || field == glance->names[1]);
}

static void init_glance(struct glance *glance, const struct sl_scan *scan)
{
    const int32_t least = scan->least_ticks - scan->base_ticks;
    glance->field_count = 0;
    glance->least = whole_halves(least);
    glance->crosses = scan->crosses;
    glance->crossed_least = 0;
    if (scan->crosses) {
        const int32_t names = most_crossed(&scan->crossed[0]) + most_crossed(&scan->crossed[1]);
        glance->names[0] = scan->crossed[0].field;
        glance->names[1] = scan->crossed[1].field;
        glance->crossed_least = whole_halves(least + sl_ticks(SL_SWAP_BITS) - names);
    }
    for (unsigned at = 0; at < scan->field_count; at++) {
        const struct sl_scan_field *field = &scan->fields[at];
        add_field(glance, field);
        glance->least -= field->other;
        glance->crossed_least -= is_name(glance, field->field) ? 0 : field->other;
    }
}

static void init_view(struct view *view, const struct glance *glance, unsigned own)
{
    view->own = own;
    view->own_worths = NULL;
    view->own_is_name = is_name(glance, own);
    view->field_count = 0;
    view->first_least = glance->least;
    view->first_crossed = glance->crossed_least;
    for (unsigned at = 0; at < glance->field_count; at++) {
        const struct glance_field *field = &glance->fields[at];
        if (field->field == own) {
            view->own_worths = field->worths;
        } else {
            const bool is_first = view->field_count < FIRST_FIELDS;
            view->first_least -= is_first ? 0 : field->most;
            view->first_crossed -= is_first || is_name(glance, field->field) ? 0 : field->most;
            view->fields[view->field_count++] = *field;
        }
    }
    /* Where there are fewer, one is counted again, so as to need no second kind of look. */
    for (unsigned at = view->field_count; at < FIRST_FIELDS; at++) {
        view->fields[at] = glance->fields[0];
    }
}

/* What the fields behind the first ones add, for the few rows that get so far. */
static int32_t add_rest(const struct view *view, const uint16_t *marks, int32_t sum)
{
    for (unsigned at = FIRST_FIELDS; at < view->field_count; at++) {
        sum += view->fields[at].worths[marks[view->fields[at].field]];
    }
    return sum;
}

/*
 * The first of ascending places start .. end-1 that is not below least. No branch to mispredict:
 * halves while there are many, then counts.
 */
static uint32_t skip_below(const uint32_t *places, uint32_t start, uint32_t end, uint32_t least)
{
    const uint32_t *base = places + start;
    uint32_t count = end - start;
    while (count > COUNT_PLACES) {
        const uint32_t half = count / 2;
        base += half & (0U - (uint32_t)(base[half - 1] < least));
        count -= half;
    }
    uint32_t below = 0;
    for (uint32_t at = 0; at < count; at++) {
        below += base[at] < least;
    }
    return (uint32_t)(base - places) + below;
}

/* The same, found from a place nearby: in steps that double, then between the last two. */
static uint32_t
skip_near(const uint32_t *places, struct sl_range range, uint32_t guess, uint32_t least)
{
    uint32_t step = COUNT_PLACES;
    if (guess < range.end && places[guess] < least) {
        range.low = guess + 1;
        while (range.end - range.low > step && places[range.low + step - 1] < least) {
            range.low += step;
            step *= 2;
        }
        range.end = range.end - range.low > step ? range.low + step : range.end;
    } else {
        range.end = guess;
        while (range.end - range.low > step && places[range.end - step] >= least) {
            range.end -= step;
            step *= 2;
        }
        range.low = range.end - range.low > step ? range.end - step : range.low;
    }
    return skip_below(places, range.low, range.end, least);
}

/* The first of some rows of marks, one of which ascends, where that one is not below least. */
static uint32_t skip_marks(
    const uint16_t *marks, size_t fields, struct sl_range range, uint32_t guess, uint32_t least
)
{
    uint32_t step = 1;
    if (guess < range.end && marks[guess * fields] < least) {
        range.low = guess + 1;
        while (range.end - range.low > step && marks[(range.low + step - 1) * fields] < least) {
            range.low += step;
            step *= 2;
        }
        range.end = range.end - range.low > step ? range.low + step : range.end;
    } else {
        range.end = guess < range.end ? guess : range.end;
        while (range.end - range.low > step && marks[(range.end - step) * fields] >= least) {
            range.end -= step;
            step *= 2;
        }
        range.low = range.end - range.low > step ? range.end - step : range.low;
    }
    while (range.low < range.end) {
        const uint32_t middle = range.low + (range.end - range.low) / 2;
        if (marks[middle * fields] < least) {
            range.low = middle + 1;
        } else {
            range.end = middle;
        }
    }
    return range.low;
}

/* Everything that scanning the runs of one search needs. */
struct scanning {
    struct sl_probe *probe;
    struct sl_scan scan;
    struct glance glance;
    struct view view;
    struct pending pending;
    const struct sl_search *search;
};

/*
 * Cut a run of the first sort field down to the places that are to be looked at. Its list holds all
 * places behind those without a value, without a gap.
 */
static void narrow_sorted(const struct sl_index *index, struct sl_probe_run *run)
{
    const uint32_t base = run->part->places[run->field][0];
    const uint32_t least = run->first_place > base ? run->first_place - base : 0;
    run->start = run->start > least ? run->start : least;
    if (run->second.end == UINT32_MAX || run->start >= run->end) {
        return;
    }
    const uint32_t *codes = index->second_codes + base;
    run->start = skip_below(codes, run->start, run->end, run->second.low);
    run->end = skip_below(codes, run->start, run->end, run->second.end);
}

/* Cut a run in the order of a mate down to one mark, the places of which ascend. */
static void narrow_mated(const struct sl_index *index, struct sl_probe_run *run)
{
    const size_t fields = index->table->field_count;
    const struct sl_index_mated *mated = &run->part->mated[run->field];
    const uint16_t *marks = mated->marks + index->mates[run->field];
    const struct sl_range list = { run->start, run->end };
    run->start = skip_marks(marks, fields, list, sl_run_guess(run), run->mark);
    const struct sl_range rest = { run->start, run->end };
    run->end = skip_marks(marks, fields, rest, run->start, (uint32_t)run->mark + 1);
    if (run->first_place > run->part->first && run->end - run->start > COUNT_PLACES) {
        run->start = skip_below(mated->places, run->start, run->end, run->first_place);
    }
}

/* Cut a run down to the places that are to be looked at. */
static void narrow_run(const struct sl_index *index, struct sl_probe_run *run)
{
    const uint32_t *places = run->part->places[run->field];
    if (run->mated) {
        narrow_mated(index, run);
    } else if (run->field == index->sort_fields[0]) {
        narrow_sorted(index, run);
    } else if (run->ascending) {
        const uint32_t guess = sl_run_guess(run);
        const struct sl_range list = { run->start, run->end };
        if (run->first_place > run->part->first) {
            run->start = skip_near(places, list, guess, run->first_place);
        }
        if (run->end_place < run->part->end) {
            const struct sl_range rest = { run->start, run->end };
            run->end = skip_near(places, rest, run->start, run->end_place);
        }
    }
}

/* Narrow all runs and fetch what is left of them: all misses at once. */
static void narrow_runs(struct sl_probe *probe)
{
    const size_t fields = probe->weights->field_count;
    size_t kept = 0;
    for (size_t at = 0; at < probe->run_count; at++) {
        struct sl_probe_run run = probe->runs[at];
        narrow_run(probe->index, &run);
        if (run.start >= run.end) {
            continue;
        }
        probe->runs[kept++] = run;
        const uint16_t *marks = sl_run_marks(&run) + run.start * fields;
        const size_t count = (run.end - run.start) * fields;
        __builtin_prefetch(sl_run_places(&run) + run.start);
        for (size_t mark = 0; mark < count && mark < FETCH_MARKS; mark += LINE_MARKS) {
            __builtin_prefetch(marks + mark);
        }
        __builtin_prefetch(marks + count - 1);
    }
    probe->run_count = kept;
}

/*
 * Score the records at the places kept, those that the search is for. From a place to its record
 * and from there to its row are loads from far away: many are under way at a time.
 */
static enum sl_status score_pending(struct scanning *scanning, struct sl_error *err)
{
    struct sl_probe *probe = scanning->probe;
    const struct sl_range range = scanning->search->records;
    const struct sl_table *table = probe->index->table;
    uint32_t *records = scanning->pending.places; /* each in the stead of its place */
    size_t count = 0;
    for (size_t at = 0; at < scanning->pending.count; at++) {
        const uint32_t record = probe->index->order[scanning->pending.places[at]];
        if (record >= range.low && record < range.end) {
            records[count++] = record;
            __builtin_prefetch(sl_table_row(table, record));
        }
    }
    for (size_t at = 0; at < count; at++) {
        if (sl_scan_reaches(&scanning->scan, sl_table_row(table, records[at]))) {
            SL_TRY(sl_probe_keep(probe, records[at], err));
        }
    }
    scanning->pending.count = 0;
    return SL_OK;
}

/* Keep a place, if it is not in front of those looked at, to have its record scored. */
static enum sl_status
keep_place(struct scanning *scanning, uint32_t place, uint32_t first_place, struct sl_error *err)
{
    if (place < first_place) {
        return SL_OK;
    }
    __builtin_prefetch(&scanning->probe->index->order[place]);
    scanning->pending.places[scanning->pending.count++] = place;
    return scanning->pending.count < PENDING_PLACES ? SL_OK : score_pending(scanning, err);
}

/* May records of a run be the probing one with its names in the other order? */
static bool
may_cross(const struct sl_scan *scan, const struct sl_probe_run *run, const uint16_t *marks)
{
    bool may = scan->crosses;
    for (unsigned which = 0; which < 2 && may && run->ascending; which++) {
        /* All of the run have one mark in its field. */
        const struct sl_scan_crossed *crossed = &scan->crossed[which];
        may = run->field != crossed->field || crossed->listed[marks[run->field]];
    }
    return may;
}

/* Make scanning->view that of a run, which is mostly that of the run before. */
static void look_along(struct scanning *scanning, const struct sl_probe_run *run)
{
    const unsigned own = run->ascending ? run->field : SL_FIELD_NONE;
    if (scanning->view.field_count == 0 || scanning->view.own != own) {
        init_view(&scanning->view, &scanning->glance, own);
    }
}

/* The first fields mostly decide alone, so they are kept at hand. */
static enum sl_status
scan_run(struct scanning *scanning, const struct sl_probe_run *run, struct sl_error *err)
{
    const struct view *view = &scanning->view;
    const struct sl_scan_crossed *crossed = scanning->scan.crossed;
    const size_t fields = scanning->probe->weights->field_count;
    const uint32_t *places = sl_run_places(run);
    const uint16_t *marks = sl_run_marks(run) + run->start * fields;
    const bool crosses = may_cross(&scanning->scan, run, marks);
    look_along(scanning, run);
    const int32_t own = view->own_worths == NULL ? 0 : view->own_worths[marks[run->field]];
    const int32_t least = scanning->glance.least - own;
    const int32_t straight = view->first_least - own;
    const int32_t other = view->first_crossed - (view->own_is_name ? 0 : own);
    const int32_t first_least = crosses && other < straight ? other : straight;
    const struct glance_field one = view->fields[0];
    const struct glance_field two = view->fields[1];
    const struct glance_field three = view->fields[2];
    for (uint32_t at = run->start; at < run->end; at++, marks += fields) {
        const int32_t sum = one.worths[marks[one.field]] + two.worths[marks[two.field]] +
                            three.worths[marks[three.field]];
        if (sum < first_least) {
            continue;
        }
        if (add_rest(view, marks, sum) >= least ||
            (crosses && crossed[0].listed[marks[crossed[0].field]] &&
             crossed[1].listed[marks[crossed[1].field]])) {
            SL_TRY(keep_place(scanning, places[at], run->first_place, err));
        }
    }
    scanning->probe->looked_at += run->end - run->start;
    return SL_OK;
}

enum sl_status
sl_probe_scan_runs(struct sl_probe *probe, const struct sl_search *search, struct sl_error *err)
{
    struct scanning scanning;
    scanning.probe = probe;
    scanning.search = search;
    scanning.pending.count = 0;
    scanning.view.field_count = 0; /* none yet */
    narrow_runs(probe);
    sl_scan_init(&scanning.scan, probe, search->least_ticks);
    init_glance(&scanning.glance, &scanning.scan);
    enum sl_status status = SL_OK;
    for (size_t at = 0; at < probe->run_count && status == SL_OK; at++) {
        status = scan_run(&scanning, &probe->runs[at], err);
    }
    if (status == SL_OK) {
        status = score_pending(&scanning, err);
    }
    return status;
}
