/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probe.h - for one record, all others whose sum of weights reaches a threshold.
 *
 * A prefix filter over weights. What a field can add is bounded by its best value that is not
 * looked up. As long as the bounds of all fields still reach the threshold, look up more: the
 * cheapest step first. When they no longer do, every record that could reach the threshold stands
 * in one of the lists looked up, whatever its fields: nothing is blocked, nothing is lost. Which
 * lists those are, and which stretches of them, is decided for each part of the index by itself
 * (probe_plan.h).
 *
 * Source:  R. J. Bayardo, Y. Ma, R. Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007.
 * Differs: weights belong to pairs of values (similar values count), and the probed set is the
 *          cheapest cover per record instead of a prefix in a fixed order. Time: measured, looks a
 *          record grow as the 0.8th power of the records (docs/benchmarks.md).
 */
#ifndef SL_LINK_PROBE_H
#define SL_LINK_PROBE_H

#include <stdint.h>

#include "base/error.h"
#include "link/index.h"
#include "link/weights.h"

/* What one field of the probing record may agree with. Zeroed: the field is missing. */
struct sl_probe_field {
    const struct sl_weighted *items; /* by falling ticks */
    size_t item_count;
    const struct sl_weighted *crossed; /* values of the other name that this field may hold */
    size_t crossed_count;
    unsigned parent_count;
    struct sl_range parents[SL_PARENT_LIMIT];
    int32_t parent_ticks[SL_PARENT_LIMIT];
    bool missing;
};

/*
 * A run of an index to be scanned: of codes at first, then of what the part lists for them. Of one
 * code's places, which ascend, those from first_place on and before end_place.
 */
struct sl_probe_run {
    const struct sl_index_part *part;
    uint32_t field;
    uint32_t start, end;
    uint32_t first_place, end_place;
    struct sl_range second; /* codes of the second sort field; only in a run of one of the first */
    bool ascending;         /* of one code */
    bool mated;             /* in the order of the mate, of one mark of it */
    uint16_t mark;
};

struct sl_plan;

/* One thread's scratch memory. */
struct sl_probe {
    const struct sl_weights *weights;
    const struct sl_index *index;
    uint8_t *worths;                 /* a table of SL_MARK_COUNT for each field */
    uint64_t scales[SL_FIELD_LIMIT]; /* of marks */
    struct sl_probe_field fields[SL_FIELD_LIMIT];
    uint32_t codes[SL_FIELD_LIMIT];   /* of the fields, when set from a row */
    uint64_t changes[SL_FIELD_LIMIT]; /* how often each field was set to something else */
    uint64_t loaded[SL_FIELD_LIMIT];  /* the change whose worths the table holds */
    uint8_t most[SL_FIELD_LIMIT];     /* of each table */
    struct sl_plan *plan;             /* NULL without an index */
    struct sl_probe_run *runs;
    size_t run_count, run_capacity;
    uint32_t *found;
    size_t found_count, found_capacity;
    uint64_t looked_at; /* pairs scored since open */
};

/* Errors: SL_NO_MEMORY. index may be NULL when only sl_probe_scan is used. */
SL_NODISCARD enum sl_status sl_probe_open(
    struct sl_probe *probe,
    const struct sl_weights *weights,
    const struct sl_index *index,
    struct sl_error *err
);
void sl_probe_close(struct sl_probe *probe);

/* Say that the caller is about to set a field: what was worked out for it no longer holds. */
void sl_probe_change(struct sl_probe *probe, unsigned field);

/* Set probe->fields from a row of codes. Neighbouring places share values: those stay as they are.
 */
void sl_probe_set_row(struct sl_probe *probe, const uint32_t *row);

/* Which records a search is for: those in `records` that stand at first_place or behind it. */
struct sl_search {
    struct sl_range records;
    uint32_t first_place; /* of the index */
    int32_t least_ticks;
};

/*
 * Find the records whose ticks against probe->fields reach least_ticks, into probe->found,
 * ascending. Uses the index. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_probe_search(struct sl_probe *probe, const struct sl_search *search, struct sl_error *err);

/* Find by looking at every record, wherever it stands: the oracle. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_probe_scan(
    struct sl_probe *probe, struct sl_range records, int32_t least_ticks, struct sl_error *err
);

#endif
