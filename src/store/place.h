/* SPDX-License-Identifier: Apache-2.0 */
/*
 * place.h - a new database file that appears under its name only when it is complete.
 *
 * Private to src/store. It is built under a hidden name in the same folder, synced, and then given
 * its name, unless something has that name already.
 */
#ifndef SL_STORE_PLACE_H
#define SL_STORE_PLACE_H

#include "base/buf.h"
#include "base/error.h"

/* Zeroed: nothing begun. */
struct sl_place {
    struct sl_buf path;
    struct sl_buf temp_path; /* empty when there is no such file */
};

/*
 * Begin: an empty file, for its owner only, of a hidden name in the folder of `path`.
 * Errors: SL_INVALID when something has that path; SL_IO, SL_NO_MEMORY. Finish in any case.
 */
SL_NODISCARD enum sl_status
sl_place_begin(struct sl_place *place, const char *path, struct sl_error *err);

/*
 * Sync the file and give it its name, for good. Nobody has it open.
 * Errors: SL_INVALID when something has taken the path meanwhile; SL_IO.
 */
SL_NODISCARD enum sl_status sl_place_commit(struct sl_place *place, struct sl_error *err);

/* Remove the file unless it was committed. */
void sl_place_finish(struct sl_place *place);

#endif
