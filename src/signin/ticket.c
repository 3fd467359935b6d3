/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/ticket.h"

#include <sodium/crypto_auth.h>
#include <sodium/crypto_kdf.h>
#include <sodium/utils.h>

#include "base/number.h"

#define HEX_BYTES ((size_t)2 * crypto_auth_BYTES)
/* What is signed: two numbers and the longest id of a user, and more than that is nobody's. */
#define SIGNED_BYTES ((size_t)400)
/* What the key is made for: eight bytes, as libsodium wants. */
#define TICKET_CONTEXT "slticket"
#define TICKET_NUMBER  1u

/* The signature of what a ticket says, as hexadecimal digits. False: the user's id is none. */
static bool sign(const uint8_t *secret, const struct sl_ticket *ticket, char hex[HEX_BYTES + 1])
{
    uint8_t key[crypto_auth_KEYBYTES];
    uint8_t signature[crypto_auth_BYTES];
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    _Static_assert(crypto_kdf_KEYBYTES == 32, "the secret of the ledger's key");
    sl_buf_init(&text, SIGNED_BYTES);
    sl_buf_addf(&text, "%lld %lld ", (long long)ticket->at_us, (long long)ticket->password);
    sl_buf_add(&text, ticket->user);
    if (sl_buf_status(&text, NULL) != SL_OK) {
        return false;
    }
    (void)crypto_kdf_derive_from_key(key, sizeof key, TICKET_NUMBER, TICKET_CONTEXT, secret);
    (void)crypto_auth(signature, (const unsigned char *)text.ptr, text.len, key);
    (void)sodium_bin2hex(hex, HEX_BYTES + 1, signature, sizeof signature);
    sodium_memzero(key, sizeof key);
    return true;
}

void sl_ticket_print(const uint8_t *secret, const struct sl_ticket *ticket, struct sl_buf *text)
{
    char hex[HEX_BYTES + 1];

    if (sign(secret, ticket, hex)) {
        sl_buf_addf(text, "%lld.%s", (long long)ticket->at_us, hex);
    }
}

bool sl_ticket_check(
    const uint8_t *secret, const struct sl_ticket *expected, struct sl_str text, int64_t now_us
)
{
    const size_t stop = sl_str_find(text, SL_STR("."));
    const struct sl_str given = sl_str_part(text, stop + 1, text.len);
    struct sl_ticket ticket = *expected;
    char hex[HEX_BYTES + 1];

    if (given.len != HEX_BYTES ||
        sl_parse_i64(sl_str_part(text, 0, stop), 0, INT64_MAX, &ticket.at_us, NULL) != SL_OK) {
        return false;
    }
    return ticket.at_us <= now_us && now_us - ticket.at_us < SL_TICKET_US &&
           sign(secret, &ticket, hex) && sodium_memcmp(hex, given.ptr, HEX_BYTES) == 0;
}
