/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draft.h - what somebody is writing and has not recorded yet.
 *
 * A draft is its writer's alone. It is known by the key that the record is to have, and is gone
 * SL_DRAFT_DAYS after it was saved last.
 */
#ifndef SL_STORE_DRAFT_H
#define SL_STORE_DRAFT_H

#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

/* How long a draft is kept after it was saved last. */
#define SL_DRAFT_DAYS 30
/* Drafts of one user, and the longest one, in bytes. */
#define SL_DRAFT_LIMIT       50u
#define SL_DRAFT_FIELD_BYTES ((size_t)256 << 10)

struct sl_draft {
    struct sl_str user, form; /* UTF-8, not empty */
    int64_t source;           /* with key, the mention of the child */
    struct sl_str key;
    int64_t base;         /* the version that is to be changed; 0: there is none */
    struct sl_str fields; /* what stands in the form, as who saves it writes it; not empty */
    int64_t saved_at;     /* microseconds since 1970 in UTC */
};

/*
 * Save a draft, in the place of the one with its user and form; of that one the child stays.
 * Drafts of anybody that are too old are deleted. In a brief transaction.
 *
 * Errors: SL_LIMIT when it is too long, or the user has too many; SL_INVALID, SL_NOT_FOUND when a
 * text, the user or the source is none; those of the store.
 */
SL_NODISCARD enum sl_status
sl_store_draft_put(struct sl_store *store, const struct sl_draft *draft, struct sl_error *err);

/* Delete a draft; one that is not there is fine. In a brief transaction. Errors: of the store. */
SL_NODISCARD enum sl_status sl_store_draft_remove(
    struct sl_store *store, struct sl_str user, struct sl_str form, struct sl_error *err
);

/* Whose draft is asked for, and when: those that are too old then are not there. */
struct sl_draft_asked {
    struct sl_str user, form;
    int64_t now;
};

/* The draft of a user for a form, in the arena. Errors: SL_NOT_FOUND without a message; those of
 * the store. */
SL_NODISCARD enum sl_status sl_store_draft_get(
    struct sl_store *store,
    const struct sl_draft_asked *asked,
    struct sl_arena *arena,
    struct sl_draft *ret_draft,
    struct sl_error *err
);

/* The same of the next one behind a form (empty: the first), by form. */
SL_NODISCARD enum sl_status sl_store_draft_next(
    struct sl_store *store,
    const struct sl_draft_asked *asked,
    struct sl_arena *arena,
    struct sl_draft *ret_draft,
    struct sl_error *err
);

#endif
