/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_keys.h"

#include "base/hash.h"
#include "base/memory.h"
#include "support/support.h"

/* What is filed: number i under hashes[i]. */
struct filed {
    const uint64_t *hashes;
    size_t count;
};

static void generate(void *context, struct sl_keys *keys)
{
    const struct filed *filed = context;
    for (size_t i = 0; i < filed->count; i++) {
        sl_keys_add(keys, filed->hashes[i], (uint32_t)i);
    }
}

/* How often a number is found under a hash. */
static size_t count_found(const struct sl_keys *keys, uint64_t hash, uint32_t wanted)
{
    struct sl_keys_walk walk = sl_keys_find(keys, hash);
    uint32_t number;
    size_t count = 0;
    while (sl_keys_next(&walk, &number)) {
        count += number == wanted;
    }
    return count;
}

static void test_finds_what_was_filed(void **state)
{
    static const size_t EXPECTED[] = { 0, 1, 1000, 100000 };
    struct sl_random random;
    uint64_t hashes[1000] = { 0 };
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (size_t i = 0; i < 1000; i++) { /* every third under a hash that another has */
        hashes[i] = i % 3 == 2 ? hashes[sl_random_below(&random, i)] : sl_random_u64(&random);
    }
    for (size_t e = 0; e < sizeof EXPECTED / sizeof EXPECTED[0]; e++) {
        struct filed filed = { hashes, 1000 };
        struct sl_keys keys;
        SL_CHECK_OK(sl_keys_init(&keys, EXPECTED[e], generate, &filed, NULL), NULL);
        for (uint32_t i = 0; i < 1000; i++) {
            SL_CHECK_U64(count_found(&keys, hashes[i], i), 1);
            SL_CHECK_U64(count_found(&keys, ~hashes[i], i), 0);
        }
        sl_keys_finish(&keys);
    }
}

static void test_nothing_filed(void **state)
{
    struct sl_keys keys = { 0 };
    struct filed filed = { NULL, 0 };
    (void)state;
    SL_CHECK_U64(count_found(&keys, 7, 0), 0);
    SL_CHECK_OK(sl_keys_init(&keys, 0, generate, &filed, NULL), NULL);
    SL_CHECK_U64(count_found(&keys, 7, 0), 0);
    SL_CHECK_U64(count_found(&keys, UINT64_MAX, 0), 0);
    sl_keys_finish(&keys);
    sl_keys_finish(&keys);
}

static enum sl_status file_once(void *context)
{
    struct sl_keys keys;
    SL_TRY(sl_keys_init(&keys, 3, generate, context, NULL));
    sl_keys_finish(&keys);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    static const uint64_t HASHES[] = { 1, 2, UINT64_MAX };
    struct filed filed = { HASHES, 3 };
    (void)state;
    SL_CHECK_U64(sl_test_failing_allocations(file_once, &filed), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_what_was_filed),
        cmocka_unit_test(test_nothing_filed),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
