/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_evaluate.h - the use case "how good are these clusters, now that the truth is known?"
 */
#ifndef SL_APP_LINK_EVALUATE_H
#define SL_APP_LINK_EVALUATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "link/evaluate.h"

/* What is compared. truth_count is 1, or 2 for clusters of two files (a first, then b). */
struct sl_evaluate_job {
    const char *clusters_path;
    size_t truth_count;
    const char *truth_paths[2];
    const char *id_columns[2];
    const char *truth_column;  /* one of these two is not NULL: the column that names the person, */
    const char *truth_pattern; /* or the expression whose first group in the id does */
    uint64_t *short_rows;      /* as in struct sl_link_inputs, of the truth */
};

/*
 * Read clusters and truth and compare them. Every record must be in both. A record without a truth
 * is a person of its own.
 * Errors: those of reading; SL_INVALID, naming the first record that is in one of them only.
 */
SL_NODISCARD enum sl_status sl_link_evaluate(
    const struct sl_evaluate_job *job, struct sl_evaluation *ret_evaluation, struct sl_error *err
);

#endif
