/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/identity_id.h"

#include <stdbool.h>

#include "base/hash.h"

#define DIGITS    8u
#define HALF_BITS 20u
#define HALF_MASK ((UINT64_C(1) << HALF_BITS) - 1)
#define ROUNDS    4u

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* What a round adds to one half; the constant keeps these ids apart from other uses of the hash. */
static uint64_t mix(uint64_t half, unsigned round)
{
    return sl_hash_u64(half | (uint64_t)round << HALF_BITS | UINT64_C(0x5147) << 48) & HALF_MASK;
}

static uint64_t scramble(uint64_t value)
{
    uint64_t left = value >> HALF_BITS;
    uint64_t right = value & HALF_MASK;

    for (unsigned round = 0; round < ROUNDS; round++) {
        const uint64_t next = left ^ mix(right, round);
        left = right;
        right = next;
    }
    return left << HALF_BITS | right;
}

static uint64_t unscramble(uint64_t value)
{
    uint64_t left = value >> HALF_BITS;
    uint64_t right = value & HALF_MASK;

    for (unsigned round = ROUNDS; round-- > 0;) {
        const uint64_t before = right ^ mix(left, round);
        right = left;
        left = before;
    }
    return left << HALF_BITS | right;
}

struct sl_identity_id sl_identity_print(int64_t identity)
{
    struct sl_identity_id id = { .text = "P" };

    SL_ASSERT(identity >= 0 && identity < SL_IDENTITY_LIMIT);
    uint64_t value = scramble((uint64_t)identity);
    for (unsigned i = DIGITS; i > 0; i--) {
        id.text[i] = digits[value & 31u];
        value >>= 5;
    }
    return id;
}

/* The value of a digit as people type it; 32 when it is none. */
static unsigned digit_value(char typed)
{
    const char upper = typed >= 'a' && typed <= 'z' ? (char)(typed - 'a' + 'A') : typed;

    if (upper == 'O') {
        return 0;
    }
    if (upper == 'I' || upper == 'L') {
        return 1;
    }
    for (unsigned i = 0; i < 32; i++) {
        if (digits[i] == upper) {
            return i;
        }
    }
    return 32;
}

enum sl_status sl_identity_parse(struct sl_str text, int64_t *ret_identity, struct sl_error *err)
{
    uint64_t value = 0;
    bool is_good = text.len == DIGITS + 1 && (text.ptr[0] == 'P' || text.ptr[0] == 'p');

    for (unsigned i = 1; is_good && i <= DIGITS; i++) {
        const unsigned digit = digit_value(text.ptr[i]);
        is_good = digit < 32;
        value = value << 5 | digit;
    }
    value = is_good ? unscramble(value) : 0;
    if (value == 0) {
        sl_fail(err, SL_INVALID, "'%.*s' is not an identity", SL_STR_ARG(text));
        sl_fail_hint(err, "An identity is P and eight letters or digits: P3K7Q0ZD8.");
        return SL_INVALID;
    }
    *ret_identity = (int64_t)value;
    return SL_OK;
}
