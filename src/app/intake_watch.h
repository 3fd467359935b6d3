/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake_watch.h - a folder in which files arrive.
 *
 *     FOLDER/NAME                   arrived: it is taken in, names in order
 *     FOLDER/done/NAME              was taken in
 *     FOLDER/failed/NAME            could not be; NAME.error.txt says why
 *     FOLDER/rejects/               records that were rejected (reject_file.h)
 *
 * A file arrives by being renamed into the folder. Names that begin with a dot or end in .part or
 * .tmp are left alone, so that a file can be written beside its later name.
 */
#ifndef SL_APP_INTAKE_WATCH_H
#define SL_APP_INTAKE_WATCH_H

#include <stdbool.h>

#include "app/intake_list.h"
#include "base/error.h"

/* What is watched, and whose files come there. Texts are borrowed. */
struct sl_intake_folder {
    const char *path;
    const char *agency, *system;
    const struct sl_format *format;
    bool once; /* take what is there, and end */
    /* Called for each file that went to failed/, or that must wait, with the watcher's context. */
    void (*failed)(void *context, const char *name, const struct sl_error *err);
};

/*
 * Take in what arrives until the watcher stops it. Without plan->rejects_folder rejects go to
 * FOLDER/rejects. The store is open only while there is something to do: the door is paused and
 * resumed (access.h), so a watch ends when its session or role does.
 *
 * A file that is still being written, or whose system has another run open, waits for the next
 * round; with `once` it stays where it is.
 *
 * Errors: SL_IO and SL_NO_MEMORY, and what else is not a file's own fault; the file then stays
 * where it is.
 */
SL_NODISCARD enum sl_status sl_intake_watch(
    const struct sl_intake_plan *plan, const struct sl_intake_folder *folder, struct sl_error *err
);

#endif
