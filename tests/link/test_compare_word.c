/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare_impl.h"
#include "similar.h"
#include "support/support.h"

static enum sl_evidence say(const struct sl_word_rules *rules, const char *left, const char *right)
{
    const enum sl_evidence evidence =
        sl_word_evidence(rules, sl_str_from(left), sl_str_from(right));
    SL_CHECK_U64(sl_word_evidence(rules, sl_str_from(right), sl_str_from(left)), evidence);
    return evidence;
}

static void test_evidence_of_names(void **state)
{
    const struct sl_word_rules *rules = &sl_word_rules_name;
    (void)state;
    SL_CHECK_U64(say(rules, "smith", "smyth"), SL_EVIDENCE_ONE);
    SL_CHECK_U64(say(rules, "katherine", "katherienn"), SL_EVIDENCE_LIKE);
    SL_CHECK_U64(say(rules, "williams", "wilkiamz"), SL_EVIDENCE_TWO);
    SL_CHECK_U64(say(rules, "marg", "margt"), SL_EVIDENCE_ONE);
    SL_CHECK_U64(say(rules, "marian", "mariannalee"), SL_EVIDENCE_ALIKE);
    SL_CHECK_U64(say(rules, "ann", "anm"), SL_EVIDENCE_VAGUE);
    SL_CHECK_U64(say(rules, "smith", "jones"), SL_EVIDENCE_NONE);
    SL_CHECK_U64(say(rules, "aalbert", "albert"), SL_EVIDENCE_ONE);
    SL_CHECK_U64(say(rules, "bmarie", "cmarie"), SL_EVIDENCE_ONE);
}

static void test_numbers_under_plain_rules(void **state)
{
    const struct sl_word_rules *rules = &sl_word_rules_text;
    (void)state;
    SL_CHECK_U64(say(rules, "12", "13"), SL_EVIDENCE_NUMBER);
    SL_CHECK_U64(say(rules, "12", "21"), SL_EVIDENCE_NUMBER);
    SL_CHECK_U64(say(rules, "1", "2"), SL_EVIDENCE_NONE);
    SL_CHECK_U64(say(rules, "1", "12"), SL_EVIDENCE_NONE);
    SL_CHECK_U64(say(rules, "12a", "12b"), SL_EVIDENCE_NONE);
    SL_CHECK_U64(say(rules, "oxford1", "oxford"), SL_EVIDENCE_NONE);
}

/* Each length limit, from both sides. */
static void test_limits(void **state)
{
    static char bytes[SL_WORD_LIMIT + 2];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    const struct sl_word_rules slips = { .one_len = 4, .two_len = 6, .two_limit = 24 };
    const struct sl_str longest = { bytes, SL_WORD_LIMIT };
    const struct sl_str less = { bytes, SL_WORD_LIMIT - 1 };
    const struct sl_str too_long = { bytes, SL_WORD_LIMIT + 1 };
    SL_CHECK_U64(sl_word_evidence(&slips, longest, less), SL_EVIDENCE_ONE);
    SL_CHECK_U64(sl_word_evidence(&slips, too_long, longest), SL_EVIDENCE_NONE);
    const struct sl_str of_24 = { bytes, 24 };
    const struct sl_str of_22 = { bytes, 22 };
    const struct sl_str of_25 = { bytes, 25 };
    const struct sl_str of_23 = { bytes, 23 };
    SL_CHECK_U64(sl_word_evidence(&slips, of_24, of_22), SL_EVIDENCE_TWO);
    SL_CHECK_U64(sl_word_evidence(&slips, of_25, of_23), SL_EVIDENCE_NONE);
    SL_CHECK_U64(say(&slips, "abcdef", "abcd"), SL_EVIDENCE_TWO);
    SL_CHECK_U64(say(&slips, "abcde", "abc"), SL_EVIDENCE_NONE);
    SL_CHECK_U64(say(&slips, "abcd", "abc"), SL_EVIDENCE_ONE);
    SL_CHECK_U64(say(&slips, "abc", "ab"), SL_EVIDENCE_NONE);
}

static void test_thresholds(void **state)
{
    const struct sl_word_rules *rules = &sl_word_rules_name;
    (void)state;
    SL_CHECK_U64(sl_jaro_evidence(rules, 1000), SL_EVIDENCE_LIKE);
    SL_CHECK_U64(sl_jaro_evidence(rules, 950), SL_EVIDENCE_LIKE);
    SL_CHECK_U64(sl_jaro_evidence(rules, 949), SL_EVIDENCE_ALIKE);
    SL_CHECK_U64(sl_jaro_evidence(rules, 900), SL_EVIDENCE_ALIKE);
    SL_CHECK_U64(sl_jaro_evidence(rules, 820), SL_EVIDENCE_VAGUE);
    SL_CHECK_U64(sl_jaro_evidence(rules, 819), SL_EVIDENCE_NONE);
    SL_CHECK_U64(sl_jaro_evidence(&sl_word_rules_text, 949), SL_EVIDENCE_VAGUE);
}

/* Stronger evidence never puts two values on a weaker level. */
static void test_levels_of_evidence(void **state)
{
    static const unsigned ORDER[SL_LEVEL_COUNT] = {
        [SL_LEVEL_EXACT] = 0, [SL_LEVEL_CLOSE] = 1, [SL_LEVEL_VARIANT] = 2,
        [SL_LEVEL_NEAR] = 3,  [SL_LEVEL_LOOSE] = 4, [SL_LEVEL_ELSE] = 5,
    };
    (void)state;
    for (unsigned evidence = 1; evidence <= SL_EVIDENCE_NONE; evidence++) {
        assert_true(ORDER[sl_evidence_level(evidence - 1)] <= ORDER[sl_evidence_level(evidence)]);
    }
    SL_CHECK_U64(sl_evidence_level(SL_EVIDENCE_NONE), SL_LEVEL_ELSE);
    assert_true(sl_evidence_carries(SL_FAMILY_NAME, SL_EVIDENCE_ALIKE));
    assert_false(sl_evidence_carries(SL_FAMILY_NAME, SL_EVIDENCE_VAGUE));
    assert_false(sl_evidence_carries(SL_FAMILY_TEXT, SL_EVIDENCE_LIKE));
    assert_true(sl_evidence_carries(SL_FAMILY_TEXT, SL_EVIDENCE_NUMBER));
}

/* What carries over is what is left of the evidence when Jaro-Winkler is left out of texts. */
static void test_carried_evidence(void **state)
{
    (void)state;
    const struct sl_str left = SL_STR("manchester");
    const struct sl_str right = SL_STR("manchesstr");
    SL_CHECK_U64(sl_word_evidence(&sl_word_rules_text, left, right), SL_EVIDENCE_LIKE);
    SL_CHECK_U64(sl_carried_evidence(SL_FAMILY_TEXT, left, right), SL_EVIDENCE_TWO);
    const struct sl_str church = SL_STR("church");
    const struct sl_str slips = SL_STR("chrcuh");
    SL_CHECK_U64(sl_carried_evidence(SL_FAMILY_TEXT, church, slips), SL_EVIDENCE_TWO);
    const struct sl_str bill = SL_STR("bill");
    const struct sl_str william = SL_STR("william");
    SL_CHECK_U64(sl_carried_evidence(SL_FAMILY_NAME, bill, william), SL_EVIDENCE_VARIANT);
    SL_CHECK_U64(
        sl_carried_evidence(SL_FAMILY_NAME, SL_STR("ann"), SL_STR("anm")), SL_EVIDENCE_NONE
    );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidence_of_names),
        cmocka_unit_test(test_numbers_under_plain_rules),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_levels_of_evidence),
        cmocka_unit_test(test_carried_evidence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
