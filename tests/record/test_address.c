/* SPDX-License-Identifier: Apache-2.0 */
#include "record/address.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"12 High Street",               "12 high st"       },
        { "12, HIGH ST.",                "12 high st"       },
        { "No. 12 High Strt",            "12 high st"       },
        { "Apartment 3, 12 Oxford Road", "fl 3 12 oxford rd"},
        { "Flat 3 12 Oxford Rd",         "fl 3 12 oxford rd"},
        { "St. John's Avenue",           "st johns av"      },
        { "Saint Johns Ave",             "st johns av"      },
        { "0012a King Cres",             "12a king cr"      },
        { "no first",                    "1st"              },
        { "No No 5",                     "5"                },
        { "Number Ten",                  "number ten"       },
        { "no fixed abode",              ""                 },
        { "NFA",                         ""                 },
        { "not known",                   ""                 },
        { "No 0000",                     "0"                },
        { "",                            ""                 },
    };
    CHECK_CASES(*state, sl_address_normal, cases);
}

static void test_table(void **state)
{
    (void)state;
    assert_true(sl_address_word_count() > 50);
    for (size_t i = 0; i < sl_address_word_count(); i++) {
        const struct sl_address_word row = sl_address_word_get(i);
        assert_true(row.short_form.len > 0 && row.short_form.len <= row.word.len);
        if (i > 0) {
            assert_true(sl_str_compare(sl_address_word_get(i - 1).word, row.word) < 0);
        }
        /* A short form stands for itself. */
        SL_CHECK_BYTES(normal_of(*state, sl_address_normal, row.short_form), row.short_form);
        SL_CHECK_BYTES(normal_of(*state, sl_address_normal, row.word), row.short_form);
    }
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "no ",    "number ", "0", "12 ", "a ",    "street ",
                                          "first ", "saint ",  "x", " ",   "9999 ", "nfa " };
    CHECK_RANDOM(*state, sl_address_normal, pieces);
}

static void test_real_values(void **state)
{
    check_column(*state, sl_address_normal, "linkage/febrl_dataset1.csv", "address_1");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_address_normal, "12 High Street");
    check_appends(*state, sl_address_normal, "12 High Street");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),         cmocka_unit_test(test_table),
        cmocka_unit_test(test_random_values), cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/address", tests, group_open, group_close);
}
