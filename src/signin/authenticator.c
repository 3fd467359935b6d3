/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/authenticator.h"

#include <nettle/hmac.h>
#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/crypto_kdf.h>
#include <sodium/utils.h>
#include <string.h>

#define VARIANT      sodium_base64_VARIANT_ORIGINAL_NO_PADDING
#define MODULUS      1000000u
#define SEALED_BYTES (SL_AUTHENTICATOR_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)
#define WHOLE_BYTES  (SL_AUTHENTICATOR_NONCE_BYTES + SEALED_BYTES)
/* Of base64 for WHOLE_BYTES, with a NUL. */
#define BASE64_BYTES ((size_t)96)
/* What the key is made for: eight bytes, as libsodium wants. */
#define SEAL_CONTEXT "slsignin"
#define SEAL_NUMBER  1u

static void put_u64(uint64_t value, uint8_t *bytes)
{
    for (size_t i = 8; i-- > 0;) {
        bytes[i] = (uint8_t)(value & 0xff);
        value >>= 8;
    }
}

uint32_t sl_authenticator_code(struct sl_str key, uint64_t step)
{
    struct hmac_sha1_ctx hmac;
    uint8_t counter[8];
    uint8_t hash[SHA1_DIGEST_SIZE];

    put_u64(step, counter);
    hmac_sha1_set_key(&hmac, key.len, (const uint8_t *)key.ptr);
    hmac_sha1_update(&hmac, sizeof counter, counter);
    hmac_sha1_digest(&hmac, sizeof hash, hash);
    const unsigned at = hash[sizeof hash - 1] & 0xfu; /* RFC 4226, section 5.3 */
    const uint32_t cut = (uint32_t)(hash[at] & 0x7fu) << 24 | (uint32_t)hash[at + 1] << 16 |
                         (uint32_t)hash[at + 2] << 8 | hash[at + 3];
    sodium_memzero(&hmac, sizeof hmac);
    sodium_memzero(hash, sizeof hash);
    return cut % MODULUS;
}

/* Read a code of six digits; MODULUS when it is none. */
static uint32_t read_code(struct sl_str text)
{
    uint32_t code = 0;
    unsigned count = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char letter = text.ptr[i];
        if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') {
            continue;
        }
        if (letter < '0' || letter > '9' || count == SL_AUTHENTICATOR_DIGITS) {
            return MODULUS;
        }
        code = code * 10 + (uint32_t)(letter - '0');
        count++;
    }
    return count == SL_AUTHENTICATOR_DIGITS ? code : MODULUS;
}

bool sl_authenticator_check(
    struct sl_str key, struct sl_str code, int64_t now_us, int64_t last_step, int64_t *ret_step
)
{
    const int64_t now = now_us / SL_AUTHENTICATOR_STEP_US;
    const uint32_t typed = read_code(code);
    int64_t found = 0;

    for (int64_t step = now - SL_AUTHENTICATOR_SKEW; step <= now + SL_AUTHENTICATOR_SKEW; step++) {
        const uint32_t right = sl_authenticator_code(key, (uint64_t)step);
        const bool is_it = sodium_memcmp(&right, &typed, sizeof right) == 0;
        found = is_it && step > last_step ? step : found;
    }
    if (found > 0) {
        *ret_step = found;
    }
    return found > 0;
}

/* RFC 4648, section 6, without padding. */
static void add_base32(struct sl_str key, struct sl_buf *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint32_t bits = 0;
    unsigned count = 0;

    for (size_t i = 0; i < key.len; i++) {
        bits = bits << 8 | (uint8_t)key.ptr[i];
        count += 8;
        while (count >= 5) {
            count -= 5;
            sl_buf_add_byte(text, letters[bits >> count & 31u]);
        }
    }
}

void sl_authenticator_print(struct sl_str key, struct sl_str user, struct sl_buf *text)
{
    sl_buf_add(text, SL_STR("otpauth://totp/Sightline:"));
    for (size_t i = 0; i < user.len; i++) {
        const unsigned char byte = (unsigned char)user.ptr[i];
        const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' ||
                              byte == '_';
        sl_buf_addf(text, is_plain ? "%c" : "%%%02X", byte);
    }
    sl_buf_add(text, SL_STR("?secret="));
    add_base32(key, text);
    sl_buf_add(text, SL_STR("&issuer=Sightline"));
}

void sl_authenticator_seal_key(const uint8_t *secret, uint8_t *ret_seal)
{
    _Static_assert(crypto_kdf_KEYBYTES == 32, "the secret of the ledger's key");
    (void)crypto_kdf_derive_from_key(
        ret_seal, SL_AUTHENTICATOR_SEAL_BYTES, SEAL_NUMBER, SEAL_CONTEXT, secret
    );
}

void sl_authenticator_seal(
    const uint8_t *key,
    struct sl_str user,
    const uint8_t *seal,
    const uint8_t *nonce,
    struct sl_buf *text
)
{
    uint8_t whole[WHOLE_BYTES];
    char base64[BASE64_BYTES];

    memcpy(whole, nonce, SL_AUTHENTICATOR_NONCE_BYTES);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        whole + SL_AUTHENTICATOR_NONCE_BYTES,
        NULL,
        key,
        SL_AUTHENTICATOR_KEY_BYTES,
        (const uint8_t *)user.ptr,
        user.len,
        NULL,
        nonce,
        seal
    );
    (void)sodium_bin2base64(base64, sizeof base64, whole, sizeof whole, VARIANT);
    sl_buf_add(text, sl_str_from(base64));
}

enum sl_status sl_authenticator_unseal(
    struct sl_str text,
    struct sl_str user,
    const uint8_t *seal,
    uint8_t *ret_key,
    struct sl_error *err
)
{
    uint8_t whole[WHOLE_BYTES];
    size_t len = 0;

    const bool is_read =
        sodium_base642bin(whole, sizeof whole, text.ptr, text.len, NULL, &len, NULL, VARIANT) ==
            0 &&
        len == sizeof whole;
    if (!is_read || crypto_aead_xchacha20poly1305_ietf_decrypt(
                        ret_key,
                        NULL,
                        NULL,
                        whole + SL_AUTHENTICATOR_NONCE_BYTES,
                        SEALED_BYTES,
                        (const uint8_t *)user.ptr,
                        user.len,
                        whole,
                        seal
                    ) != 0) {
        return sl_fail(
            err,
            SL_INVALID,
            "the key of an authenticator is damaged, or was sealed with "
            "another key of the ledger"
        );
    }
    return SL_OK;
}
