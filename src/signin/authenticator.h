/* SPDX-License-Identifier: Apache-2.0 */
/*
 * authenticator.h - codes of six digits from an authenticator application: a second factor.
 *
 * Source: D. M'Raihi and others, RFC 6238, 2011, and RFC 4226, 2005 (time-based one-time passwords
 *         with HMAC-SHA-1, 30 seconds, six digits: what all applications know); the hash is
 *         computed by Nettle. SHA-1 is not safe against two texts with one hash; here it keys a
 *         code, for which that does not matter (RFC 4226, appendix B.2).
 *
 * The key must be known to both sides, so it cannot be hashed. It is sealed with a key that is not
 * in the store: who steals the store, or a copy of it, cannot make codes.
 */
#ifndef SL_SIGNIN_AUTHENTICATOR_H
#define SL_SIGNIN_AUTHENTICATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

#define SL_AUTHENTICATOR_KEY_BYTES   20u /* RFC 4226, section 4: 160 bits are recommended */
#define SL_AUTHENTICATOR_NONCE_BYTES 24u
#define SL_AUTHENTICATOR_SEAL_BYTES  32u /* of the key that seals */
#define SL_AUTHENTICATOR_DIGITS      6u
#define SL_AUTHENTICATOR_STEP_US     INT64_C(30000000)
/* Clocks may differ by so many steps, either way (RFC 6238, section 5.2: at most one). */
#define SL_AUTHENTICATOR_SKEW 1

/* The code of a time step, 0 to 999,999. */
uint32_t sl_authenticator_code(struct sl_str key, uint64_t step);

/*
 * Is this a code of now that was not used yet?
 *
 *   code       as typed; blanks do not matter
 *   last_step  of the last code that was taken; 0 before the first
 *   ret_step   its step, for the next time
 *
 * Time: the same for all codes of six digits.
 */
bool sl_authenticator_check(
    struct sl_str key, struct sl_str code, int64_t now_us, int64_t last_step, int64_t *ret_step
);

/* The address by which an application takes the key: otpauth://totp/... Appended. */
void sl_authenticator_print(struct sl_str key, struct sl_str user, struct sl_buf *text);

/*
 * The key that seals, made of the secret key of the ledger, so that no file more has to be kept.
 *
 *   secret  32 bytes
 *   seal    room for SL_AUTHENTICATOR_SEAL_BYTES; to be wiped by the caller
 */
void sl_authenticator_seal_key(const uint8_t *secret, uint8_t *ret_seal);

/*
 * Append a key of SL_AUTHENTICATOR_KEY_BYTES as it may stand in the store, bound to its user.
 *
 *   nonce  SL_AUTHENTICATOR_NONCE_BYTES bytes that were never used before
 */
void sl_authenticator_seal(
    const uint8_t *key,
    struct sl_str user,
    const uint8_t *seal,
    const uint8_t *nonce,
    struct sl_buf *text
);

/*
 * The key out of what stands in the store.
 *
 *   key  room for SL_AUTHENTICATOR_KEY_BYTES; to be wiped by the caller
 *
 * Errors: SL_INVALID when it is damaged, another user's, or sealed with another key.
 */
SL_NODISCARD enum sl_status sl_authenticator_unseal(
    struct sl_str text,
    struct sl_str user,
    const uint8_t *seal,
    uint8_t *ret_key,
    struct sl_error *err
);

#endif
