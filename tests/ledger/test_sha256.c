/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/sha256.h"

#include <stdio.h>

#include "support/support.h"

static void check_hex(const struct sl_digest *hash, const char *hex)
{
    char text[2 * SL_DIGEST_BYTES + 1];

    for (size_t i = 0; i < SL_DIGEST_BYTES; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", hash->bytes[i]);
    }
    SL_CHECK_STR(sl_str_from(text), hex);
}

/* NIST, "SHA256.pdf" of the examples with intermediate values; the first byte is apart here. */
static void published_values(void **state)
{
    struct sl_digest hash;

    (void)state;
    hash = sl_digest_of(SL_STR(""));
    check_hex(&hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sl_sha256_of('a', SL_STR("bc"), &hash);
    check_hex(&hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sl_sha256_of('a', SL_STR("bcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), &hash);
    check_hex(&hash, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* One by one, and in place. */
static void pairs_are_pairs(void **state)
{
    struct sl_digest hashes[10];
    struct sl_digest plain[5];

    (void)state;
    for (size_t i = 0; i < 10; i++) {
        sl_sha256_of((uint8_t)i, SL_STR("x"), &hashes[i]);
    }
    for (size_t i = 0; i < 5; i++) {
        const struct sl_str pair = { .ptr = (char *)&hashes[2 * i],
                                     .len = 2 * (size_t)SL_DIGEST_BYTES };
        sl_sha256_of(9, pair, &plain[i]);
    }
    sl_sha256_pairs(9, hashes, 5, hashes);
    assert_memory_equal(hashes, plain, sizeof plain);
    sl_sha256_pairs(9, plain, 0, hashes); /* nothing is written */
    assert_memory_equal(hashes, plain, sizeof plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values),
        cmocka_unit_test(pairs_are_pairs),
    };
    return cmocka_run_group_tests_name("ledger/sha256", tests, NULL, NULL);
}
