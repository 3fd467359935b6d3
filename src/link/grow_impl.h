/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grow_impl.h - what a growth holds, for the files that make it up.
 *
 * Records below `base` are the linkage's, the others are the tail's. An id has a name: a number
 * below `base` when the linkage has a record of that id, else one behind it. Holds are between
 * names, so they outlive records.
 */
#ifndef SL_LINK_GROW_IMPL_H
#define SL_LINK_GROW_IMPL_H

#include <stdbool.h>
#include <stdint.h>

#include "link/excerpt.h"
#include "link/late.h"
#include "link/possible.h"
#include "link/query_impl.h"
#include "link/tail.h"
#include "sightline/grow.h"
#include "sightline/near.h"

/* The cluster of a record that nobody asked for yet; SL_RECORD_NONE: it is in none. */
#define SL_CLUSTER_UNKNOWN (UINT32_MAX - 1)

/* A growing list of numbers. Zeroed is empty. */
struct sl_numbers {
    uint32_t *items;
    size_t count, capacity;
};

/* Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_numbers_add(struct sl_numbers *numbers, uint32_t number);
SL_NODISCARD enum sl_status sl_numbers_reserve(struct sl_numbers *numbers, size_t more);

/* One direction of a pair of records whose weight reaches the floor. */
struct sl_grow_edge {
    uint32_t other;
    uint32_t next; /* 1 + the next edge of the same record; 0: none */
    float bits;
};

/* A hold between two names. */
struct sl_grow_hold {
    enum sl_hold hold;
    bool gone;
    uint32_t ends[2];
    uint32_t next[2]; /* 1 + the next hold of the same end; 0: none */
};

/* What has to be looked at together: all that is connected with one record. */
struct sl_grow_part {
    struct sl_numbers records;   /* as they were reached */
    struct sl_numbers leaves;    /* children and possible twins who count, but are not joined */
    struct sl_numbers holds;     /* of the records; ascending, but some twice */
    struct sl_excerpt_row *rows; /* of records and leaves, ascending by id */
    size_t row_count, row_capacity;
    uint32_t *clusters; /* by row: the row that names its cluster */
    size_t cluster_capacity;
    bool within;           /* no edges between clusters, as last settled */
    struct sl_edges edges; /* between rows */
    size_t edge_capacity;
};

/* What clustering a part needs and finds. */
struct sl_grow_clustering {
    struct sl_known known;
    struct sl_aparts aparts;
    struct sl_possibles possibles;
    struct sl_joins joins;
    struct sl_table *table; /* the excerpt's */
};

/* What the last settle found. */
struct sl_grow_found {
    struct sl_numbers touched, clusters; /* side by side */
    struct sl_growth_change *changes;
    size_t change_count, change_capacity;
    struct sl_possibles possibles;
    struct sl_linkage_conflict *conflicts;
    size_t conflict_count, conflict_capacity;
};

struct sl_growth {
    struct sl_linkage *linkage; /* borrowed */
    uint32_t base;              /* records of the linkage */
    double floor_bits;          /* of edges */
    struct sl_cluster_options options;
    struct sl_query *query;
    struct sl_late late;
    struct sl_tail tail;
    struct sl_excerpt excerpt;
    struct sl_dictionary source_names;
    uint8_t sources[SL_TAIL_LIMIT]; /* of the tail */
    uint32_t names[SL_TAIL_LIMIT];  /* of the tail */
    /* By record, with room for a full tail. */
    bool *gone;
    bool *searched;     /* its edges within the linkage are known */
    uint32_t *edges;    /* 1 + its first edge; 0: none */
    uint32_t *marks;    /* the walk that came by */
    uint32_t *places;   /* its row in the part at hand; scratch for rings */
    uint32_t *clusters; /* as last settled: the record that names it */
    uint32_t *rings;    /* the next record of its cluster */
    struct sl_grow_edge *edge_pool;
    size_t edge_count, edge_capacity;
    struct sl_grow_edge *fresh; /* of a record that is being added */
    size_t fresh_count, fresh_capacity;
    struct sl_probe probe; /* of records of the linkage */
    /* Given, and then nothing is searched for: near_others[near_starts[r]] .. are near record r. */
    uint32_t *near_starts, *near_others;
    struct sl_numbers near; /* given out by sl_growth_near */
    /* Names. */
    struct sl_dictionary more_names; /* ids that the linkage does not have */
    uint32_t *current;               /* by name: the record that has the id, or none */
    uint32_t *first_hold;            /* by name: 1 + its first hold; 0: none */
    size_t current_capacity, first_hold_capacity;
    struct sl_grow_hold *holds;
    size_t hold_count, hold_capacity;
    uint32_t walk;             /* number of the last walk */
    struct sl_numbers pending; /* records to settle */
    struct sl_numbers removed; /* since the last settle, and in a cluster before */
    struct sl_numbers members; /* given out by sl_growth_members */
    struct sl_grow_part part;
    struct sl_grow_found found, aside; /* by the last settle; of what did not change */
};

/* Is a record there? */
static inline bool sl_growth_there(const struct sl_growth *growth, uint32_t record)
{
    return !growth->gone[record];
}

/* The name of a record's id. */
static inline uint32_t sl_growth_name(const struct sl_growth *growth, uint32_t record)
{
    return record < growth->base ? record : growth->names[record - growth->base];
}

/* The codes of a record; of the tail's they may be late ones. */
static inline const uint32_t *sl_growth_row(const struct sl_growth *growth, uint32_t record)
{
    return record < growth->base ? sl_table_row(&growth->linkage->table, record)
                                 : sl_tail_row(&growth->tail, record - growth->base);
}

/* grow_hold.c: names and holds. */

/* The name of an id; false when it has none. */
bool sl_growth_find_name(const struct sl_growth *growth, struct sl_str id, uint32_t *ret_name);
/* The same; an id without one gets one. Errors: SL_NO_MEMORY, SL_LIMIT. */
SL_NODISCARD enum sl_status
sl_growth_make_name(struct sl_growth *growth, struct sl_str id, uint32_t *ret_name);
/* Room for names of all ids of the linkage, and its holds. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_take_holds(struct sl_growth *growth);
/* The id of a name. */
struct sl_str sl_growth_id(const struct sl_growth *growth, uint32_t name);
/*
 * List the records at the other ends of a record's holds, for whom it matters whether the record is
 * there; appended. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_growth_held_with(struct sl_growth *growth, uint32_t name, struct sl_numbers *records);

/* grow_edge.c: which pairs reach the floor. */

/* Room for more edges. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_reserve_edges(struct sl_growth *growth, size_t more);
/* Add a pair, for which there is room: as edge of `from` only. */
void sl_growth_add_edge(struct sl_growth *growth, uint32_t from, uint32_t other, float bits);
/* Find the edges of a record of the linkage within it, if that was not done. SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_search(struct sl_growth *growth, uint32_t record);
/*
 * Find the edges of a new record with the linkage (the query has seen it) and with the tail, into
 * growth->fresh. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_growth_meet(
    struct sl_growth *growth,
    const struct sl_excerpt_row *row,
    const struct sl_query_match *matches,
    size_t match_count,
    struct sl_error *err
);
/* Add a record to part.rows. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_add_row(struct sl_growth *growth, uint32_t record);
/* Let part.rows ascend by id, and make an excerpt of them. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_copy_rows(struct sl_growth *growth, struct sl_error *err);

/* grow_part.c: what is connected, and how it clusters. */

/* Start to collect a part; after that, leaves and holds are sorted. */
void sl_growth_begin_walk(struct sl_growth *growth);
void sl_growth_end_walk(struct sl_growth *growth);
/* Note the holds of a record, and children whose birth it needs. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_note_holds(struct sl_growth *growth, uint32_t record);
/* Find all that is connected with a record. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_growth_reach(struct sl_growth *growth, uint32_t record);
/* Was a record reached by the last walk, not only as a leaf? */
static inline bool sl_growth_reached(const struct sl_growth *growth, uint32_t record)
{
    return growth->marks[record] == growth->walk;
}
/*
 * Cluster the part that was reached; what is found is appended. Errors: SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status
sl_growth_cluster_part(struct sl_growth *growth, struct sl_grow_found *found, struct sl_error *err);
/*
 * Copy and cluster part.records, all of them marked as reached; rows' clusters are in
 * part.clusters. End it with sl_growth_end_part, also when it failed. Errors: SL_NO_MEMORY,
 * SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_growth_run_part(
    struct sl_growth *growth, struct sl_grow_clustering *clustering, struct sl_error *err
);
void sl_growth_end_part(struct sl_grow_clustering *clustering);
/*
 * See to it that the clusters of these records are known as they were last settled.
 * Errors: SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_growth_know(
    struct sl_growth *growth, const uint32_t *records, size_t count, struct sl_error *err
);
/* Forget what was found. */
void sl_growth_forget(struct sl_grow_found *found);
/* Put records into their clusters, each cluster's by ascending ids. */
void sl_growth_put(struct sl_growth *growth, uint32_t record, uint32_t cluster);

#endif
