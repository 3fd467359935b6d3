/* SPDX-License-Identifier: Apache-2.0 */
/*
 * breached_data.h - passwords that were stolen and published, the commonest of them, as hashes.
 *
 * Made while the program is built, by pages/passwords.mjs, from the list of zxcvbn-ts (MIT), which
 * counts what came out of published breaches.
 */
#ifndef SL_SIGNIN_BREACHED_DATA_H
#define SL_SIGNIN_BREACHED_DATA_H

#include <stddef.h>
#include <stdint.h>

/* The first four bytes of the SHA-256 of each in lower case, big-endian; ascending, each once.
 * None where the packages of npm were not installed when it was built. */
extern const uint32_t sl_breached_hashes[];
extern const size_t sl_breached_count;

#endif
