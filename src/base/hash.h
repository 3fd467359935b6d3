/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hash.h - fast hashing for tables (not for secrets), and seeded random numbers.
 *
 * The same bytes and seed give the same value on every machine and run.
 */
#ifndef SL_BASE_HASH_H
#define SL_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Mix 64 bits so that every input bit moves every output bit (a bijection). */
uint64_t sl_hash_u64(uint64_t value);

/* Hash bytes with a seed; all 64 bits are usable, high and low. */
uint64_t sl_hash_str(struct sl_str text, uint64_t seed);

/* xoshiro256**, Blackman and Vigna, ACM TOMS 47 (4), 2021: period 2^256 - 1. */
struct sl_random {
    uint64_t state[4];
};

/* Begin the sequence of a seed; any seed is good. */
void sl_random_init(struct sl_random *random, uint64_t seed);
/* The next number: even over all 64 bits. */
uint64_t sl_random_u64(struct sl_random *random);
/* Even over 0 .. bound-1, without bias; bound > 0. */
uint64_t sl_random_below(struct sl_random *random, uint64_t bound);
/* Even over [0, 1), 53 bits. */
double sl_random_unit(struct sl_random *random);

#endif
