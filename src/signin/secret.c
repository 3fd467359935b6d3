/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/secret.h"

#include <sodium/utils.h>
#include <string.h>

#define VARIANT     sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define TOKEN_CHARS ((size_t)43)
#define GROUP       5u
#define SYMBOL_BITS 5u

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void sl_token_print(const uint8_t *random, struct sl_buf *text)
{
    char token[TOKEN_CHARS + 1];

    (void)sodium_bin2base64(token, sizeof token, random, SL_TOKEN_RANDOM_BYTES, VARIANT);
    sl_buf_add(text, sl_str_from(token));
    sodium_memzero(token, sizeof token);
}

/* A token and a code are never the same bytes, as a word of its own stands before each. */
static struct sl_digest digest_of(struct sl_str word, const uint8_t *bytes, size_t len)
{
    struct sl_digest_state state;

    sl_digest_begin(&state);
    sl_digest_add(&state, word);
    sl_digest_add(&state, (struct sl_str){ .ptr = (const char *)bytes, .len = len });
    const struct sl_digest digest = sl_digest_end(&state);
    sodium_memzero(&state, sizeof state);
    return digest;
}

bool sl_token_digest(struct sl_str text, struct sl_digest *ret_digest)
{
    uint8_t bytes[SL_TOKEN_RANDOM_BYTES];
    size_t len = 0;

    if (text.len != TOKEN_CHARS ||
        sodium_base642bin(bytes, sizeof bytes, text.ptr, text.len, NULL, &len, NULL, VARIANT) !=
            0) {
        return false;
    }
    *ret_digest = digest_of(SL_STR("session token"), bytes, len);
    sodium_memzero(bytes, sizeof bytes);
    return true;
}

void sl_code_print(const uint8_t *random, struct sl_buf *text)
{
    uint32_t bits = 0;
    unsigned count = 0;

    for (unsigned i = 0; i < SL_CODE_SYMBOLS; i++) {
        if (count < SYMBOL_BITS) {
            bits = bits << 8 | *random++;
            count += 8;
        }
        count -= SYMBOL_BITS;
        if (i > 0 && i % GROUP == 0) {
            sl_buf_add_byte(text, '-');
        }
        sl_buf_add_byte(text, symbols[bits >> count & 31u]);
    }
}

/* The symbol that a character stands for, as 0 to 31; 32: none. */
static unsigned symbol_of(char letter)
{
    if (letter >= 'a' && letter <= 'z') {
        letter = (char)(letter - 'a' + 'A');
    }
    if (letter == 'O') {
        letter = '0';
    } else if (letter == 'I' || letter == 'L') {
        letter = '1';
    }
    const char *found = letter == '\0' ? NULL : strchr(symbols, letter);
    return found == NULL ? 32u : (unsigned)(found - symbols);
}

bool sl_code_digest(struct sl_str text, struct sl_digest *ret_digest)
{
    uint8_t read[SL_CODE_SYMBOLS];
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (strchr(" -\t\r\n", text.ptr[i]) != NULL && text.ptr[i] != '\0') {
            continue;
        }
        const unsigned symbol = symbol_of(text.ptr[i]);
        if (symbol == 32u || len == sizeof read) {
            return false;
        }
        read[len++] = (uint8_t)symbol;
    }
    if (len != sizeof read) {
        return false;
    }
    *ret_digest = digest_of(SL_STR("one-time code"), read, len);
    sodium_memzero(read, sizeof read);
    return true;
}
