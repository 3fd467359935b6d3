/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <string.h>

#include "support/support.h"

enum { NAME, COUNT, WEIGHT, FLAG, MANY };

/* clang-format off */
static const struct sl_option options[] = {
    [NAME] = { .name = "--name", .value = "N", .type = SL_OPTION_TEXT, .required = true },
    [COUNT] = { .name = "--count", .value = "C", .type = SL_OPTION_WHOLE, .min = 1, .max = 9 },
    [WEIGHT] = { .name = "--weight", .value = "W", .type = SL_OPTION_WEIGHT, .min = -9, .max = 9 },
    [FLAG] = { .name = "--flag", .type = SL_OPTION_FLAG },
    [MANY] = { .name = "--many", .value = "M", .type = SL_OPTION_TEXT, .repeat = 2 },
};
/* clang-format on */

static const struct sl_command command = {
    .group = "g",
    .name = "c",
    .operands = "FILE",
    .operand_min = 1,
    .operand_max = 2,
    .options = options,
    .option_count = 5,
};

#define PARSE(arguments, err, ...) \
    parse((const char *const[]){ __VA_ARGS__, NULL }, (arguments), (err))

static enum sl_status
parse(const char *const *words, struct sl_arguments *arguments, struct sl_error *err)
{
    size_t count = 0;

    while (words[count] != NULL) {
        count++;
    }
    return sl_options_parse(&command, words, count, arguments, err);
}

static void test_reads_each_type(void **state)
{
    struct sl_arguments arguments;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(
        PARSE(
            &arguments,
            &err,
            "a.csv",
            "--name",
            "n",
            "--count=7",
            "--weight",
            "-2.5",
            "--many",
            "x",
            "--flag",
            "--many=y=z",
            "-"
        ),
        &err
    );
    SL_CHECK_U64(arguments.operand_count, 2);
    SL_CHECK_STR(sl_str_from(arguments.operands[1]), "-");
    SL_CHECK_STR(sl_str_from(arguments.options[NAME].texts[0]), "n");
    SL_CHECK_I64(arguments.options[COUNT].whole, 7);
    SL_CHECK_NEAR(arguments.options[WEIGHT].weight, -2.5, 0.0);
    assert_false(arguments.options[WEIGHT].is_auto);
    SL_CHECK_U64(arguments.options[FLAG].count, 1);
    SL_CHECK_U64(arguments.options[MANY].count, 2);
    SL_CHECK_STR(sl_str_from(arguments.options[MANY].texts[1]), "y=z");
}

static void test_auto_and_absent(void **state)
{
    struct sl_arguments arguments;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(PARSE(&arguments, &err, "--name=n", "--weight=auto", "--", "--flag"), &err);
    assert_true(arguments.options[WEIGHT].is_auto);
    SL_CHECK_U64(arguments.options[FLAG].count, 0);
    assert_null(arguments.options[MANY].texts[0]);
    SL_CHECK_STR(sl_str_from(arguments.operands[0]), "--flag");
}

static void test_refuses_with_one_clear_message(void **state)
{
    static const struct {
        const char *words[4];
        const char *message;
        const char *hint; /* a part of it */
    } rows[] = {
        {{ "a" },                          "--name N is missing",          "--help"              },
        { { "--name", "n" },               "a file is missing",            "FILE"                },
        { { "a", "b", "c" },               "'c' is one argument too many", "--help"              },
        { { "a", "--nmae", "n" },          "'--nmae' is not an option",    "Did you mean --name?"},
        { { "a", "-x" },                   "'-x' is not an option",        "sightline g c --help"},
        { { "a", "--name" },               "--name needs a value",         "--name N"            },
        { { "a", "--name", "--flag" },     "--name needs a value",         "--name N"            },
        { { "a", "--name=" },              "--name has an empty value",    ""                    },
        { { "a", "--name=n", "--name=m" }, "--name is given twice",        ""                    },
        { { "a", "--flag=1" },             "--flag takes no value",        ""                    },
        { { "a", "--count", "ten" },       "--count cannot be 'ten'",      "from 1 to 9"         },
        { { "a", "--count=10" },           "--count cannot be '10'",       "from 1 to 9"         },
        { { "a", "--weight=nan" },         "--weight cannot be 'nan'",     "auto"                },
        { { "a", "--weight=10" },          "--weight cannot be '10'",      "from -9 to 9"        },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_arguments arguments;
        struct sl_error err;
        size_t count = 0;
        while (count < 4 && rows[i].words[count] != NULL) {
            count++;
        }
        SL_CHECK_STATUS(
            sl_options_parse(&command, rows[i].words, count, &arguments, &err), SL_USAGE
        );
        SL_CHECK_STR(sl_str_from(err.message), rows[i].message);
        assert_non_null(strstr(err.hint, rows[i].hint));
    }
}

static void test_sees_a_wish_for_help(void **state)
{
    const char *const yes[] = { "a", "-h" };
    const char *const no[] = { "--", "--help" };

    (void)state;
    assert_true(sl_options_want_help(yes, 2));
    assert_false(sl_options_want_help(no, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_each_type),
        cmocka_unit_test(test_auto_and_absent),
        cmocka_unit_test(test_refuses_with_one_clear_message),
        cmocka_unit_test(test_sees_a_wish_for_help),
    };
    return cmocka_run_group_tests_name("cli/options", tests, NULL, NULL);
}
