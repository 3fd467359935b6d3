/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/seal.h"

#include <stdio.h>

#include "support/support.h"

static void what_is_added_is_sealed(void **state)
{
    struct sl_seals seals = { 0 };
    char text[32];

    (void)state;
    for (int i = 0; i < 200; i += 2) {
        (void)snprintf(text, sizeof text, "bury/%d", i);
        SL_CHECK_OK(sl_seals_add(&seals, sl_str_from(text), NULL), NULL);
        SL_CHECK_OK(sl_seals_add(&seals, sl_str_from(text), NULL), NULL);
    }
    SL_CHECK_OK(sl_seals_add(&seals, SL_STR(""), NULL), NULL);
    SL_CHECK_U64(seals.count, 100);
    for (int i = 0; i < 200; i++) {
        (void)snprintf(text, sizeof text, "bury/%d", i);
        SL_CHECK_U64(sl_seals_has(&seals, sl_str_from(text)), i % 2 == 0);
    }
    assert_false(sl_seals_has(&seals, SL_STR("")));
    sl_seals_finish(&seals);
    assert_false(sl_seals_has(&seals, SL_STR("bury/0")));
}

static void only_numbers_of_a_sealed_row_are_compared(void **state)
{
    struct sl_mention_row row = { .mention = 1 };

    (void)state;
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        row.values[i] = SL_STR("x");
    }
    sl_seal_row(&row);
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        SL_CHECK_STR(row.values[i], i >= SL_MENTION_NHS_NUMBER ? "x" : "");
    }
}

static struct sl_mention_row
row_of(const char *given, const char *surname, const char *birth, const char *postcode)
{
    struct sl_mention_row row = { .mention = 1 };

    row.values[SL_MENTION_GIVEN_NAME] = sl_str_from(given);
    row.values[SL_MENTION_SURNAME] = sl_str_from(surname);
    row.values[SL_MENTION_BIRTH_DATE] = sl_str_from(birth);
    row.values[SL_MENTION_POSTCODE] = sl_str_from(postcode);
    return row;
}

/* Who has the name, the birth and the home was that child. */
static void a_former_name_is_sealed_at_its_home(void **state)
{
    const struct sl_mention_row former = row_of("Edda", "Hill", "20160304", "BL9 7QX");
    const struct sl_mention_row same = row_of("EDDA", "hill", "20160304", "bl97qx");
    const struct sl_mention_row others[] = {
        row_of("Edda", "Cole", "20160304", "BL9 7QX"), row_of("Una", "Hill", "20160304", "BL9 7QX"),
        row_of("Edda", "Hill", "20160305", "BL9 7QX"), row_of("Edda", "Hill", "20160304", "M1 1AA"),
        row_of("Edda", "Hill", "20160304", ""),        row_of("Edda", "Hill", "", "BL9 7QX"),
    };
    const struct sl_mention_row vague[] = {
        row_of("Edda", "Hill", "20160300", "BL9 7QX"),
        row_of("", "Hill", "20160304", "BL9 7QX"),
    };
    struct sl_seals seals = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof vague / sizeof vague[0]; i++) {
        SL_CHECK_OK(sl_seals_add_former(&seals, &vague[i], NULL), NULL);
    }
    SL_CHECK_U64(seals.count, 0);
    assert_false(sl_seals_has_former(&seals, &former));
    SL_CHECK_OK(sl_seals_add_former(&seals, &former, NULL), NULL);
    assert_true(sl_seals_has_former(&seals, &same));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(sl_seals_has_former(&seals, &others[i]));
    }
    sl_seals_finish(&seals);
}

static enum sl_status add(void *context)
{
    const struct sl_mention_row former = row_of("Edda", "Hill", "20160304", "BL9 7QX");
    struct sl_seals seals = { 0 };

    (void)context;
    const enum sl_status status = sl_seals_add_former(&seals, &former, NULL);
    sl_seals_finish(&seals);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(add, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_is_sealed),
        cmocka_unit_test(a_former_name_is_sealed_at_its_home),
        cmocka_unit_test(only_numbers_of_a_sealed_row_are_compared),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
