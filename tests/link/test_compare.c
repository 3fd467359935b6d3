/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare.h"

#include <string.h>

#include "similar.h"
#include "support/support.h"

static void test_every_level_has_a_text(void **state)
{
    (void)state;
    for (unsigned family = 0; family < SL_FAMILY_COUNT; family++) {
        assert_true(sl_level_used(family, SL_LEVEL_EXACT));
        assert_true(sl_level_used(family, SL_LEVEL_ELSE));
        assert_false(sl_level_used(family, SL_LEVEL_COUNT));
        for (unsigned level = 0; level <= SL_LEVEL_COUNT; level++) {
            assert_true(strlen(sl_level_text(family, level)) > 3);
        }
    }
    SL_CHECK_STR(
        sl_str_from(sl_level_text(SL_FAMILY_NAME, SL_LEVEL_VARIANT)), "a known variant of the name"
    );
    assert_false(sl_level_used(SL_FAMILY_DATE, SL_LEVEL_VARIANT));
}

/* Identity, symmetry, and no level that the family does not have. */
static void test_properties_of_each_family(void **state)
{
    (void)state;
    for (unsigned family = 0; family < SL_FAMILY_COUNT; family++) {
        struct sl_dictionary values;
        struct sl_compare_context context;
        sl_dictionary_init(&values);
        sl_similar_make(&values, family, sl_test_seed() + 7, 150);
        (void)sl_similar_source(&values, family, &context);
        for (uint32_t i = 0; i < values.count; i++) {
            for (uint32_t k = 0; k <= i; k++) {
                const struct sl_str left = values.values[i];
                const struct sl_str right = values.values[k];
                const unsigned level = sl_compare(family, &context, left, right);
                SL_CHECK_U64(sl_compare(family, &context, right, left), level);
                assert_true(sl_level_used(family, level));
                assert_true((level == SL_LEVEL_EXACT) == (i == k));
            }
        }
        sl_compare_context_finish(&context);
        sl_dictionary_finish(&values);
    }
}

static void test_category_is_exact_or_else(void **state)
{
    (void)state;
    const enum sl_family family = SL_FAMILY_CATEGORY;
    SL_CHECK_U64(sl_compare(family, NULL, SL_STR("poet"), SL_STR("poet")), SL_LEVEL_EXACT);
    SL_CHECK_U64(sl_compare(family, NULL, SL_STR("poet"), SL_STR("poets")), SL_LEVEL_ELSE);
}

static void test_parents(void **state)
{
    (void)state;
    const struct sl_str date = SL_STR("19850231");
    const struct sl_str code = SL_STR("m139pl");
    SL_CHECK_STR(sl_parent(SL_FAMILY_DATE, date, SL_LEVEL_LOOSE), "1985");
    SL_CHECK_STR(sl_parent(SL_FAMILY_DATE, date, SL_LEVEL_NEAR), "");
    SL_CHECK_STR(sl_parent(SL_FAMILY_DATE, SL_STR("00000231"), SL_LEVEL_LOOSE), "");
    SL_CHECK_STR(sl_parent(SL_FAMILY_DATE, SL_STR("t 1985"), SL_LEVEL_LOOSE), "");
    SL_CHECK_STR(sl_parent(SL_FAMILY_POSTCODE, code, SL_LEVEL_NEAR), "m139");
    SL_CHECK_STR(sl_parent(SL_FAMILY_POSTCODE, code, SL_LEVEL_LOOSE), "m13");
    SL_CHECK_STR(sl_parent(SL_FAMILY_POSTCODE, code, SL_LEVEL_CLOSE), "");
    SL_CHECK_STR(sl_parent(SL_FAMILY_NAME, SL_STR("ann"), SL_LEVEL_LOOSE), "");
    assert_true(sl_level_is_parent(SL_FAMILY_DATE, SL_LEVEL_LOOSE));
    assert_true(sl_level_is_parent(SL_FAMILY_POSTCODE, SL_LEVEL_NEAR));
    assert_false(sl_level_is_parent(SL_FAMILY_DATE, SL_LEVEL_NEAR));
    assert_false(sl_level_is_parent(SL_FAMILY_NAME, SL_LEVEL_LOOSE));
}

/* A pair on a parent level has that parent, and a pair with a parent is not on a worse level. */
static void check_parent_pair(enum sl_family family, struct sl_str left, struct sl_str right)
{
    const unsigned level = sl_compare(family, NULL, left, right);
    for (unsigned parent = SL_LEVEL_NEAR; parent <= SL_LEVEL_LOOSE; parent++) {
        const struct sl_str name = sl_parent(family, left, parent);
        const bool same = name.len > 0 && sl_str_equal(name, sl_parent(family, right, parent));
        if (sl_level_is_parent(family, parent) && level == parent) {
            assert_true(same);
        }
        if (same) {
            assert_true(level <= parent);
        }
    }
}

static void test_parents_as_compared(void **state)
{
    static const enum sl_family FAMILIES[] = { SL_FAMILY_DATE, SL_FAMILY_POSTCODE };
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        struct sl_dictionary values;
        sl_dictionary_init(&values);
        sl_similar_make(&values, FAMILIES[f], sl_test_seed(), 250);
        for (uint32_t i = 0; i < values.count; i++) {
            for (uint32_t k = 0; k < values.count; k++) {
                check_parent_pair(FAMILIES[f], values.values[i], values.values[k]);
            }
        }
        sl_dictionary_finish(&values);
    }
}

/* In the order of sl_parent_order no parent is interrupted. */
static void test_parents_stand_together(void **state)
{
    static const char *const ORDERED[] = {
        "m10aa", "m11aa", "m19zz", "m101aa", "m111aa", "m121aa"
    };
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        for (size_t k = 0; k < 6; k++) {
            const int order = sl_parent_order(
                SL_FAMILY_POSTCODE, sl_str_from(ORDERED[i]), sl_str_from(ORDERED[k])
            );
            assert_true((order < 0) == (i < k) && (order == 0) == (i == k));
        }
    }
    assert_true(sl_parent_order(SL_FAMILY_NAME, SL_STR("m11aa"), SL_STR("m101aa")) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_level_has_a_text),
        cmocka_unit_test(test_properties_of_each_family),
        cmocka_unit_test(test_category_is_exact_or_else),
        cmocka_unit_test(test_parents),
        cmocka_unit_test(test_parents_as_compared),
        cmocka_unit_test(test_parents_stand_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
