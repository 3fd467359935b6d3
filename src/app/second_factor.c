/* SPDX-License-Identifier: Apache-2.0 */
#include "app/second_factor.h"

#include <errno.h>
#include <sodium/utils.h>
#include <sys/random.h>

#include "app/ledger_note.h"
#include "app/one_time_code.h"
#include "app/passkey_manage.h"
#include "app/proposal.h"
#include "ledger/key.h"
#include "signin/authenticator.h"
#include "store/credential.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)
#define SEALED_BYTES        ((size_t)200)

/* A key, and what is needed to seal it. Wiped together. */
struct secrets {
    uint8_t ledger[SL_KEY_BYTES];
    uint8_t seal[SL_AUTHENTICATOR_SEAL_BYTES];
    uint8_t key[SL_AUTHENTICATOR_KEY_BYTES];
};

static enum sl_status
secrets_init(struct secrets *secrets, struct sl_access *access, struct sl_error *err)
{
    SL_TRY(sl_ledger_secret(sl_access_store(access), secrets->ledger, err));
    sl_authenticator_seal_key(secrets->ledger, secrets->seal);
    return SL_OK;
}

static void secrets_wipe(struct secrets *secrets)
{
    sodium_memzero(secrets, sizeof *secrets);
}

static struct sl_str key_of(const struct secrets *secrets)
{
    return (struct sl_str){ .ptr = (const char *)secrets->key, .len = sizeof secrets->key };
}

/* What is done, and to whose. */
static struct sl_access_deed deed_of(struct sl_str user, const char *what)
{
    return (struct sl_access_deed){
        .verb = SL_VERB_MANAGE,
        .kind = SL_STR("authenticator"),
        .subject = user,
        .detail = sl_str_from(what),
    };
}

static enum sl_status
say(struct sl_access *access, struct sl_str user, const char *what, struct sl_error *err)
{
    const struct sl_access_deed deed = deed_of(user, what);

    return sl_access_say(access, &deed, 1, err);
}

/* Commit what went well; take back what did not. */
static enum sl_status
close_change(struct sl_store *store, enum sl_status status, struct sl_error *err)
{
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

/* The one that there is; id: 0 when there is none. */
static enum sl_status find_current(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_credential *ret_current,
    struct sl_error *err
)
{
    const enum sl_status status = sl_store_credential_find(
        sl_access_store(access),
        sl_access_user(access)->id,
        SL_CREDENTIAL_AUTHENTICATOR,
        arena,
        ret_current,
        err
    );

    if (status == SL_NOT_FOUND) {
        ret_current->id = 0;
        return SL_OK;
    }
    return status;
}

enum sl_status sl_second_factor_has(struct sl_access *access, bool *ret_has, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_credential current;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(find_current(access, &scratch, &current, err));
    *ret_has = current.id != 0 && current.confirmed_at != 0;
    return SL_OK;
}

/* Put a sealed key in the place of one that was not confirmed. */
static enum sl_status put_key(struct sl_access *access, struct sl_str sealed, struct sl_error *err)
{
    struct sl_store *store = sl_access_store(access);
    const struct sl_str user = sl_access_user(access)->id;
    const int64_t now_us = sl_access_now(access);
    const struct sl_credential credential = {
        .user = user,
        .kind = SL_CREDENTIAL_AUTHENTICATOR,
        .secret = sealed,
        .made = {.by = user, .at = now_us},
    };
    int64_t id = 0;

    SL_TRY(say(access, user, "set up", err));
    SL_TRY(sl_store_begin(store, err));
    enum sl_status status =
        sl_store_credential_end_kind(store, user, SL_CREDENTIAL_AUTHENTICATOR, now_us, err);
    if (status == SL_OK) {
        status = sl_store_credential_add(store, &credential, &id, err);
    }
    return close_change(store, status, err);
}

static enum sl_status begin_with(
    struct sl_access *access, struct secrets *secrets, struct sl_buf *text, struct sl_error *err
)
{
    const struct sl_str user = sl_access_user(access)->id;
    uint8_t nonce[SL_AUTHENTICATOR_NONCE_BYTES];
    struct sl_buf sealed;

    if (getrandom(nonce, sizeof nonce, 0) != (ssize_t)sizeof nonce ||
        getrandom(secrets->key, sizeof secrets->key, 0) != (ssize_t)sizeof secrets->key) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    sl_buf_init(&sealed, SEALED_BYTES);
    sl_authenticator_seal(secrets->key, user, secrets->seal, nonce, &sealed);
    enum sl_status status = sl_buf_status(&sealed, err);
    if (status == SL_OK) {
        status = put_key(access, sl_buf_str(&sealed), err);
    }
    sl_buf_finish(&sealed);
    SL_TRY(status);
    sl_authenticator_print(key_of(secrets), user, text);
    return sl_buf_status(text, err);
}

/* A password alone must not bring a factor of its own where there is another one. */
static enum sl_status check_passkeys(struct sl_access *access, struct sl_error *err)
{
    bool has_one = false;

    if (sl_access_factors(access) != 1) {
        return SL_OK;
    }
    SL_TRY(sl_passkey_has(sl_access_store(access), sl_access_user(access)->id, &has_one, err));
    return has_one ? sl_fail(err, SL_DENIED, "you have a passkey: sign in with it first") : SL_OK;
}

enum sl_status sl_second_factor_begin(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    struct sl_buf *text,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = deed_of(sl_access_user(access)->id, "set up");
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    SL_CLEANUP(secrets_wipe) struct secrets secrets;
    struct sl_credential current;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(find_current(access, &scratch, &current, err));
    if (current.id != 0 && current.confirmed_at != 0) {
        sl_fail(err, SL_INVALID, "you have an authenticator already");
        sl_fail_hint(err, "Give it up first, with 'sightline authenticator end'.");
        return SL_INVALID;
    }
    SL_TRY(check_passkeys(access, err));
    SL_TRY(sl_password_prove(access, proof, &deed, err));
    SL_TRY(secrets_init(&secrets, access, err));
    return begin_with(access, &secrets, text, err);
}

/* From here on it is asked for; the codes that take its place once. */
static enum sl_status confirm(
    struct sl_access *access, int64_t id, int64_t step, struct sl_buf *codes, struct sl_error *err
)
{
    struct sl_store *store = sl_access_store(access);
    const struct sl_str user = sl_access_user(access)->id;
    const int64_t now_us = sl_access_now(access);
    const struct sl_credential recovery = {
        .user = user,
        .kind = SL_CREDENTIAL_RECOVERY,
        .made = {.by = user, .at = now_us},
    };

    SL_TRY(sl_store_credential_confirm(store, id, now_us, err));
    SL_TRY(sl_store_credential_step(store, id, step, err));
    SL_TRY(sl_store_credential_end_kind(store, user, SL_CREDENTIAL_RECOVERY, now_us, err));
    for (unsigned i = 0; i < SL_RECOVERY_CODES; i++) {
        SL_TRY(sl_one_time_code_add(store, &recovery, codes, err));
        sl_buf_add_byte(codes, '\n');
    }
    return sl_buf_status(codes, err);
}

enum sl_status sl_second_factor_confirm(
    struct sl_access *access, struct sl_str code, struct sl_buf *codes, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    SL_CLEANUP(secrets_wipe) struct secrets secrets;
    struct sl_store *store = sl_access_store(access);
    const struct sl_str user = sl_access_user(access)->id;
    struct sl_credential current;
    int64_t step = 0;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(find_current(access, &scratch, &current, err));
    if (current.id == 0 || current.confirmed_at != 0) {
        return sl_fail(err, SL_NOT_FOUND, "there is no authenticator that waits for a code");
    }
    SL_TRY(check_passkeys(access, err)); /* one may have come since */
    SL_TRY(secrets_init(&secrets, access, err));
    SL_TRY(sl_authenticator_unseal(current.secret, user, secrets.seal, secrets.key, err));
    if (!sl_authenticator_check(key_of(&secrets), code, sl_access_now(access), 0, &step)) {
        return sl_fail(err, SL_DENIED, "the code is not right");
    }
    SL_TRY(say(access, user, "confirmed", err));
    SL_TRY(sl_store_begin(store, err));
    return close_change(store, confirm(access, current.id, step, codes, err), err);
}

enum sl_status sl_second_factor_end(
    struct sl_access *access, const struct sl_password_proof *proof, struct sl_error *err
)
{
    const struct sl_str user = sl_access_user(access)->id;
    const struct sl_access_deed deed = deed_of(user, "given up");
    struct sl_store *store = sl_access_store(access);
    const int64_t now_us = sl_access_now(access);

    SL_TRY(sl_password_prove(access, proof, &deed, err));
    SL_TRY(sl_access_say(access, &deed, 1, err));
    SL_TRY(sl_store_begin(store, err));
    return close_change(store, sl_store_credential_end_second(store, user, now_us, err), err);
}

enum sl_status sl_second_factor_end_of(
    struct sl_access *access,
    const struct sl_password_proof *proof,
    struct sl_str user,
    int64_t *ret_proposal,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = deed_of(user, "given up");
    const struct sl_proposal_asked asked = { .act = SL_PROPOSAL_AUTHENTICATOR, .subject = user };

    SL_TRY(sl_password_prove(access, proof, &deed, err));
    return sl_proposal_ask(access, &asked, NULL, ret_proposal, err);
}
