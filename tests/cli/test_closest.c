/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/closest.h"

#include "support/support.h"

static void test_finds_what_was_meant(void **state)
{
    static const char *const words[] = { "--id", "--fields", NULL, "--threshold", "--threads" };
    static const struct {
        const char *typed;
        const char *word; /* NULL for none */
    } rows[] = {
        {"--feilds",     "--fields"   },
        { "--field",     "--fields"   },
        { "--treshold",  "--threshold"},
        { "--thread",    "--threads"  },
        { "--ID",        NULL         },
        { "--di",        "--id"       },
        { "--output",    NULL         },
        { "",            NULL         },
        { "--threshold", "--threshold"},
        { "x",           NULL         },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *found = sl_closest(rows[i].typed, words, 5);
        SL_CHECK_STR(sl_str_from(found), rows[i].word);
    }
}

static void test_takes_words_of_any_length(void **state)
{
    static const char *const words[] = { "abc" };
    char typed[200];

    (void)state;
    for (size_t len = 0; len < sizeof(typed) - 1; len++) {
        typed[len] = 'a';
        typed[len + 1] = '\0';
        assert_true(sl_closest(typed, words, 1) == NULL || len < 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_what_was_meant),
        cmocka_unit_test(test_takes_words_of_any_length),
    };
    return cmocka_run_group_tests_name("cli/closest", tests, NULL, NULL);
}
