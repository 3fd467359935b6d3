/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "similar.h"
#include "support/support.h"

/* "common" stands in `holders` of `count` values, in the first three twice; all else in one. */
static void fill(struct sl_dictionary *values, enum sl_family family, size_t holders, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *word = i < holders ? "common" : "rare";
        char bytes[64];
        uint32_t number;
        int len;
        if (family == SL_FAMILY_EMAIL) {
            len = snprintf(bytes, sizeof bytes, "%s%zu@d%zu.org", word, i < holders ? 0 : i, i);
        } else {
            len = snprintf(
                bytes,
                sizeof bytes,
                "%s%zu w%zu %s",
                word,
                i < holders ? 0 : i,
                i,
                i < 3 ? "common0" : ""
            );
        }
        const struct sl_str value = { bytes, (size_t)len };
        SL_CHECK_OK(sl_dictionary_add(values, value, &number, NULL), NULL);
    }
}

static bool is_generic(enum sl_family family, size_t holders, size_t count)
{
    struct sl_dictionary values;
    struct sl_compare_context context;
    sl_dictionary_init(&values);
    fill(&values, family, holders, count);
    (void)sl_similar_source(&values, family, &context);
    const bool generic = sl_compare_generic(&context, SL_STR("common0"));
    assert_false(sl_compare_generic(&context, SL_STR("w1")));
    sl_compare_context_finish(&context);
    sl_dictionary_finish(&values);
    return generic;
}

/* More than 20 values, one of 200, at most 1,000: each threshold from both sides. */
static void test_thresholds(void **state)
{
    (void)state;
    assert_false(is_generic(SL_FAMILY_TEXT, 20, 100));
    assert_true(is_generic(SL_FAMILY_TEXT, 21, 100));
    assert_false(is_generic(SL_FAMILY_TEXT, 40, 8000));
    assert_true(is_generic(SL_FAMILY_TEXT, 41, 8000));
    assert_false(is_generic(SL_FAMILY_TEXT, 1000, 250000));
    assert_true(is_generic(SL_FAMILY_TEXT, 1001, 250000));
}

static void test_families(void **state)
{
    (void)state;
    assert_false(is_generic(SL_FAMILY_EMAIL, 20, 100));
    assert_true(is_generic(SL_FAMILY_EMAIL, 21, 100));
    assert_false(is_generic(SL_FAMILY_NAME, 90, 100));
}

static void test_restored_from_a_list(void **state)
{
    static const struct sl_str WORDS[] = {
        {"st",    2},
        { "flat", 4},
        { "rd",   2}
    };
    struct sl_compare_context context;
    (void)state;
    SL_CHECK_OK(sl_compare_context_restore(&context, WORDS, 3, NULL), NULL);
    SL_CHECK_U64(context.generic_count, 3);
    SL_CHECK_STR(context.generic[0], "flat");
    SL_CHECK_STR(context.generic[2], "st");
    for (size_t i = 0; i < 3; i++) {
        assert_true(sl_compare_generic(&context, WORDS[i]));
    }
    assert_false(sl_compare_generic(&context, SL_STR("fla")));
    assert_false(sl_compare_generic(NULL, SL_STR("st")));
    sl_compare_context_finish(&context);
    assert_false(sl_compare_generic(&context, SL_STR("st")));
    SL_CHECK_OK(sl_compare_context_restore(&context, NULL, 0, NULL), NULL);
    sl_compare_context_finish(&context);
}

static enum sl_status open_once(void *argument)
{
    const struct sl_dictionary *values = argument;
    struct sl_compare_context context;
    SL_TRY(sl_compare_context_init(&context, SL_FAMILY_TEXT, values->values, values->count, NULL));
    sl_compare_context_finish(&context);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct sl_dictionary values;
    (void)state;
    sl_dictionary_init(&values);
    fill(&values, SL_FAMILY_TEXT, 50, 100);
    assert_true(sl_test_failing_allocations(open_once, &values) >= 4);
    sl_dictionary_finish(&values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_families),
        cmocka_unit_test(test_restored_from_a_list),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
