/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/authenticator.h"

#include <string.h>

#include "support/support.h"

#define KEY     "12345678901234567890"
#define STEP_US SL_AUTHENTICATOR_STEP_US

static const uint8_t seal[SL_AUTHENTICATOR_SEAL_BYTES] = "this key seals other keys, yes..";
static const uint8_t nonce[SL_AUTHENTICATOR_NONCE_BYTES] = "never used before ......";

/* RFC 6238, appendix B (SHA1), the last six of eight digits; RFC 4226, appendix D. */
static void published_codes(void **state)
{
    static const struct {
        uint64_t step;
        uint32_t code;
    } cases[] = {
        {59 / 30,                     287082},
        { 1111111109 / 30,            81804 },
        { 1111111111 / 30,            50471 },
        { 1234567890 / 30,            5924  },
        { 2000000000 / 30,            279037},
        { UINT64_C(20000000000) / 30, 353130},
        { 0,                          755224},
        { 1,                          287082},
        { 2,                          359152},
        { 3,                          969429},
        { 4,                          338314},
        { 5,                          254676},
        { 6,                          287922},
        { 7,                          162583},
        { 8,                          399871},
        { 9,                          520489},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SL_CHECK_U64(sl_authenticator_code(SL_STR(KEY), cases[i].step), cases[i].code);
    }
}

/* At step 5: the codes of steps 4, 5 and 6 are taken, each once. */
static void codes_of_now_are_taken_once(void **state)
{
    static const struct {
        const char *code;
        int64_t last_step, step; /* step: 0: refused */
    } cases[] = {
        {"254676",        0, 5},
        { " 254 676\r\n", 0, 5},
        { "338314",       0, 4},
        { "287922",       0, 6},
        { "969429",       0, 0},
        { "162583",       0, 0},
        { "254676",       4, 5},
        { "254676",       5, 0},
        { "338314",       5, 0},
        { "287922",       5, 6},
        { "25467",        0, 0},
        { "2546760",      0, 0},
        { "25467a",       0, 0},
        { "",             0, 0},
        { "-25467",       0, 0},
        { "254677",       0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t step = 0;
        const bool is_taken = sl_authenticator_check(
            SL_STR(KEY), sl_str_from(cases[i].code), 5 * STEP_US + 1, cases[i].last_step, &step
        );
        SL_CHECK_I64(step, cases[i].step);
        assert_int_equal(is_taken, cases[i].step != 0);
    }
}

static void an_application_can_take_the_key(void **state)
{
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, 300);
    sl_authenticator_print(SL_STR(KEY), SL_STR("Ann.b-c_9 &\xc3\xa9"), &text);
    SL_CHECK_STR(
        sl_buf_str(&text),
        "otpauth://totp/Sightline:Ann.b-c_9%20%26%C3%A9"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sightline"
    );
    sl_buf_finish(&text);
}

static void a_sealed_key_is_its_users_only(void **state)
{
    uint8_t key[SL_AUTHENTICATOR_KEY_BYTES];
    uint8_t other[SL_AUTHENTICATOR_SEAL_BYTES];
    struct sl_error err;
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, 300);
    sl_authenticator_seal((const uint8_t *)KEY, SL_STR("ann"), seal, nonce, &text);
    assert_true(sl_str_find(sl_buf_str(&text), SL_STR("MTIzNDU2")) == text.len);
    SL_CHECK_OK(sl_authenticator_unseal(sl_buf_str(&text), SL_STR("ann"), seal, key, &err), &err);
    assert_memory_equal(key, KEY, sizeof key);
    SL_CHECK_STATUS(
        sl_authenticator_unseal(sl_buf_str(&text), SL_STR("bob"), seal, key, &err), SL_INVALID
    );
    sl_authenticator_seal_key(seal, other);
    SL_CHECK_STATUS(
        sl_authenticator_unseal(sl_buf_str(&text), SL_STR("ann"), other, key, &err), SL_INVALID
    );
    SL_CHECK_STATUS(
        sl_authenticator_unseal(
            sl_str_part(sl_buf_str(&text), 0, text.len - 4), SL_STR("ann"), seal, key, &err
        ),
        SL_INVALID
    );
    for (size_t i = 0; i < text.len; i++) {
        const char kept = text.ptr[i];
        text.ptr[i] = kept == 'A' ? 'B' : 'A';
        SL_CHECK_STATUS(
            sl_authenticator_unseal(sl_buf_str(&text), SL_STR("ann"), seal, key, &err), SL_INVALID
        );
        text.ptr[i] = kept;
    }
    sl_buf_finish(&text);
}

/* The key that seals is another one than that it is made of, and always the same. */
static void the_seal_is_derived(void **state)
{
    uint8_t first[SL_AUTHENTICATOR_SEAL_BYTES];
    uint8_t second[SL_AUTHENTICATOR_SEAL_BYTES];

    (void)state;
    sl_authenticator_seal_key(seal, first);
    sl_authenticator_seal_key(seal, second);
    assert_memory_equal(first, second, sizeof first);
    assert_memory_not_equal(first, seal, sizeof first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_codes),
        cmocka_unit_test(codes_of_now_are_taken_once),
        cmocka_unit_test(an_application_can_take_the_key),
        cmocka_unit_test(a_sealed_key_is_its_users_only),
        cmocka_unit_test(the_seal_is_derived),
    };
    return cmocka_run_group_tests_name("signin/authenticator", tests, NULL, NULL);
}
