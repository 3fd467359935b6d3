/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/key.h"

#include <sodium/crypto_sign.h>
#include <sodium/utils.h>
#include <string.h>

#include "base/digest.h"
#include "base/utf8.h"
#include "ledger/base64.h"

#define ID_BYTES  4u
#define ID_DIGITS 8u

/* How the text of a signer's key begins. */
#define SECRET_WORDS "PRIVATE+KEY+"

_Static_assert(crypto_sign_SEEDBYTES == SL_KEY_BYTES, "a seed has 32 bytes");
_Static_assert(crypto_sign_SECRETKEYBYTES == 2 * SL_KEY_BYTES, "a secret key has 64 bytes");
_Static_assert(crypto_sign_BYTES == SL_KEY_SIGNATURE_BYTES, "a signature has 64 bytes");

/* Blanks of Unicode above U+007F (White_Space, Unicode 15). */
static bool is_blank(uint32_t code_point)
{
    static const uint32_t blanks[] = { 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 };

    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (code_point == blanks[i]) {
            return true;
        }
    }
    return code_point <= ' ' || code_point == 0x7f ||
           (code_point >= 0x2000 && code_point <= 0x200a);
}

bool sl_key_name_valid(struct sl_str name)
{
    if (name.len == 0 || name.len > SL_KEY_NAME_BYTES || sl_utf8_check(name) < name.len) {
        return false;
    }
    while (name.len > 0) {
        const uint32_t code_point = sl_utf8_take(&name);
        if (code_point == '+' || is_blank(code_point)) {
            return false;
        }
    }
    return true;
}

/* The first four bytes of SHA-256(name, line feed, use, public key). */
static uint32_t key_id(const struct sl_verifier *verifier)
{
    const uint8_t middle[2] = { '\n', (uint8_t)verifier->use };
    struct sl_digest_state state;
    uint32_t id = 0;

    sl_digest_begin(&state);
    sl_digest_add(&state, sl_str_from(verifier->name));
    sl_digest_add(&state, (struct sl_str){ .ptr = (const char *)middle, .len = sizeof middle });
    sl_digest_add(
        &state, (struct sl_str){ .ptr = (const char *)verifier->public_key, .len = SL_KEY_BYTES }
    );
    const struct sl_digest hash = sl_digest_end(&state);
    for (size_t i = 0; i < ID_BYTES; i++) {
        id = id << 8 | hash.bytes[i];
    }
    return id;
}

static enum sl_status
set_name(struct sl_verifier *verifier, struct sl_str name, struct sl_error *err)
{
    if (!sl_key_name_valid(name)) {
        const enum sl_status status =
            sl_fail(err, SL_INVALID, "'%.*s' cannot be the name of a key", SL_STR_ARG(name));
        sl_fail_hint(err, "Give a name such as ledger.example.org, without blanks and '+'.");
        return status;
    }
    memset(verifier->name, 0, sizeof verifier->name);
    memcpy(verifier->name, name.ptr, name.len);
    return SL_OK;
}

enum sl_status sl_signer_init(
    struct sl_signer *signer,
    enum sl_key_use use,
    struct sl_str name,
    const uint8_t *seed,
    struct sl_error *err
)
{
    SL_TRY(set_name(&signer->verifier, name, err));
    signer->verifier.use = use;
    (void)crypto_sign_seed_keypair(signer->verifier.public_key, signer->secret, seed);
    signer->verifier.id = key_id(&signer->verifier);
    return SL_OK;
}

void sl_signer_wipe(struct sl_signer *signer)
{
    sodium_memzero(signer, sizeof *signer);
}

static void print_key(const struct sl_verifier *verifier, const uint8_t *key, struct sl_buf *buf)
{
    uint8_t bytes[1 + SL_KEY_BYTES] = { (uint8_t)verifier->use };

    memcpy(bytes + 1, key, SL_KEY_BYTES);
    sl_buf_addf(buf, "%s+%08x+", verifier->name, verifier->id);
    sl_base64_print(bytes, sizeof bytes, buf);
    sodium_memzero(bytes, sizeof bytes);
}

void sl_verifier_print(const struct sl_verifier *verifier, struct sl_buf *buf)
{
    print_key(verifier, verifier->public_key, buf);
}

void sl_signer_print(const struct sl_signer *signer, struct sl_buf *buf)
{
    sl_buf_add(buf, SL_STR(SECRET_WORDS));
    print_key(&signer->verifier, signer->secret, buf);
}

/* The three parts of a key's text. */
struct key_text {
    struct sl_str name, id, key;
};

/* Take NAME+ID+KEY apart, all of it. */
static bool split(struct sl_str text, struct key_text *ret_parts)
{
    const size_t name_len = sl_str_find(text, SL_STR("+"));
    struct sl_str rest = sl_str_part(text, name_len + 1, text.len);
    const size_t id_len = sl_str_find(rest, SL_STR("+"));

    ret_parts->name = sl_str_part(text, 0, name_len);
    ret_parts->id = sl_str_part(rest, 0, id_len);
    ret_parts->key = sl_str_part(rest, id_len + 1, rest.len);
    return ret_parts->id.len == ID_DIGITS;
}

/* Are these the eight digits of the id? */
static bool is_id(struct sl_str text, uint32_t id)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < ID_DIGITS; i++) {
        if (text.ptr[i] != digits[id >> (4 * (ID_DIGITS - 1 - i)) & 15]) {
            return false;
        }
    }
    return true;
}

static enum sl_status fail_text(struct sl_error *err)
{
    const enum sl_status status = sl_fail(err, SL_INVALID, "this is not the text of a key");
    sl_fail_hint(err, "'sightline ledger key' makes keys and prints the text to give to others.");
    return status;
}

/* Read the use and 32 bytes. */
static bool parse_bytes(struct sl_str text, enum sl_key_use *ret_use, uint8_t *key)
{
    uint8_t bytes[1 + SL_KEY_BYTES];
    size_t len = 0;

    if (!sl_base64_parse(text, bytes, sizeof bytes, &len) || len != sizeof bytes) {
        return false;
    }
    *ret_use = bytes[0] == SL_KEY_LEDGER ? SL_KEY_LEDGER : SL_KEY_WITNESS;
    memcpy(key, bytes + 1, SL_KEY_BYTES);
    const bool is_known = bytes[0] == SL_KEY_LEDGER || bytes[0] == SL_KEY_WITNESS;
    sodium_memzero(bytes, sizeof bytes);
    return is_known;
}

enum sl_status
sl_verifier_parse(struct sl_str text, struct sl_verifier *ret_verifier, struct sl_error *err)
{
    struct sl_verifier verifier = { .id = 0 };
    struct key_text parts;

    if (!split(text, &parts) || !sl_key_name_valid(parts.name) ||
        !parse_bytes(parts.key, &verifier.use, verifier.public_key)) {
        return fail_text(err);
    }
    memcpy(verifier.name, parts.name.ptr, parts.name.len);
    verifier.id = key_id(&verifier);
    if (!is_id(parts.id, verifier.id)) {
        return fail_text(err);
    }
    *ret_verifier = verifier;
    return SL_OK;
}

enum sl_status
sl_signer_parse(struct sl_str text, struct sl_signer *ret_signer, struct sl_error *err)
{
    const struct sl_str begin = SL_STR(SECRET_WORDS);
    uint8_t seed[SL_KEY_BYTES];
    enum sl_key_use use = SL_KEY_LEDGER;
    struct sl_signer signer;
    struct key_text parts;

    if (!sl_str_starts(text, begin) || !split(sl_str_part(text, begin.len, text.len), &parts) ||
        !parse_bytes(parts.key, &use, seed)) {
        return fail_text(err);
    }
    enum sl_status status = sl_signer_init(&signer, use, parts.name, seed, err);
    sodium_memzero(seed, sizeof seed);
    if (status == SL_OK && !is_id(parts.id, signer.verifier.id)) {
        status = fail_text(err);
    }
    if (status == SL_OK) {
        *ret_signer = signer;
    }
    sl_signer_wipe(&signer);
    return status;
}

void sl_signer_sign(const struct sl_signer *signer, struct sl_str text, uint8_t *ret_signature)
{
    (void)crypto_sign_detached(
        ret_signature, NULL, (const unsigned char *)text.ptr, text.len, signer->secret
    );
}

bool sl_verifier_check(
    const struct sl_verifier *verifier, struct sl_str text, const uint8_t *signature
)
{
    return crypto_sign_verify_detached(
               signature, (const unsigned char *)text.ptr, text.len, verifier->public_key
           ) == 0;
}
