/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_load.h - one or two files of records into a linkage.
 */
#ifndef SL_APP_LINK_LOAD_H
#define SL_APP_LINK_LOAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "sightline/linkage.h"

/* One file of records. Texts are borrowed while it is read. */
struct sl_link_input {
    const char *path;      /* "-" is standard input */
    const char *id_column; /* NULL: records are numbered from 1 */
    const char *fields;    /* specification (link/spec.h); NULL for a second file: as the first */
    const char *source_column; /* names each record's source; NULL for none, in both files */
};

/* What is linked. input_count is 1 or 2. */
struct sl_link_inputs {
    size_t input_count;
    struct sl_link_input inputs[2];
    const char *model_path;   /* NULL: the model is learned */
    const char *never_differ; /* identifiers of which one person has one value: columns of the
                                 first file with commas between them, as in a specification */
    uint64_t *short_rows;     /* NULL: a row with too few fields is refused; else what it lacks is
                                 empty, and it is counted here */
};

/*
 * Open a linkage and add the records of the files.
 *
 *   options      kinds, columns, two_sources, named_sources and never_differ are filled in here;
 *                the rest is used as it is, and progress hears of bytes read
 *   ret_linkage  ready for run or prepare; close with sl_linkage_close
 *
 * Errors: those of reading, of the specification, of the model; SL_USAGE when both files are
 * standard input; SL_INVALID when a file has no record.
 */
SL_NODISCARD enum sl_status sl_link_load(
    const struct sl_link_inputs *inputs,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage,
    struct sl_error *err
);

#endif
