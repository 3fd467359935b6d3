/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_explain.h - the use case "why does the model think that these two records are one person?"
 */
#ifndef SL_APP_LINK_EXPLAIN_H
#define SL_APP_LINK_EXPLAIN_H

#include "app/link_load.h"
#include "app/waterfall.h"
#include "base/arena.h"
#include "base/error.h"
#include "sightline/explain.h"
#include "sightline/linkage.h"

/* Which pair. With two files the first id is of the first file, the second of the second. */
struct sl_explain_job {
    struct sl_link_inputs inputs; /* model_path is needed */
    const char *pair;      /* "ID1,ID2"; an id with a comma stands between quotes, as in CSV */
    const char *html_path; /* a page is written here; NULL for none */
};

/* The explained pair. Everything is good until sl_explained_pair_finish. */
struct sl_explained_pair {
    struct sl_arena arena;
    struct sl_linkage *linkage;
    struct sl_explanation *explanation;
    struct sl_str ids[2];
    struct sl_waterfall waterfall;
};

/*
 * Read the files, explain the pair, and write the page if one is wanted.
 * Errors: those of reading and writing; SL_INVALID (a pair that is not two different ids),
 * SL_NOT_FOUND (an id that is not in the file). Free *ret_pair with sl_explained_pair_finish.
 */
SL_NODISCARD enum sl_status sl_link_explain(
    const struct sl_explain_job *job,
    const struct sl_linkage_options *options,
    struct sl_explained_pair *ret_pair,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_explained_pair_finish(struct sl_explained_pair *pair);

#endif
