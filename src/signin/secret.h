/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secret.h - random bytes as texts that open something: tokens of sessions, one-time codes.
 *
 * The store keeps digests of them. A plain SHA-256 is enough, as nobody can try 2^120 of them; what
 * people think of themselves needs password.h.
 *
 * Source: RFC 4648, section 5 (tokens: base64url without padding); D. Crockford, "Base 32" (codes:
 *         no letters that look like digits, read in any case).
 */
#ifndef SL_SIGNIN_SECRET_H
#define SL_SIGNIN_SECRET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/str.h"

/* Random bytes of a token and of a code, and the characters of a code without its dashes. */
#define SL_TOKEN_RANDOM_BYTES 32u
#define SL_CODE_RANDOM_BYTES  16u
#define SL_CODE_SYMBOLS       25u /* of 5 bits: 125 bits of chance */

/* Append the token of SL_TOKEN_RANDOM_BYTES random bytes: 43 characters. */
void sl_token_print(const uint8_t *random, struct sl_buf *text);

/* The digest by which a token is known. False when the text is no token. */
bool sl_token_digest(struct sl_str text, struct sl_digest *ret_digest);

/* Append the code of SL_CODE_RANDOM_BYTES random bytes: "3F7KQ-0VXTM-...", five groups. */
void sl_code_print(const uint8_t *random, struct sl_buf *text);

/*
 * The digest by which a code is known. Case, blanks and dashes do not matter, and o, i and l are
 * read as the digits that they look like. False when the text is no code.
 */
bool sl_code_digest(struct sl_str text, struct sl_digest *ret_digest);

#endif
