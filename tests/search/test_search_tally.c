/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_tally.h"

#include "support/support.h"

static const double missing[SL_SEARCH_PART_LIMIT] = { -3.0, -5.0 };

static void test_keeps_the_heaviest(void **state)
{
    static struct sl_search_tally tally;
    struct sl_search_ranked ranked[3];
    (void)state;

    for (unsigned round = 0; round < 2; round++) {
        const struct sl_search_claim same = { .part = 0,
                                              .agreement = SL_SEARCH_SAME,
                                              .weight_bits = 8 };
        const struct sl_search_claim slip = { .part = 0,
                                              .agreement = SL_SEARCH_SLIP,
                                              .weight_bits = 2 };
        const struct sl_search_claim birth = { .part = 1,
                                               .agreement = SL_SEARCH_SAME,
                                               .weight_bits = 10 };
        const uint8_t claims[] = { sl_search_tally_claim(&tally, slip),
                                   sl_search_tally_claim(&tally, birth),
                                   sl_search_tally_claim(&tally, same),
                                   0 };
        SL_CHECK_U64(sl_search_tally_claim(&tally, slip), 1);
        SL_CHECK_U64(tally.claim_count, 3);
        SL_CHECK_OK(sl_search_tally_add(&tally, 7, &claims[0], 1, NULL), NULL);
        SL_CHECK_OK(sl_search_tally_add(&tally, 7, &claims[2], 2, NULL), NULL);
        SL_CHECK_OK(sl_search_tally_add(&tally, 9, claims, 2, NULL), NULL);
        SL_CHECK_OK(sl_search_tally_add(&tally, 7, &claims[0], 1, NULL), NULL);
        SL_CHECK_OK(sl_search_tally_add(&tally, 5, claims, 2, NULL), NULL);
        SL_CHECK_U64(tally.entry_count, 3);
        sl_search_tally_rank(&tally, missing, ranked);
        SL_CHECK_I64(ranked[0].mention, 5); /* 2 + 10, as 9 has */
        SL_CHECK_I64(ranked[1].mention, 9);
        SL_CHECK_NEAR(ranked[1].weight_bits, 12.0, 0.0);
        SL_CHECK_U64(ranked[1].agrees, 3);
        SL_CHECK_I64(ranked[2].mention, 7);
        SL_CHECK_NEAR(ranked[2].weight_bits, 3.0, 0.0);
        SL_CHECK_U64(ranked[2].agrees, 1);
        assert_non_null(sl_search_tally_find(&tally, 9));
        assert_null(sl_search_tally_find(&tally, 8));
        sl_search_tally_clear(&tally);
        assert_null(sl_search_tally_find(&tally, 9));
    }
    sl_search_tally_finish(&tally);
    assert_null(sl_search_tally_find(&tally, 9));
    sl_search_tally_finish(NULL);
}

static void test_limits_claims(void **state)
{
    static struct sl_search_tally tally;
    (void)state;
    for (size_t i = 0; i < 300; i++) {
        const struct sl_search_claim claim = { .part = 0, .weight_bits = (double)i };
        SL_CHECK_U64(sl_search_tally_claim(&tally, claim), i < SL_SEARCH_CLAIM_LIMIT ? i + 1 : 0);
    }
    sl_search_tally_finish(&tally);
}

static enum sl_status add_many(void *context)
{
    struct sl_search_tally *tally = context;
    enum sl_status status = SL_OK;
    uint8_t claim = sl_search_tally_claim(tally, (struct sl_search_claim){ .weight_bits = 1 });

    for (int64_t i = 1; i <= 3000 && status == SL_OK; i++) {
        status = sl_search_tally_add(tally, i * 1024, &claim, 1, NULL);
    }
    for (int64_t i = 1; i <= 3000 && status == SL_OK; i++) {
        assert_non_null(sl_search_tally_find(tally, i * 1024));
    }
    sl_search_tally_finish(tally);
    return status;
}

static void test_many(void **state)
{
    static struct sl_search_tally tally;
    (void)state;
    assert_true(sl_test_failing_allocations(add_many, &tally) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps_the_heaviest),
        cmocka_unit_test(test_limits_claims),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
