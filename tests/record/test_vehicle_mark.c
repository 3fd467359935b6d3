/* SPDX-License-Identifier: Apache-2.0 */
#include "record/vehicle_mark.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
  /* Since 2001. */
        {"MA17 XYZ",       "ma17xyz"   },
        { "ma17xyz",       "ma17xyz"   },
        { "MA-17-XYZ",     "ma17xyz"   },
        { "MAI7 XYZ",      "ma17xyz"   },
        { "L012ABC",       "lo12abc"   },
        { "LOI2ABC",       "lo12abc"   },
        { "AB12 C0E",      "ab12coe"   },
 /* No I there, so a 1 cannot be one. */
        { "AB12 C1E",      "ab12c1e"   },
 /* Year letter first. */
        { "A123 BCD",      "a123bcd"   },
        { "A1OO BCD",      "a100bcd"   },
        { "M1 ABC",        "m1abc"     },
        { "Q123 ABC",      "q123abc"   },
 /* Year letter last. */
        { "ABC 123D",      "abc123d"   },
        { "ABC I23D",      "abc123d"   },
        { "ABC 1 D",       "abc1d"     },
 /* Dateless and Northern Ireland. */
        { "AIA 1234",      "aia1234"   },
        { "ABZ 1O34",      "abz1034"   },
        { "1234 AB",       "1234ab"    },
        { "A 1",           "a1"        },
 /* No shape, or none that is nearest: as it is. */
        { "0I",            "0i"        },
        { "WA 12345",      "wa12345"   },
        { "123 D 456",     "123d456"   },
        { "Audi",          "audi"      },
        { "12-AB-34 long", "12ab34long"},
        { "not known",     ""          },
        { "",              ""          },
    };
    CHECK_CASES(*state, sl_vehicle_mark_normal, cases);
}

static void test_british(void **state)
{
    static const char *const british[] = { "ma17xyz", "a123bcd", "q1abc",   "abc123d",
                                           "abz1234", "1abc",    "1234abc", "a1" };
    static const char *const others[] = { "",        "a",       "1",       "mi17xyz", "a012bcd",
                                          "qa17xyz", "ab12cqe", "wa12345", "123d456", "ma17xyzz" };
    (void)state;
    for (size_t i = 0; i < sizeof british / sizeof british[0]; i++) {
        if (!sl_vehicle_mark_british(sl_str_from(british[i]))) {
            fail_msg("%s", british[i]);
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (sl_vehicle_mark_british(sl_str_from(others[i]))) {
            fail_msg("%s", others[i]);
        }
    }
}

/* Whatever is a British mark stays what it is. */
static void test_marks_stay(void **state)
{
    static const char bytes[] = "0123abciozq1";
    struct sl_random random;
    sl_random_init(&random, sl_test_seed());
    for (int i = 0; i < 50000; i++) {
        char text[7];
        const size_t len = 1 + sl_random_below(&random, sizeof text);
        for (size_t k = 0; k < len; k++) {
            text[k] = bytes[sl_random_below(&random, sizeof bytes - 1)];
        }
        const struct sl_str mark = { .ptr = text, .len = len };
        if (sl_vehicle_mark_british(mark)) {
            SL_CHECK_BYTES(normal_of(*state, sl_vehicle_mark_normal, mark), mark);
        }
    }
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "a", "B", "o", "0", "1",  "I",  "Z",
                                          "q", "7", " ", "-", "12", "ma", "\xD9\xA3" };
    CHECK_RANDOM(*state, sl_vehicle_mark_normal, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_vehicle_mark_normal, "MA17 XYZ");
    check_appends(*state, sl_vehicle_mark_normal, "MAI7 XYZ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),      cmocka_unit_test(test_british),
        cmocka_unit_test(test_marks_stay), cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/vehicle_mark", tests, group_open, group_close);
}
