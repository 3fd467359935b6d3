/* SPDX-License-Identifier: Apache-2.0 */
/*
 * output.h - the folder of a partnership: all its files, which appear together or not at all.
 *
 * Files are written into a folder beside the wanted one, which is renamed at the end.
 */
#ifndef SL_SIMULATE_OUTPUT_H
#define SL_SIMULATE_OUTPUT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "clerk.h"

struct sl_output;

/*
 * Begin.
 *
 *   path        of the folder; it must not exist, or be empty
 *   truth_path  of the folder of the truth; NULL for "truth" in the other one
 *
 * Errors: SL_USAGE (a folder holds something already), SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_output_open(
    const struct sl_world *world,
    const char *path,
    const char *truth_path,
    struct sl_output **ret_output,
    struct sl_error *err
);

/* Append records to a stream. Errors stick and are told by sl_output_commit. */
void sl_output_write(struct sl_output *output, unsigned stream, struct sl_str bytes);

/* Bytes written so far. */
uint64_t sl_output_bytes(const struct sl_output *output);

/*
 * Finish all files and let the folders appear. Frees the output either way; on an error nothing is
 * left behind. Errors: SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_output_commit(struct sl_output *output, struct sl_error *err);

/* Give up: remove what was written. NULL is fine. */
void sl_output_abandon(struct sl_output *output);

#endif
