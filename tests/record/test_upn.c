/* SPDX-License-Identifier: Apache-2.0 */
#include "record/upn.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"P207000016049",     "p207000016049"},
        { " p2070 0001 6049", "p207000016049"},
        { "P2O7OOOOI6O49",    "p207000016049"},
        { "P20700001604S",    "p207000016045"},
        { "B207000016049",    "b207000016049"},
        { "A80120000500B",    "a80120000500b"},
        { "A8012000050IB",
         "a8012000050"
          "1b"                               },
        { "A000000000000",    ""             },
        { "unknown",          ""             },
        { "UN1",              "un1"          },
        { "",                 ""             },
    };
    CHECK_CASES(*state, sl_upn_normal, cases);
}

struct check {
    const char *normal;
    bool valid, temporary;
};

static void test_check_letters(void **state)
{
    static const struct check checks[] = {
  /* The documentation of python-stdnum, stdnum.gb.upn. */
        {"b801200005001",  true,  false},
        { "a801200005001", false, false},
 /* By hand: 2*2 + 7*4 + 1*9 + 6*10 + 4*12 + 9*13 = 266 = 11*23 + 13, and P is 13. */
        { "p207000016049", true,  false},
        { "q207000016049", false, false},
 /* 8*2 + 1*4 + 2*5 + 5*10 = 80 = 3*23 + 11; an A at the end adds nothing, a C 2*13. */
        { "m80120000500a", true,  true },
        { "q80120000500c", true,  true },
        { "r80120000500c", false, true },
        { "a80120000500i", false, false},
        { "i801200005001", false, false},
        { "b80120000500",  false, false},
        { "",              false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        const struct sl_str normal = sl_str_from(checks[i].normal);
        if (sl_upn_valid(normal) != checks[i].valid ||
            sl_upn_temporary(normal) != checks[i].temporary) {
            fail_msg("%s", checks[i].normal);
        }
    }
}

/* One wrong digit, or two exchanged, never keep the check letter: 23 is a prime. */
static void test_slips_are_seen(void **state)
{
    char text[] = "p207000016049";
    (void)state;
    for (size_t i = 1; i < 13; i++) {
        const char right = text[i];
        for (int wrong = '0'; wrong <= '9'; wrong++) {
            text[i] = (char)wrong;
            assert_int_equal(sl_upn_valid(sl_str_from(text)), wrong == right);
        }
        text[i] = right;
        if (i + 1 < 13 && text[i + 1] != right) {
            text[i] = text[i + 1];
            text[i + 1] = right;
            assert_false(sl_upn_valid(sl_str_from(text)));
            text[i + 1] = text[i];
            text[i] = right;
        }
    }
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "a", "Q", "2070", "000016", "049", "o",       "i",
                                          "S", "l", " ",    "-",      ".0",  "\xD9\xA3" };
    CHECK_RANDOM(*state, sl_upn_normal, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_upn_normal, "P207000016049");
    check_appends(*state, sl_upn_normal, "P2O7000016049");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),          cmocka_unit_test(test_check_letters),
        cmocka_unit_test(test_slips_are_seen), cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/upn", tests, group_open, group_close);
}
