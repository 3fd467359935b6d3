/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_id.h - how the number of an identity is written for people: P and eight characters.
 *
 * An identity's number is that of its earliest mention. Shown as it is, it would say when somebody
 * first came to an agency's notice, and the next one could be guessed; so its 40 bits are mixed by
 * a permutation that never changes. It hides nothing from whoever has this program.
 *
 * Source:  D. Crockford, "Base 32": no I, L, O, U; small letters, and I, L, O for 1, 1, 0, are
 *          forgiven. H. Feistel, "Cryptography and Computer Privacy", Scientific American 228
 *          (1973): any function of halves makes a permutation.
 * Differs: no check symbol; no hyphens.
 */
#ifndef SL_IDENTITY_IDENTITY_ID_H
#define SL_IDENTITY_IDENTITY_ID_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* An identity is from 1 to below 2^40. */
#define SL_IDENTITY_LIMIT (INT64_C(1) << 40)
/* "P01234567" and its NUL. */
#define SL_IDENTITY_ID_BYTES 10

/* Plain memory. */
struct sl_identity_id {
    char text[SL_IDENTITY_ID_BYTES];
};

/* Write an identity, 0 .. SL_IDENTITY_LIMIT-1. */
struct sl_identity_id sl_identity_print(int64_t identity);

/*
 * Read what print wrote, as people type it.
 * Errors: SL_INVALID when it is none, or the identity would be 0.
 */
SL_NODISCARD enum sl_status
sl_identity_parse(struct sl_str text, int64_t *ret_identity, struct sl_error *err);

#endif
