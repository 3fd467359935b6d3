/* SPDX-License-Identifier: Apache-2.0 */
#include "record/email.h"

#include "normal_cases.h"

static void test_cases(void **state)
{
    static const struct normal_case cases[] = {
        {"Ann.Smith@Example.ORG",        "ann.smith@example.org"},
        { " ann@example.org ",           "ann@example.org"      },
        { "mailto:Ann@example.org",      "ann@example.org"      },
        { "MAILTO: ann@example.org",     "ann@example.org"      },
        { "Ann Smith <ann@example.org>", "ann@example.org"      },
        { "ann+school@example.org",      "ann@example.org"      },
        { "ann+a+b@example.org",         "ann@example.org"      },
        { "+a@example.org",              "+a@example.org"       },
        { "ann@example.org;",            "ann@example.org"      },
        { "o'brien_2@example.org",       "o'brien_2@example.org"},
        { "ann@bob@example.org",         "ann bob example org"  },
        { "ann at example",              "ann at example"       },
        { "@example.org",                "example org"          },
        { "ann@",                        "ann"                  },
        { "none",                        ""                     },
        { "",                            ""                     },
    };
    CHECK_CASES(*state, sl_email_normal, cases);
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "a", "B",       "@", "+", ".",        "<",
                                          ">", "mailto:", " ", ";", "\xC3\xA9", "none" };
    CHECK_RANDOM(*state, sl_email_normal, pieces);
}

static void test_real_values(void **state)
{
    check_column(*state, sl_email_normal, "linkage/fake_1000.csv", "email");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_email_normal, "Ann.Smith@Example.ORG");
    check_appends(*state, sl_email_normal, "Ann.Smith@Example.ORG");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/email", tests, group_open, group_close);
}
