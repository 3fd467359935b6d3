/* SPDX-License-Identifier: Apache-2.0 */
#include "app/one_time_code.h"

#include <errno.h>
#include <sodium/utils.h>
#include <sys/random.h>

#include "signin/secret.h"
#include "signin/session_rule.h"

#define SECRET_BYTES ((size_t)2 * SL_DIGEST_BYTES) /* in hexadecimal digits */

/* A code that was never used before, and its digest as the store keeps it. */
static enum sl_status draw_code(struct sl_buf *code, struct sl_buf *secret, struct sl_error *err)
{
    uint8_t random[SL_CODE_RANDOM_BYTES];
    struct sl_digest digest;
    const size_t before = code->len;

    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    sl_code_print(random, code);
    sodium_memzero(random, sizeof random);
    SL_TRY(sl_buf_status(code, err));
    const bool is_code =
        sl_code_digest(sl_str_part(sl_buf_str(code), before, code->len - before), &digest);
    SL_ASSERT(is_code);
    sl_digest_print(&digest, secret);
    return sl_buf_status(secret, err);
}

enum sl_status sl_one_time_code_add(
    struct sl_store *store,
    const struct sl_credential *credential,
    struct sl_buf *code,
    struct sl_error *err
)
{
    struct sl_credential added = *credential;
    struct sl_buf secret;
    int64_t id = 0;

    sl_buf_init(&secret, SECRET_BYTES);
    enum sl_status status = draw_code(code, &secret, err);
    if (status == SL_OK) {
        added.secret = sl_buf_str(&secret);
        status = sl_store_credential_add(store, &added, &id, err);
    }
    sl_buf_finish(&secret);
    return status;
}

enum sl_status sl_invitation_add(
    struct sl_store *store,
    struct sl_str user,
    const struct sl_stamp *made,
    struct sl_buf *code,
    struct sl_error *err
)
{
    const struct sl_credential invitation = {
        .user = user,
        .kind = SL_CREDENTIAL_ONE_TIME,
        .made = *made,
        .expires_at = made->at + SL_INVITATION_US,
    };

    SL_TRY(sl_store_credential_end_kind(store, user, SL_CREDENTIAL_ONE_TIME, made->at, err));
    return sl_one_time_code_add(store, &invitation, code, err);
}

enum sl_status sl_one_time_code_find(
    struct sl_store *store,
    const struct sl_typed_code *typed,
    struct sl_arena *arena,
    struct sl_credential *ret_credential,
    struct sl_error *err
)
{
    struct sl_digest digest;
    struct sl_buf secret;

    if (!sl_code_digest(typed->text, &digest)) {
        return SL_NOT_FOUND;
    }
    sl_buf_init(&secret, SECRET_BYTES);
    sl_digest_print(&digest, &secret);
    enum sl_status status = sl_buf_status(&secret, err);
    if (status == SL_OK) {
        status = sl_store_credential_find_code(
            store, typed->kind, sl_buf_str(&secret), arena, ret_credential, err
        );
    }
    sl_buf_finish(&secret);
    SL_TRY(status);
    const int64_t expires_at = ret_credential->expires_at;
    if ((expires_at != 0 && typed->now_us >= expires_at) ||
        typed->now_us < ret_credential->made.at - SL_SIGNIN_SKEW_US) {
        return SL_NOT_FOUND; /* over, or the clock was set back and would bring it to life again */
    }
    return SL_OK;
}
