/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draft_manage.h - what somebody is writing: saved while they write, found again by them alone.
 *
 * A draft is no record, and nobody else reads it. It is an entry of the ledger when it is begun,
 * found again and given up; saving it once more, every few seconds of typing, is none: it is what
 * the entry of its beginning says.
 */
#ifndef SL_APP_DRAFT_MANAGE_H
#define SL_APP_DRAFT_MANAGE_H

#include "app/access.h"
#include "store/draft.h"

/* What is to be saved. Borrowed. */
struct sl_draft_job {
    struct sl_str form;   /* id of the note (note_manage.h) */
    struct sl_str child;  /* child_find.h; read when the draft is begun */
    int64_t base;         /* the version that is to be changed; 0: none */
    struct sl_str fields; /* what stands in the form */
};

/*
 * Save a draft. access is opened for brief changes.
 *
 * Errors: SL_DENIED when no role lets them record; SL_NOT_FOUND when the child is not to be known;
 * SL_INVALID when the form is none; those of sl_store_draft_put and of the door.
 */
SL_NODISCARD enum sl_status sl_draft_save(
    struct sl_access *access,
    const struct sl_draft_job *job,
    struct sl_arena *arena,
    struct sl_error *err
);

/* Give a draft up; one that is not there is fine. Errors: SL_DENIED; of the door and the store. */
SL_NODISCARD enum sl_status
sl_draft_drop(struct sl_access *access, struct sl_str form, struct sl_error *err);

/* A draft, and whom it is about now; in an arena. */
struct sl_draft_found {
    struct sl_draft draft;
    int64_t identity; /* 0: whoever it was is not to be known now */
};

/* The user's draft for a form: an entry. Errors: SL_DENIED; SL_NOT_FOUND; of door and store. */
SL_NODISCARD enum sl_status sl_draft_open(
    struct sl_access *access,
    struct sl_str form,
    struct sl_arena *arena,
    struct sl_draft_found *ret_found,
    struct sl_error *err
);

/* All drafts of the user, the latest saved first; none for who may not record. An entry when there
 * is one. Errors: those of the door and the store. */
SL_NODISCARD enum sl_status sl_draft_list(
    struct sl_access *access,
    struct sl_arena *arena,
    const struct sl_draft_found **ret_drafts,
    size_t *ret_count,
    struct sl_error *err
);

#endif
