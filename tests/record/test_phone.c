/* SPDX-License-Identifier: Apache-2.0 */
#include "record/phone.h"

#include "normal_cases.h"

/* Numbers from the ranges that Ofcom keeps for drama. */
static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"0161 496 0000",                 "01614960000"  },
        { "(0161) 496-0000",              "01614960000"  },
        { "+44 161 496 0000",             "01614960000"  },
        { "+44 (0)161 496 0000",          "01614960000"  },
        { "+4401614960000",               "01614960000"  },
        { "0044 161 496 0000",            "01614960000"  },
        { "441614960000",                 "01614960000"  },
        { "1614960000",                   "01614960000"  },
        { "07700 900123",                 "07700900123"  },
        { "7700900123",                   "07700900123"  },
        { "01614960000 ext 12",           "01614960000"  },
        { "01614960000x12",               "01614960000"  },
        { "0161 496 0000 / 07700 900123", "01614960000"  },
        { "Tel: 0161 496 0000 (mum)",     "01614960000"  },
        { "+353 1 555 0000",              "0035315550000"},
        { "00353 1 555 0000",             "0035315550000"},
        { "999",                          ""             },
        { "0000000",                      ""             },
        { "496 0000",                     "4960000"      },
        { "12",                           "12"           },
        { "+",                            ""             },
        { "ask mum",                      "ask mum"      },
        { "not known",                    ""             },
        { "",                             ""             },
        { "٠١٦١ ٤٩٦ ٠٠٠٠",     "01614960000"  },
    };
    CHECK_CASES(*state, sl_phone_normal, cases);
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "0", "44", "+", "00", "(0)", "7700900123", "161496",
                                          "x", "/",  " ", "9",  "a",   "\xD9\xA3" };
    CHECK_RANDOM(*state, sl_phone_normal, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_phone_normal, "+44 161 496 0000");
    check_appends(*state, sl_phone_normal, "+44 161 496 0000");
    check_appends(*state, sl_phone_normal, "ask mum");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/phone", tests, group_open, group_close);
}
