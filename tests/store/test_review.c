/* SPDX-License-Identifier: Apache-2.0 */
#include "store/review.h"

#include "store/fixture.h"

static void put(struct store_fixture *fixture, int64_t low, int64_t high, int64_t weight)
{
    const struct sl_stored_review review = { .low = low, .high = high, .weight_millibits = weight };
    SL_CHECK_OK(sl_store_review_put(fixture->store, &review, NULL), NULL);
}

static void check_pairs(
    struct store_fixture *fixture, int64_t identity, const int64_t (*pairs)[3], size_t count
)
{
    struct sl_review_cursor *cursor = NULL;
    struct sl_stored_review review = { .low = 0 };
    bool has_one = false;
    SL_CHECK_OK(sl_store_reviews_open(fixture->store, identity, &cursor, NULL), NULL);
    for (size_t i = 0; i < count; i++) {
        SL_CHECK_OK(sl_review_cursor_next(cursor, &review, &has_one, NULL), NULL);
        assert_true(has_one);
        SL_CHECK_I64(review.low, pairs[i][0]);
        SL_CHECK_I64(review.high, pairs[i][1]);
        SL_CHECK_I64(review.weight_millibits, pairs[i][2]);
    }
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_review_cursor_next(cursor, &review, &has_one, NULL), NULL);
        assert_false(has_one);
    }
    sl_review_cursor_close(cursor);
}

static void pairs_are_found_from_either_side(void **state)
{
    struct store_fixture *fixture = *state;
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    put(fixture, 2, 5, -300);
    put(fixture, 1, 5, 1500);
    put(fixture, 1, 2, 7);
    put(fixture, 1, 2, 8);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    check_pairs(
        fixture,
        0,
        (const int64_t[][3]){
            {1,  2, 8   },
            { 1, 5, 1500},
            { 2, 5, -300},
    },
        3
    );
    check_pairs(
        fixture,
        2,
        (const int64_t[][3]){
            {1,  2, 8   },
            { 2, 5, -300},
    },
        2
    );
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_store_review_remove(fixture->store, 5, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    check_pairs(
        fixture,
        0,
        (const int64_t[][3]){
            {1, 2, 8}
    },
        1
    );
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(pairs_are_found_from_either_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
