/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/place.h"

#include "base/memory.h"
#include "base/sort.h"
#include "simulate/place_data.h"
#include "support/support.h"

static void test_mixes_sum_to_a_thousand(void **state)
{
    (void)state;
    for (unsigned mix = 0; mix < SL_MIX_COUNT; mix++) {
        unsigned sum = 0;
        for (unsigned i = 0; i < SL_COMMUNITY_COUNT; i++) {
            sum += SL_MIXES[mix][i];
        }
        SL_CHECK_U64(sum, 1000);
    }
}

/* About 70,000 postcodes, no two the same. */
static void test_postcodes_are_distinct(void **state)
{
    (void)state;
    const uint32_t count = sl_place_postcode_count();
    assert_in_range(count, 65000, 75000);
    uint64_t *hashes = sl_alloc(count, sizeof(*hashes));
    assert_non_null(hashes);
    for (uint32_t i = 0; i < count; i++) {
        struct sl_text text;
        sl_place_print_postcode(i, &text);
        assert_in_range(text.len, 6, 8);
        hashes[i] = sl_hash_str(sl_text_str(&text), 0);
    }
    SL_CHECK_OK(sl_sort_u64(hashes, count, NULL), NULL);
    for (uint32_t i = 1; i < count; i++) {
        assert_true(hashes[i] != hashes[i - 1]);
    }
    sl_free(hashes);
}

static void test_prints(void **state)
{
    (void)state;
    struct sl_text text;
    sl_place_print_postcode(0, &text);
    SL_CHECK_STR(sl_text_str(&text), "M1 1AA");
    sl_place_print_address((struct sl_home){ .postcode = 0, .number = 14, .flat = 3 }, &text);
    assert_true(sl_str_starts(sl_text_str(&text), SL_STR("Flat 3, 14 ")));
    assert_true(sl_str_ends(sl_text_str(&text), SL_STR(", Manchester")));
}

static void test_moves_change_the_postcode(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    for (unsigned i = 0; i < 2000; i++) {
        const struct sl_home home = sl_place_draw(&random);
        const struct sl_home next = sl_place_move(&random, home);
        assert_true(home.postcode < sl_place_postcode_count());
        assert_true(next.postcode < sl_place_postcode_count());
        assert_true(next.postcode != home.postcode);
        assert_true(home.number > 0);
    }
}

/* Names tell something of the place: Oldham is not Saddleworth. */
static void test_communities_differ_by_district(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, 3);
    unsigned pakistani[2] = { 0, 0 };
    const uint32_t per_district = sl_place_postcode_count() / (uint32_t)SL_DISTRICT_COUNT;
    for (uint32_t i = 0; i < SL_DISTRICT_COUNT; i++) {
        const bool mixed = SL_DISTRICTS[i].mix == SL_MIX_PAKISTANI;
        const bool town = SL_DISTRICTS[i].mix == SL_MIX_TOWN;
        for (unsigned draw = 0; (mixed || town) && draw < 300; draw++) {
            const enum sl_name_community who = sl_place_community(&random, i * per_district);
            pakistani[town] += who == SL_PAKISTANI;
        }
    }
    assert_true(pakistani[0] > 10 * pakistani[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mixes_sum_to_a_thousand),
        cmocka_unit_test(test_postcodes_are_distinct),
        cmocka_unit_test(test_prints),
        cmocka_unit_test(test_moves_change_the_postcode),
        cmocka_unit_test(test_communities_differ_by_district),
    };
    return cmocka_run_group_tests_name("simulate/place", tests, NULL, NULL);
}
