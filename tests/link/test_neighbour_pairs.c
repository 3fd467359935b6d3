/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_pairs.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

#define SMALL_COUNT 60u

static void test_a_pair_and_its_parts(void **state)
{
    (void)state;
    const uint32_t most = (uint32_t)SL_NUMBER_LIMIT - 1;
    const uint64_t pair = sl_pair_make(most, most - 1, 7);
    SL_CHECK_U64(sl_pair_left(pair), most);
    SL_CHECK_U64(sl_pair_right(pair), most - 1);
    SL_CHECK_U64(sl_pair_grade(pair), 7);
    assert_true(sl_pair_make(1, 2, 0) < sl_pair_make(1, 2, 1));
    assert_true(sl_pair_make(1, 2, 7) < sl_pair_make(1, 3, 0));
}

static void test_settled_pairs(void **state)
{
    struct sl_pairs pairs = { 0 };
    (void)state;
    sl_pairs_add(&pairs, 2, 1, 3);
    sl_pairs_add(&pairs, 1, 5, 2);
    sl_pairs_add(&pairs, 2, 1, 0);
    sl_pairs_add(&pairs, 1, 5, 4);
    SL_CHECK_OK(sl_pairs_settle(&pairs, NULL), NULL);
    SL_CHECK_U64(pairs.count, 2);
    SL_CHECK_U64(pairs.items[0], sl_pair_make(1, 5, 2));
    SL_CHECK_U64(pairs.items[1], sl_pair_make(2, 1, 0));
    sl_pairs_finish(&pairs);
}

/* Random pairs in pieces; best[left][right] is the best grade plus one, 0 for none. */
static void make_pairs(
    struct sl_pair_pieces *pieces,
    size_t pair_count,
    uint64_t seed,
    uint8_t best[SMALL_COUNT][SMALL_COUNT]
)
{
    struct sl_random random;
    size_t first;
    sl_random_init(&random, seed);
    memset(best, 0, (size_t)SMALL_COUNT * SMALL_COUNT);
    SL_CHECK_OK(sl_pair_pieces_add(pieces, 5, &first, NULL), NULL);
    for (size_t i = 0; i < pair_count; i++) {
        const uint32_t left = (uint32_t)sl_random_below(&random, SMALL_COUNT);
        const uint32_t right = (uint32_t)sl_random_below(&random, SMALL_COUNT);
        const uint8_t grade = (uint8_t)sl_random_below(&random, 8);
        if (left == right) {
            continue;
        }
        sl_pairs_add(&pieces->pieces[first + sl_random_below(&random, 5)], left, right, grade);
        if (best[left][right] == 0 || best[left][right] > grade + 1) {
            best[left][right] = (uint8_t)(grade + 1);
            best[right][left] = (uint8_t)(grade + 1);
        }
    }
}

static void check_lists(
    const struct sl_pair_lists *lists, uint8_t best[SMALL_COUNT][SMALL_COUNT], size_t spread
)
{
    for (uint32_t left = 0; left < SMALL_COUNT; left++) {
        uint64_t at = lists->starts[left * spread];
        for (uint32_t right = 0; right < SMALL_COUNT; right++) {
            if (best[left][right] > 0) {
                assert_true(at < lists->starts[left * spread + 1]);
                SL_CHECK_U64(sl_pair_right(lists->items[at]), right * spread);
                SL_CHECK_U64(sl_pair_grade(lists->items[at]) + 1, best[left][right]);
                at++;
            }
        }
        SL_CHECK_U64(at, lists->starts[left * spread + 1]);
    }
}

static void test_lists_of_pairs(void **state)
{
    static const size_t PAIRS[] = { 0, 1, 50, 20000 };
    uint8_t best[SMALL_COUNT][SMALL_COUNT];
    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        for (unsigned threads = 1; threads <= 3; threads++) {
            struct sl_pair_pieces pieces = { 0 };
            struct sl_pair_lists lists;
            make_pairs(&pieces, PAIRS[i], sl_test_seed() + i, best);
            SL_CHECK_OK(sl_pair_lists_init(&lists, SMALL_COUNT, &pieces, threads, NULL), NULL);
            SL_CHECK_U64(pieces.count, 0);
            check_lists(&lists, best, 1);
            sl_pair_lists_finish(&lists);
        }
    }
}

/* More numbers than fit into narrow items: the same pairs, spread over a wide range. */
static void test_lists_of_many_numbers(void **state)
{
    static const size_t COUNTS[] = { 200000, 4194304, 6000000 };
    uint8_t best[SMALL_COUNT][SMALL_COUNT];
    (void)state;
    for (size_t i = 0; i < sizeof COUNTS / sizeof COUNTS[0]; i++) {
        const uint32_t spread = (uint32_t)(COUNTS[i] / SMALL_COUNT);
        struct sl_pair_pieces pieces = { 0 };
        struct sl_pair_lists lists;
        make_pairs(&pieces, 3000, sl_test_seed() + i, best);
        for (size_t p = 0; p < pieces.count; p++) {
            for (size_t k = 0; k < pieces.pieces[p].count; k++) {
                uint64_t *pair = &pieces.pieces[p].items[k];
                const uint32_t left = sl_pair_left(*pair) * spread;
                *pair = sl_pair_make(left, sl_pair_right(*pair) * spread, sl_pair_grade(*pair));
            }
        }
        SL_CHECK_OK(sl_pair_lists_init(&lists, COUNTS[i], &pieces, 2, NULL), NULL);
        check_lists(&lists, best, spread);
        SL_CHECK_U64(lists.starts[1], lists.starts[2]); /* no list between */
        sl_pair_lists_finish(&lists);
    }
}

static enum sl_status list_once(void *context)
{
    struct sl_pair_pieces pieces = { 0 };
    struct sl_pair_lists lists;
    size_t first;
    (void)context;
    SL_TRY(sl_pair_pieces_add(&pieces, 3, &first, NULL));
    for (uint32_t i = 0; i < 100; i++) {
        sl_pairs_add(&pieces.pieces[i % 3], i, i + 1, 0);
    }
    SL_TRY(sl_pair_lists_init(&lists, 200, &pieces, 1, NULL)); /* takes the pieces either way */
    sl_pair_lists_finish(&lists);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(list_once, NULL) >= 8);
}

static void test_no_memory_sticks(void **state)
{
    struct sl_pairs pairs = { 0 };
    (void)state;
    sl_memory_fail_after(0);
    sl_pairs_add(&pairs, 1, 2, 0);
    sl_memory_fail_after(UINT64_MAX);
    sl_pairs_add(&pairs, 1, 2, 0);
    SL_CHECK_U64(pairs.count, 0);
    SL_CHECK_STATUS(sl_pairs_settle(&pairs, NULL), SL_NO_MEMORY);
    sl_pairs_finish(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pair_and_its_parts), cmocka_unit_test(test_settled_pairs),
        cmocka_unit_test(test_lists_of_pairs),       cmocka_unit_test(test_lists_of_many_numbers),
        cmocka_unit_test(test_failing_allocations),  cmocka_unit_test(test_no_memory_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
