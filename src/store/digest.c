/* SPDX-License-Identifier: Apache-2.0 */
#include "store/digest.h"

#include <sodium/crypto_hash_sha256.h>
#include <string.h>

_Static_assert(SL_DIGEST_BYTES == crypto_hash_sha256_BYTES, "SHA-256 has 32 bytes");
_Static_assert(
    sizeof(crypto_hash_sha256_state) <= sizeof(((struct sl_digest_state *)0)->opaque),
    "the state has room"
);

static crypto_hash_sha256_state *sodium_state(struct sl_digest_state *state)
{
    return (crypto_hash_sha256_state *)(void *)state->opaque;
}

static const unsigned char *bytes_of(struct sl_str bytes)
{
    return (const unsigned char *)(bytes.len == 0 ? "" : bytes.ptr);
}

struct sl_digest sl_digest_of(struct sl_str bytes)
{
    struct sl_digest digest;

    (void)crypto_hash_sha256(digest.bytes, bytes_of(bytes), bytes.len);
    return digest;
}

void sl_digest_begin(struct sl_digest_state *state)
{
    (void)crypto_hash_sha256_init(sodium_state(state));
}

void sl_digest_add(struct sl_digest_state *state, struct sl_str bytes)
{
    (void)crypto_hash_sha256_update(sodium_state(state), bytes_of(bytes), bytes.len);
}

struct sl_digest sl_digest_end(struct sl_digest_state *state)
{
    struct sl_digest digest;

    (void)crypto_hash_sha256_final(sodium_state(state), digest.bytes);
    return digest;
}

bool sl_digest_equal(const struct sl_digest *left, const struct sl_digest *right)
{
    return memcmp(left->bytes, right->bytes, SL_DIGEST_BYTES) == 0;
}

struct sl_str sl_digest_str(const struct sl_digest *digest)
{
    return (struct sl_str){ .ptr = (const char *)digest->bytes, .len = SL_DIGEST_BYTES };
}

struct sl_digest sl_digest_from(struct sl_str bytes)
{
    struct sl_digest digest = { { 0 } };

    if (bytes.len == SL_DIGEST_BYTES) {
        memcpy(digest.bytes, bytes.ptr, SL_DIGEST_BYTES);
    }
    return digest;
}

void sl_digest_print(const struct sl_digest *digest, struct sl_buf *buf)
{
    for (size_t i = 0; i < SL_DIGEST_BYTES; i++) {
        sl_buf_addf(buf, "%02x", digest->bytes[i]);
    }
}
