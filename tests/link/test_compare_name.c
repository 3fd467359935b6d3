/* SPDX-License-Identifier: Apache-2.0 */
#include "levels.h"
#include "link/compare_impl.h"

/* clang-format off */
static const struct level_case CASES[] = {
    { "smith", "smith", SL_LEVEL_EXACT, "same" },
    { "smith", "smyth", SL_LEVEL_CLOSE, "one letter" },
    { "marie", "mraie", SL_LEVEL_CLOSE, "a swap is one slip" },
    { "ann", "anm", SL_LEVEL_LOOSE, "one letter of three: no more than alike" },
    { "ann", "amm", SL_LEVEL_ELSE, "two letters of three" },
    { "ann", "anne", SL_LEVEL_CLOSE, "the longer has four" },
    { "annmarie", "ann marie", SL_LEVEL_CLOSE, "blanks do not count" },
    { "annmari", "ann marie", SL_LEVEL_CLOSE, "blanks do not count, one letter" },
    { "marie ann", "ann marie", SL_LEVEL_CLOSE, "the same words" },
    { "christopherson", "christophersson", SL_LEVEL_CLOSE, "one letter" },
    { "mohammed ali", "ali", SL_LEVEL_CLOSE, "the same core" },
    { "jaspreet kaur", "jaspreet", SL_LEVEL_CLOSE, "the same core" },
    { "kowalska", "kowalski", SL_LEVEL_CLOSE, "one letter, and the same core as a surname" },
    { "william", "bill", SL_LEVEL_VARIANT, "nicknames" },
    { "william john", "bill john", SL_LEVEL_VARIANT, "nicknames within" },
    { "john william", "john bill", SL_LEVEL_VARIANT, "nicknames within, not the first word" },
    { "bill", "william henry", SL_LEVEL_VARIANT, "a nickname, a name left out" },
    { "bill smith", "william jones", SL_LEVEL_ELSE, "nicknames with different names behind" },
    { "muhammad", "mohamed", SL_LEVEL_VARIANT, "spellings of one name, three letters apart" },
    { "williams", "wilkiamz", SL_LEVEL_NEAR, "two letters" },
    { "abcde", "abxye", SL_LEVEL_ELSE, "two letters of five; not alike enough" },
    { "mary", "mary jane", SL_LEVEL_NEAR, "one within the other" },
    { "jo", "jo b", SL_LEVEL_ELSE, "one within the other, but no telling word" },
    { "mary", "mary a b c d e f g h", SL_LEVEL_LOOSE, "too many words: only a beginning" },
    { "j", "john", SL_LEVEL_LOOSE, "an initial" },
    { "j smith", "john smith", SL_LEVEL_LOOSE, "an initial, the rest the same" },
    { "j smith", "john jones", SL_LEVEL_ELSE, "an initial, another rest" },
    { "j", "k", SL_LEVEL_ELSE, "two initials" },
    { "rob", "robinson", SL_LEVEL_LOOSE, "a beginning" },
    { "ro", "robinson", SL_LEVEL_ELSE, "too short a beginning" },
    { "mary smith", "marh smith", SL_LEVEL_CLOSE, "one word with one slip" },
    { "williams ann", "wilkiamz ann", SL_LEVEL_NEAR, "one word with two slips" },
    { "smith", "jones", SL_LEVEL_ELSE, "nothing in common" },
    { "mohammed khan", "mohammed latif", SL_LEVEL_ELSE, "a common beginning is not enough" },
};
/* clang-format on */

static void test_levels(void **state)
{
    (void)state;
    CHECK_LEVELS(SL_FAMILY_NAME, NULL, CASES);
}

static void test_long_names_have_no_forms(void **state)
{
    char bytes[SL_NAME_LIMIT_BYTES + 1];
    struct sl_name_form form;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)('a' + i % 7);
    }
    sl_name_form_key((struct sl_str){ bytes, SL_NAME_LIMIT_BYTES }, &form);
    assert_true(form.len > 0);
    sl_name_form_key((struct sl_str){ bytes, sizeof bytes }, &form);
    SL_CHECK_U64(form.len, 0);
    sl_name_form_core((struct sl_str){ bytes, sizeof bytes }, 0, &form);
    SL_CHECK_U64(form.len, 0);
}

/* The forms have room of their own for the longest name: nothing is allocated. */
static void test_forms_fit(void **state)
{
    char bytes[SL_NAME_LIMIT_BYTES];
    struct sl_name_form form;
    (void)state;
    for (unsigned letter = 'a'; letter <= 'z'; letter++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = (char)(i % 5 == 4 ? ' ' : letter);
        }
        const struct sl_str name = { bytes, sizeof bytes - 1 };
        sl_name_form_key(name, &form);
        assert_true(form.len > 0 && form.len < sizeof form.bytes);
        sl_name_form_core(name, 1, &form);
        assert_true(form.len > 0 && form.len < sizeof form.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_long_names_have_no_forms),
        cmocka_unit_test(test_forms_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
