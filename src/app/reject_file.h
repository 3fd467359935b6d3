/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reject_file.h - what of a file could not be taken in, as files to mend and to send again.
 *
 *     FOLDER/run-7-rejects.csv   the rejected records, in the format of their file
 *     FOLDER/run-7-reasons.csv   line, column, field, reason of each
 */
#ifndef SL_APP_REJECT_FILE_H
#define SL_APP_REJECT_FILE_H

#include <stdint.h>

#include "base/error.h"
#include "intake/format.h"
#include "store/store.h"

#define SL_REJECT_PATH_BYTES 4096u

/* What is to be written of a run. Texts are borrowed. */
struct sl_reject_job {
    int64_t run;
    const struct sl_format *format;
    const char *path;   /* of the file: what its records share (a header line) is read from it */
    const char *folder; /* made when it is not there */
};

/* Where it is. A record of which only the beginning was kept is in the reasons alone. */
struct sl_reject_files {
    uint64_t count, cut_count;
    char rejects_path[SL_REJECT_PATH_BYTES];
    char reasons_path[SL_REJECT_PATH_BYTES];
};

/*
 * Write the rejects of a run. Files of the same names are replaced.
 *
 * Errors: SL_LIMIT when a path is too long; SL_IO, SL_NO_MEMORY; those of the store.
 */
SL_NODISCARD enum sl_status sl_reject_files_write(
    struct sl_store *store,
    const struct sl_reject_job *job,
    struct sl_reject_files *ret_files,
    struct sl_error *err
);

#endif
