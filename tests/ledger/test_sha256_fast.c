/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/sha256_fast.h"

#include "base/hash.h"
#include "support/support.h"

#define LONGEST 400

/* The processor and libsodium agree, at every length and alignment. */
static void agrees_with_libsodium(void **state)
{
    struct sl_random random;
    char bytes[LONGEST + 8];
    struct sl_sha256 fast;
    struct sl_sha256 plain;

    (void)state;
    if (sl_sha256_has_fast() == 0) {
        skip();
    }
    sl_random_init(&random, sl_test_seed());
    for (size_t len = 0; len <= LONGEST; len++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = (char)(unsigned char)sl_random_u64(&random);
        }
        const struct sl_str text = { .ptr = bytes + len % 8, .len = len };
        sl_sha256_of_fast((uint8_t)len, text, &fast);
        sl_sha256_of_plain((uint8_t)len, text, &plain);
        assert_memory_equal(fast.bytes, plain.bytes, SL_SHA256_BYTES);
    }
    sl_sha256_of_fast(1, (struct sl_str){ .len = 0 }, &fast);
    sl_sha256_of_plain(1, SL_STR(""), &plain);
    assert_memory_equal(fast.bytes, plain.bytes, SL_SHA256_BYTES);
}

static void pairs_agree(void **state)
{
    struct sl_sha256 hashes[64];
    struct sl_sha256 fast[32];
    struct sl_sha256 plain[32];

    (void)state;
    if (sl_sha256_has_fast() == 0) {
        skip();
    }
    for (size_t i = 0; i < 64; i++) {
        sl_sha256_of_plain((uint8_t)i, SL_STR(""), &hashes[i]);
    }
    for (size_t count = 1; count <= 32; count++) {
        sl_sha256_pairs_fast(1, hashes, count, fast);
        sl_sha256_pairs_plain(1, hashes, count, plain);
        assert_memory_equal(fast, plain, count * sizeof fast[0]);
    }
    sl_sha256_pairs_fast(1, hashes, 0, fast);
    sl_sha256_pairs_fast(1, hashes, 32, hashes); /* in place */
    assert_memory_equal(hashes, plain, sizeof plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_libsodium),
        cmocka_unit_test(pairs_agree),
    };
    return cmocka_run_group_tests_name("ledger/sha256_fast", tests, NULL, NULL);
}
