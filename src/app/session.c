/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session.h"

#include <errno.h>
#include <sodium/utils.h>
#include <sys/random.h>

#include "signin/secret.h"
#include "store/user.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)

static enum sl_status fail_unknown(struct sl_error *err)
{
    sl_fail(err, SL_DENIED, "you are not signed in");
    sl_fail_hint(err, "Sign in with 'sightline sign-in USER'.");
    return SL_DENIED;
}

static enum sl_status fail_over(enum sl_session_state state, struct sl_error *err)
{
    sl_fail(err, SL_DENIED, "the session %s", sl_session_state_words(state));
    sl_fail_hint(err, "Sign in again with 'sightline sign-in USER'.");
    return SL_DENIED;
}

/* Note that it was used. A store that is in use for long is no reason to refuse: then it is noted
 * the next time. */
static enum sl_status note_use(struct sl_store *store, int64_t id, int64_t now_us)
{
    if (sl_store_begin(store, NULL) != SL_OK) {
        return SL_OK;
    }
    const enum sl_status status = sl_store_session_see(store, id, now_us, NULL);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status == SL_NO_MEMORY ? status : SL_OK;
    }
    const enum sl_status committed = sl_store_commit_seen(store, NULL);
    return committed == SL_NO_MEMORY ? committed : SL_OK;
}

enum sl_status sl_session_open(
    struct sl_store *store,
    struct sl_str token,
    int64_t now_us,
    struct sl_arena *arena,
    struct sl_session *ret_session,
    struct sl_error *err
)
{
    struct sl_stored_session stored;
    struct sl_digest digest;

    if (!sl_token_digest(sl_str_trim(token), &digest)) {
        return fail_unknown(err);
    }
    const enum sl_status status = sl_store_session_find(store, &digest, arena, &stored, err);
    if (status == SL_NOT_FOUND) {
        return fail_unknown(err);
    }
    SL_TRY(status);
    const struct sl_session_times times = {
        .begun_at = stored.begun_at,
        .seen_at = stored.seen_at,
        .ended_at = stored.end.at,
    };
    const enum sl_session_state state = sl_session_state(&times, now_us);
    if (state != SL_SESSION_OPEN) {
        return fail_over(state, err);
    }
    if (sl_session_notes(&times, now_us) && note_use(store, stored.id, now_us) != SL_OK) {
        return sl_fail_memory(err);
    }
    *ret_session =
        (struct sl_session){ .id = stored.id, .user = stored.user, .proof = stored.proof };
    return SL_OK;
}

/* Is there such a user, and have they not left? */
static enum sl_status check_user(struct sl_store *store, struct sl_str user, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_store_user found;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = sl_store_user_find(store, user, &scratch, &found, err);
    if (status == SL_NOT_FOUND || (status == SL_OK && found.ended.at != 0)) {
        return sl_fail(err, SL_DENIED, "there is no such user");
    }
    return status;
}

enum sl_status sl_session_add(
    struct sl_store *store,
    const struct sl_stored_session *begun,
    struct sl_buf *token,
    struct sl_error *err
)
{
    uint8_t random[SL_TOKEN_RANDOM_BYTES];
    struct sl_digest digest;
    int64_t id = 0;
    const size_t before = token->len;

    SL_TRY(check_user(store, begun->user, err));
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    sl_token_print(random, token);
    sodium_memzero(random, sizeof random);
    SL_TRY(sl_buf_status(token, err));
    const bool is_token =
        sl_token_digest(sl_str_part(sl_buf_str(token), before, token->len - before), &digest);
    SL_ASSERT(is_token);
    return sl_store_session_add(store, begun, &digest, &id, err);
}

enum sl_status sl_session_replace(
    struct sl_store *store,
    struct sl_str before,
    const struct sl_stored_session *begun,
    struct sl_buf *token,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    const struct sl_session_end end = {
        .why = SL_SESSION_REPLACED,
        .by = begun->user,
        .at = begun->begun_at,
    };
    enum sl_status status = SL_NOT_FOUND;
    struct sl_stored_session found = { .id = 0 };
    struct sl_digest digest;
    uint64_t count = 0;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    if (sl_token_digest(sl_str_trim(before), &digest)) {
        status = sl_store_session_find(store, &digest, &scratch, &found, err);
    }
    if (status == SL_OK) {
        status = sl_store_session_end(store, found.id, &end, &count, err);
    }
    SL_TRY(status == SL_NOT_FOUND ? SL_OK : status);
    return sl_session_add(store, begun, token, err);
}

enum sl_status sl_session_begin(
    struct sl_store *store,
    const struct sl_stored_session *begun,
    struct sl_buf *token,
    struct sl_error *err
)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_session_add(store, begun, token, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_session_end(
    struct sl_store *store, int64_t id, const struct sl_session_end *end, struct sl_error *err
)
{
    uint64_t count = 0;

    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_session_end(store, id, end, &count, err);
    if (status != SL_OK || count == 0) {
        sl_store_rollback(store);
        return status != SL_OK
                   ? status
                   : sl_fail(err, SL_NOT_FOUND, "there is no open session %lld", (long long)id);
    }
    return sl_store_commit(store, err);
}
