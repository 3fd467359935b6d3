/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

/* Sizes on both sides of where the way of sorting changes, and some larger ones. */
static const size_t COUNTS[] = {
    0, 1, 2, 3, 7, 8, 9, 10, 95, 96, 97, 98, 255, 256, 257, 3000, 70000
};
#define COUNT_COUNT (sizeof COUNTS / sizeof COUNTS[0])
#define COUNT_MOST  70000

/* Shapes of keys: which bits of a random number are used. */
static const uint64_t MASKS[] = {
    UINT64_MAX,
    0,
    1,
    0xFF,
    0xFF00,
    UINT64_C(0xFF00000000000000),
    UINT64_C(0x8000000000000001),
    UINT64_C(0x00FF00FF00FF00FF),
    0x0F0F,
};
#define MASK_COUNT (sizeof MASKS / sizeof MASKS[0])

static int compare_u64(const void *left, const void *right)
{
    const uint64_t *first = left;
    const uint64_t *second = right;
    return (*first > *second) - (*first < *second);
}

static void test_numbers_as_qsort_has_them(void **state)
{
    uint64_t *items = sl_alloc(COUNT_MOST, sizeof *items);
    uint64_t *expected = sl_alloc(COUNT_MOST, sizeof *expected);
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t mask = 0; mask < MASK_COUNT; mask++) {
        for (size_t i = 0; i < COUNT_COUNT; i++) {
            const size_t count = COUNTS[i];
            for (size_t at = 0; at < count; at++) {
                items[at] = sl_random_u64(&random) & MASKS[mask];
            }
            memcpy(expected, items, count * sizeof *items);
            qsort(expected, count, sizeof *expected, compare_u64);
            SL_CHECK_OK(sl_sort_u64(items, count, NULL), NULL);
            assert_memory_equal(items, expected, count * sizeof *items);
        }
    }
    sl_free(items);
    sl_free(expected);
}

static void test_keyed_is_stable(void **state)
{
    struct sl_keyed *items = sl_alloc(COUNT_MOST, sizeof *items);
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t mask = 0; mask < MASK_COUNT; mask++) {
        for (size_t i = 0; i < COUNT_COUNT; i++) {
            const size_t count = COUNTS[i];
            uint64_t sum = 0;
            for (size_t at = 0; at < count; at++) {
                const uint64_t key = sl_random_u64(&random) & MASKS[mask];
                items[at] = (struct sl_keyed){ .key = key, .value = at };
                sum += sl_hash_u64(key ^ at << 32);
            }
            SL_CHECK_OK(sl_sort_keyed(items, count, NULL), NULL);
            for (size_t at = 0; at < count; at++) {
                sum -= sl_hash_u64(items[at].key ^ items[at].value << 32);
                assert_true(
                    at == 0 || items[at - 1].key < items[at].key ||
                    (items[at - 1].key == items[at].key && items[at - 1].value < items[at].value)
                );
            }
            SL_CHECK_U64(sum, 0); /* the same pairs as before */
        }
    }
    sl_free(items);
}

/* Sort texts and check order, stability, and that every index is there once. */
static void check_texts(const struct sl_str *texts, size_t count)
{
    uint32_t *order = sl_alloc(count, sizeof *order);
    bool *seen = sl_calloc(count, sizeof *seen);
    struct sl_error err;
    SL_CHECK_OK(sl_sort_strs(texts, count, order, &err), &err);
    for (size_t i = 0; i < count; i++) {
        assert_true(order[i] < count && !seen[order[i]]);
        seen[order[i]] = true;
        if (i > 0) {
            const int compared = sl_str_compare(texts[order[i - 1]], texts[order[i]]);
            if (compared > 0 || (compared == 0 && order[i - 1] > order[i])) {
                fail_msg("texts %u and %u are the wrong way round", order[i - 1], order[i]);
            }
        }
    }
    sl_free(order);
    sl_free(seen);
}

/* How random texts are made: how long at most, of how many letters, behind which beginning. */
struct shape {
    size_t longest;
    uint64_t letters;
    const char *prefix;
    char first_letter;
};

static void test_random_texts(void **state)
{
    static const struct shape shapes[] = {
        {30,  256, "",                                         '\0'  },
        { 3,  2,   "",                                         '\0'  },
        { 12, 2,   "",                                         '\0'  },
        { 40, 1,   "",                                         '\0'  },
        { 40, 1,   "",                                         'x'   },
        { 20, 2,   "rec-",                                     'a'   },
        { 9,  10,  "",                                         '0'   },
        { 17, 3,   "a beginning much longer than eight bytes", 'a'   },
        { 2,  250, "",                                         '\x03'},
    };
    struct sl_str *texts = sl_alloc(COUNT_MOST, sizeof *texts);
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        for (size_t j = 0; j < COUNT_COUNT; j++) {
            struct sl_arena batch;
            sl_arena_init(&batch, (size_t)64 << 20);
            for (size_t at = 0; at < COUNTS[j]; at++) {
                char bytes[100];
                size_t len = strlen(shapes[i].prefix);
                memcpy(bytes, shapes[i].prefix, len);
                const size_t end = len + (size_t)sl_random_below(&random, shapes[i].longest + 1);
                while (len < end) {
                    const uint64_t letter = sl_random_below(&random, shapes[i].letters);
                    bytes[len++] = (char)((unsigned char)shapes[i].first_letter + letter);
                }
                texts[at] = sl_arena_copy(&batch, (struct sl_str){ bytes, len });
            }
            check_texts(texts, COUNTS[j]);
            sl_arena_finish(&batch);
        }
    }
    sl_free(texts);
}

/* Ends within and between the steps of eight bytes, with zeros, which look like padding. */
static void test_texts_that_end_in_zeros(void **state)
{
    static const char zeros[40];
    struct sl_str texts[400];
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < 400; i++) {
        texts[i] = (struct sl_str){ zeros, (size_t)sl_random_below(&random, 41) };
        if (texts[i].len == 0) {
            texts[i].ptr = NULL;
        }
    }
    check_texts(texts, 400);
}

/* Each text is one step longer than the one before: no recursion may be as deep as that. */
static void test_a_staircase_of_prefixes(void **state)
{
    const size_t steps = 3000;
    char *bytes = sl_alloc(steps, 8);
    struct sl_str *texts = sl_alloc(steps, sizeof *texts);
    (void)state;
    memset(bytes, 'a', steps * 8);
    for (size_t i = 0; i < steps; i++) {
        texts[i] = (struct sl_str){ bytes, (steps - i) * 8 };
    }
    check_texts(texts, steps);
    sl_free(bytes);
    sl_free(texts);
}

static void test_long_equal_texts(void **state)
{
    enum { LENGTH = 1000000, COUNT = 20 };
    char *bytes = sl_alloc(LENGTH, 1);
    struct sl_str texts[COUNT];
    (void)state;
    memset(bytes, 'a', LENGTH);
    bytes[LENGTH - 1] = 'b';
    for (size_t i = 0; i < COUNT; i++) {
        texts[i] = (struct sl_str){ bytes + i % 3, LENGTH - i % 3 };
    }
    texts[7].len--;
    check_texts(texts, COUNT);
    sl_free(bytes);
}

static void test_too_many_texts_are_refused(void **state)
{
    struct sl_str text = SL_STR("x");
    uint32_t order = 7;
    (void)state;
    SL_CHECK_STATUS(sl_sort_strs(&text, (size_t)UINT32_MAX + 1, &order, NULL), SL_LIMIT);
    SL_CHECK_U64(order, 7);
    SL_CHECK_OK(sl_sort_strs(NULL, 0, NULL, NULL), NULL);
}

static enum sl_status sort_all(void *context)
{
    uint64_t numbers[100];
    struct sl_keyed keyed[100];
    struct sl_str texts[100];
    uint32_t order[100];
    struct sl_error err;
    (void)context;
    for (size_t i = 0; i < 100; i++) {
        numbers[i] = 100 - i;
        keyed[i] = (struct sl_keyed){ .key = 100 - i, .value = i };
        texts[i] = (struct sl_str){ .ptr = "text", .len = i % 5 };
    }
    SL_TRY(sl_sort_u64(numbers, 100, &err));
    SL_TRY(sl_sort_keyed(keyed, 100, &err));
    return sl_sort_strs(texts, 100, order, &err);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(sort_all, NULL), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_as_qsort_has_them),
        cmocka_unit_test(test_keyed_is_stable),
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_texts_that_end_in_zeros),
        cmocka_unit_test(test_a_staircase_of_prefixes),
        cmocka_unit_test(test_long_equal_texts),
        cmocka_unit_test(test_too_many_texts_are_refused),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("base/sort", tests, NULL, NULL);
}
