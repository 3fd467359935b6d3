/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sha256.h - SHA-256 of a byte and what stands behind it.
 *
 * Source:  NIST, FIPS 180-4, "Secure Hash Standard", 2015; base/digest.h.
 * Differs: everything that a ledger hashes begins with one byte that says what it is, so that a
 *          leaf is never taken for a node; the byte is an argument and nothing has to be copied.
 */
#ifndef SL_LEDGER_SHA256_H
#define SL_LEDGER_SHA256_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/str.h"

/* The hash of the byte `first` and then `rest`. */
void sl_sha256_of(uint8_t first, struct sl_str rest, struct sl_digest *ret_hash);

/*
 * Hash neighbours: ret_hashes[i] becomes the hash of `first`, hashes[2 i] and hashes[2 i + 1].
 * hashes and ret_hashes may be the same array. pair_count: any, also 0.
 */
void sl_sha256_pairs(
    uint8_t first, const struct sl_digest *hashes, size_t pair_count, struct sl_digest *ret_hashes
);

#endif
