/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note_manage.h - what somebody writes down about a child: recorded, changed, read, listed.
 *
 * A note is a source record of the writer's agency (intake/note.h), in a run of its own, and comes
 * into the store in one transaction with the decision whom it means (identity_meant.h): it is there
 * whole, on the right child, and for good when this returns. It is known by an id that is made
 * when its form is opened, so that sending a form twice records it once.
 *
 * Notes are read and changed here by the agency that wrote them; others see what they may in the
 * child's picture. Of two who change one at once, the second is told, and both versions are kept.
 */
#ifndef SL_APP_NOTE_MANAGE_H
#define SL_APP_NOTE_MANAGE_H

#include "app/access.h"
#include "intake/note.h"

/* An id with the zero behind it: "n-" and 32 hexadecimal digits. */
#define SL_NOTE_ID_BYTES 35u

/* Make an id that nobody can guess. Errors: SL_IO when the system has no random numbers. */
SL_NODISCARD enum sl_status sl_note_id_make(char ret_id[SL_NOTE_ID_BYTES], struct sl_error *err);

/* Is it of that form? */
bool sl_note_id_is(struct sl_str id);

/* What somebody has written. Borrowed. */
struct sl_note_written {
    struct sl_str child; /* of a new note: child_find.h */
    struct sl_note note; /* child, by, worker and at are not read */
    int64_t base;        /* the version that is changed or withdrawn; 0: it is new */
};

enum sl_note_outcome {
    SL_NOTE_RECORDED,
    SL_NOTE_SAME,     /* it is there already, and says the same: nothing was done */
    SL_NOTE_CONFLICT, /* somebody has changed it since: nothing was done; read it, and decide */
};

struct sl_note_result {
    enum sl_note_outcome outcome;
    int64_t version; /* the latest that there is now */
};

/*
 * Record a note, or change or withdraw one. The writer's draft of it is gone with it.
 *
 *   access  opened to write
 *   arena   takes what is needed on the way
 *
 * Errors: SL_DENIED; SL_NOT_FOUND, in the same words for a child or a note that is not there and
 * one that may not be known; SL_INVALID and SL_LIMIT as sl_note_check, when the id is none, a
 * change has no reason, the note was withdrawn, or what the agency has of the child is sealed (a
 * note would not be); those of the door and the store. Nothing is recorded then.
 */
SL_NODISCARD enum sl_status sl_note_record(
    struct sl_access *access,
    const struct sl_note_written *written,
    struct sl_arena *arena,
    struct sl_note_result *ret_result,
    struct sl_error *err
);

/* A note with all its versions, the first one first; in the arena. */
struct sl_note_shown {
    int64_t identity; /* whom it means now */
    const struct sl_note *versions;
    size_t version_count; /* the number of a version is its place, from 1 */
};

/* Read a note of the user's agency: an entry. Errors: SL_DENIED; SL_NOT_FOUND; as above. */
SL_NODISCARD enum sl_status sl_note_open(
    struct sl_access *access,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_note_shown *ret_shown,
    struct sl_error *err
);

/* The latest version of a note, and its number. */
struct sl_note_line {
    struct sl_note note;
    int64_t version;
};

/*
 * The latest versions of the notes of the user's agency about a child, the latest written first;
 * those that are withdrawn are not among them. An entry. Errors: as sl_note_open.
 */
SL_NODISCARD enum sl_status sl_note_list(
    struct sl_access *access,
    struct sl_str child,
    struct sl_arena *arena,
    const struct sl_note_line **ret_notes,
    size_t *ret_count,
    struct sl_error *err
);

#endif
