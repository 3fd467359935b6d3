/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/row_key.h"

#include <stdbool.h>

#include "base/error.h"
#include "base/hash.h"

#define DIGITS (SL_ROW_KEY_BYTES - 1)

static const char digits[] = "0123456789abcdef";

struct sl_row_key sl_row_key_print(int64_t mention, unsigned ordinal)
{
    struct sl_row_key key;
    uint64_t value = (uint64_t)mention * SL_MENTION_ROW_STEP + ordinal;

    SL_ASSERT(mention > 0 && ordinal < SL_MENTION_ROW_STEP);
    key.text[DIGITS] = '\0';
    for (size_t i = DIGITS; i > 0; i--) {
        key.text[i - 1] = digits[value & 15u];
        value >>= 4;
    }
    return key;
}

struct sl_str sl_row_key_str(const struct sl_row_key *key)
{
    return (struct sl_str){ .ptr = key->text, .len = DIGITS };
}

int64_t sl_row_key_parse(struct sl_str text, unsigned *ret_ordinal)
{
    uint64_t value = 0;

    SL_ASSERT(text.len == DIGITS);
    for (size_t i = 0; i < DIGITS; i++) {
        const char digit = text.ptr[i];
        value = value << 4 | (uint64_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    if (ret_ordinal != NULL) {
        *ret_ordinal = (unsigned)(value % SL_MENTION_ROW_STEP);
    }
    return (int64_t)(value / SL_MENTION_ROW_STEP);
}

uint32_t sl_row_text_hash(struct sl_str text)
{
    uint64_t hash = 0;
    bool is_empty = true;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        byte = byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte - 'A' + 'a') : byte;
        if (byte > 0x7f || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
            hash = sl_hash_u64(hash ^ byte);
            is_empty = false;
        }
    }
    const uint32_t folded = (uint32_t)(hash >> 32);
    return is_empty ? 0 : folded == 0 ? 1 : folded;
}

int64_t sl_rows_hash(const struct sl_mention_row *rows, size_t count)
{
    uint64_t hash = count;

    for (size_t i = 0; i < count; i++) {
        for (size_t field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
            hash = sl_hash_str(rows[i].values[field], hash);
        }
    }
    return (int64_t)(hash >> 1); /* kept as a number that is not negative */
}
