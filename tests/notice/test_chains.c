/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/chains.h"

#include "base/hash.h"
#include "support/support.h"

#define ITEMS 5000u
#define KEYS  700u

/* Every item is found by its key, the last one first, and none by another. */
static void items_of_a_key(void **state)
{
    static int64_t keys[ITEMS];
    struct sl_chains chains = { .key_count = 0 };
    struct sl_random random;
    size_t found = 0;
    (void)state;

    sl_random_init(&random, sl_test_seed());
    SL_CHECK_U64(sl_chains_last(&chains, 5), SL_CHAINS_NONE);
    for (uint32_t i = 0; i < ITEMS; i++) {
        keys[i] = (int64_t)sl_random_below(&random, KEYS) - 50;
        SL_CHECK_OK(sl_chains_add(&chains, keys[i], i, NULL), NULL);
    }
    for (int64_t key = -50; key < (int64_t)KEYS - 50; key++) {
        uint32_t before = SL_CHAINS_NONE;
        for (uint32_t i = sl_chains_last(&chains, key); i != SL_CHAINS_NONE;
             i = sl_chains_before(&chains, i), found++) {
            SL_CHECK_I64(keys[i], key);
            assert_true(i < before);
            before = i;
        }
    }
    SL_CHECK_U64(found, ITEMS);
    SL_CHECK_U64(sl_chains_last(&chains, (int64_t)KEYS), SL_CHAINS_NONE);
    sl_chains_finish(&chains);
}

static enum sl_status add_some(void *context)
{
    struct sl_chains chains = { .key_count = 0 };
    enum sl_status status = SL_OK;
    (void)context;

    for (uint32_t i = 0; i < 40 && status == SL_OK; i++) {
        status = sl_chains_add(&chains, i, i, NULL);
    }
    sl_chains_finish(&chains);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add_some, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_of_a_key),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
