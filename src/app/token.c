/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token.h"

#include <errno.h>
#include <sodium/utils.h>
#include <sys/random.h>

#include "sharing/scope.h"
#include "signin/secret.h"
#include "signin/session_rule.h"

/* By which people, and programs that look for lost secrets, know one. */
static const struct sl_str prefix = { "slt_", 4 };

static enum sl_status fail_unknown(struct sl_error *err)
{
    sl_fail(err, SL_DENIED, "the token is not known, has ended, or is too old");
    sl_fail_hint(err, "Its user can make another one with 'sightline token add'.");
    return SL_DENIED;
}

/* Note that it was used. A store that is in use for long is no reason to refuse: then it is noted
 * the next time. */
static enum sl_status note_use(struct sl_store *store, int64_t id, int64_t now_us)
{
    if (sl_store_begin(store, NULL) != SL_OK) {
        return SL_OK;
    }
    const enum sl_status status = sl_store_token_see(store, id, now_us, NULL);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status == SL_NO_MEMORY ? status : SL_OK;
    }
    const enum sl_status committed = sl_store_commit(store, NULL);
    return committed == SL_NO_MEMORY ? committed : SL_OK;
}

/* Of a clock that was set back nobody knows how much is left: it is over, but for what clocks of
 * two machines differ by. */
static bool is_open(const struct sl_stored_token *token, int64_t now_us)
{
    return token->ended.at == 0 && now_us < token->expires_at &&
           now_us >= token->made_at - SL_SIGNIN_SKEW_US &&
           now_us >= token->seen_at - SL_SIGNIN_SKEW_US;
}

enum sl_status sl_token_open(
    struct sl_store *store,
    struct sl_str token,
    int64_t now_us,
    struct sl_arena *arena,
    struct sl_token *ret_token,
    struct sl_error *err
)
{
    struct sl_stored_token stored;
    struct sl_digest digest;
    unsigned scopes = 0;

    if (!sl_str_starts(token, prefix) ||
        !sl_token_digest(sl_str_part(token, prefix.len, token.len), &digest)) {
        return fail_unknown(err);
    }
    const enum sl_status status = sl_store_token_find(store, &digest, arena, &stored, err);
    if (status == SL_NOT_FOUND || (status == SL_OK && !is_open(&stored, now_us))) {
        return fail_unknown(err);
    }
    SL_TRY(status);
    SL_TRY(sl_scope_parse(stored.scopes, &scopes, err));
    if (now_us - stored.seen_at >= SL_SESSION_NOTE_US &&
        note_use(store, stored.id, now_us) != SL_OK) {
        return sl_fail_memory(err);
    }
    *ret_token = (struct sl_token){
        .id = stored.id,
        .user = stored.user,
        .system = stored.system,
        .la_code = stored.la_code,
        .scopes = scopes,
        .factors = stored.factors,
    };
    return SL_OK;
}

enum sl_status
sl_token_make(struct sl_buf *token, struct sl_digest *ret_digest, struct sl_error *err)
{
    uint8_t random[SL_TOKEN_RANDOM_BYTES];
    const size_t first = token->len + prefix.len;

    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    sl_buf_add(token, prefix);
    sl_token_print(random, token);
    sodium_memzero(random, sizeof random);
    SL_TRY(sl_buf_status(token, err));
    const bool is_token =
        sl_token_digest(sl_str_part(sl_buf_str(token), first, token->len), ret_digest);
    SL_ASSERT(is_token);
    return SL_OK;
}
