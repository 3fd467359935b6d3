/* SPDX-License-Identifier: Apache-2.0 */
/*
 * linkage_impl.h - what a linkage holds, for the files that make up the public interface.
 */
#ifndef SL_LINK_LINKAGE_IMPL_H
#define SL_LINK_LINKAGE_IMPL_H

#include "base/buf.h"
#include "link/chance.h"
#include "link/cluster.h"
#include "link/community.h"
#include "link/edge.h"
#include "link/gather.h"
#include "link/index.h"
#include "link/joins.h"
#include "link/known.h"
#include "link/model.h"
#include "link/possible.h"
#include "link/reference.h"
#include "link/rule.h"
#include "link/score.h"
#include "link/table.h"
#include "link/weights.h"
#include "sightline/linkage.h"
#include "sightline/near.h"
#include "sightline/source.h"

/* How far a linkage has come. */
enum sl_linkage_state {
    SL_LINKAGE_OPEN,     /* records are being added */
    SL_LINKAGE_PREPARED, /* scorer, weights and index are ready */
    SL_LINKAGE_RUN,      /* clusters are known, too */
    SL_LINKAGE_FAILED
};

struct sl_linkage {
    struct sl_linkage_options options; /* kinds and columns are not kept */
    enum sl_linkage_state state;
    struct sl_schema schema;
    struct sl_gather gather;
    struct sl_table table;
    struct sl_index index;
    struct sl_community community;
    struct sl_model model;
    bool model_given;
    struct sl_reference reference; /* given: frequencies are not counted */
    struct sl_buf reference_bytes;
    struct sl_chance chances[SL_FIELD_LIMIT];
    struct sl_scorer scorer;
    struct sl_weights weights;
    struct sl_edges edges;     /* after run: at or above the threshold */
    struct sl_near_pair *near; /* after run by a reference: all that reached the floor */
    size_t near_count;
    struct sl_rules rules;
    struct sl_known known;
    struct sl_aparts aparts; /* what the rules forbid and the weights do not */
    struct sl_joins joins;
    struct sl_possibles possibles;
    uint32_t *clusters;
    struct sl_linkage_source *sources; /* after run: those with names */
    size_t source_count;
    struct sl_linkage_summary summary;
    struct sl_neighbour_index *searches[SL_FIELD_LIMIT]; /* by domain; opened by queries */
    struct sl_buf json;
    double stage_start;
};

/* The weight down to which pairs of records are looked for. */
double sl_linkage_floor(const struct sl_linkage *linkage);

/* near.c: keep which pairs were found, before any is left out. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_linkage_keep_near(struct sl_linkage *linkage, struct sl_error *err);

/* How the linkage clusters. Borrows its holds. */
struct sl_cluster_options sl_linkage_cluster_options(const struct sl_linkage *linkage);

#endif
