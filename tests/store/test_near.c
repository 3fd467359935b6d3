/* SPDX-License-Identifier: Apache-2.0 */
#include "store/near.h"

#include "store/fixture.h"

static void put(struct store_fixture *fixture, int64_t one, int64_t other)
{
    const struct sl_stored_near there = { .mention = one, .other = other };
    const struct sl_stored_near back = { .mention = other, .other = one };
    SL_CHECK_OK(sl_store_near_put(fixture->store, &there, NULL), NULL);
    SL_CHECK_OK(sl_store_near_put(fixture->store, &back, NULL), NULL);
}

static void check_pairs(
    struct store_fixture *fixture,
    int64_t first,
    int64_t last,
    const int64_t (*pairs)[2],
    size_t count
)
{
    struct sl_near_cursor *cursor = NULL;
    struct sl_stored_near near = { .mention = 0 };
    bool has_one = false;
    SL_CHECK_OK(sl_store_near_open(fixture->store, first, last, &cursor, NULL), NULL);
    for (size_t i = 0; i < count; i++) {
        SL_CHECK_OK(sl_near_cursor_next(cursor, &near, &has_one, NULL), NULL);
        assert_true(has_one);
        SL_CHECK_I64(near.mention, pairs[i][0]);
        SL_CHECK_I64(near.other, pairs[i][1]);
    }
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_near_cursor_next(cursor, &near, &has_one, NULL), NULL);
        assert_false(has_one);
    }
    sl_near_cursor_close(cursor);
}

static void pairs_are_found_and_removed_both_ways(void **state)
{
    static const int64_t all[][2] = {
        {1,  2},
        { 1, 5},
        { 2, 1},
        { 2, 5},
        { 5, 1},
        { 5, 2}
    };
    static const int64_t left[][2] = {
        {2,  5},
        { 5, 2}
    };
    struct store_fixture *fixture = *state;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 5, 2);
    put(fixture, 1, 5);
    put(fixture, 2, 1);
    put(fixture, 2, 1); /* what is there stays */
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    check_pairs(fixture, 0, INT64_MAX, all, 6);
    check_pairs(fixture, 2, 2, all + 2, 2);
    check_pairs(fixture, 3, 4, all, 0);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_near_remove(fixture->store, 1, NULL), NULL);
    SL_CHECK_OK(sl_store_near_remove(fixture->store, 7, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    check_pairs(fixture, 0, INT64_MAX, left, 2);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(pairs_are_found_and_removed_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
