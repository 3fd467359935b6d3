/* SPDX-License-Identifier: Apache-2.0 */
#include "link/evaluate.h"

#include <stdbool.h>

#include "base/hash.h"
#include "support/support.h"

#define EXACT 1e-12

/*
 * Bagga and Baldwin (1998), section 3: the truth is {1-5}, {6, 7}, {8-12}. Their first response
 * joins {6, 7} with {8-12}, their second {1-5} with {8-12}. The paper gives the B-cubed precision
 * as 16/21 (76 %) and 7/12 (58 %), and recall 1 for both. (It rounds; the fractions are by hand.)
 */
static void test_example_of_the_paper(void **state)
{
    const uint32_t truth[12] = { 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3 };
    const uint32_t first[12] = { 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2 };
    const uint32_t second[12] = { 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1 };
    struct sl_evaluation result;

    (void)state;
    SL_CHECK_STATUS(sl_evaluate(first, truth, 12, &result, NULL), SL_OK);
    SL_CHECK_NEAR(result.bcubed.precision, 16.0 / 21.0, EXACT);
    SL_CHECK_NEAR(result.bcubed.recall, 1.0, EXACT);
    SL_CHECK_STATUS(sl_evaluate(second, truth, 12, &result, NULL), SL_OK);
    SL_CHECK_NEAR(result.bcubed.precision, 7.0 / 12.0, EXACT);
    SL_CHECK_NEAR(result.bcubed.recall, 1.0, EXACT);
}

/* Clusters {a b c} {d e}, people {a b} {c d e}: worked by hand. */
static void test_by_hand(void **state)
{
    const uint32_t clusters[5] = { 9, 9, 9, 4, 4 };
    const uint32_t truths[5] = { 7, 7, 0, 0, 0 };
    struct sl_evaluation result;

    (void)state;
    SL_CHECK_STATUS(sl_evaluate(clusters, truths, 5, &result, NULL), SL_OK);
    SL_CHECK_U64(result.record_count, 5);
    SL_CHECK_U64(result.cluster_count, 2);
    SL_CHECK_U64(result.class_count, 2);
    SL_CHECK_U64(result.joined_pairs, 4);      /* ab ac bc de */
    SL_CHECK_U64(result.true_pairs, 4);        /* ab cd ce de */
    SL_CHECK_U64(result.joined_true_pairs, 2); /* ab de */
    SL_CHECK_NEAR(result.pairs.precision, 0.5, EXACT);
    SL_CHECK_NEAR(result.pairs.recall, 0.5, EXACT);
    SL_CHECK_NEAR(result.pairs.f1, 0.5, EXACT);
    /* (2/3 + 2/3 + 1/3 + 1 + 1) / 5 and (1 + 1 + 1/3 + 2/3 + 2/3) / 5 */
    SL_CHECK_NEAR(result.bcubed.precision, 11.0 / 15.0, EXACT);
    SL_CHECK_NEAR(result.bcubed.recall, 11.0 / 15.0, EXACT);
}

static void test_empty_ratios_are_one(void **state)
{
    const uint32_t alone[3] = { 0, 1, 2 };
    const uint32_t together[3] = { 5, 5, 5 };
    struct sl_evaluation result;

    (void)state;
    SL_CHECK_STATUS(sl_evaluate(NULL, NULL, 0, &result, NULL), SL_OK);
    SL_CHECK_NEAR(result.pairs.f1, 1.0, 0.0);
    SL_CHECK_NEAR(result.bcubed.f1, 1.0, 0.0);
    SL_CHECK_STATUS(sl_evaluate(alone, alone, 3, &result, NULL), SL_OK);
    SL_CHECK_NEAR(result.pairs.f1, 1.0, 0.0);
    SL_CHECK_STATUS(sl_evaluate(alone, together, 3, &result, NULL), SL_OK);
    SL_CHECK_NEAR(result.pairs.precision, 1.0, 0.0); /* no pair is joined wrongly */
    SL_CHECK_NEAR(result.pairs.recall, 0.0, 0.0);
    SL_CHECK_NEAR(result.pairs.f1, 0.0, 0.0);
    SL_CHECK_NEAR(result.bcubed.recall, 1.0 / 3.0, EXACT);
}

/* The definitions, by looking at every pair. */
static void evaluate_slowly(
    const uint32_t *clusters, const uint32_t *truths, size_t count, struct sl_evaluation *ret_result
)
{
    *ret_result = (struct sl_evaluation){ .record_count = count };
    for (size_t i = 0; i < count; i++) {
        double cluster_size = 0;
        double class_size = 0;
        double both = 0;
        for (size_t k = 0; k < count; k++) {
            const bool joined = clusters[i] == clusters[k];
            const bool same = truths[i] == truths[k];
            cluster_size += joined;
            class_size += same;
            both += joined && same;
            if (k > i) {
                ret_result->joined_pairs += joined;
                ret_result->true_pairs += same;
                ret_result->joined_true_pairs += joined && same;
            }
        }
        ret_result->bcubed.precision += both / cluster_size / (double)count;
        ret_result->bcubed.recall += both / class_size / (double)count;
    }
}

static void test_agrees_with_looking_at_every_pair(void **state)
{
    struct sl_random random;
    uint32_t clusters[60];
    uint32_t truths[60];

    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t round = 0; round < 600; round++) {
        const size_t count = 1 + round / 10;
        const uint64_t spread = 1 + sl_random_below(&random, count + 2);
        struct sl_evaluation slow;
        struct sl_evaluation fast;
        for (size_t i = 0; i < count; i++) {
            clusters[i] = (uint32_t)(sl_random_below(&random, spread) * 0x9E3779B9u);
            truths[i] = UINT32_MAX - (uint32_t)sl_random_below(&random, spread);
        }
        evaluate_slowly(clusters, truths, count, &slow);
        SL_CHECK_STATUS(sl_evaluate(clusters, truths, count, &fast, NULL), SL_OK);
        SL_CHECK_U64(fast.joined_pairs, slow.joined_pairs);
        SL_CHECK_U64(fast.true_pairs, slow.true_pairs);
        SL_CHECK_U64(fast.joined_true_pairs, slow.joined_true_pairs);
        SL_CHECK_NEAR(fast.bcubed.precision, slow.bcubed.precision, EXACT);
        SL_CHECK_NEAR(fast.bcubed.recall, slow.bcubed.recall, EXACT);
    }
}

/* What is right in one view is complete in the other. */
static void test_exchanging_truth_exchanges_precision_and_recall(void **state)
{
    const uint32_t clusters[6] = { 1, 1, 2, 2, 3, 3 };
    const uint32_t truths[6] = { 1, 1, 1, 2, 2, 4 };
    struct sl_evaluation there;
    struct sl_evaluation back;

    (void)state;
    SL_CHECK_STATUS(sl_evaluate(clusters, truths, 6, &there, NULL), SL_OK);
    SL_CHECK_STATUS(sl_evaluate(truths, clusters, 6, &back, NULL), SL_OK);
    SL_CHECK_NEAR(there.pairs.precision, back.pairs.recall, 0.0);
    SL_CHECK_NEAR(there.bcubed.precision, back.bcubed.recall, 0.0);
    SL_CHECK_NEAR(there.pairs.f1, back.pairs.f1, EXACT);
}

static enum sl_status evaluate_afresh(void *context)
{
    const uint32_t numbers[4] = { 4, 3, 4, 1 };
    struct sl_evaluation result;

    (void)context;
    return sl_evaluate(numbers, numbers, 4, &result, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(evaluate_afresh, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example_of_the_paper),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_empty_ratios_are_one),
        cmocka_unit_test(test_agrees_with_looking_at_every_pair),
        cmocka_unit_test(test_exchanging_truth_exchanges_precision_and_recall),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/evaluate", tests, NULL, NULL);
}
