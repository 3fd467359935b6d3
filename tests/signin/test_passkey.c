/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/passkey.h"

#include "signin/soft_passkey.h"

static const struct sl_passkey_site site = {
    .domain = {SOFT_DOMAIN,  sizeof SOFT_DOMAIN - 1},
    .origin = { SOFT_ORIGIN, sizeof SOFT_ORIGIN - 1}
};
static const uint8_t asked[SL_CHALLENGE_BYTES] = "what was asked for, only once...";
static const uint8_t asked_again[SL_CHALLENGE_BYTES] = "what is asked for another time..";

/* Register a passkey of the device. */
static struct sl_passkey registered(struct soft_passkey *key)
{
    const struct sl_passkey_answer answer = soft_register(key, asked);
    struct sl_passkey passkey;
    struct sl_error err;

    SL_CHECK_OK(sl_passkey_register(&site, asked, &answer, &passkey, &err), &err);
    return passkey;
}

static void both_algorithms_register_and_sign_in(void **state)
{
    (void)state;
    for (unsigned algorithm = SL_PASSKEY_ES256; algorithm <= SL_PASSKEY_EDDSA; algorithm++) {
        struct soft_passkey key;
        struct sl_error err;
        uint32_t count = 77;

        soft_passkey_open(&key, algorithm);
        struct sl_passkey passkey = registered(&key);
        SL_CHECK_I64(passkey.algorithm, algorithm);
        SL_CHECK_U64(passkey.handle_len, sizeof SOFT_HANDLE - 1);
        assert_memory_equal(passkey.handle, SOFT_HANDLE, sizeof SOFT_HANDLE - 1);
        SL_CHECK_U64(passkey.public_key_len, algorithm == SL_PASSKEY_ES256 ? 64 : 32);
        const struct sl_passkey_answer answer = soft_sign(&key, asked_again);
        SL_CHECK_OK(sl_passkey_check(&site, asked_again, &passkey, &answer, &count, &err), &err);
        SL_CHECK_U64(count, 0);
        soft_passkey_close(&key);
    }
}

static void an_answer_to_another_question_is_refused(void **state)
{
    struct soft_passkey key;
    struct sl_passkey other;
    struct sl_error err;
    uint32_t count = 0;

    (void)state;
    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    const struct sl_passkey passkey = registered(&key);
    struct sl_passkey_answer answer = soft_sign(&key, asked_again);
    SL_CHECK_OK(sl_passkey_check(&site, asked_again, &passkey, &answer, &count, &err), &err);
    SL_CHECK_STATUS(sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), SL_DENIED);
    assert_non_null(strstr(err.message, "another question"));
    answer = soft_register(&key, asked_again);
    SL_CHECK_STATUS(sl_passkey_register(&site, asked, &answer, &other, &err), SL_DENIED);
    soft_passkey_close(&key);
}

/* Change the device or the browser, and see both doors refuse in the same words. */
static void
check_both_refuse(struct soft_passkey *key, const struct sl_passkey *passkey, const char *words)
{
    struct sl_passkey other;
    struct sl_error err;
    uint32_t count = 0;

    struct sl_passkey_answer answer = soft_sign(key, asked);
    SL_CHECK_STATUS(sl_passkey_check(&site, asked, passkey, &answer, &count, &err), SL_DENIED);
    assert_non_null(strstr(err.message, words));
    answer = soft_register(key, asked);
    SL_CHECK_STATUS(sl_passkey_register(&site, asked, &answer, &other, &err), SL_DENIED);
    assert_non_null(strstr(err.message, words));
}

static void another_site_is_refused(void **state)
{
    struct soft_passkey key;

    (void)state;
    soft_passkey_open(&key, SL_PASSKEY_ES256);
    const struct sl_passkey passkey = registered(&key);
    key.origin = "https://sightline.example.evil.example";
    check_both_refuse(&key, &passkey, "asked by another site");
    key.origin = SOFT_ORIGIN;
    key.is_cross = true;
    check_both_refuse(&key, &passkey, "asked by another site");
    key.is_cross = false;
    key.domain = "evil.example";
    check_both_refuse(&key, &passkey, "is of another site");
    key.domain = SOFT_DOMAIN;
    key.type = "payment.get";
    check_both_refuse(&key, &passkey, "something else");
    soft_passkey_close(&key);
}

static void a_device_that_did_not_ask_is_refused(void **state)
{
    static const uint8_t flags[] = { 0x00, 0x01, 0x04 };
    struct soft_passkey key;

    (void)state;
    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    const struct sl_passkey passkey = registered(&key);
    for (size_t i = 0; i < sizeof flags; i++) {
        key.flags = flags[i];
        check_both_refuse(&key, &passkey, "did not ask who you are");
    }
    soft_passkey_close(&key);
}

static void every_changed_bit_breaks_the_signature(void **state)
{
    struct soft_passkey key;
    struct sl_error err;
    uint32_t count = 0;

    (void)state;
    soft_passkey_open(&key, SL_PASSKEY_EDDSA);
    const struct sl_passkey passkey = registered(&key);
    struct sl_passkey_answer answer = soft_sign(&key, asked);
    for (size_t bit = 0; bit < key.signature_len * 8; bit++) {
        key.signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
        SL_CHECK_STATUS(sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), SL_DENIED);
        key.signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t bit = 0; bit < key.data_len * 8; bit++) {
        key.data[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_not_equal(
            sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), SL_OK
        );
        key.data[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    SL_CHECK_OK(sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), &err);
    soft_passkey_close(&key);
}

static void the_key_of_another_is_refused(void **state)
{
    struct soft_passkey mine;
    struct soft_passkey theirs;
    struct sl_error err;
    uint32_t count = 0;

    (void)state;
    for (unsigned algorithm = SL_PASSKEY_ES256; algorithm <= SL_PASSKEY_EDDSA; algorithm++) {
        soft_passkey_open(&mine, algorithm);
        soft_passkey_open(&theirs, algorithm);
        const struct sl_passkey passkey = registered(&mine);
        const struct sl_passkey_answer answer = soft_sign(&theirs, asked);
        SL_CHECK_STATUS(sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), SL_DENIED);
        soft_passkey_close(&mine);
        soft_passkey_close(&theirs);
    }
}

/* A count that does not grow says that there are two of the device. */
static void a_count_that_goes_back_is_refused(void **state)
{
    static const struct {
        uint32_t before, now;
        enum sl_status status;
    } cases[] = {
        {0,  0, SL_OK    },
        { 0, 1, SL_OK    },
        { 5, 6, SL_OK    },
        { 5, 5, SL_DENIED},
        { 5, 4, SL_DENIED},
        { 1, 0, SL_DENIED},
    };
    struct soft_passkey key;
    struct sl_error err;

    (void)state;
    soft_passkey_open(&key, SL_PASSKEY_ES256);
    struct sl_passkey passkey = registered(&key);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t count = 77;
        passkey.sign_count = cases[i].before;
        key.count = cases[i].now;
        const struct sl_passkey_answer answer = soft_sign(&key, asked);
        SL_CHECK_STATUS(
            sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), cases[i].status
        );
        SL_CHECK_U64(count, cases[i].status == SL_OK ? cases[i].now : 77);
    }
    soft_passkey_close(&key);
}

static void what_cannot_be_read_is_refused(void **state)
{
    struct soft_passkey key;
    struct sl_passkey other;
    struct sl_error err;
    uint32_t count = 0;

    (void)state;
    soft_passkey_open(&key, SL_PASSKEY_ES256);
    struct sl_passkey passkey = registered(&key);
    struct sl_passkey_answer answer = soft_register(&key, asked);
    /* Cut short, at each byte: no passkey, and never a crash. */
    for (size_t len = 0; len < key.data_len; len++) {
        answer.authenticator_data.len = len;
        assert_int_not_equal(sl_passkey_register(&site, asked, &answer, &other, &err), SL_OK);
    }
    /* An algorithm that is not ours: RS256. */
    answer = soft_register(&key, asked);
    const size_t at = 37 + 16 + 2 + sizeof SOFT_HANDLE - 1;
    key.data[at + 4] = 0x38;
    SL_CHECK_STATUS(sl_passkey_register(&site, asked, &answer, &other, &err), SL_UNSUPPORTED);
    /* A point that is not on the curve. */
    answer = soft_register(&key, asked);
    memset(key.data + at + 10, 0xff, 32);
    SL_CHECK_STATUS(sl_passkey_register(&site, asked, &answer, &other, &err), SL_UNSUPPORTED);
    /* No signature at all, and a site whose name is too long for one. */
    answer = soft_sign(&key, asked);
    answer.signature.len = 0;
    SL_CHECK_STATUS(sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), SL_INVALID);
    char name[300];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    const struct sl_passkey_site far = { .domain = sl_str_from(name), .origin = site.origin };
    key.domain = name;
    answer = soft_sign(&key, asked);
    SL_CHECK_STATUS(sl_passkey_check(&far, asked, &passkey, &answer, &count, &err), SL_INVALID);
    /* A stored key that was tampered with. */
    key.domain = SOFT_DOMAIN;
    answer = soft_sign(&key, asked);
    memset(passkey.public_key, 0xff, passkey.public_key_len);
    SL_CHECK_STATUS(sl_passkey_check(&site, asked, &passkey, &answer, &count, &err), SL_DENIED);
    soft_passkey_close(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_algorithms_register_and_sign_in),
        cmocka_unit_test(an_answer_to_another_question_is_refused),
        cmocka_unit_test(another_site_is_refused),
        cmocka_unit_test(a_device_that_did_not_ask_is_refused),
        cmocka_unit_test(every_changed_bit_breaks_the_signature),
        cmocka_unit_test(the_key_of_another_is_refused),
        cmocka_unit_test(a_count_that_goes_back_is_refused),
        cmocka_unit_test(what_cannot_be_read_is_refused),
    };
    return cmocka_run_group_tests_name("signin/passkey", tests, NULL, NULL);
}
