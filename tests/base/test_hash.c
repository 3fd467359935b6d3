/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "support/support.h"

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

/* The step of sl_hash_u64 is SplitMix64's: G. Steele, D. Lea, C. Flood, OOPSLA 2014. */
static void test_u64_gives_the_published_numbers(void **state)
{
    static const struct {
        uint64_t value;
        uint64_t hash;
        const char *source;
    } rows[] = {
        {0,                     UINT64_C(0xE220A8397B1DCDAF),  "SplitMix64 of seed 0, first"      },
        { GOLDEN,               UINT64_C(0x6E789E6AA1B965F4),  "SplitMix64 of seed 0, second"     },
        { 1234567,              UINT64_C(6457827717110365317), "SplitMix64 of seed 1234567, first"},
        { 1234567 + GOLDEN,     UINT64_C(3203168211198807973), "the same, second"                 },
        { 1234567 + 2 * GOLDEN, UINT64_C(9817491932198370423), "the same, third"                  },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SL_CHECK_U64(sl_hash_u64(rows[i].value), rows[i].hash);
    }
}

/* The output of the authors' reference code, state 1 2 3 4 (prng.di.unimi.it). */
static void test_random_gives_the_published_numbers(void **state)
{
    static const uint64_t expected[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
        UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832),
        UINT64_C(10595114339597558777),
        UINT64_C(2904607092377533576),
    };
    struct sl_random random = {
        .state = {1, 2, 3, 4}
    };
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        SL_CHECK_U64(sl_random_u64(&random), expected[i]);
    }
}

/* Fixed once and for all: saved models and made-up data depend on them. */
static void test_values_never_change(void **state)
{
    static const struct {
        const char *text;
        uint64_t seed;
        uint64_t hash;
    } rows[] = {
        {"",                                             0, UINT64_C(0xDBECBE8D74A0640F)},
        { "",                                            1, UINT64_C(0xA5B278234AE0259B)},
        { "a",                                           0, UINT64_C(0xA22F77EF62873E22)},
        { "abcd",                                        0, UINT64_C(0x32A5A851FB7BEC79)},
        { "abcdefgh",                                    0, UINT64_C(0xE56C5AFDD4A04218)},
        { "abcdefghijklmnop",                            0, UINT64_C(0x61EE807A639EA178)},
        { "abcdefghijklmnopq",                           0, UINT64_C(0x813306C956C447C9)},
        { "the quick brown fox jumps over the lazy dog", 7, UINT64_C(0xE1822506B4A8AC7A)},
    };
    struct sl_random random;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SL_CHECK_U64(sl_hash_str(sl_str_from(rows[i].text), rows[i].seed), rows[i].hash);
    }
    sl_random_init(&random, 1);
    SL_CHECK_U64(sl_random_u64(&random), UINT64_C(0xB3F2AF6D0FC710C5));
}

/* How often each of the 64 output bits moved; every one must have moved in half of the trials. */
struct moves {
    uint32_t counts[64];
    uint32_t trials;
};

static void note_moves(struct moves *moves, uint64_t before, uint64_t after)
{
    moves->trials++;
    for (unsigned bit = 0; bit < 64; bit++) {
        moves->counts[bit] += (uint32_t)((before ^ after) >> bit & 1);
    }
}

/* Within six standard deviations of a fair coin, which all of 100,000 bits together respect. */
static void check_moves(const struct moves *moves, const char *what, unsigned input_bit)
{
    const double mean = 0.5 * moves->trials;
    const double variance = 0.25 * moves->trials;
    for (unsigned bit = 0; bit < 64; bit++) {
        const double off = moves->counts[bit] - mean;
        if (off * off > 36 * variance) {
            fail_msg(
                "%s: input bit %u moves output bit %u in %u of %u trials",
                what,
                input_bit,
                bit,
                moves->counts[bit],
                moves->trials
            );
        }
    }
}

static void test_every_input_bit_moves_every_output_bit(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned bit = 0; bit < 64; bit++) {
        struct moves moves = { .trials = 0 };
        for (int trial = 0; trial < 1000; trial++) {
            const uint64_t value = sl_random_u64(&random);
            note_moves(&moves, sl_hash_u64(value), sl_hash_u64(value ^ UINT64_C(1) << bit));
        }
        check_moves(&moves, "number", bit);
    }
}

static void test_every_byte_of_a_text_moves_every_output_bit(void **state)
{
    static const size_t lengths[] = { 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, 32, 33, 48, 70 };
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const size_t len = lengths[i];
        for (unsigned bit = 0; bit < 8 * len; bit++) {
            struct moves moves = { .trials = 0 };
            for (int trial = 0; trial < 400; trial++) {
                char bytes[70] = { 0 };
                for (size_t at = 0; at < len; at++) {
                    bytes[at] = (char)('0' + (char)sl_random_below(&random, 75));
                }
                const uint64_t seed = len < 4 ? sl_random_u64(&random) : 0;
                const struct sl_str text = { .ptr = bytes, .len = len };
                const uint64_t before = sl_hash_str(text, seed);
                bytes[bit / 8] = (char)(bytes[bit / 8] ^ (char)(1u << bit % 8));
                note_moves(&moves, before, sl_hash_str(text, seed));
            }
            check_moves(&moves, "text", bit);
        }
    }
}

static void test_every_seed_bit_moves_every_output_bit(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned bit = 0; bit < 64; bit++) {
        struct moves moves = { .trials = 0 };
        for (int trial = 0; trial < 1000; trial++) {
            const uint64_t seed = sl_random_u64(&random);
            note_moves(
                &moves,
                sl_hash_str(SL_STR("smith"), seed),
                sl_hash_str(SL_STR("smith"), seed ^ UINT64_C(1) << bit)
            );
        }
        check_moves(&moves, "seed", bit);
    }
}

#define KEY_COUNT  ((size_t)200000)
#define SLOT_COUNT ((size_t)1 << 16)

/* Fail when hashes repeat, or when they do not fill a table evenly by the bits from `shift` on. */
static void check_spread(uint64_t *hashes, const char *what)
{
    static uint32_t slots[SLOT_COUNT];
    for (unsigned shift = 0; shift <= 48; shift += 8) {
        memset(slots, 0, sizeof slots);
        for (size_t i = 0; i < KEY_COUNT; i++) {
            slots[hashes[i] >> shift & (SLOT_COUNT - 1)]++;
        }
        double chi_square = 0;
        const double mean = (double)KEY_COUNT / (double)SLOT_COUNT;
        for (size_t i = 0; i < SLOT_COUNT; i++) {
            chi_square += ((double)slots[i] - mean) * ((double)slots[i] - mean) / mean;
        }
        /* About normal, with mean and half the variance SLOT_COUNT: six standard deviations. */
        const double off = chi_square - (double)(SLOT_COUNT - 1);
        if (off * off > 36 * 2 * (double)SLOT_COUNT) {
            fail_msg("%s: bits from %u on are uneven, chi-square %.0f", what, shift, chi_square);
        }
    }
    SL_CHECK_OK(sl_sort_u64(hashes, KEY_COUNT, NULL), NULL);
    for (size_t i = 1; i < KEY_COUNT; i++) {
        if (hashes[i] == hashes[i - 1]) {
            fail_msg("%s: two keys have the hash %" PRIx64, what, hashes[i]);
        }
    }
}

/* Keys as files hold them: numbers in sequence, alone and inside longer texts. */
static void test_sequences_spread_evenly(void **state)
{
    static const struct shape {
        const char *before;
        int digits; /* at least so many */
        bool is_hex;
        const char *after;
    } shapes[] = {
        {"",                                  1,  false, ""                                    },
        { "",                                 8,  false, ""                                    },
        { "rec-",                             1,  false, "-org"                                },
        { "",                                 1,  false, "@example.org"                        },
        { "a longer text before the number ", 1,  false, ""                                    },
        { "",                                 1,  false, " and a longer text behind the number"},
        { "",                                 16, true,  "x0000000000000000"                   },
        { "0000000000000000",                 16, true,  ""                                    },
    };
    static uint64_t hashes[KEY_COUNT];
    (void)state;
    for (size_t kind = 0; kind < sizeof shapes / sizeof shapes[0]; kind++) {
        const struct shape *shape = &shapes[kind];
        for (size_t i = 0; i < KEY_COUNT; i++) {
            char text[80];
            char number[24];
            if (shape->is_hex) {
                (void)snprintf(number, sizeof number, "%0*zx", shape->digits, i);
            } else {
                (void)snprintf(number, sizeof number, "%0*zu", shape->digits, i);
            }
            const int len =
                snprintf(text, sizeof text, "%s%s%s", shape->before, number, shape->after);
            hashes[i] = sl_hash_str((struct sl_str){ .ptr = text, .len = (size_t)len }, 0);
        }
        check_spread(hashes, shape->before[0] != '\0' ? shape->before : shape->after);
    }
    for (size_t i = 0; i < KEY_COUNT; i++) {
        hashes[i] = sl_hash_u64(i << 20);
    }
    check_spread(hashes, "numbers in steps of 2^20");
    for (size_t i = 0; i < KEY_COUNT; i++) {
        hashes[i] = sl_hash_str((struct sl_str){ .ptr = (char *)&i, .len = sizeof i }, i % 2);
    }
    check_spread(hashes, "numbers as bytes");
    for (size_t i = 0; i < KEY_COUNT; i++) {
        hashes[i] = sl_hash_str(SL_STR("x"), i);
    }
    check_spread(hashes, "one text, seeds in sequence");
}

/* Zeros, and the same byte over and over: only the length differs. */
static void test_lengths_differ(void **state)
{
    static const char bytes[300];
    static uint64_t hashes[KEY_COUNT];
    (void)state;
    for (size_t len = 0; len <= sizeof bytes; len++) {
        hashes[len] = sl_hash_str((struct sl_str){ .ptr = bytes, .len = len }, 0);
        for (size_t i = 0; i < len; i++) {
            assert_true(hashes[i] != hashes[len]);
        }
    }
    assert_true(sl_hash_str((struct sl_str){ NULL, 0 }, 5) == sl_hash_str(SL_STR(""), 5));
}

static void test_bytes_do_not_depend_on_where_they_stand(void **state)
{
    char bytes[120];
    (void)state;
    for (size_t len = 0; len <= 100; len++) {
        uint64_t first = 0;
        for (size_t shift = 0; shift < 16; shift++) {
            memset(bytes, (int)shift, sizeof bytes);
            for (size_t i = 0; i < len; i++) {
                bytes[shift + i] = (char)(i * 7);
            }
            const uint64_t hash = sl_hash_str((struct sl_str){ bytes + shift, len }, 3);
            first = shift == 0 ? hash : first;
            SL_CHECK_U64(hash, first);
        }
    }
}

static void test_below_is_even_and_within(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (uint64_t bound = 1; bound <= 20; bound++) {
        uint32_t counts[20] = { 0 };
        for (int i = 0; i < 20000; i++) {
            const uint64_t value = sl_random_below(&random, bound);
            assert_true(value < bound);
            counts[value]++;
        }
        const double mean = 20000.0 / (double)bound;
        for (uint64_t i = 0; i < bound; i++) {
            const double off = counts[i] - mean;
            assert_true(off * off <= 36 * mean);
        }
    }
    /* Just above 2^63 nearly half of all numbers must be refused: their mean tells. */
    const uint64_t bound = (UINT64_C(1) << 63) + 1;
    double sum = 0;
    for (int i = 0; i < 20000; i++) {
        const uint64_t value = sl_random_below(&random, bound);
        assert_true(value < bound);
        sum += (double)value / (double)bound;
    }
    SL_CHECK_NEAR(sum / 20000, 0.5, 6 * 0.2887 / 141.4);
    SL_CHECK_U64(sl_random_below(&random, 1), 0);
}

static void test_unit_is_even_and_within(void **state)
{
    struct sl_random random;
    double sum = 0;
    double least = 1;
    double most = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int i = 0; i < 100000; i++) {
        const double value = sl_random_unit(&random);
        assert_true(value >= 0 && value < 1);
        sum += value;
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    SL_CHECK_NEAR(sum / 100000, 0.5, 6 * 0.2887 / 316.2);
    assert_true(least < 0.001 && most > 0.999);
}

static void test_seeds_give_sequences_of_their_own(void **state)
{
    struct sl_random first;
    struct sl_random again;
    struct sl_random other;
    (void)state;
    sl_random_init(&first, 42);
    sl_random_init(&again, 42);
    sl_random_init(&other, 43);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
        const uint64_t value = sl_random_u64(&first);
        SL_CHECK_U64(sl_random_u64(&again), value);
        same += sl_random_u64(&other) == value;
    }
    assert_int_equal(same, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_u64_gives_the_published_numbers),
        cmocka_unit_test(test_random_gives_the_published_numbers),
        cmocka_unit_test(test_values_never_change),
        cmocka_unit_test(test_every_input_bit_moves_every_output_bit),
        cmocka_unit_test(test_every_byte_of_a_text_moves_every_output_bit),
        cmocka_unit_test(test_every_seed_bit_moves_every_output_bit),
        cmocka_unit_test(test_sequences_spread_evenly),
        cmocka_unit_test(test_lengths_differ),
        cmocka_unit_test(test_bytes_do_not_depend_on_where_they_stand),
        cmocka_unit_test(test_below_is_even_and_within),
        cmocka_unit_test(test_unit_is_even_and_within),
        cmocka_unit_test(test_seeds_give_sequences_of_their_own),
    };
    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
