/* SPDX-License-Identifier: Apache-2.0 */
#include "app/sign_in.h"

#include <sodium/core.h>
#include <sodium/utils.h>

#include "app/ledger_note.h"
#include "app/one_time_code.h"
#include "app/passkey_manage.h"
#include "app/password_set.h"
#include "app/session.h"
#include "app/throttled.h"
#include "app/user_manage.h"
#include "ledger/key.h"
#include "signin/authenticator.h"
#include "signin/ticket.h"
#include "store/credential.h"

#define SCRATCH_LIMIT_BYTES ((size_t)256 << 10)

/* A sign-in under way. What was found of the user lives in the arena. */
struct work {
    struct sl_store *store;
    const struct sl_sign_in_job *job;
    struct sl_arena arena;
    struct sl_try attempt;
    bool is_user;                /* there is one of this name, who has not left */
    struct sl_store_user user;   /* when is_user */
    struct sl_credential known;  /* the password or the code that was right */
    struct sl_credential second; /* id: 0 when none is asked for */
    int64_t second_step;         /* of a code of an authenticator */
    bool is_outdated;            /* the password is to be hashed anew */
    enum sl_second_wanted wanted;
    bool has_ticket; /* that still serves */
    enum sl_session_proof proof;
    struct sl_buf hash; /* of a new password, or of the same one anew */
};

static enum sl_status fail_unproven(struct work *work, struct sl_error *err)
{
    if (work->has_ticket) {
        sl_fail(err, SL_DENIED, "the code is not right, or was used before");
        sl_fail_hint(err, "Wait for the next code of your app, and enter it.");
        return SL_DENIED;
    }
    if (work->job->ticket.len > 0) {
        sl_fail(err, SL_DENIED, "it took too long to enter the code");
        sl_fail_hint(err, "Enter your password again, and then a new code.");
        return SL_DENIED;
    }
    if (work->job->code.len > 0) {
        sl_fail(err, SL_DENIED, "the code is not right, was used or has expired");
        sl_fail_hint(err, "Ask an administrator of your agency for a new one.");
        return SL_DENIED;
    }
    sl_fail(err, SL_DENIED, "the user or the password is not right");
    sl_fail_hint(err, "An administrator of your agency can invite you to set a new one.");
    return SL_DENIED;
}

static enum sl_status find_user(struct work *work, struct sl_error *err)
{
    const enum sl_status status =
        sl_store_user_find(work->store, work->job->user, &work->arena, &work->user, NULL);

    work->is_user = status == SL_OK && work->user.ended.at == 0;
    if (status == SL_NO_MEMORY) {
        return sl_fail_memory(err);
    }
    return status == SL_OK || status == SL_NOT_FOUND || status == SL_INVALID
               ? SL_OK
               : sl_fail(err, status, "the users cannot be read");
}

/* Is the password that of the user? Without a user, or a password, one that is nobody's is tried.
 */
static enum sl_status prove_password(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    enum sl_status status = SL_NOT_FOUND;
    bool matches = false;

    if (work->is_user) {
        status = sl_store_credential_find(
            work->store, job->user, SL_CREDENTIAL_PASSWORD, &work->arena, &work->known, err
        );
    }
    if (status == SL_NOT_FOUND) {
        sl_buf_clear(&work->hash);
        sl_password_decoy(job->cost, &work->hash);
        SL_TRY(sl_buf_status(&work->hash, err));
        work->known.secret = sl_buf_str(&work->hash);
        status = SL_OK;
    }
    SL_TRY(status);
    status = sl_password_check(
        job->password, work->known.secret, job->cost, &matches, &work->is_outdated, err
    );
    if (status == SL_LIMIT) {
        status = SL_OK; /* nobody's is so long */
    }
    SL_TRY(status);
    *ret_proven = matches && work->is_user;
    work->proof = SL_PROOF_PASSWORD;
    return SL_OK;
}

/* Was the password of the user right a moment ago? */
static enum sl_status prove_ticket(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    struct sl_ticket expected = { .user = job->user };
    uint8_t secret[SL_KEY_BYTES];

    if (!work->is_user) {
        return SL_OK;
    }
    const enum sl_status status = sl_store_credential_find(
        work->store, job->user, SL_CREDENTIAL_PASSWORD, &work->arena, &work->known, err
    );
    if (status == SL_NOT_FOUND) {
        return SL_OK;
    }
    SL_TRY(status);
    SL_TRY(sl_ledger_secret(work->store, secret, err));
    expected.password = work->known.id;
    work->has_ticket = sl_ticket_check(secret, &expected, job->ticket, job->now_us);
    sodium_memzero(secret, sizeof secret);
    *ret_proven = work->has_ticket;
    work->proof = SL_PROOF_PASSWORD;
    return SL_OK;
}

/* Is the code right, and for this user: an invitation, or the first administrator's? */
static enum sl_status prove_code(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    const struct sl_typed_code typed = {
        .kind = SL_CREDENTIAL_ONE_TIME,
        .text = job->code,
        .now_us = job->now_us,
    };

    const enum sl_status status =
        sl_one_time_code_find(work->store, &typed, &work->arena, &work->known, err);
    if (status == SL_NOT_FOUND) {
        return SL_OK;
    }
    SL_TRY(status);
    const bool is_first = work->known.user.len == 0;
    *ret_proven =
        is_first ? job->agency.len > 0 : work->is_user && sl_str_equal(work->known.user, job->user);
    work->proof = SL_PROOF_ONE_TIME_CODE;
    return SL_OK;
}

/* Six digits of an authenticator? */
static enum sl_status prove_digits(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    const struct sl_credential *second = &work->second;
    uint8_t secret[SL_KEY_BYTES];
    uint8_t seal[SL_AUTHENTICATOR_SEAL_BYTES];
    uint8_t key[SL_AUTHENTICATOR_KEY_BYTES];

    SL_TRY(sl_ledger_secret(work->store, secret, err));
    sl_authenticator_seal_key(secret, seal);
    const enum sl_status status =
        sl_authenticator_unseal(second->secret, job->user, seal, key, err);
    if (status == SL_OK) {
        *ret_proven = sl_authenticator_check(
            (struct sl_str){ .ptr = (const char *)key, .len = sizeof key },
            job->second,
            job->now_us,
            second->last_step,
            &work->second_step
        );
    }
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(seal, sizeof seal);
    sodium_memzero(key, sizeof key);
    return status;
}

/* A recovery code, then? It takes the place of the authenticator, once. */
static enum sl_status prove_recovery(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const struct sl_typed_code typed = {
        .kind = SL_CREDENTIAL_RECOVERY,
        .text = work->job->second,
        .now_us = work->job->now_us,
    };
    struct sl_credential found;

    const enum sl_status status =
        sl_one_time_code_find(work->store, &typed, &work->arena, &found, err);
    if (status == SL_NOT_FOUND) {
        return SL_OK;
    }
    SL_TRY(status);
    *ret_proven = sl_str_equal(found.user, work->job->user);
    work->second = found;
    return SL_OK;
}

/* Who has passkeys alone signs in with one of them. An invitation sets a password all the same: its
 * session opens no more than the first step does. */
static enum sl_status prove_no_passkey(struct work *work, bool *ret_proven, struct sl_error *err)
{
    bool has_one = false;

    if (work->job->code.len > 0) {
        return SL_OK;
    }
    SL_TRY(sl_passkey_has(work->store, work->job->user, &has_one, err));
    *ret_proven = !has_one;
    work->wanted = has_one ? SL_SECOND_PASSKEY : SL_SECOND_NONE;
    return SL_OK;
}

/* The second factor, for those who have set one up. */
static enum sl_status prove_second(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const enum sl_status status = sl_store_credential_find(
        work->store, work->job->user, SL_CREDENTIAL_AUTHENTICATOR, &work->arena, &work->second, err
    );

    if (status == SL_NOT_FOUND || (status == SL_OK && work->second.confirmed_at == 0)) {
        work->second.id = 0;
        return prove_no_passkey(work, ret_proven, err);
    }
    SL_TRY(status);
    *ret_proven = false;
    work->proof = SL_PROOF_PASSWORD_AND_CODE;
    if (work->job->second.len == 0) {
        work->wanted = SL_SECOND_CODE;
        return SL_OK;
    }
    SL_TRY(prove_digits(work, ret_proven, err));
    return *ret_proven ? SL_OK : prove_recovery(work, ret_proven, err);
}

/* Everything that is to be proven; nothing is changed. */
static enum sl_status prove(struct work *work, bool *ret_proven, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    bool is_proven = false;

    SL_TRY(find_user(work, err));
    if (job->code.len > 0) {
        SL_TRY(prove_code(work, &is_proven, err));
    } else if (job->ticket.len > 0) {
        SL_TRY(prove_ticket(work, &is_proven, err));
    } else {
        SL_TRY(prove_password(work, &is_proven, err));
    }
    if (is_proven && work->is_user) {
        SL_TRY(prove_second(work, &is_proven, err));
    }
    *ret_proven = is_proven;
    return SL_OK;
}

/* The entry of the ledger. A name that is no user's is not kept: it may be a password. */
static enum sl_status note(struct work *work, enum sl_deed_outcome outcome, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    const bool is_allowed = outcome == SL_OUTCOME_ALLOWED;
    const struct sl_deed deed = {
        .when_us = job->now_us,
        .verb = SL_VERB_SIGN_IN,
        .outcome = outcome,
        .texts = {[SL_ENTRY_AGENCY] = work->is_user ? work->user.agency : job->agency,
                  [SL_ENTRY_KIND] = SL_STR("session")},
        .user = work->is_user || is_allowed ? job->user : SL_STR(""),
        .detail = is_allowed ? sl_str_from(sl_proof_name(work->proof))
                             : SL_STR("it was not proven who it was"),
    };

    return sl_ledger_note(work->store, &deed, err);
}

/* What was right is used up: a code, a step of an authenticator. SL_NOT_FOUND: another was first.
 */
static enum sl_status use_up(struct work *work, struct sl_error *err)
{
    const int64_t now_us = work->job->now_us;

    if (work->job->code.len > 0) {
        SL_TRY(sl_store_credential_end(work->store, work->known.id, now_us, err));
    }
    if (work->second.id != 0 && work->second_step != 0) {
        return sl_store_credential_step(work->store, work->second.id, work->second_step, err);
    }
    return work->second.id == 0
               ? SL_OK
               : sl_store_credential_end(work->store, work->second.id, now_us, err);
}

/* All that follows, in one transaction. */
static enum sl_status enter(struct work *work, struct sl_buf *token, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    const struct sl_stored_session session = {
        .user = job->user,
        .proof = work->proof,
        .source = job->source,
        .begun_at = job->now_us,
    };

    const enum sl_status used = use_up(work, err);
    if (used == SL_NOT_FOUND) {
        return fail_unproven(work, err);
    }
    SL_TRY(used);
    if (job->code.len > 0 && work->known.user.len == 0) {
        SL_TRY(sl_user_add_first(work->store, job->user, job->agency, job->now_us, err));
    }
    if (job->code.len > 0) {
        SL_TRY(sl_password_put(work->store, job->user, sl_buf_str(&work->hash), 0, job->now_us, err)
        );
    } else if (work->is_outdated) {
        SL_TRY(sl_store_credential_rehash(work->store, &work->known, sl_buf_str(&work->hash), err));
    }
    SL_TRY(sl_try_succeed(work->store, &work->attempt, err));
    return sl_session_replace(work->store, job->before, &session, token, err);
}

/* A new password, judged and hashed, or the same one hashed anew. */
static enum sl_status make_hash(struct work *work, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    const struct sl_new_password fresh = {
        .password = job->password,
        .user = job->user,
        .name = work->is_user ? work->user.name : SL_STR(""),
        .agency = work->is_user ? work->user.agency : job->agency,
        .cost = job->cost,
    };

    sl_buf_clear(&work->hash);
    if (job->code.len > 0) {
        SL_TRY(sl_password_judge_new(&fresh, err));
    }
    return sl_password_hash_new(&fresh, &work->hash, err);
}

/* The second step will not have the password: it is hashed anew now, when that is due. */
static enum sl_status hash_anew(struct work *work, struct sl_error *err)
{
    SL_TRY(make_hash(work, err));
    SL_TRY(sl_store_begin(work->store, err));
    const enum sl_status status =
        sl_store_credential_rehash(work->store, &work->known, sl_buf_str(&work->hash), err);
    if (status != SL_OK) {
        sl_store_rollback(work->store);
        return status;
    }
    return sl_store_commit(work->store, err);
}

/* The ticket with which the second step needs no password. */
static enum sl_status add_ticket(struct work *work, struct sl_buf *text, struct sl_error *err)
{
    const struct sl_ticket fresh = {
        .user = work->job->user,
        .password = work->known.id,
        .at_us = work->job->now_us,
    };
    uint8_t secret[SL_KEY_BYTES];

    SL_TRY(sl_ledger_secret(work->store, secret, err));
    sl_ticket_print(secret, &fresh, text);
    sodium_memzero(secret, sizeof secret);
    return sl_buf_status(text, err);
}

/* What is proven is right, and a passkey is needed, too. Nobody guesses one: the try was right. */
static enum sl_status go_on_with_passkey(struct work *work, struct sl_error *err)
{
    SL_TRY(sl_store_begin(work->store, err));
    const enum sl_status status = sl_try_succeed(work->store, &work->attempt, err);
    if (status != SL_OK) {
        sl_store_rollback(work->store);
        return status;
    }
    SL_TRY(sl_store_commit(work->store, err));
    sl_fail(err, SL_DENIED, "your passkey is needed, too");
    sl_fail_hint(err, "Sign in on a page, in a browser that has it.");
    return SL_DENIED;
}

/* The same of a code: with the ticket the password need not be typed again. */
static enum sl_status go_on(struct work *work, struct sl_buf *ticket, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    const bool is_first = job->code.len == 0 && job->ticket.len == 0;

    if (is_first && work->is_outdated) {
        SL_TRY(hash_anew(work, err));
    }
    if (work->wanted == SL_SECOND_PASSKEY) {
        return go_on_with_passkey(work, err);
    }
    SL_TRY(sl_try_go_on(work->store, &work->attempt, err));
    SL_TRY(is_first ? add_ticket(work, ticket, err) : SL_OK);
    sl_fail(err, SL_DENIED, "a code of your authenticator is needed, too");
    return SL_DENIED;
}

static enum sl_status sign_in(struct work *work, struct sl_buf *token, struct sl_error *err)
{
    const struct sl_sign_in_job *job = work->job;
    bool is_proven = false;

    SL_TRY(sl_try_begin(work->store, job->user, job->source, job->now_us, &work->attempt, err));
    SL_TRY(prove(work, &is_proven, err));
    if (!is_proven && work->wanted != SL_SECOND_NONE) {
        return go_on(work, token, err);
    }
    if (!is_proven) {
        SL_TRY(note(work, SL_OUTCOME_REFUSED, err));
        return fail_unproven(work, err);
    }
    if (job->code.len > 0 || work->is_outdated) {
        SL_TRY(make_hash(work, err));
    }
    SL_TRY(note(work, SL_OUTCOME_ALLOWED, err));
    SL_TRY(sl_store_begin(work->store, err));
    const enum sl_status status = enter(work, token, err);
    if (status != SL_OK) {
        sl_store_rollback(work->store);
        return status;
    }
    return sl_store_commit(work->store, err);
}

enum sl_status sl_sign_in(
    const char *store,
    const struct sl_sign_in_job *job,
    struct sl_buf *token,
    enum sl_second_wanted *ret_wanted,
    struct sl_error *err
)
{
    struct work work = { .job = job };

    *ret_wanted = SL_SECOND_NONE;
    if (sodium_init() < 0) {
        return sl_fail(err, SL_UNSUPPORTED, "there is no cryptography on this machine");
    }
    SL_TRY(sl_store_open(
        store, job->agency.len > 0 ? SL_STORE_WRITE : SL_STORE_BRIEF, &work.store, err
    ));
    sl_arena_init(&work.arena, SCRATCH_LIMIT_BYTES);
    sl_buf_init(&work.hash, SL_PASSWORD_TEXT_BYTES);
    const enum sl_status status = sign_in(&work, token, err);
    *ret_wanted = work.has_ticket ? SL_SECOND_CODE : work.wanted;
    sl_buf_finish(&work.hash);
    sl_arena_finish(&work.arena);
    sl_store_close(work.store);
    return status;
}
