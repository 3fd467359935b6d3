/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/secret.h"

#include <string.h>

#include "support/support.h"

static void a_token_is_read_as_it_was_printed(void **state)
{
    uint8_t random[SL_TOKEN_RANDOM_BYTES] = { 0xff, 0xef, 1, 2 };
    struct sl_digest first;
    struct sl_digest second;
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, 200);
    sl_token_print(random, &text);
    SL_CHECK_STR(sl_buf_str(&text), "_-8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_true(sl_token_digest(sl_buf_str(&text), &first));
    random[31] = 1;
    sl_buf_clear(&text);
    sl_token_print(random, &text);
    assert_true(sl_token_digest(sl_buf_str(&text), &second));
    assert_false(sl_digest_equal(&first, &second));
    sl_buf_finish(&text);
}

static void what_is_no_token_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "_-8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "_-8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "_+8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "_-8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "_-8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", /* bits that say nothing */
    };
    struct sl_digest digest;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_false(sl_token_digest(sl_str_from(texts[i]), &digest));
    }
}

static void a_code_is_read_however_it_is_typed(void **state)
{
    static const char *const same[] = { "zzz00-01080-40201-00802-00000",
                                        " ZZZOO O1O8O-4O2OI oo802 ooooo\n",
                                        "zzz00010804020l0080200000" };
    uint8_t random[SL_CODE_RANDOM_BYTES] = { 0 };
    struct sl_digest first;
    struct sl_digest other;
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, 200);
    sl_code_print(random, &text);
    SL_CHECK_STR(sl_buf_str(&text), "00000-00000-00000-00000-00000");
    sl_buf_clear(&text);
    memset(random, 0xff, sizeof random);
    sl_code_print(random, &text);
    SL_CHECK_STR(sl_buf_str(&text), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ");
    assert_true(sl_code_digest(sl_buf_str(&text), &other));
    assert_true(sl_code_digest(sl_str_from(same[0]), &first));
    assert_false(sl_digest_equal(&first, &other));
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_true(sl_code_digest(sl_str_from(same[i]), &other));
        assert_true(sl_digest_equal(&first, &other));
    }
    sl_buf_finish(&text);
}

/* Each of the 125 bits makes another code. */
static void every_bit_counts(void **state)
{
    uint8_t random[SL_CODE_RANDOM_BYTES] = { 0 };
    struct sl_digest zero;
    struct sl_digest digest;
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, 200);
    sl_code_print(random, &text);
    assert_true(sl_code_digest(sl_buf_str(&text), &zero));
    for (unsigned bit = 0; bit < 128; bit++) {
        random[bit / 8] ^= (uint8_t)(0x80u >> bit % 8);
        sl_buf_clear(&text);
        sl_code_print(random, &text);
        SL_CHECK_U64(text.len, 29);
        assert_true(sl_code_digest(sl_buf_str(&text), &digest));
        assert_int_equal(sl_digest_equal(&zero, &digest), bit >= 125);
        random[bit / 8] ^= (uint8_t)(0x80u >> bit % 8);
    }
    sl_buf_finish(&text);
}

static void what_is_no_code_is_refused(void **state)
{
    const struct sl_str texts[] = {
        SL_STR(""),
        SL_STR("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ"),
        SL_STR("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZZ"),
        SL_STR("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZU"),
        SL_STR("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ\0"),
        SL_STR("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ{"),
        SL_STR("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ@"),
    };
    struct sl_digest digest;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_false(sl_code_digest(texts[i], &digest));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_is_read_as_it_was_printed),
        cmocka_unit_test(what_is_no_token_is_refused),
        cmocka_unit_test(a_code_is_read_however_it_is_typed),
        cmocka_unit_test(every_bit_counts),
        cmocka_unit_test(what_is_no_code_is_refused),
    };
    return cmocka_run_group_tests_name("signin/secret", tests, NULL, NULL);
}
