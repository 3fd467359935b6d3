/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey.h - keys that a device keeps and never gives away: registering one, signing in with one.
 *
 * Source: W3C, "Web Authentication ... Level 2", 2021, sections 7.1 and 7.2; authenticator data are
 *         read and signatures checked by libfido2.
 *
 * Asked for is a passkey whose user was there and has proven it to the device (finger, face, PIN):
 * something one has, and something one is or knows. Attestation is not asked for: which make of
 * device it is says little about the person, and keeps out those who bring another one.
 */
#ifndef SL_SIGNIN_PASSKEY_H
#define SL_SIGNIN_PASSKEY_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "signin/client_data.h"

#define SL_PASSKEY_HANDLE_LIMIT_BYTES ((size_t)1023) /* W3C, section 4: Credential ID */
#define SL_PASSKEY_KEY_LIMIT_BYTES    ((size_t)64)

enum sl_passkey_algorithm {
    SL_PASSKEY_ES256, /* P-256 with SHA-256: 64 bytes, x and y */
    SL_PASSKEY_EDDSA, /* Ed25519: 32 bytes */
};

/* Where passkeys are good. */
struct sl_passkey_site {
    struct sl_str domain; /* the "relying party id": sightline.example */
    struct sl_str origin; /* https://sightline.example */
};

/* A passkey. Plain memory. */
struct sl_passkey {
    enum sl_passkey_algorithm algorithm;
    uint8_t handle[SL_PASSKEY_HANDLE_LIMIT_BYTES]; /* by which the device knows it */
    size_t handle_len;
    uint8_t public_key[SL_PASSKEY_KEY_LIMIT_BYTES];
    size_t public_key_len;
    uint32_t sign_count;
};

/* What a browser sends, as it sends it. signature: empty when a passkey is registered. */
struct sl_passkey_answer {
    struct sl_str client_data;
    struct sl_str authenticator_data;
    struct sl_str signature;
};

/*
 * Take a new passkey.
 *
 *   challenge  SL_CHALLENGE_BYTES that were given out for this and not used yet
 *
 * Errors: SL_DENIED when it was not asked for so, is of another site, or the user did not prove to
 * be there; SL_UNSUPPORTED for another algorithm; SL_INVALID when it cannot be read; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_passkey_register(
    const struct sl_passkey_site *site,
    const uint8_t *challenge,
    const struct sl_passkey_answer *answer,
    struct sl_passkey *ret_passkey,
    struct sl_error *err
);

/*
 * Is it the passkey that has signed?
 *
 *   passkey         as it was registered, with the count of the last time
 *   ret_sign_count  for the next time
 *
 * Errors: SL_DENIED as above, when the signature is another's, and when the count has not grown:
 * then there are two of what there is to be one. SL_INVALID; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_passkey_check(
    const struct sl_passkey_site *site,
    const uint8_t *challenge,
    const struct sl_passkey *passkey,
    const struct sl_passkey_answer *answer,
    uint32_t *ret_sign_count,
    struct sl_error *err
);

#endif
