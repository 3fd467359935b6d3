/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_output.h - the results of a run as CSV.
 *
 *     clusters  id,cluster             or, for two files,  file,id,cluster
 *     pairs     id_a,id_b,match_weight,match_probability
 *     ties      cluster_a,cluster_b,tie,probability
 *
 * Rows come by id in byte order (the first file's before the second's), and a cluster bears the id
 * of its first record, with "a:" or "b:" before it when there are two files. So the bytes do not
 * depend on the order of the input. Weights have 4 decimals, probabilities 6 significant digits.
 */
#ifndef SL_APP_LINK_OUTPUT_H
#define SL_APP_LINK_OUTPUT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/file.h"
#include "sightline/linkage.h"

/*
 * Write the clusters, pairs or ties of a finished run, with a header.
 *
 *   two_files  whether the linkage has two sources
 *   writer     failures of writing are told when it is committed
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_link_write_clusters(
    const struct sl_linkage *linkage,
    bool two_files,
    struct sl_file_writer *writer,
    struct sl_error *err
);
/* As above. */
SL_NODISCARD enum sl_status sl_link_write_pairs(
    const struct sl_linkage *linkage, struct sl_file_writer *writer, struct sl_error *err
);
/* As above. */
SL_NODISCARD enum sl_status sl_link_write_ties(
    const struct sl_linkage *linkage,
    bool two_files,
    struct sl_file_writer *writer,
    struct sl_error *err
);

#endif
