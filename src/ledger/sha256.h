/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sha256.h - SHA-256 of a byte and what stands behind it.
 *
 * Source:  NIST, FIPS 180-4, "Secure Hash Standard", 2015. Computed by libsodium, or, where the
 *          processor has instructions for its rounds (x86 SHA extensions: Intel, "Intel SHA
 *          Extensions", 2013), by them.
 * Differs: everything that a ledger hashes begins with one byte that says what it is, so that a
 *          leaf is never taken for a node; the byte is an argument and nothing has to be copied.
 *
 * What is hashed here is no secret of the program: time may depend on lengths.
 */
#ifndef SL_LEDGER_SHA256_H
#define SL_LEDGER_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define SL_SHA256_BYTES 32

struct sl_sha256 {
    uint8_t bytes[SL_SHA256_BYTES];
};

/* The hash of no bytes at all. */
void sl_sha256_empty(struct sl_sha256 *ret_hash);

/* The hash of the byte `first` and then `rest`. */
void sl_sha256_of(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash);

/*
 * Hash neighbours: ret_hashes[i] becomes the hash of `first`, hashes[2 i] and hashes[2 i + 1].
 * hashes and ret_hashes may be the same array. pair_count: any, also 0.
 */
void sl_sha256_pairs(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
);

/* The same hash? */
bool sl_sha256_equal(const struct sl_sha256 *left, const struct sl_sha256 *right);

/* For tests: the same as sl_sha256_of and sl_sha256_pairs, by libsodium alone. */
void sl_sha256_of_plain(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash);
void sl_sha256_pairs_plain(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
);

#endif
