/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/sha256_fast.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11

#include <immintrin.h>

#define FAST __attribute__((target("sha,ssse3,sse4.1")))

#define BLOCK_BYTES  ((size_t)64)
#define LENGTH_BYTES ((size_t)8)

/* FIPS 180-4, 4.2.2: the first 32 bits of the fractions of the cube roots of the first primes. */
static const uint32_t round_words[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

/* The eight words of the state as the instructions want them. */
struct state {
    __m128i abef, cdgh;
};

unsigned sl_sha256_has_fast(void)
{
    return __builtin_cpu_supports("sha") != 0;
}

/* FIPS 180-4, 5.3.3: where every hash begins. */
FAST static inline struct state start(void)
{
    return (struct state){
        .abef = _mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
        .cdgh = _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19),
    };
}

/* Turn the bytes of each of four words round. */
FAST static inline __m128i turn(__m128i words)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm_shuffle_epi8(words, order);
}

FAST static inline void load(const uint8_t *block, __m128i words[4])
{
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++) {
        words[i] = turn(_mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i)));
    }
}

/* Four rounds with the words of that group, and the words of the group sixteen rounds later. */
FAST static inline void four_rounds(struct state *state, __m128i words[4], size_t group)
{
    const __m128i *constants = (const __m128i *)(const void *)(round_words + 4 * group);
    const __m128i sum = _mm_add_epi32(words[group % 4], _mm_loadu_si128(constants));

    state->cdgh = _mm_sha256rnds2_epu32(state->cdgh, state->abef, sum);
    state->abef = _mm_sha256rnds2_epu32(state->abef, state->cdgh, _mm_shuffle_epi32(sum, 0x0e));
    const __m128i last = words[(group + 3) % 4];
    __m128i next = _mm_sha256msg1_epu32(words[group % 4], words[(group + 1) % 4]);
    next = _mm_add_epi32(next, _mm_alignr_epi8(last, words[(group + 2) % 4], 4));
    words[group % 4] = _mm_sha256msg2_epu32(next, last);
}

FAST static inline void join(struct state *state, const struct state *before)
{
    state->abef = _mm_add_epi32(state->abef, before->abef);
    state->cdgh = _mm_add_epi32(state->cdgh, before->cdgh);
}

FAST static inline void compress(struct state *state, const uint8_t *block)
{
    const struct state before = *state;
    __m128i words[4];

    load(block, words);
#pragma GCC unroll 16
    for (size_t group = 0; group < 16; group++) {
        four_rounds(state, words, group);
    }
    join(state, &before);
}

/* Two blocks of two hashes side by side: each fills the gaps that the other leaves. */
FAST static inline void
compress_two(struct state *left, struct state *right, const uint8_t *block, size_t distance)
{
    const struct state before_left = *left;
    const struct state before_right = *right;
    __m128i left_words[4];
    __m128i right_words[4];

    load(block, left_words);
    load(block + distance, right_words);
#pragma GCC unroll 16
    for (size_t group = 0; group < 16; group++) {
        four_rounds(left, left_words, group);
        four_rounds(right, right_words, group);
    }
    join(left, &before_left);
    join(right, &before_right);
}

FAST static inline void finish(const struct state *state, struct sl_sha256 *ret_hash)
{
    const __m128i high = _mm_unpackhi_epi64(state->abef, state->cdgh);
    const __m128i low = _mm_unpacklo_epi64(state->abef, state->cdgh);
    __m128i *places = (__m128i *)(void *)ret_hash->bytes;

    _mm_storeu_si128(places, turn(_mm_shuffle_epi32(high, 0xb1)));
    _mm_storeu_si128(places + 1, turn(_mm_shuffle_epi32(low, 0xb1)));
}

/* Write a number of bits as the last eight bytes before `end`. */
static void write_length(uint8_t *end, uint64_t bits)
{
    for (size_t i = 0; i < LENGTH_BYTES; i++) {
        end[-1 - (ptrdiff_t)i] = (uint8_t)(bits >> (8 * i));
    }
}

FAST void sl_sha256_of_fast(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash)
{
    uint8_t edge[2 * BLOCK_BYTES] = { first };
    struct state state = start();
    const uint64_t bits = 8 * ((uint64_t)rest.len + 1);
    size_t fill = 1;

    if (rest.len >= BLOCK_BYTES - 1) {
        memcpy(edge + 1, rest.ptr, BLOCK_BYTES - 1);
        compress(&state, edge);
        rest.ptr += BLOCK_BYTES - 1;
        rest.len -= BLOCK_BYTES - 1;
        for (; rest.len >= BLOCK_BYTES; rest.len -= BLOCK_BYTES, rest.ptr += BLOCK_BYTES) {
            compress(&state, (const uint8_t *)rest.ptr);
        }
        memset(edge, 0, BLOCK_BYTES);
        fill = 0;
    }
    if (rest.len > 0) {
        memcpy(edge + fill, rest.ptr, rest.len);
    }
    fill += rest.len;
    edge[fill] = 0x80;
    const size_t blocks = fill + 1 + LENGTH_BYTES > BLOCK_BYTES ? 2 : 1;
    write_length(edge + blocks * BLOCK_BYTES, bits);
    for (size_t i = 0; i < blocks; i++) {
        compress(&state, edge + i * BLOCK_BYTES);
    }
    finish(&state, ret_hash);
}

/* A pair with its first byte and padding is two blocks; two pairs are four. */
#define PAIR_BYTES (2 * BLOCK_BYTES)

static void fill_pair(uint8_t *blocks, const struct sl_sha256 *pair)
{
    memcpy(blocks + 1, pair->bytes, BLOCK_BYTES);
}

static void begin_pair(uint8_t *blocks, uint8_t first)
{
    memset(blocks, 0, PAIR_BYTES);
    blocks[0] = first;
    blocks[BLOCK_BYTES + 1] = 0x80;
    write_length(blocks + PAIR_BYTES, 8 * (BLOCK_BYTES + 1));
}

FAST void sl_sha256_pairs_fast(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
)
{
    uint8_t blocks[2 * PAIR_BYTES];
    size_t i = 0;

    begin_pair(blocks, first);
    begin_pair(blocks + PAIR_BYTES, first);
    for (; i + 2 <= pair_count; i += 2) {
        struct state left = start();
        struct state right = start();
        fill_pair(blocks, &hashes[2 * i]);
        fill_pair(blocks + PAIR_BYTES, &hashes[2 * i + 2]);
        compress_two(&left, &right, blocks, PAIR_BYTES);
        compress_two(&left, &right, blocks + BLOCK_BYTES, PAIR_BYTES);
        finish(&left, &ret_hashes[i]);
        finish(&right, &ret_hashes[i + 1]);
    }
    if (i < pair_count) {
        struct state state = start();
        fill_pair(blocks, &hashes[2 * i]);
        compress(&state, blocks);
        compress(&state, blocks + BLOCK_BYTES);
        finish(&state, &ret_hashes[i]);
    }
}

#else

unsigned sl_sha256_has_fast(void)
{
    return 0;
}

void sl_sha256_of_fast(uint8_t first, struct sl_str rest, struct sl_sha256 *ret_hash)
{
    sl_sha256_of_plain(first, rest, ret_hash);
}

void sl_sha256_pairs_fast(
    uint8_t first, const struct sl_sha256 *hashes, size_t pair_count, struct sl_sha256 *ret_hashes
)
{
    sl_sha256_pairs_plain(first, hashes, pair_count, ret_hashes);
}

#endif
