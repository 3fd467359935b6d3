/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_run.h - the use case "which records are one person?", from files to files.
 */
#ifndef SL_APP_LINK_RUN_H
#define SL_APP_LINK_RUN_H

#include "app/link_load.h"
#include "base/arena.h"
#include "base/error.h"
#include "sightline/linkage.h"
#include "sightline/source.h"

/* What is read and written. Paths may be NULL (not wanted) and "-" (standard output). */
struct sl_link_job {
    struct sl_link_inputs inputs;
    const char *clusters_path;
    const char *pairs_path;
    const char *ties_path;
    const char *save_model_path;
    struct sl_arena *arena; /* where the report's names of sources live; NULL: none are reported */
};

/* How a run went. Seconds are 0 without a clock. SL_STAGE_READ has the time for the files, too. */
struct sl_link_report {
    struct sl_linkage_summary summary;
    struct sl_linkage_source *sources; /* source_count, the one with the most records first */
    size_t source_count;
    bool distinct_in_source; /* was it asked for? */
    bool strict_twins;       /* was it asked for? */
    double write_seconds;    /* writing results and bringing them to disk */
    double total_seconds;
};

/*
 * Read, link and write.
 *
 *   options  as for sl_link_load; find_ties is filled in here
 *
 * Nothing is written unless everything before succeeded; each file then appears whole.
 * Errors: those of reading, linking and writing; SL_USAGE when an output is an input or is named
 * twice. *ret_report is then left alone.
 */
SL_NODISCARD enum sl_status sl_link_run(
    const struct sl_link_job *job,
    const struct sl_linkage_options *options,
    struct sl_link_report *ret_report,
    struct sl_error *err
);

#endif
