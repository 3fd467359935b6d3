/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sha256_fast.h - SHA-256 by the processor's own instructions, where it has them.
 *
 * Private to src/ledger. Without them (another processor, or a compiler that cannot ask for them)
 * the functions are libsodium's under another name.
 */
#ifndef SL_LEDGER_SHA256_FAST_H
#define SL_LEDGER_SHA256_FAST_H

#include "ledger/sha256.h"

/* Has this processor the instructions? 0 or 1. */
unsigned sl_sha256_has_fast(void);

/* As sl_sha256_of and sl_sha256_pairs; only where sl_sha256_has_fast gives 1. */
void sl_sha256_of_fast(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash);
void sl_sha256_pairs_fast(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
);

#endif
