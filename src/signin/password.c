/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/password.h"

#include <sodium/crypto_pwhash.h>
#include <sodium/utils.h>

#include "base/number.h"

#define KIB     ((size_t)1024)
#define VARIANT sodium_base64_VARIANT_ORIGINAL_NO_PADDING
#define PREFIX  "$argon2id$v=19$m="
/* Of base64 for 32 bytes, with a NUL. */
#define BASE64_BYTES ((size_t)64)

/* A hash, taken apart. */
struct hash {
    struct sl_password_cost cost;
    uint8_t salt[SL_PASSWORD_SALT_BYTES];
    uint8_t bytes[SL_PASSWORD_HASH_BYTES];
};

/* Compute the bytes of a hash from its salt and cost. */
static enum sl_status compute(struct hash *hash, struct sl_str password, struct sl_error *err)
{
    _Static_assert(SL_PASSWORD_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES, "libsodium's salt");
    if (password.len > SL_PASSWORD_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "the password is too long");
    }
    const int code = crypto_pwhash_argon2id(
        hash->bytes,
        sizeof hash->bytes,
        password.len == 0 ? "" : password.ptr,
        password.len,
        hash->salt,
        hash->cost.passes,
        hash->cost.memory_kib * KIB,
        crypto_pwhash_argon2id_ALG_ARGON2ID13
    );
    return code == 0 ? SL_OK
                     : sl_fail_memory(err); /* it fails for nothing else: costs are checked */
}

static void add_base64(struct sl_buf *text, const uint8_t *bytes, size_t len)
{
    char base64[BASE64_BYTES];

    (void)sodium_bin2base64(base64, sizeof base64, bytes, len, VARIANT);
    sl_buf_addf(text, "$%s", base64);
}

static void print(const struct hash *hash, struct sl_buf *text)
{
    sl_buf_addf(
        text, PREFIX "%u,t=%u,p=1", (unsigned)hash->cost.memory_kib, (unsigned)hash->cost.passes
    );
    add_base64(text, hash->salt, sizeof hash->salt);
    add_base64(text, hash->bytes, sizeof hash->bytes);
}

enum sl_status sl_password_hash(
    struct sl_str password,
    const uint8_t *salt,
    struct sl_password_cost cost,
    struct sl_buf *text,
    struct sl_error *err
)
{
    struct hash hash = { .cost = cost };

    for (size_t i = 0; i < sizeof hash.salt; i++) {
        hash.salt[i] = salt[i];
    }
    enum sl_status status = compute(&hash, password, err);
    if (status == SL_OK) {
        print(&hash, text);
        status = sl_buf_status(text, err);
    }
    sodium_memzero(&hash, sizeof hash);
    return status;
}

/* Take a number between two texts off *rest. */
static bool
take_number(struct sl_str *rest, struct sl_str before, uint32_t max, uint32_t *ret_number)
{
    size_t len = 0;
    int64_t number = 0;

    if (!sl_str_starts(*rest, before)) {
        return false;
    }
    *rest = sl_str_part(*rest, before.len, rest->len);
    while (len < rest->len && rest->ptr[len] >= '0' && rest->ptr[len] <= '9') {
        len++;
    }
    if (sl_parse_i64(sl_str_part(*rest, 0, len), 1, max, &number, NULL) != SL_OK) {
        return false;
    }
    *rest = sl_str_part(*rest, len, rest->len);
    *ret_number = (uint32_t)number;
    return true;
}

/* Take "$" and so many bytes as base64 off *rest. */
static bool take_base64(struct sl_str *rest, uint8_t *bytes, size_t len)
{
    const char *end = NULL;
    size_t read = 0;

    if (!sl_str_starts(*rest, SL_STR("$"))) {
        return false;
    }
    const char *begin = rest->ptr + 1;
    if (sodium_base642bin(bytes, len, begin, rest->len - 1, NULL, &read, &end, VARIANT) != 0 ||
        read != len) {
        return false;
    }
    *rest = sl_str_part(*rest, (size_t)(end - rest->ptr), rest->len);
    return true;
}

static enum sl_status parse(struct sl_str text, struct hash *hash, struct sl_error *err)
{
    uint32_t lanes = 0;
    const bool is_hash =
        take_number(&text, SL_STR(PREFIX), SL_PASSWORD_MEMORY_MOST_KIB, &hash->cost.memory_kib) &&
        take_number(&text, SL_STR(",t="), SL_PASSWORD_PASSES_MOST, &hash->cost.passes) &&
        take_number(&text, SL_STR(",p="), 1, &lanes) &&
        take_base64(&text, hash->salt, sizeof hash->salt) &&
        take_base64(&text, hash->bytes, sizeof hash->bytes) && text.len == 0;

    if (!is_hash || hash->cost.memory_kib < SL_PASSWORD_COST_FOR_TESTS.memory_kib) {
        return sl_fail(err, SL_INVALID, "a stored password is damaged");
    }
    return SL_OK;
}

/* Salt and hash of nobody. */
static bool is_decoy(const struct hash *hash)
{
    return sodium_is_zero(hash->salt, sizeof hash->salt) != 0;
}

enum sl_status sl_password_check(
    struct sl_str password,
    struct sl_str text,
    struct sl_password_cost cost,
    bool *ret_matches,
    bool *ret_outdated,
    struct sl_error *err
)
{
    struct hash stored = { .cost = { 0 } };

    SL_TRY(parse(text, &stored, err));
    struct hash typed = stored;
    const enum sl_status status = compute(&typed, password, err);
    if (status == SL_OK) {
        const bool is_same = sodium_memcmp(typed.bytes, stored.bytes, sizeof stored.bytes) == 0;
        *ret_matches = is_same && !is_decoy(&stored);
        if (ret_outdated != NULL) {
            *ret_outdated = *ret_matches && (stored.cost.memory_kib < cost.memory_kib ||
                                             stored.cost.passes < cost.passes);
        }
    }
    sodium_memzero(&typed, sizeof typed);
    return status;
}

void sl_password_decoy(struct sl_password_cost cost, struct sl_buf *text)
{
    const struct hash nobody = { .cost = cost };

    print(&nobody, text);
}
