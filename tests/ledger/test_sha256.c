/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/sha256.h"

#include <stdio.h>

#include "support/support.h"

static void check_hex(const struct sl_sha256 *hash, const char *hex)
{
    char text[2 * SL_SHA256_BYTES + 1];

    for (size_t i = 0; i < SL_SHA256_BYTES; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", hash->bytes[i]);
    }
    SL_CHECK_STR(sl_str_from(text), hex);
}

/* NIST, "SHA256.pdf" of the examples with intermediate values; the first byte is apart here. */
static void published_values(void **state)
{
    struct sl_sha256 hash;

    (void)state;
    sl_sha256_empty(&hash);
    check_hex(&hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sl_sha256_of('a', SL_STR("bc"), &hash);
    check_hex(&hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sl_sha256_of('a', SL_STR("bcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), &hash);
    check_hex(&hash, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void same_hash(void **state)
{
    struct sl_sha256 left = { { 1 } };
    struct sl_sha256 right = { { 1 } };

    (void)state;
    assert_true(sl_sha256_equal(&left, &right));
    right.bytes[31] = 1;
    assert_false(sl_sha256_equal(&left, &right));
}

/* Both ways, and in place. */
static void pairs_are_pairs(void **state)
{
    struct sl_sha256 hashes[10];
    struct sl_sha256 plain[5];
    struct sl_sha256 one;

    (void)state;
    for (size_t i = 0; i < 10; i++) {
        sl_sha256_of((uint8_t)i, SL_STR("x"), &hashes[i]);
    }
    sl_sha256_of_plain(
        9, (struct sl_str){ .ptr = (char *)hashes, .len = 2 * (size_t)SL_SHA256_BYTES }, &one
    );
    sl_sha256_pairs_plain(9, hashes, 5, plain);
    sl_sha256_pairs(9, hashes, 5, hashes);
    assert_memory_equal(hashes, plain, sizeof plain);
    assert_true(sl_sha256_equal(&one, &plain[0]));
    sl_sha256_pairs(9, hashes, 0, &one); /* nothing is written */
    assert_true(sl_sha256_equal(&one, &plain[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values),
        cmocka_unit_test(same_hash),
        cmocka_unit_test(pairs_are_pairs),
    };
    return cmocka_run_group_tests_name("ledger/sha256", tests, NULL, NULL);
}
