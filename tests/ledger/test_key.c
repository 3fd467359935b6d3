/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/key.h"

#include <string.h>

#include "support/support.h"

/* RFC 8032, 7.1, test 2: seed, public key, and the signature of the one byte 0x72. */
static const uint8_t seed[] = { 0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3,
                                0x46, 0xec, 0x11, 0x4e, 0x0f, 0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab,
                                0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb };
static const uint8_t public_key[] = { 0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a,
                                      0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e, 0xbc,
                                      0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4, 0x96, 0x8c,
                                      0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c };
static const uint8_t signature_begin[] = { 0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8 };

static void make(struct sl_signer *signer, enum sl_key_use use)
{
    struct sl_error err;
    SL_CHECK_OK(sl_signer_init(signer, use, SL_STR("ledger.example.org"), seed, &err), &err);
}

static void published_values(void **state)
{
    uint8_t signature[SL_KEY_SIGNATURE_BYTES];
    struct sl_signer signer;

    (void)state;
    make(&signer, SL_KEY_LEDGER);
    assert_memory_equal(signer.verifier.public_key, public_key, sizeof public_key);
    sl_signer_sign(&signer, SL_STR("\x72"), signature);
    assert_memory_equal(signature, signature_begin, sizeof signature_begin);
    assert_true(sl_verifier_check(&signer.verifier, SL_STR("\x72"), signature));
    assert_false(sl_verifier_check(&signer.verifier, SL_STR("\x73"), signature));
    signature[9] ^= 1;
    assert_false(sl_verifier_check(&signer.verifier, SL_STR("\x72"), signature));
    sl_signer_wipe(&signer);
    SL_CHECK_U64(signer.secret[0], 0);
}

/* The key of the Go project's package note, as its documentation has it. */
static void others_keys(void **state)
{
    static const char skey[] =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    static const char vkey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    struct sl_verifier verifier;
    struct sl_signer signer;
    struct sl_error err;
    struct sl_buf buf;

    (void)state;
    SL_CHECK_OK(sl_signer_parse(sl_str_from(skey), &signer, &err), &err);
    SL_CHECK_OK(sl_verifier_parse(sl_str_from(vkey), &verifier, &err), &err);
    assert_string_equal(signer.verifier.name, verifier.name);
    assert_memory_equal(signer.verifier.public_key, verifier.public_key, SL_KEY_BYTES);
    SL_CHECK_U64(signer.verifier.id, verifier.id);
    SL_CHECK_U64(signer.verifier.use, verifier.use);
    sl_buf_init(&buf, 1000);
    sl_signer_print(&signer, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), skey);
    sl_buf_clear(&buf);
    sl_verifier_print(&verifier, &buf);
    SL_CHECK_STR(sl_buf_str(&buf), vkey);
    sl_buf_finish(&buf);
}

static void both_uses(void **state)
{
    struct sl_verifier again;
    struct sl_signer signer;
    struct sl_signer twin;
    struct sl_error err;
    struct sl_buf buf;

    (void)state;
    make(&twin, SL_KEY_LEDGER);
    make(&signer, SL_KEY_WITNESS);
    assert_true(signer.verifier.id != twin.verifier.id);
    sl_buf_init(&buf, 1000);
    sl_verifier_print(&signer.verifier, &buf);
    SL_CHECK_OK(sl_verifier_parse(sl_buf_str(&buf), &again, &err), &err);
    SL_CHECK_U64(again.use, SL_KEY_WITNESS);
    /* The text cut at each place, and with each byte changed, is no key. */
    for (size_t len = 0; len < buf.len; len++) {
        const struct sl_str cut = sl_str_part(sl_buf_str(&buf), 0, len);
        SL_CHECK_STATUS(sl_verifier_parse(cut, &again, &err), SL_INVALID);
    }
    for (size_t i = 0; i < buf.len; i++) {
        buf.ptr[i] ^= 1;
        SL_CHECK_STATUS(sl_verifier_parse(sl_buf_str(&buf), &again, &err), SL_INVALID);
        buf.ptr[i] ^= 1;
    }
    sl_buf_clear(&buf);
    sl_signer_print(&signer, &buf);
    for (size_t i = 0; i < buf.len; i++) {
        buf.ptr[i] ^= 1;
        SL_CHECK_STATUS(sl_signer_parse(sl_buf_str(&buf), &twin, &err), SL_INVALID);
        buf.ptr[i] ^= 1;
    }
    for (size_t len = 0; len < buf.len; len++) {
        const struct sl_str cut = sl_str_part(sl_buf_str(&buf), 0, len);
        SL_CHECK_STATUS(sl_signer_parse(cut, &twin, &err), SL_INVALID);
    }
    sl_buf_finish(&buf);
}

/* A seed, and a name that cannot be. */
static void other_name(void **state)
{
    struct sl_signer signer;
    struct sl_error err;

    (void)state;
    SL_CHECK_STATUS(
        sl_signer_parse(
            SL_STR("PRIVATE+KEY+a b+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"),
            &signer,
            &err
        ),
        SL_INVALID
    );
}

/* A kind of key that is not ours, in a text that is otherwise right (0x05). */
static void other_use(void **state)
{
    struct sl_verifier verifier;
    struct sl_error err;

    (void)state;
    SL_CHECK_STATUS(
        sl_verifier_parse(
            SL_STR("a+00000000+BRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"), &verifier, &err
        ),
        SL_INVALID
    );
    SL_CHECK_STATUS(
        sl_verifier_parse(SL_STR("a b+00000000+ARpc2QcU"), &verifier, &err), SL_INVALID
    );
}

static void names(void **state)
{
    static const char *const good[] = { "a", "ledger.example.org/x-1", "na\xc3\xafve" };
    static const char *const bad[] = { "",      "a b",          "a+b",           "a\tb",
                                       "a\x7f", "a\xc2\xa0",    "a\xe2\x80\x83", "a\xe3\x80\x80",
                                       "a\xff", "\xe1\x9a\x80", "a\xc2\x85" };
    char long_name[130];
    struct sl_signer signer;
    struct sl_error err;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(sl_key_name_valid(sl_str_from(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(sl_key_name_valid(sl_str_from(bad[i])));
        SL_CHECK_STATUS(
            sl_signer_init(&signer, SL_KEY_LEDGER, sl_str_from(bad[i]), seed, &err), SL_INVALID
        );
    }
    assert_true(sl_key_name_valid(SL_STR("a\xe2\x80\x8b"))); /* above the range of blanks */
    memset(long_name, 'x', sizeof long_name);
    assert_true(sl_key_name_valid((struct sl_str){ .ptr = long_name, .len = 128 }));
    assert_false(sl_key_name_valid((struct sl_str){ .ptr = long_name, .len = 129 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values), cmocka_unit_test(others_keys),
        cmocka_unit_test(both_uses),        cmocka_unit_test(other_use),
        cmocka_unit_test(other_name),       cmocka_unit_test(names),
    };
    return cmocka_run_group_tests_name("ledger/key", tests, NULL, NULL);
}
