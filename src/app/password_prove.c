/* SPDX-License-Identifier: Apache-2.0 */
#include "app/password_prove.h"

#include <stdbool.h>

#include "app/throttled.h"
#include "store/credential.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)

/* Is it right? Of who has none, nothing is. */
static enum sl_status compare(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    bool *ret_matches,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_str user = sl_access_user(access)->id;
    struct sl_credential known;

    *ret_matches = false;
    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = sl_store_credential_find(
        sl_access_store(access), user, SL_CREDENTIAL_PASSWORD, &scratch, &known, err
    );
    if (status == SL_NOT_FOUND || proof->password.len > SL_PASSWORD_LIMIT_BYTES) {
        return SL_OK;
    }
    SL_TRY(status);
    return sl_password_check(proof->password, known.secret, proof->cost, ret_matches, NULL, err);
}

static enum sl_status
refuse(struct sl_access *access, const struct sl_access_deed *deed, struct sl_error *err)
{
    struct sl_access_deed refused = *deed;

    refused.outcome = SL_OUTCOME_REFUSED;
    SL_TRY(sl_access_say(access, &refused, 1, err));
    return sl_fail(err, SL_DENIED, "the password is not right");
}

/* What was counted against them is taken back. */
static enum sl_status
succeed(struct sl_store *store, const struct sl_try *attempt, struct sl_error *err)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_try_succeed(store, attempt, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_password_prove(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(access);
    const struct sl_str user = sl_access_user(access)->id;
    struct sl_try attempt;
    bool matches = false;

    SL_TRY(sl_try_begin(store, user, proof->source, sl_access_now(access), &attempt, err));
    SL_TRY(compare(access, proof, &matches, err));
    if (!matches) {
        SL_TRY(sl_try_fail(store, &attempt, err));
        return refuse(access, deed, err);
    }
    return succeed(store, &attempt, err);
}
