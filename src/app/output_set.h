/* SPDX-License-Identifier: Apache-2.0 */
/*
 * output_set.h - several files that are written together or not at all.
 *
 *     add, add -> check (before the work) -> begin (after it) -> write -> commit
 */
#ifndef SL_APP_OUTPUT_SET_H
#define SL_APP_OUTPUT_SET_H

#include <stddef.h>

#include "base/error.h"
#include "base/file.h"

#define SL_OUTPUT_LIMIT 4u

/* Zeroed is an empty set. writers[i] is NULL but between begin and commit. */
struct sl_output_set {
    size_t count;
    const char *paths[SL_OUTPUT_LIMIT];
    struct sl_file_writer *writers[SL_OUTPUT_LIMIT];
};

/*
 * Add a file to be written; at most SL_OUTPUT_LIMIT.
 *
 *   path  kept, not copied; "-" is standard output
 *
 * Returns its place in the set.
 */
size_t sl_output_set_add(struct sl_output_set *set, const char *path);

/*
 * See that the files can be written, so that a long run does not end in vain: no path twice, none
 * of them an input, and in each one's folder a file can be made (nothing stays there).
 *
 *   inputs  input_count paths that are read
 *
 * Errors: SL_USAGE, SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_output_set_check(
    const struct sl_output_set *set,
    const char *const *inputs,
    size_t input_count,
    struct sl_error *err
);

/* Start writing all of them. Errors: as sl_file_create; then none is left open. */
SL_NODISCARD enum sl_status sl_output_set_begin(struct sl_output_set *set, struct sl_error *err);

/* Put all of them in their places, standard output last. Errors: as sl_file_commit. */
SL_NODISCARD enum sl_status sl_output_set_commit(struct sl_output_set *set, struct sl_error *err);

/* Give up what was begun and not committed. For SL_CLEANUP on a struct sl_output_set variable. */
void sl_output_set_abandon(struct sl_output_set *set);

#endif
