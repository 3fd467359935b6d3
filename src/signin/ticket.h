/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ticket.h - the password was right: for the step that asks for the code, a few minutes later.
 *
 * Who signs in by pages is asked for one thing after the other. Between the two nothing is kept,
 * and the password is not sent back: a ticket is, which proves that this password of this user was
 * right at a time. It opens nothing without the second factor.
 */
#ifndef SL_SIGNIN_TICKET_H
#define SL_SIGNIN_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* How long it is good for: to find the telephone, and for two codes to go by. */
#define SL_TICKET_US (INT64_C(5) * 60 * 1000000)
/* The longest text of one. */
#define SL_TICKET_BYTES ((size_t)96)

/* What a ticket says. Borrowed. */
struct sl_ticket {
    struct sl_str user;
    int64_t password; /* the number of the credential: with another password it is worth nothing */
    int64_t at_us;    /* when it was right: microseconds since 1970 in UTC, not negative */
};

/*
 * Append one: the time, a full stop, and 64 hexadecimal digits.
 *
 *   secret  32 bytes: the secret key of the ledger, of which a key for tickets alone is made
 */
void sl_ticket_print(const uint8_t *secret, const struct sl_ticket *ticket, struct sl_buf *text);

/*
 * Is a text the ticket of a user and a password, and good now?
 *
 *   secret, expected  as above; at_us is not read
 *   now_us            from when it was made until before SL_TICKET_US later
 *
 * Time: the same for all texts of the length.
 */
bool sl_ticket_check(
    const uint8_t *secret, const struct sl_ticket *expected, struct sl_str text, int64_t now_us
);

#endif
