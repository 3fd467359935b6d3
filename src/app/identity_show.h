/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_show.h - one identity: who says so, what became of it, and what people decided.
 */
#ifndef SL_APP_IDENTITY_SHOW_H
#define SL_APP_IDENTITY_SHOW_H

#include <stddef.h>
#include <stdint.h>

#include "app/identity_find.h"
#include "base/arena.h"
#include "base/error.h"
#include "store/decision.h"
#include "store/identity_event.h"
#include "store/store.h"

/* A mention, and its first row. */
struct sl_shown_mention {
    struct sl_identity_mention who;
    struct sl_mention_row row;
};

/* Everything lives in the arena. */
struct sl_identity_shown {
    int64_t identity;
    int64_t
        asked; /* an identity that is no more, and went into this one; 0: another was asked for */
    struct sl_shown_mention *mentions; /* by id */
    size_t mention_count;
    struct sl_identity_event *events; /* in the order in which they happened */
    size_t event_count;
    struct sl_decision *decisions; /* about any of its mentions; in order */
    size_t decision_count;
};

/*
 * Gather it.
 *
 *   store  open; read in one transaction of the caller, or without
 *   name   identity_find.h; a mention's identity is meant, and what an identity was joined into
 *
 * Errors: SL_NOT_FOUND, also for a mention that is nobody's; SL_INVALID; those of the store.
 */
SL_NODISCARD enum sl_status sl_identity_show(
    struct sl_store *store,
    struct sl_str name,
    struct sl_arena *arena,
    struct sl_identity_shown *ret_shown,
    struct sl_error *err
);

#endif
