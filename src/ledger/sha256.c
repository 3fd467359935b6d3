/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/sha256.h"

#include <sodium/crypto_hash_sha256.h>
#include <string.h>

#include "ledger/sha256_fast.h"

_Static_assert(SL_SHA256_BYTES == crypto_hash_sha256_BYTES, "SHA-256 has 32 bytes");

void sl_sha256_empty(struct sl_sha256 *ret_hash)
{
    (void)crypto_hash_sha256(ret_hash->bytes, (const unsigned char *)"", 0);
}

static void add(crypto_hash_sha256_state *state, const void *bytes, size_t len)
{
    (void)crypto_hash_sha256_update(state, bytes, len);
}

void sl_sha256_of_plain(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash)
{
    crypto_hash_sha256_state state;

    (void)crypto_hash_sha256_init(&state);
    add(&state, &first, 1);
    add(&state, rest.ptr, rest.len);
    (void)crypto_hash_sha256_final(&state, ret_hash->bytes);
}

void sl_sha256_pairs_plain(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
)
{
    for (size_t i = 0; i < pair_count; i++) {
        const struct sl_str pair = {
            .ptr = (const char *)hashes[2 * i].bytes,
            .len = 2 * (size_t)SL_SHA256_BYTES,
        };
        sl_sha256_of_plain(first, pair, &ret_hashes[i]);
    }
}

/* How hashes are computed: by libsodium, or by the processor. */
struct way {
    void (*of)(uint8_t, struct sl_str, struct sl_sha256 *);
    void (*pairs)(uint8_t, const struct sl_sha256 *, size_t, struct sl_sha256 *);
};

static const struct way ways[2] = {
    {.of = sl_sha256_of_plain, .pairs = sl_sha256_pairs_plain},
    { .of = sl_sha256_of_fast, .pairs = sl_sha256_pairs_fast },
};

void sl_sha256_of(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash)
{
    ways[sl_sha256_has_fast()].of(first, rest, ret_hash);
}

void sl_sha256_pairs(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
)
{
    ways[sl_sha256_has_fast()].pairs(first, hashes, pair_count, ret_hashes);
}

bool sl_sha256_equal(const struct sl_sha256 *left, const struct sl_sha256 *right)
{
    return memcmp(left->bytes, right->bytes, SL_SHA256_BYTES) == 0;
}
