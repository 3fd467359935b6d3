/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_event.h - the journal of identities: ids are published, so nothing of them is forgotten.
 */
#ifndef SL_STORE_IDENTITY_EVENT_H
#define SL_STORE_IDENTITY_EVENT_H

#include <stdint.h>

#include "store/store.h"

enum sl_identity_event_kind {
    SL_IDENTITY_CREATED,
    SL_IDENTITY_JOINED,  /* identity went into other_identity */
    SL_IDENTITY_SPLIT,   /* identity came out of other_identity */
    SL_IDENTITY_RETIRED, /* nothing names it any more */
    SL_IDENTITY_SEALED,  /* of an adopted child's former identity: other_identity is the new one */
};

/* Plain memory. */
struct sl_identity_event {
    int64_t id;          /* from 1, in the order in which they happened; given by the store */
    int64_t happened_at; /* microseconds since 1970 in UTC */
    enum sl_identity_event_kind kind;
    int64_t identity;
    int64_t other_identity; /* or 0 */
    int64_t decision;       /* that caused it, or 0 */
    int64_t run;            /* whose records caused it, or 0 */
};

/* Add an event, in a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_identity_event_add(
    struct sl_store *store,
    const struct sl_identity_event *event,
    int64_t *ret_id,
    struct sl_error *err
);

/*
 * The next event behind the one with the id `after` (0: the first), of one identity on either side,
 * or of all (identity 0). Errors: SL_NOT_FOUND, without a message, behind the last; of the store.
 */
SL_NODISCARD enum sl_status sl_store_identity_event_next(
    struct sl_store *store,
    int64_t after,
    int64_t identity,
    struct sl_identity_event *ret_event,
    struct sl_error *err
);

/* The id of the last event; 0: there is none. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_identity_event_last(struct sl_store *store, int64_t *ret_id, struct sl_error *err);

#endif
