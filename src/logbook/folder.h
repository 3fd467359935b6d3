/* SPDX-License-Identifier: Apache-2.0 */
/*
 * folder.h - the files of a ledger, by their names within its folder.
 *
 * Private to src/logbook.
 */
#ifndef SL_LOGBOOK_FOLDER_H
#define SL_LOGBOOK_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

#define SL_FOLDER_PATH_BYTES 4096u

/* The largest file that is read at once, in bytes: a journal. */
#define SL_FOLDER_READ_LIMIT ((size_t)512 << 20)

/* fd: -1 when it is not open. */
struct sl_folder {
    int fd;
    char path[SL_FOLDER_PATH_BYTES];
};

/* Bytes that were read; used again by the next reading. Zeroed: none. Free with sl_bytes_finish. */
struct sl_bytes {
    char *ptr;
    size_t len;
    size_t capacity;
};

/* Free the bytes; zeroed ones are fine. */
void sl_bytes_finish(struct sl_bytes *bytes);
/* What was read last; good until the next reading. */
struct sl_str sl_bytes_str(const struct sl_bytes *bytes);

/* Open a folder that is there. Errors: SL_IO. */
SL_NODISCARD enum sl_status
sl_folder_open(struct sl_folder *folder, const char *path, struct sl_error *err);

/* Make a folder where there is nothing and open it. Errors: SL_INVALID (there is), SL_IO. */
SL_NODISCARD enum sl_status
sl_folder_make(struct sl_folder *folder, const char *path, struct sl_error *err);

/* Close it; one that is not open is fine. */
void sl_folder_close(struct sl_folder *folder);

/*
 * Read a whole file.
 * Errors: SL_NOT_FOUND when there is none, SL_IO, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_folder_read(
    const struct sl_folder *folder, const char *name, struct sl_bytes *bytes, struct sl_error *err
);

/*
 * Write a file, with the folders that its name needs; it is not synced. One of this name is
 * written over. Errors: SL_IO.
 */
SL_NODISCARD enum sl_status sl_folder_write(
    const struct sl_folder *folder, const char *name, struct sl_str text, struct sl_error *err
);

/*
 * Write a file that is there for good when this returns: whole, under its name, after a crash of
 * the machine too. Until then the one of this name stays as it was. Errors: SL_IO.
 */
SL_NODISCARD enum sl_status sl_folder_replace(
    const struct sl_folder *folder, const char *name, struct sl_str text, struct sl_error *err
);

/* See to it that everything written here outlives a crash of the machine. Errors: SL_IO. */
SL_NODISCARD enum sl_status sl_folder_sync(const struct sl_folder *folder, struct sl_error *err);

/* Remove a file, if it is there, what a crash has left of replacing it, and a folder that is then
 * empty: no failure matters. */
void sl_folder_remove(const struct sl_folder *folder, const char *name);

/* Fail as "cannot WHAT 'FOLDER/NAME'", with errno. */
enum sl_status sl_folder_fail(
    const struct sl_folder *folder, const char *what, const char *name, struct sl_error *err
);

/* Write all of a text to a file that is open. Gives 0 or an errno value. */
int sl_write_all(int fd, struct sl_str text);

#endif
