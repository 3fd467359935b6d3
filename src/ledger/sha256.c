/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/sha256.h"

void sl_sha256_of(uint8_t first, struct sl_str rest, struct sl_digest *ret_hash)
{
    struct sl_digest_state state = { { 0 } };

    sl_digest_begin(&state);
    sl_digest_add(&state, (struct sl_str){ .ptr = (const char *)&first, .len = 1 });
    sl_digest_add(&state, rest);
    *ret_hash = sl_digest_end(&state);
}

void sl_sha256_pairs(
    uint8_t first, const struct sl_digest *hashes, size_t pair_count, struct sl_digest *ret_hashes
)
{
    for (size_t i = 0; i < pair_count; i++) {
        const struct sl_str pair = {
            .ptr = (const char *)hashes[2 * i].bytes,
            .len = 2 * (size_t)SL_DIGEST_BYTES,
        };
        sl_sha256_of(first, pair, &ret_hashes[i]);
    }
}
