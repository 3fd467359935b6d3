/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/identity_id.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

static void check_back(int64_t identity)
{
    const struct sl_identity_id id = sl_identity_print(identity);
    int64_t back = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_identity_parse(sl_str_from(id.text), &back, &err), &err);
    SL_CHECK_I64(back, identity);
}

static void what_is_printed_is_parsed(void **state)
{
    struct sl_random random;

    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int64_t i = 1; i < 3000; i++) {
        check_back(i);
        check_back(SL_IDENTITY_LIMIT - i);
        check_back(1 + (int64_t)sl_random_below(&random, (uint64_t)SL_IDENTITY_LIMIT - 1));
    }
}

/* Published ids must mean the same for ever: these were printed by the first version. */
static void ids_never_change(void **state)
{
    static const struct {
        int64_t identity;
        const char *text;
    } cases[] = {
        {1,                      "PC7W85BNK"},
        { 1024,                  "PAYBDY4KK"},
        { 1025,                  "P0T0HSX4F"},
        { SL_IDENTITY_LIMIT - 1, "PP4PH2WR1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        SL_CHECK_STR(sl_str_from(sl_identity_print(cases[i].identity).text), cases[i].text);
    }
}

static void typing_is_forgiven(void **state)
{
    int64_t expected = 0;
    int64_t actual = 0;

    (void)state;
    SL_CHECK_OK(sl_identity_parse(SL_STR("P01A0B1C1"), &expected, NULL), NULL);
    SL_CHECK_OK(sl_identity_parse(SL_STR("poIaObLcl"), &actual, NULL), NULL);
    SL_CHECK_I64(actual, expected);
}

static void what_is_none_is_refused(void **state)
{
    static const char *const texts[] = {
        "", "P", "P1234567", "P123456789", "X12345678", "P1234567U", "P1234 678", "12345678P",
    };
    const struct sl_identity_id zero = sl_identity_print(0);
    int64_t identity = 7;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sl_error err;
        SL_CHECK_STATUS(sl_identity_parse(sl_str_from(texts[i]), &identity, &err), SL_INVALID);
        assert_true(strlen(err.hint) > 0);
    }
    SL_CHECK_STATUS(sl_identity_parse(sl_str_from(zero.text), &identity, NULL), SL_INVALID);
    SL_CHECK_I64(identity, 7);
}

/* Neighbours do not look alike: of eight digits, two neighbours share one in four at most. */
static void order_is_not_shown(void **state)
{
    unsigned same = 0;

    (void)state;
    for (int64_t i = 1; i < 1000; i++) {
        const struct sl_identity_id one = sl_identity_print(i * 1024);
        const struct sl_identity_id two = sl_identity_print((i + 1) * 1024);
        for (unsigned j = 1; j < 9; j++) {
            same += one.text[j] == two.text[j] ? 1u : 0u;
        }
    }
    assert_in_range(same, 1, 8 * 1000 / 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_is_parsed), cmocka_unit_test(ids_never_change),
        cmocka_unit_test(typing_is_forgiven),        cmocka_unit_test(what_is_none_is_refused),
        cmocka_unit_test(order_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
