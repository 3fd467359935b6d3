/* SPDX-License-Identifier: Apache-2.0 */
#include "app/passkey_manage.h"

#include <errno.h>
#include <sys/random.h>

#include "app/ledger_note.h"
#include "app/second_factor.h"
#include "app/session.h"
#include "base/array.h"
#include "signin/session_rule.h"
#include "store/user.h"

#define SCRATCH_LIMIT_BYTES ((size_t)256 << 10)

static struct sl_digest digest_of(const uint8_t *challenge)
{
    return sl_digest_of((struct sl_str){ .ptr = (const char *)challenge, .len = SL_CHALLENGE_BYTES }
    );
}

/* Give one out, for a user or for whoever signs in. */
static enum sl_status give_out(
    struct sl_store *store,
    struct sl_str user,
    int64_t now_us,
    uint8_t *ret_challenge,
    struct sl_error *err
)
{
    if (getrandom(ret_challenge, SL_CHALLENGE_BYTES, 0) != (ssize_t)SL_CHALLENGE_BYTES) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    const struct sl_challenge challenge = {
        .digest = digest_of(ret_challenge),
        .user = user,
        .purpose = user.len > 0 ? SL_CHALLENGE_REGISTER : SL_CHALLENGE_SIGN_IN,
        .expires_at = now_us + SL_PASSKEY_ASK_US,
    };
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_challenge_add(store, &challenge, now_us, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status
sl_passkey_ask(const char *path, int64_t now_us, uint8_t *ret_challenge, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;

    SL_TRY(sl_store_open(path, SL_STORE_BRIEF, &store, err));
    return give_out(store, SL_STR(""), now_us, ret_challenge, err);
}

enum sl_status
sl_passkey_has(struct sl_store *store, struct sl_str user, bool *ret_has, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_stored_passkey passkey;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = sl_store_passkey_next(store, user, 0, &scratch, &passkey, err);
    if (status == SL_OK || status == SL_NOT_FOUND) {
        *ret_has = status == SL_OK;
        return SL_OK;
    }
    return status;
}

/* A password alone must not bring a factor of its own where there is another one. */
static enum sl_status check_factors(struct sl_access *access, struct sl_error *err)
{
    bool has_code = false;
    bool has_passkey = false;

    if (sl_access_factors(access) != 1) {
        return SL_OK;
    }
    SL_TRY(sl_second_factor_has(access, &has_code, err));
    SL_TRY(sl_passkey_has(sl_access_store(access), sl_access_user(access)->id, &has_passkey, err));
    return !has_code && !has_passkey
               ? SL_OK
               : sl_fail(err, SL_DENIED, "you have a second step already: sign in with it first");
}

static enum sl_status fail_question(struct sl_error *err)
{
    sl_fail(err, SL_DENIED, "the passkey has answered no question of now");
    sl_fail_hint(err, "Try again.");
    return SL_DENIED;
}

/* The challenge that an answer is about: given out for this, not used, and young. It is used up,
 * whatever the answer is worth. */
static enum sl_status take_challenge(
    struct sl_store *store,
    const struct sl_passkey_answer *answer,
    const struct sl_challenge *wanted, /* user and purpose; expires_at: now */
    uint8_t *ret_challenge,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_challenge found;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_client_data_challenge(answer->client_data, ret_challenge, err));
    const struct sl_digest digest = digest_of(ret_challenge);
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_challenge_take(store, &digest, &scratch, &found, err);
    if (status == SL_OK) {
        SL_TRY(sl_store_commit(store, err));
    } else {
        sl_store_rollback(store);
    }
    if (status == SL_NOT_FOUND) {
        return fail_question(err);
    }
    SL_TRY(status);
    const int64_t left = found.expires_at - wanted->expires_at;
    const bool is_young = left > 0 && left <= SL_PASSKEY_ASK_US + SL_SIGNIN_SKEW_US;
    return found.purpose == wanted->purpose && sl_str_equal(found.user, wanted->user) && is_young
               ? SL_OK
               : fail_question(err);
}

/* What is done to a passkey of one's own. */
static struct sl_access_deed deed_of(struct sl_str user, struct sl_str detail)
{
    return (struct sl_access_deed){
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("passkey"),
        .subject = user,
        .detail = detail,
    };
}

/* Write it down, and keep it. */
static enum sl_status keep(
    struct sl_access *access,
    const struct sl_stored_passkey *passkey,
    const struct sl_access_deed *deed,
    struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(access);
    int64_t id = 0;

    SL_TRY(sl_access_say(access, deed, 1, err));
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_passkey_add(store, passkey, &id, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_passkey_ask_new(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    struct sl_str name,
    uint8_t *ret_challenge,
    struct sl_error *err
)
{
    const struct sl_str user = sl_access_user(access)->id;
    const struct sl_access_deed deed = deed_of(user, SL_STR("set up"));

    if (name.len == 0 || name.len > SL_PASSKEY_NAME_BYTES) {
        return sl_fail(
            err, SL_INVALID, "give the passkey a name of up to %zu letters", SL_PASSKEY_NAME_BYTES
        );
    }
    SL_TRY(check_factors(access, err));
    SL_TRY(sl_password_prove(access, proof, &deed, err));
    return give_out(sl_access_store(access), user, sl_access_now(access), ret_challenge, err);
}

enum sl_status
sl_passkey_keep(struct sl_access *access, const struct sl_passkey_new *fresh, struct sl_error *err)
{
    const struct sl_challenge wanted = {
        .user = sl_access_user(access)->id,
        .purpose = SL_CHALLENGE_REGISTER,
        .expires_at = sl_access_now(access),
    };
    struct sl_stored_passkey passkey = {
        .user = wanted.user,
        .name = fresh->name,
        .made_at = wanted.expires_at,
    };
    const struct sl_access_deed deed = deed_of(wanted.user, fresh->name);
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_TRY(check_factors(access, err));
    SL_TRY(take_challenge(sl_access_store(access), fresh->answer, &wanted, challenge, err));
    SL_TRY(sl_passkey_register(fresh->site, challenge, fresh->answer, &passkey.key, err));
    return keep(access, &passkey, &deed, err);
}

static enum sl_status fail_unproven(struct sl_error *err)
{
    return sl_fail(err, SL_DENIED, "this passkey does not open anything here");
}

/* The entry of the ledger. */
static enum sl_status note(
    struct sl_store *store,
    const struct sl_passkey_sign_in *job,
    const struct sl_store_user *user,
    enum sl_deed_outcome outcome,
    struct sl_error *err
)
{
    const struct sl_deed deed = {
        .when_us = job->now_us,
        .verb = SL_VERB_SIGN_IN,
        .outcome = outcome,
        .texts = {[SL_ENTRY_AGENCY] = user->agency, [SL_ENTRY_KIND] = SL_STR("session")},
        .user = user->id,
        .detail = sl_str_from(sl_proof_name(SL_PROOF_PASSKEY)),
    };

    return sl_ledger_note(store, &deed, err);
}

/* The count goes on, and a session begins. */
static enum sl_status enter(
    struct sl_store *store,
    const struct sl_passkey_sign_in *job,
    const struct sl_stored_passkey *passkey,
    struct sl_buf *token,
    struct sl_error *err
)
{
    const struct sl_stored_session session = {
        .user = passkey->user,
        .proof = SL_PROOF_PASSKEY,
        .source = job->source,
        .begun_at = job->now_us,
    };

    SL_TRY(sl_store_begin(store, err));
    enum sl_status status =
        sl_store_passkey_use(store, passkey->id, passkey->key.sign_count, job->now_us, err);
    if (status == SL_NOT_FOUND) {
        status = fail_unproven(err);
    }
    if (status == SL_OK) {
        status = sl_session_replace(store, job->before, &session, token, err);
    }
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

/* The passkey and its user; SL_DENIED when there is none, or they have left. */
static enum sl_status find_passkey(
    struct sl_store *store,
    struct sl_str handle,
    struct sl_arena *arena,
    struct sl_stored_passkey *ret_passkey,
    struct sl_store_user *ret_user,
    struct sl_error *err
)
{
    const enum sl_status status = sl_store_passkey_find(store, handle, arena, ret_passkey, err);

    if (status == SL_NOT_FOUND) {
        return fail_unproven(err);
    }
    SL_TRY(status);
    SL_TRY(sl_store_user_find(store, ret_passkey->user, arena, ret_user, err));
    return ret_user->ended.at == 0 ? SL_OK : fail_unproven(err);
}

enum sl_status sl_passkey_enter(
    const char *path,
    const struct sl_passkey_sign_in *job,
    struct sl_buf *token,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    const struct sl_challenge wanted = {
        .purpose = SL_CHALLENGE_SIGN_IN,
        .expires_at = job->now_us,
    };
    struct sl_stored_passkey passkey;
    struct sl_store_user user;
    uint8_t challenge[SL_CHALLENGE_BYTES];

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_store_open(path, SL_STORE_BRIEF, &store, err));
    SL_TRY(take_challenge(store, job->answer, &wanted, challenge, err));
    SL_TRY(find_passkey(store, job->handle, &arena, &passkey, &user, err));
    const enum sl_status status = sl_passkey_check(
        job->site, challenge, &passkey.key, job->answer, &passkey.key.sign_count, err
    );
    if (status == SL_DENIED) {
        SL_TRY(note(store, job, &user, SL_OUTCOME_REFUSED, NULL));
    }
    SL_TRY(status);
    SL_TRY(note(store, job, &user, SL_OUTCOME_ALLOWED, err));
    return enter(store, job, &passkey, token, err);
}

enum sl_status sl_passkey_list(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_stored_passkey **ret_passkeys,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_stored_passkey passkey = { .id = 0 };
    struct sl_stored_passkey *passkeys = NULL;
    size_t count = 0;

    for (;;) {
        const enum sl_status status = sl_store_passkey_next(
            sl_access_store(access), sl_access_user(access)->id, passkey.id, arena, &passkey, err
        );
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(sl_array_room(arena, &passkeys, count, sizeof *passkeys, err));
        passkeys[count++] = passkey;
    }
    *ret_passkeys = passkeys;
    *ret_count = count;
    return SL_OK;
}

enum sl_status sl_passkey_remove(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    int64_t id,
    struct sl_error *err
)
{
    const struct sl_stamp stamp = { .by = sl_access_user(access)->id, .at = sl_access_now(access) };
    const struct sl_access_deed deed = deed_of(stamp.by, SL_STR("removed"));
    struct sl_store *store = sl_access_store(access);

    SL_TRY(sl_password_prove(access, proof, &deed, err));
    SL_TRY(sl_access_say(access, &deed, 1, err));
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_passkey_end(store, stamp.by, id, &stamp, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_passkey_end_all(
    struct sl_store *store, struct sl_str user, const struct sl_stamp *stamp, struct sl_error *err
)
{
    struct sl_stored_passkey passkey = { .id = 0 };

    for (;;) {
        SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
        sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
        const enum sl_status status =
            sl_store_passkey_next(store, user, passkey.id, &scratch, &passkey, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(sl_store_passkey_end(store, user, passkey.id, stamp, err));
    }
}
