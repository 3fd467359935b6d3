/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grow.h - records that come, change and go after a linkage was prepared.
 *
 *     linkage: open, use_model, use_reference, add ..., hold ..., prepare (or run)
 *     growth:  open -> add, remove, hold, release ... -> settle -> what changed -> close
 *
 * Settling compares again only what is connected with what was added, removed or held since, with
 * the same rules and the same code as a run. The answer is that of a run: the clusters and possible
 * pairs are those that sl_linkage_run gives for the records that are there and the holds whose
 * records are there, with the same options, model and reference, in whatever order and in however
 * many steps it came about. Each record is compared with all others, without blocking; time: about
 * a millisecond for a record that joins a usual cluster.
 *
 * Records have numbers: those of the linkage keep theirs, each that is added gets the next one. A
 * number is never used again, also when its record is removed, and its id can be asked for until
 * close. A cluster is named by its record with the lowest id in byte order, as in a run.
 * One thread at a time.
 */
#ifndef SIGHTLINE_GROW_H
#define SIGHTLINE_GROW_H

#include <stddef.h>
#include <stdint.h>

#include "sightline/explain.h"
#include "sightline/known.h"
#include "sightline/linkage.h"
#include "sightline/possible.h"
#include "sightline/status.h"
#include "sightline/str.h"

/*
 * How many records one growth takes, removed ones counted. They are compared with each other one by
 * one; when there are more, it is time to prepare a new linkage with all records.
 */
#define SL_TAIL_LIMIT 16384u
/* No record. */
#define SL_RECORD_NONE UINT32_MAX

struct sl_growth;

/*
 * Let a linkage grow.
 *
 *   linkage  prepared or run, with model and reference and a given threshold; borrowed until close.
 *            Queries and explanations of it go on, and know nothing of what the growth takes in.
 *
 * Errors: SL_INVALID (no reference; threshold_auto), SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status
sl_growth_open(struct sl_linkage *linkage, struct sl_growth **ret_growth, struct sl_error *err);
/* Close; NULL is fine. */
SL_API void sl_growth_close(struct sl_growth *growth);
/* For a cleanup attribute on a struct sl_growth * variable. */
SL_API void sl_growth_close_ptr(struct sl_growth **growth);

/*
 * Add a record. To replace one, remove it first: the new version may have the same id.
 *
 *   id          that no record has which is there; copied
 *   values      as for sl_linkage_add; copied as needed
 *   ret_record  its number
 *
 * Errors: SL_INVALID (a record has the id), SL_LIMIT (SL_TAIL_LIMIT; named sources), SL_NO_MEMORY;
 * the growth is then as before.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_add(
    struct sl_growth *growth,
    struct sl_str id,
    const struct sl_str *values,
    uint32_t *ret_record,
    struct sl_error *err
);

/*
 * Remove the record that has this id. Its holds sleep until a record has that id again.
 * Errors: SL_NOT_FOUND, SL_NO_MEMORY; the growth is then as before.
 */
SL_API SL_NODISCARD enum sl_status
sl_growth_remove(struct sl_growth *growth, struct sl_str id, struct sl_error *err);

/*
 * Hold two records together or apart, after all holds that are there: see known.h. Ids that no
 * record has (yet) are fine: a hold sleeps until both of its ids have records.
 * Errors: SL_LIMIT, SL_NO_MEMORY; the growth is then as before.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_hold(
    struct sl_growth *growth,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
);

/*
 * Take back every hold of this kind of the two, whether the linkage or the growth was given it. For
 * all but PARENT left and right may be the other way round.
 * Errors: SL_NOT_FOUND (none is there), SL_NO_MEMORY; the growth is then as before.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_release(
    struct sl_growth *growth,
    enum sl_hold hold,
    struct sl_str left,
    struct sl_str right,
    struct sl_error *err
);

/*
 * Bring the clusters up to date. What it found is there until the next settle.
 * Errors: SL_NO_MEMORY, SL_LIMIT; what was to be settled still is, and it may be called again.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_settle(struct sl_growth *growth, struct sl_error *err);

/*
 * A record whose cluster is named by another record than when it was last settled; before anything
 * was settled, than in the linkage as it was opened.
 */
struct sl_growth_change {
    uint32_t record;
    uint32_t before; /* that named its cluster (it may be removed now); SL_RECORD_NONE: it is new */
    uint32_t after;  /* that names it now; SL_RECORD_NONE: it was removed */
};

/* What the last settle changed, ascending by record. */
SL_API size_t sl_growth_change_count(const struct sl_growth *growth);
SL_API struct sl_growth_change sl_growth_change_get(const struct sl_growth *growth, size_t index);

/*
 * The records that the last settle looked at, ascending: all those in any way connected with what
 * had changed, removed ones not among them. Whatever is not listed here, or removed, is as before.
 *
 *   ret_records  good until the next settle
 */
SL_API void
sl_growth_touched(const struct sl_growth *growth, const uint32_t **ret_records, size_t *ret_count);

/*
 * The possible pairs (possible.h) of clusters of the records touched; the id of left is below that
 * of right. They take the place of all earlier pairs with a record that is touched now or removed.
 */
SL_API size_t sl_growth_possible_count(const struct sl_growth *growth);
SL_API struct sl_linkage_possible
sl_growth_possible_get(const struct sl_growth *growth, size_t index);

/* Holds left out (known.h) among the records touched, in the order in which they were given. */
SL_API size_t sl_growth_conflict_count(const struct sl_growth *growth);
SL_API struct sl_linkage_conflict
sl_growth_conflict_get(const struct sl_growth *growth, size_t index);

/* How many numbers there are: every record is below. */
SL_API uint32_t sl_growth_record_count(const struct sl_growth *growth);
/* The id of a record, also of a removed one; good until close. */
SL_API struct sl_str sl_growth_record_id(const struct sl_growth *growth, uint32_t record);
/* The record that has this id, and is there. Errors: SL_NOT_FOUND. */
SL_API SL_NODISCARD enum sl_status sl_growth_record_find(
    const struct sl_growth *growth, struct sl_str id, uint32_t *ret_record, struct sl_error *err
);

/*
 * The record that names this record's cluster, as last settled; a record added or removed since is
 * in none: SL_RECORD_NONE. Where the linkage was only prepared, clusters that nobody asked for
 * before are found now. Errors: SL_NO_MEMORY, SL_LIMIT.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_cluster(
    struct sl_growth *growth, uint32_t record, uint32_t *ret_cluster, struct sl_error *err
);

/*
 * All records of this record's cluster, as last settled, by their ids in byte order.
 *
 *   ret_members  good until the next call for this growth
 *
 * Errors: as sl_growth_cluster.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_members(
    struct sl_growth *growth,
    uint32_t record,
    const uint32_t **ret_members,
    size_t *ret_count,
    struct sl_error *err
);

/* How two clusters agree, each taken as one person. */
struct sl_growth_weight {
    double weight_bits; /* without what is added for having been together before */
    double probability;
    enum sl_rule rule; /* what keeps them apart whatever the weight; SL_RULE_NONE: nothing */
};

/*
 * Weigh the clusters, as last settled, of two records. Errors: SL_INVALID (one and the same
 * cluster, or a record in none), SL_NO_MEMORY, SL_LIMIT.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_weigh(
    struct sl_growth *growth,
    uint32_t left,
    uint32_t right,
    struct sl_growth_weight *ret_weight,
    struct sl_error *err
);

/*
 * Explain a pair of records that are there, as sl_linkage_explain does.
 *
 *   ret_explanation  free with sl_explanation_free, before the growth is closed
 *
 * Errors: SL_NO_MEMORY.
 */
SL_API SL_NODISCARD enum sl_status sl_growth_explain(
    struct sl_growth *growth,
    uint32_t left,
    uint32_t right,
    struct sl_explanation **ret_explanation,
    struct sl_error *err
);

#endif
