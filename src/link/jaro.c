/* SPDX-License-Identifier: Apache-2.0 */
#include "link/jaro.h"

#include <stdbool.h>
#include <stdint.h>

/* Names up to this length have their letters' places in one machine word. */
#define WORD_LETTERS 64u

/* How far apart two places may be for their letters to be common. */
static size_t reach_of(size_t left_len, size_t right_len)
{
    const size_t half = (left_len > right_len ? left_len : right_len) / 2;
    return half > 0 ? half - 1 : 0;
}

/* Places low .. high-1 of a machine word. */
static uint64_t places_between(size_t low, size_t high)
{
    const uint64_t below = high >= WORD_LETTERS ? UINT64_MAX : (UINT64_C(1) << high) - 1;
    return low >= WORD_LETTERS ? 0 : below & (UINT64_MAX << low);
}

/* How many common letters stand in another order, when taken in turn from both names. */
static unsigned
out_of_order(struct sl_str left, uint64_t left_taken, struct sl_str right, uint64_t right_taken)
{
    unsigned count = 0;
    while (left_taken != 0) {
        count += left.ptr[__builtin_ctzll(left_taken)] != right.ptr[__builtin_ctzll(right_taken)];
        left_taken &= left_taken - 1;
        right_taken &= right_taken - 1;
    }
    return count;
}

static struct sl_jaro_match match_by_bits(struct sl_str left, struct sl_str right)
{
    const size_t reach = reach_of(left.len, right.len);
    uint64_t places[256] = { 0 };
    for (size_t i = 0; i < left.len; i++) {
        places[(unsigned char)left.ptr[i]] |= UINT64_C(1) << i;
    }
    uint64_t left_taken = 0;
    uint64_t right_taken = 0;
    for (size_t i = 0; i < right.len; i++) {
        const uint64_t near = places_between(i > reach ? i - reach : 0, i + reach + 1);
        const uint64_t free = places[(unsigned char)right.ptr[i]] & near & ~left_taken;
        left_taken |= free & (~free + 1);
        right_taken |= (uint64_t)(free != 0) << i;
    }
    return (struct sl_jaro_match){
        .common = (unsigned)__builtin_popcountll(left_taken),
        .swaps = out_of_order(left, left_taken, right, right_taken) / 2,
    };
}

/* The same with a flag for each letter. The first free place in reach is also the first in order,
 * so both names lose the same letters whichever is walked. */
static struct sl_jaro_match match_by_flags(struct sl_str left, struct sl_str right)
{
    const size_t reach = reach_of(left.len, right.len);
    bool left_taken[SL_JARO_LIMIT_BYTES] = { false };
    bool right_taken[SL_JARO_LIMIT_BYTES] = { false };
    unsigned common = 0;
    for (size_t i = 0; i < right.len; i++) {
        size_t at = i > reach ? i - reach : 0;
        const size_t end = i + reach + 1 < left.len ? i + reach + 1 : left.len;
        while (at < end && (left_taken[at] || left.ptr[at] != right.ptr[i])) {
            at++;
        }
        if (at < end) {
            left_taken[at] = true;
            right_taken[i] = true;
            common++;
        }
    }
    unsigned differing = 0;
    size_t left_at = 0;
    for (size_t i = 0; i < right.len; i++) {
        if (!right_taken[i]) {
            continue;
        }
        while (!left_taken[left_at]) {
            left_at++;
        }
        differing += left.ptr[left_at++] != right.ptr[i];
    }
    return (struct sl_jaro_match){ .common = common, .swaps = differing / 2 };
}

struct sl_jaro_match sl_jaro_match(struct sl_str left, struct sl_str right)
{
    if (left.len <= WORD_LETTERS && right.len <= WORD_LETTERS) {
        return match_by_bits(left, right);
    }
    return match_by_flags(left, right);
}

double sl_jaro(struct sl_str left, struct sl_str right)
{
    if (sl_str_equal(left, right)) {
        return 1.0;
    }
    if (left.len > SL_JARO_LIMIT_BYTES || right.len > SL_JARO_LIMIT_BYTES) {
        return 0.0;
    }
    const struct sl_jaro_match match = sl_jaro_match(left, right);
    if (match.common == 0) {
        return 0.0;
    }
    const double common = match.common;
    return (common / (double)left.len + common / (double)right.len + (common - match.swaps) / common
           ) /
           3.0;
}

static unsigned common_prefix(struct sl_str left, struct sl_str right)
{
    unsigned len = 0;
    while (len < SL_JARO_PREFIX_LIMIT && len < left.len && len < right.len &&
           left.ptr[len] == right.ptr[len]) {
        len++;
    }
    return len;
}

double sl_jaro_winkler(struct sl_str left, struct sl_str right)
{
    const double similarity = sl_jaro(left, right);
    return similarity + 0.1 * common_prefix(left, right) * (1.0 - similarity);
}

unsigned sl_jaro_winkler_permille(
    size_t left_len, size_t right_len, struct sl_jaro_match match, unsigned prefix_len
)
{
    /*
     * With common letters m, swaps t, lengths a and b, prefix l, Jaro is n / d where
     * n = m m (a + b) + (m - t) a b and d = 3 a b m; Jaro-Winkler is (n (10 - l) + l d) / (10 d).
     */
    if (match.common == 0) {
        return 0;
    }
    const uint64_t prefix = prefix_len < SL_JARO_PREFIX_LIMIT ? prefix_len : SL_JARO_PREFIX_LIMIT;
    const uint64_t product = (uint64_t)left_len * right_len;
    const uint64_t common = match.common;
    const uint64_t above =
        common * common * (left_len + right_len) + (common - match.swaps) * product;
    const uint64_t below = 3 * product * common;
    return (unsigned)(100 * (above * (10 - prefix) + prefix * below) / below);
}
