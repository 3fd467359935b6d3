/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passkey_text.h - passkeys as text: the site where they are good, and bytes as browsers have them.
 *
 * Source: W3C, "Web Authentication ... Level 2", 2021, sections 5.1.3 and 13.4.9 (what may be asked
 *         where); RFC 6454, section 6.2 (an origin as text); RFC 4648, section 5 (base64url).
 *
 * Stricter than browsers are: the domain of an origin is whole, never a part of it that siblings
 * share; and text that could be written in another way is refused.
 */
#ifndef SL_SIGNIN_PASSKEY_TEXT_H
#define SL_SIGNIN_PASSKEY_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "signin/passkey.h"

/*
 * The site of an origin: "https://sightline.example", also with a port; for one's own machine
 * "http://localhost:8080", also.
 *
 *   origin    borrowed for as long as ret_site
 *   ret_site  its domain is a part of the origin
 *
 * Errors: SL_USAGE when it is none, is not in lower case, or is that of a number: passkeys belong
 * to names.
 */
SL_NODISCARD enum sl_status
sl_passkey_site_parse(struct sl_str origin, struct sl_passkey_site *ret_site, struct sl_error *err);

/*
 * Bytes out of base64url without padding, in the arena. An empty text is no bytes.
 * Errors: SL_INVALID; SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_passkey_bytes_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_str *ret_bytes, struct sl_error *err
);

/* Append bytes as base64url without padding. */
void sl_passkey_bytes_print(struct sl_str bytes, struct sl_buf *text);

#endif
