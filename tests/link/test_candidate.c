/* SPDX-License-Identifier: Apache-2.0 */
#include "link/candidate.h"

#include "base/hash.h"
#include "support/support.h"

/* Pushed in any order, they come out by bits, and of equals by their entities. */
static void test_surest_first(void **state)
{
    struct sl_candidates heap = { 0 };
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t count = 1; count < 300; count += 13) {
        for (uint32_t at = 0; at < count; at++) {
            const float bits = (float)sl_random_below(&random, 20) - 10.0F;
            const struct sl_candidate one = { bits,
                                              (uint32_t)sl_random_below(&random, 50),
                                              50 + at };
            SL_CHECK_OK(sl_candidates_push(&heap, one), NULL);
        }
        struct sl_candidate last = sl_candidates_pop(&heap);
        while (heap.count > 0) {
            const struct sl_candidate next = sl_candidates_pop(&heap);
            assert_true(next.bits <= last.bits);
            if (!(next.bits < last.bits)) {
                assert_true(
                    next.left > last.left || (next.left == last.left && next.right > last.right)
                );
            }
            last = next;
        }
    }
    sl_candidates_finish(&heap);
}

static enum sl_status push_some(void *context)
{
    struct sl_candidates heap = { 0 };
    enum sl_status status = SL_OK;
    (void)context;
    for (uint32_t at = 0; at < 100 && status == SL_OK; at++) {
        status = sl_candidates_push(&heap, (struct sl_candidate){ (float)at, at, at + 1 });
    }
    sl_candidates_finish(&heap);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(push_some, NULL) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_surest_first),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
