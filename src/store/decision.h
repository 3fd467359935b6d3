/* SPDX-License-Identifier: Apache-2.0 */
/*
 * decision.h - what people decided about who is who: kept for ever, and reversible.
 *
 * A mention is an entity's key within a source: it means the same whatever version of the record
 * names it, so a decision outlives every new version and every run of the linkage.
 */
#ifndef SL_STORE_DECISION_H
#define SL_STORE_DECISION_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

enum sl_decision_kind {
    SL_DECISION_JOIN,       /* all mentions are one person */
    SL_DECISION_SPLIT,      /* those of side 1 are not the person of side 0 */
    SL_DECISION_HOLD_APART, /* the two sides are never to be joined */
    SL_DECISION_RELEASE,    /* the linkage may judge about the mentions again */
};

struct sl_mention {
    int64_t source;
    struct sl_str key; /* UTF-8, not empty */
    unsigned side;     /* 0 or 1 */
};

struct sl_decision {
    int64_t id; /* from 1, in the order in which they were made; given by the store */
    enum sl_decision_kind kind;
    struct sl_str reason, decided_by; /* UTF-8, not empty */
    int64_t decided_at;               /* microseconds since 1970 in UTC */
    int64_t reverses;                 /* the decision that it takes back, or 0 */
    int64_t reversed_by;              /* the decision that takes it back, or 0; not read by add */
    struct sl_mention *mentions;
    size_t mention_count; /* at least 1 */
};

/* The name of a kind, as the store spells it: "hold_apart". */
struct sl_str sl_decision_kind_name(enum sl_decision_kind kind);

/*
 * Add a decision, in a transaction.
 *
 * Errors: SL_INVALID or SL_LIMIT when a text or the mentions cannot be kept; SL_NOT_FOUND when the
 * one that it reverses is not there, SL_INVALID when that is reversed already; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_decision_add(
    struct sl_store *store,
    const struct sl_decision *decision,
    int64_t *ret_id,
    struct sl_error *err
);

/*
 * The next decision behind the one with the id `after` (0: the first), in the arena.
 * Errors: SL_NOT_FOUND, without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_decision_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_decision *ret_decision,
    struct sl_error *err
);

/*
 * The id of the next decision behind `after` that concerns a mention (its side is not asked).
 * Errors: SL_NOT_FOUND, without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_decision_find(
    struct sl_store *store,
    const struct sl_mention *mention,
    int64_t after,
    int64_t *ret_id,
    struct sl_error *err
);

/* The id of the last decision; 0: there is none. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_decision_last(struct sl_store *store, int64_t *ret_id, struct sl_error *err);

#endif
