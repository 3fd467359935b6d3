/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake_list.h - several files into a store, one after the other.
 */
#ifndef SL_APP_INTAKE_LIST_H
#define SL_APP_INTAKE_LIST_H

#include <stddef.h>

#include "app/intake.h"
#include "app/reject_file.h"
#include "base/arena.h"
#include "base/error.h"

struct sl_access;

/* A file, and whose it is. Texts are borrowed. */
struct sl_intake_item {
    const char *agency, *system;
    const struct sl_format *format;
    const char *path;
    const char *name; /* as it is called for people */
};

/* Read from a manifest; all texts lie in the arena. */
struct sl_intake_list {
    struct sl_arena arena;
    struct sl_intake_item *items;
    size_t count;
};

/*
 * Read a manifest: CSV with the columns agency, system, format and path. A path that does not
 * begin with a slash is in the manifest's folder.
 *
 *   ret_list  give its arena back when this gives SL_OK
 *
 * Errors: SL_INVALID when a column is missing or a format is not known; those of the CSV.
 */
SL_NODISCARD enum sl_status
sl_intake_list_read(const char *path, struct sl_intake_list *ret_list, struct sl_error *err);

/* The format with this name. Errors: SL_USAGE; the hint names the formats. */
SL_NODISCARD enum sl_status
sl_intake_format(const char *name, const struct sl_format **ret_format, struct sl_error *err);

/* How files are taken in. Texts are borrowed. */
struct sl_intake_plan {
    struct sl_access *access;   /* opened to write */
    const char *rejects_folder; /* NULL: rejects are in the store alone */
    int64_t (*clock)(void);
    struct sl_intake_watcher watcher;
    /* Called when the run of a file has finished, or had before, with the watcher's context: what
       is to follow it. A failure is that of the file's intake. NULL: nothing is. */
    enum sl_status (*follow
    )(void *context, struct sl_store *store, int64_t run, struct sl_error *err);
    /* Called for each file that was taken in, with the watcher's context. rejects: NULL or where
       they were written. */
    void (*done
    )(void *context,
      const struct sl_intake_item *item,
      const struct sl_intake_result *result,
      const struct sl_reject_files *rejects);
};

/*
 * Take one file in, and write its rejects. That it is taken in is in the ledger before.
 *
 *   ret_result  as sl_intake_file
 *
 * Errors: SL_DENIED; as sl_intake_file and sl_reject_files_write; the detail names the file, if
 * nothing else.
 */
SL_NODISCARD enum sl_status sl_intake_item_take(
    const struct sl_intake_plan *plan,
    const struct sl_intake_item *item,
    struct sl_intake_result *ret_result,
    struct sl_error *err
);

/*
 * Take files in, in their order, until one fails or the watcher stops. Those before it stay.
 * Errors: as above.
 */
SL_NODISCARD enum sl_status sl_intake_all(
    const struct sl_intake_plan *plan,
    const struct sl_intake_item *items,
    size_t count,
    struct sl_error *err
);

#endif
