/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/damage.h"

#include "simulate/damage_data.h"
#include "support/support.h"

static struct sl_text text_of(const char *text)
{
    struct sl_text made = { .len = 0 };
    sl_text_set(&made, sl_str_from(text));
    return made;
}

/* A slip changes the text by one letter at most, and says so when it did. */
static void test_typo(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    const struct sl_text before = text_of("Butterworth");
    unsigned changed = 0;
    for (unsigned i = 0; i < 1000; i++) {
        struct sl_text after = before;
        const bool says = sl_damage_typo(&after, &random);
        assert_in_range(after.len, before.len - 1u, before.len + 1u);
        assert_true(says == !sl_text_equal(&before, &after));
        changed += says;
    }
    assert_in_range(changed, 900, 1000);
}

static void test_words(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, 1);
    struct sl_text text = text_of("Smith-Jones");
    assert_true(sl_damage_drop_word(&text, &random));
    assert_true(
        sl_str_equal(sl_text_str(&text), SL_STR("Smith")) ||
        sl_str_equal(sl_text_str(&text), SL_STR("Jones"))
    );
    assert_false(sl_damage_drop_word(&text, &random));
    text = text_of("Al-Hassan");
    assert_false(sl_damage_drop_word(&text, &random));
    assert_true(sl_damage_initial(&text));
    SL_CHECK_STR(sl_text_str(&text), "A");
    assert_false(sl_damage_initial(&text));
    text = text_of("Winstanley");
    assert_true(sl_damage_cut(&text, &random));
    assert_in_range(text.len, 4, 9);
    text = text_of("Philip");
    assert_true(sl_damage_sound(&text, &random));
    text = text_of("Emma");
    assert_true(sl_damage_look(&text, &random));
    text = text_of("A");
    assert_false(sl_damage_look(&text, &random));
}

static void test_digits(void **state)
{
    (void)state;
    struct sl_random random;
    sl_random_init(&random, 1);
    unsigned changed = 0;
    for (unsigned i = 0; i < 200; i++) {
        struct sl_text text = text_of("07123456789");
        changed += sl_damage_digits(&text, &random);
        SL_CHECK_U64(text.len, 11);
        for (unsigned place = 0; place < text.len; place++) {
            assert_in_range(text.bytes[place], '0', '9');
        }
    }
    SL_CHECK_U64(changed, 200);
}

static void test_dates(void **state)
{
    (void)state;
    struct sl_date date = { .year = 2015, .month = 3, .day = 9 };
    assert_true(sl_damage_swap_month(&date));
    SL_CHECK_U64(date.month, 9);
    SL_CHECK_U64(date.day, 3);
    date.day = 17;
    assert_false(sl_damage_swap_month(&date));
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    unsigned changed = 0;
    for (unsigned i = 0; i < 1000; i++) {
        struct sl_date slipped = date;
        const bool says = sl_damage_date(&slipped, &random);
        assert_true(sl_date_valid(slipped));
        assert_true(says == (sl_date_to_days(slipped) != sl_date_to_days(date)));
        changed += says;
    }
    assert_in_range(changed, 600, 1000);
}

/* Each group has at least two forms, and no form of a group is empty. */
static void test_groups(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_VARIANT_GROUP_COUNT; i++) {
        struct sl_str rest = sl_str_from(SL_VARIANT_GROUPS[i]);
        struct sl_str form;
        unsigned forms = 0;
        while (sl_str_split(&rest, ' ', &form)) {
            assert_true(form.len > 0);
            forms++;
        }
        assert_in_range(forms, 2, 16);
    }
}

static void test_variants(void **state)
{
    (void)state;
    struct sl_variants *variants = NULL;
    SL_CHECK_OK(sl_variants_open(&variants, NULL), NULL);
    struct sl_random random;
    sl_random_init(&random, 1);
    unsigned changed = 0;
    for (unsigned i = 0; i < 200; i++) {
        struct sl_text name = text_of("Muhammad Bilal");
        changed += sl_variants_change(variants, &name, &random);
        assert_true(sl_text_str(&name).len > 0);
    }
    assert_in_range(changed, 150, 200);
    struct sl_text unknown = text_of("Qqzzx");
    assert_false(sl_variants_change(variants, &unknown, &random));
    SL_CHECK_STR(sl_text_str(&unknown), "Qqzzx");
    sl_variants_close(variants);
}

static enum sl_status open_and_close(void *context)
{
    (void)context;
    struct sl_variants *variants = NULL;
    SL_TRY(sl_variants_open(&variants, NULL));
    sl_variants_close(variants);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(open_and_close, NULL) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typo),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("simulate/damage", tests, NULL, NULL);
}
