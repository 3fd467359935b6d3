/* SPDX-License-Identifier: Apache-2.0 */
/*
 * password.h - passwords are kept as Argon2id hashes, which cost whoever guesses time and memory.
 *
 * Source: A. Biryukov, D. Dinu, D. Khovratovich, S. Josefsson, RFC 9106, 2021; computed by
 *         libsodium. The text of a hash is that of the reference implementation:
 *         $argon2id$v=19$m=KIB,t=PASSES,p=1$SALT$HASH, in base64 without padding.
 *         Limits: OWASP, "Password Storage Cheat Sheet": 19 MiB and 2 passes at least; RFC 9106,
 *         section 4: 3 passes over 64 MiB where memory is short. We take the latter, in one lane.
 *
 * Here the text is taken apart and computed anew, with limits on what it may ask for: a store that
 * was tampered with must not make the program take all memory there is.
 */
#ifndef SL_SIGNIN_PASSWORD_H
#define SL_SIGNIN_PASSWORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

#define SL_PASSWORD_SALT_BYTES 16u
#define SL_PASSWORD_HASH_BYTES 32u
/* The longest text of a hash. */
#define SL_PASSWORD_TEXT_BYTES ((size_t)160)
/* The longest password that is hashed, in bytes: four for each character of the longest. */
#define SL_PASSWORD_LIMIT_BYTES ((size_t)512)

/* What a hash costs. */
struct sl_password_cost {
    uint32_t memory_kib;
    uint32_t passes;
};
#define SL_PASSWORD_MEMORY_KIB 65536u
#define SL_PASSWORD_PASSES     3u
#define SL_PASSWORD_COST                                              \
    ((struct sl_password_cost){ .memory_kib = SL_PASSWORD_MEMORY_KIB, \
                                .passes = SL_PASSWORD_PASSES })
/* The cheapest that there is: for tests, which hash a thousand times. */
#define SL_PASSWORD_COST_FOR_TESTS ((struct sl_password_cost){ .memory_kib = 8, .passes = 1 })
/* What a stored hash may ask for at most. */
#define SL_PASSWORD_MEMORY_MOST_KIB 1048576u
#define SL_PASSWORD_PASSES_MOST     16u

/*
 * Hash a password.
 *
 *   password  as it was typed, of SL_PASSWORD_LIMIT_BYTES at most; nothing is cut or folded
 *   salt      SL_PASSWORD_SALT_BYTES bytes that were never used before
 *   text      the hash is appended
 *
 * Errors: SL_LIMIT (too long); SL_NO_MEMORY. Time: 0.15 s for SL_PASSWORD_COST.
 */
SL_NODISCARD enum sl_status sl_password_hash(
    struct sl_str password,
    const uint8_t *salt,
    struct sl_password_cost cost,
    struct sl_buf *text,
    struct sl_error *err
);

/*
 * Is this the password of a hash?
 *
 *   ret_matches   also false for a hash of nobody (sl_password_decoy)
 *   ret_outdated  it is, and the hash is cheaper than `cost`: hash it anew; may be NULL
 *
 * Errors: SL_INVALID when the text is no hash, or asks for more than it may; SL_NO_MEMORY.
 * Time: that of the hash's own cost; the same whether it matches or not.
 */
SL_NODISCARD enum sl_status sl_password_check(
    struct sl_str password,
    struct sl_str text,
    struct sl_password_cost cost,
    bool *ret_matches,
    bool *ret_outdated,
    struct sl_error *err
);

/*
 * Append a hash that is nobody's, and that no password has: who asks for a user whom there is not
 * waits as long as for one whom there is.
 */
void sl_password_decoy(struct sl_password_cost cost, struct sl_buf *text);

#endif
