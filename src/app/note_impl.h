/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note_impl.h - what recording notes and reading them share.
 */
#ifndef SL_APP_NOTE_IMPL_H
#define SL_APP_NOTE_IMPL_H

#include "app/access.h"
#include "intake/note.h"

/* All versions of a note, and whom it means. In an arena. */
struct sl_note_versions {
    struct sl_note *items;
    size_t count;
    int64_t identity;
};

/*
 * Read the versions of a note of the user's agency, by the permission that was asked for last; no
 * entry is written.
 *
 * Errors: SL_NOT_FOUND, in the same words when there is none and when it may not be known; those of
 * the store.
 */
SL_NODISCARD enum sl_status sl_note_versions_read(
    struct sl_access *access,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_note_versions *ret_versions,
    struct sl_error *err
);

/* The name of who writes, in the arena. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_note_worker(
    struct sl_access *access, struct sl_arena *arena, struct sl_str *ret_name, struct sl_error *err
);

#endif
