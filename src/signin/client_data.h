/* SPDX-License-Identifier: Apache-2.0 */
/*
 * client_data.h - what a browser says that it has asked a passkey for.
 *
 * Source: W3C, "Web Authentication: An API for accessing Public Key Credentials, Level 2", 2021,
 *         sections 5.8.1 (the text), 7.1 steps 5 to 10 and 7.2 steps 10 to 14 (what is checked).
 *
 * Stricter than that: a member that stands twice is refused, as two readers could see two things.
 */
#ifndef SL_SIGNIN_CLIENT_DATA_H
#define SL_SIGNIN_CLIENT_DATA_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

#define SL_CHALLENGE_BYTES ((size_t)32)

/* What was asked for, and where. */
struct sl_client_data_expected {
    struct sl_str type;       /* "webauthn.create" or "webauthn.get" */
    struct sl_str origin;     /* "https://sightline.example" */
    const uint8_t *challenge; /* SL_CHALLENGE_BYTES */
};

/*
 * Is this what was asked for?
 *
 *   json  clientDataJSON, as the browser sent it
 *
 * Errors: SL_DENIED when it is not: another challenge, another place, a frame of another place,
 * another act; SL_INVALID when it is no such text; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_client_data_check(
    struct sl_str json, const struct sl_client_data_expected *expected, struct sl_error *err
);

/*
 * The challenge that the text is about, not checked: by it the one that was given out is found.
 *
 *   ret_challenge  room for SL_CHALLENGE_BYTES
 *
 * Errors: SL_INVALID, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_client_data_challenge(struct sl_str json, uint8_t *ret_challenge, struct sl_error *err);

#endif
