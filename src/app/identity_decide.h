/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_decide.h - people say who is one person and who is not, and take it back.
 *
 * A decision is kept for ever, about mentions and not about identities, so that it means the same
 * when identities change; it holds in every later run. It takes effect in the transaction that
 * keeps it.
 */
#ifndef SL_APP_IDENTITY_DECIDE_H
#define SL_APP_IDENTITY_DECIDE_H

#include <stddef.h>
#include <stdint.h>

#include "app/identify.h"
#include "base/error.h"
#include "store/decision.h"
#include "store/store.h"

/* Decisions that one release takes back at most. */
#define SL_DECIDED_LIMIT 64u

/*
 * What somebody decided; texts are borrowed.
 *
 *   kind        names
 *   join        two or more: all their mentions are one person
 *   split       whose, then mentions of it: those are not the person of the others
 *   hold_apart  two: no mention of the one is the person of the other
 *   release     the number of a decision, or who they are about: the linkage judges again
 */
struct sl_identity_request {
    enum sl_decision_kind kind;
    const char *const *names; /* identity_find.h */
    size_t name_count;
    struct sl_str reason, decided_by; /* not empty */
};

/* Plain memory. */
struct sl_identity_decided {
    size_t decision_count; /* one, but for a release */
    int64_t decisions[SL_DECIDED_LIMIT];
    struct sl_identify_result result; /* what came of it */
};

/*
 * Keep a decision, and judge again.
 *
 *   store    open for writing, without a transaction
 *   options  as for sl_identify; its decision is set here
 *
 * Errors: SL_USAGE (too few names), SL_INVALID (split leaves nobody; no name), SL_NOT_FOUND
 * (somebody, or a decision, is not there; nothing to release), SL_LIMIT; those of sl_identify.
 * Nothing is kept then.
 */
SL_NODISCARD enum sl_status sl_identity_decide(
    struct sl_store *store,
    const struct sl_identity_request *request,
    const struct sl_identify_options *options,
    struct sl_identity_decided *ret_decided,
    struct sl_error *err
);

#endif
