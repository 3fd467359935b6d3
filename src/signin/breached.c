/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/breached.h"

#include <sodium/utils.h>

#include "base/digest.h"
#include "signin/breached_data.h"

bool sl_breached_has(struct sl_str text)
{
    struct sl_digest digest = sl_digest_of(text);
    const uint32_t hash = (uint32_t)digest.bytes[0] << 24 | (uint32_t)digest.bytes[1] << 16 |
                          (uint32_t)digest.bytes[2] << 8 | (uint32_t)digest.bytes[3];
    size_t low = 0;
    size_t high = sl_breached_count;

    sodium_memzero(&digest, sizeof digest);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sl_breached_hashes[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sl_breached_count && sl_breached_hashes[low] == hash;
}
