/* SPDX-License-Identifier: Apache-2.0 */
/*
 * one_time_code.h - codes that open once: the first administrator's, invitations, recovery codes.
 */
#ifndef SL_APP_ONE_TIME_CODE_H
#define SL_APP_ONE_TIME_CODE_H

#include "base/buf.h"
#include "base/error.h"
#include "store/credential.h"

/* How long an invitation is good: somebody must be handed it. */
#define SL_INVITATION_US (INT64_C(3) * 24 * 3600 * 1000000)

/*
 * Draw a code and keep its digest, in a transaction.
 *
 *   credential  what it is for; id and secret are not read
 *   code        the code is appended; it is nowhere else; to be wiped by the caller
 *
 * Errors: SL_IO, SL_LIMIT, SL_NO_MEMORY; those of the store.
 */
SL_NODISCARD enum sl_status sl_one_time_code_add(
    struct sl_store *store,
    const struct sl_credential *credential,
    struct sl_buf *code,
    struct sl_error *err
);

/*
 * Invite a user to set a password: the first one, or a new one for who has forgotten theirs. An
 * earlier invitation ends. In a transaction; who may do this is for the caller to decide.
 *
 *   made  who invites, and now
 *   code  as above
 *
 * Errors: as above.
 */
SL_NODISCARD enum sl_status sl_invitation_add(
    struct sl_store *store,
    struct sl_str user,
    const struct sl_stamp *made,
    struct sl_buf *code,
    struct sl_error *err
);

/* A code that was typed. */
struct sl_typed_code {
    enum sl_credential_kind kind; /* SL_CREDENTIAL_ONE_TIME or SL_CREDENTIAL_RECOVERY */
    struct sl_str text;
    int64_t now_us;
};

/*
 * The code as the store knows it, in the arena.
 *
 * Errors: SL_NOT_FOUND, without a message, when there is none, or it was used or has expired, or
 * the clock says that it was not made yet; those of the store.
 */
SL_NODISCARD enum sl_status sl_one_time_code_find(
    struct sl_store *store,
    const struct sl_typed_code *typed,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
);

#endif
