/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file.h - whole files in, whole files out.
 *
 * A written file appears under its name only when complete: bytes go to a temporary file in the
 * same folder, which is synced and renamed on commit. A crash or an error leaves the old file.
 * A new file can be read and written by its owner only, for most of what is written is about
 * people; one that takes the place of another can be by whoever could before.
 */
#ifndef SL_BASE_FILE_H
#define SL_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* Read a whole file into buf (appended), up to buf's limit. Errors: SL_IO, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_file_read(const char *path, struct sl_buf *buf, struct sl_error *err);

struct sl_file_writer;

/*
 * Start writing; "-" is standard output (then commit only flushes).
 * Errors: SL_IO, SL_NO_MEMORY. Writes stick their first error, reported by commit.
 */
SL_NODISCARD enum sl_status
sl_file_create(const char *path, struct sl_file_writer **ret_writer, struct sl_error *err);
void sl_file_write(struct sl_file_writer *writer, struct sl_str bytes);
/* Flush, sync, rename, close. On an error nothing is left behind. Frees the writer either way. */
SL_NODISCARD enum sl_status sl_file_commit(struct sl_file_writer *writer, struct sl_error *err);
/* Give up: remove the temporary file and free the writer. NULL is fine. */
void sl_file_abandon(struct sl_file_writer *writer);
/* For SL_CLEANUP on a struct sl_file_writer * variable. */
void sl_file_abandon_ptr(struct sl_file_writer **writer);

#endif
