/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <stdbool.h>
#include <string.h>

#include "base/digest.h"

/* W3C, section 6.1: 32 bytes of hash, one of flags, four of count. */
#define FLAGS_AT       32u
#define DATA_MIN_BYTES 37u
#define USER_PRESENT   0x01u
#define USER_VERIFIED  0x04u

#define DOMAIN_BYTES 254u /* RFC 1035: a name has 253 characters at most */

static const int cose_algorithms[] = {
    [SL_PASSKEY_ES256] = COSE_ES256,
    [SL_PASSKEY_EDDSA] = COSE_EDDSA,
};

static enum sl_status fail_unread(struct sl_error *err)
{
    return sl_fail(err, SL_INVALID, "what the passkey says cannot be read");
}

/* Of which site, and was the user there? What the authenticator itself says of it. */
static enum sl_status
check_site(const struct sl_passkey_site *site, struct sl_str data, struct sl_error *err)
{
    const struct sl_digest domain = sl_digest_of(site->domain);
    const unsigned wanted = USER_PRESENT | USER_VERIFIED;

    if (data.len < DATA_MIN_BYTES) {
        return fail_unread(err);
    }
    if (memcmp(data.ptr, domain.bytes, sizeof domain.bytes) != 0) {
        return sl_fail(err, SL_DENIED, "the passkey is of another site");
    }
    if (((unsigned char)data.ptr[FLAGS_AT] & wanted) != wanted) {
        return sl_fail(err, SL_DENIED, "the device did not ask who you are");
    }
    return SL_OK;
}

static enum sl_status check_answer(
    const struct sl_passkey_site *site,
    struct sl_str type,
    const uint8_t *challenge,
    const struct sl_passkey_answer *answer,
    struct sl_error *err
)
{
    const struct sl_client_data_expected expected = {
        .type = type,
        .origin = site->origin,
        .challenge = challenge,
    };

    SL_TRY(sl_client_data_check(answer->client_data, &expected, err));
    return check_site(site, answer->authenticator_data, err);
}

/* Is it a key of this algorithm: a point of the curve? A code of libfido2. */
static int
verify_with(enum sl_passkey_algorithm algorithm, struct sl_str key, const fido_assert_t *assertion)
{
    int code = FIDO_ERR_INTERNAL;

    if (algorithm == SL_PASSKEY_ES256) {
        es256_pk_t *point = es256_pk_new();
        code = point == NULL ? FIDO_ERR_INTERNAL : es256_pk_from_ptr(point, key.ptr, key.len);
        if (code == FIDO_OK && assertion != NULL) {
            code = fido_assert_verify(assertion, 0, COSE_ES256, point);
        }
        es256_pk_free(&point);
        return code;
    }
    eddsa_pk_t *point = eddsa_pk_new();
    code = point == NULL ? FIDO_ERR_INTERNAL : eddsa_pk_from_ptr(point, key.ptr, key.len);
    if (code == FIDO_OK && assertion != NULL) {
        code = fido_assert_verify(assertion, 0, COSE_EDDSA, point);
    }
    eddsa_pk_free(&point);
    return code;
}

/* What libfido2 has read, as ours; false: it is not what we keep. */
static bool take_credential(const fido_cred_t *credential, struct sl_passkey *passkey)
{
    const size_t handle_len = fido_cred_id_len(credential);
    const size_t key_len = fido_cred_pubkey_len(credential);
    const uint8_t *handle = fido_cred_id_ptr(credential);
    const uint8_t *key = fido_cred_pubkey_ptr(credential);

    if (handle == NULL || key == NULL || handle_len == 0 ||
        handle_len > SL_PASSKEY_HANDLE_LIMIT_BYTES || key_len > SL_PASSKEY_KEY_LIMIT_BYTES) {
        return false;
    }
    memcpy(passkey->handle, handle, handle_len);
    memcpy(passkey->public_key, key, key_len);
    passkey->handle_len = handle_len;
    passkey->public_key_len = key_len;
    passkey->sign_count = fido_cred_sigcount(credential);
    return verify_with(
               passkey->algorithm,
               (struct sl_str){ .ptr = (const char *)passkey->public_key, .len = key_len },
               NULL
           ) == FIDO_OK;
}

/* Read the data as of one algorithm: libfido2 wants to know beforehand. */
static enum sl_status
read_as(struct sl_str data, enum sl_passkey_algorithm algorithm, struct sl_passkey *passkey)
{
    fido_cred_t *credential = fido_cred_new();

    if (credential == NULL) {
        return SL_NO_MEMORY;
    }
    *passkey = (struct sl_passkey){ .algorithm = algorithm };
    const bool is_read =
        fido_cred_set_type(credential, cose_algorithms[algorithm]) == FIDO_OK &&
        fido_cred_set_authdata_raw(credential, (const uint8_t *)data.ptr, data.len) == FIDO_OK &&
        take_credential(credential, passkey);
    fido_cred_free(&credential);
    return is_read ? SL_OK : SL_UNSUPPORTED;
}

enum sl_status sl_passkey_register(
    const struct sl_passkey_site *site,
    const uint8_t *challenge,
    const struct sl_passkey_answer *answer,
    struct sl_passkey *ret_passkey,
    struct sl_error *err
)
{
    SL_TRY(check_answer(site, SL_STR("webauthn.create"), challenge, answer, err));
    enum sl_status status = read_as(answer->authenticator_data, SL_PASSKEY_ES256, ret_passkey);
    if (status == SL_UNSUPPORTED) {
        status = read_as(answer->authenticator_data, SL_PASSKEY_EDDSA, ret_passkey);
    }
    if (status == SL_NO_MEMORY) {
        return sl_fail_memory(err);
    }
    return status == SL_OK ? SL_OK
                           : sl_fail(
                                 err,
                                 SL_UNSUPPORTED,
                                 "the passkey is of a kind that is not "
                                 "known here (ES256 and EdDSA are)"
                             );
}

static bool set_answer(
    fido_assert_t *assertion,
    const struct sl_passkey_site *site,
    const struct sl_passkey_answer *answer
)
{
    const struct sl_digest hash = sl_digest_of(answer->client_data);
    const struct sl_str data = answer->authenticator_data;
    char domain[DOMAIN_BYTES] = { 0 };

    if (site->domain.len >= sizeof domain) {
        return false;
    }
    memcpy(domain, site->domain.ptr, site->domain.len);
    return fido_assert_set_clientdata_hash(assertion, hash.bytes, sizeof hash.bytes) == FIDO_OK &&
           fido_assert_set_rp(assertion, domain) == FIDO_OK &&
           fido_assert_set_up(assertion, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_uv(assertion, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_count(assertion, 1) == FIDO_OK &&
           fido_assert_set_authdata_raw(assertion, 0, (const uint8_t *)data.ptr, data.len) ==
               FIDO_OK &&
           fido_assert_set_sig(
               assertion, 0, (const uint8_t *)answer->signature.ptr, answer->signature.len
           ) == FIDO_OK;
}

/* W3C, section 7.2, step 21: a count that stands still or goes back says that the key was copied. A
 * device that does not count says 0 always. */
static enum sl_status check_count(uint32_t before, uint32_t now, struct sl_error *err)
{
    if (now > before || (now == 0 && before == 0)) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_fail(err, SL_DENIED, "the passkey has been used elsewhere: somebody may have copied it");
    sl_fail_hint(err, "Remove this passkey, and tell your administrator.");
    return status;
}

enum sl_status sl_passkey_check(
    const struct sl_passkey_site *site,
    const uint8_t *challenge,
    const struct sl_passkey *passkey,
    const struct sl_passkey_answer *answer,
    uint32_t *ret_sign_count,
    struct sl_error *err
)
{
    const struct sl_str key = { .ptr = (const char *)passkey->public_key,
                                .len = passkey->public_key_len };

    SL_TRY(check_answer(site, SL_STR("webauthn.get"), challenge, answer, err));
    fido_assert_t *assertion = fido_assert_new();
    if (assertion == NULL) {
        return sl_fail_memory(err);
    }
    const bool is_read = set_answer(assertion, site, answer);
    const bool is_signed = is_read && verify_with(passkey->algorithm, key, assertion) == FIDO_OK;
    const uint32_t count = is_read ? fido_assert_sigcount(assertion, 0) : 0;
    fido_assert_free(&assertion);
    if (!is_read) {
        return fail_unread(err);
    }
    if (!is_signed) {
        return sl_fail(err, SL_DENIED, "the passkey's signature is not right");
    }
    SL_TRY(check_count(passkey->sign_count, count, err));
    *ret_sign_count = count;
    return SL_OK;
}
