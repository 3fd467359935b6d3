/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_find.h - whom somebody means: an identity, or a mention of a system.
 *
 *     P3K7Q0ZD8                   an identity
 *     bolton/csc/child/12345      what agency/system calls key
 */
#ifndef SL_APP_IDENTITY_FIND_H
#define SL_APP_IDENTITY_FIND_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "store/mention.h"
#include "store/store.h"

/* Who is meant. Plain memory. */
struct sl_identity_named {
    int64_t identity; /* 0: a mention that is nobody's yet */
    int64_t mention;  /* 0: the whole identity is meant */
};

/*
 * Find whom a text means.
 *
 * Errors: SL_INVALID (neither form), SL_NOT_FOUND (with what became of an identity that is no more
 * in the hint); those of the store.
 */
SL_NODISCARD enum sl_status sl_identity_find(
    struct sl_store *store,
    struct sl_str text,
    struct sl_identity_named *ret_named,
    struct sl_error *err
);

/* Joins that are followed, one after the other. */
#define SL_IDENTITY_JOIN_LIMIT 32u

/*
 * Find what an identity is now: itself, or what it was joined into; 0 when it leads to nobody.
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_identity_follow(
    struct sl_store *store, int64_t identity, int64_t *ret_identity, struct sl_error *err
);

/* A mention with the names of its source; texts in an arena. */
struct sl_identity_mention {
    struct sl_stored_mention mention;
    struct sl_str agency, system;
};

/* The mentions of an identity, by id, in the arena. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_identity_mentions(
    struct sl_store *store,
    int64_t identity,
    struct sl_arena *arena,
    struct sl_identity_mention **ret_mentions,
    size_t *ret_count,
    struct sl_error *err
);

/* One mention. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_identity_mention_get(
    struct sl_store *store,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_identity_mention *ret_mention,
    struct sl_error *err
);

#endif
