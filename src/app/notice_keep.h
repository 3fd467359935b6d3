/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_keep.h - what everybody's evaluation raises, kept in the store (store/raised.h).
 *
 * Derived: the same records, identities, catalogue and instant give the same rows, to the byte.
 * Finding out anew who is who makes what is kept stale, as it may be about somebody else.
 */
#ifndef SL_APP_NOTICE_KEEP_H
#define SL_APP_NOTICE_KEEP_H

#include <stdbool.h>

#include "notice/raised.h"
#include "store/store.h"

/* How what is kept stands. */
struct sl_notice_kept {
    int64_t as_of; /* the instant that was asked about (notice/history.h) */
    bool is_there; /* an evaluation is kept */
    bool is_stale; /* who is who, or what is known, may have changed since */
};

/* Find out. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_notice_kept(struct sl_store *store, struct sl_notice_kept *ret_kept, struct sl_error *err);

/*
 * Keep an evaluation of everybody in place of what was kept, in a transaction of its own.
 *
 *   raised  each once
 *   as_of   the instant that was asked about
 *
 * Errors: those of the store, which is as before then.
 */
SL_NODISCARD enum sl_status sl_notice_keep(
    struct sl_store *store,
    const struct sl_raised *raised,
    size_t raised_count,
    int64_t as_of,
    struct sl_error *err
);

/* Keep nothing any more. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_notice_keep_drop(struct sl_store *store, struct sl_error *err);

/* Say that what is kept may not be right any more. In a transaction. Errors: of the store. */
SL_NODISCARD enum sl_status sl_notice_keep_stale(struct sl_store *store, struct sl_error *err);

#endif
