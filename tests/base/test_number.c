/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "support/support.h"

static void test_whole_numbers(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        {"0",                     0        },
        { "-0",                   0        },
        { "+7",                   7        },
        { "007",                  7        },
        { "9223372036854775807",  INT64_MAX},
        { "-9223372036854775808", INT64_MIN},
        { "+9223372036854775807", INT64_MAX},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value = 99;
        struct sl_error err;
        SL_CHECK_OK(
            sl_parse_i64(sl_str_from(rows[i].text), INT64_MIN, INT64_MAX, &value, &err), &err
        );
        SL_CHECK_I64(value, rows[i].value);
    }
}

static void test_what_is_no_whole_number(void **state)
{
    static const char *const bad[] = {
        "",
        "-",
        "+",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x10",
        "--1",
        "+-1",
        "1-",
        "1,0",
        "one",
        "1_0",
        "\t1",
        "1\n",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999999999",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t value = 99;
        SL_CHECK_STATUS(
            sl_parse_i64(sl_str_from(bad[i]), INT64_MIN, INT64_MAX, &value, NULL), SL_INVALID
        );
        SL_CHECK_I64(value, 99);
    }
    int64_t value = 99;
    SL_CHECK_STATUS(sl_parse_i64((struct sl_str){ NULL, 0 }, 0, 9, &value, NULL), SL_INVALID);
    SL_CHECK_STATUS(sl_parse_i64(SL_STR("1\0"), 0, 9, &value, NULL), SL_INVALID);
}

static void test_ranges_include_their_ends(void **state)
{
    int64_t whole = 0;
    double real = 0;
    struct sl_error err;
    (void)state;
    SL_CHECK_OK(sl_parse_i64(SL_STR("1"), 1, 256, &whole, NULL), NULL);
    SL_CHECK_OK(sl_parse_i64(SL_STR("256"), 1, 256, &whole, NULL), NULL);
    SL_CHECK_STATUS(sl_parse_i64(SL_STR("0"), 1, 256, &whole, NULL), SL_INVALID);
    SL_CHECK_STATUS(sl_parse_i64(SL_STR("257"), 1, 256, &whole, &err), SL_INVALID);
    assert_string_equal(err.message, "'257' is not a number in the allowed range");
    assert_string_equal(err.detail, "from 1 to 256");
    SL_CHECK_OK(sl_parse_f64(SL_STR("0.5"), 0.5, 1, &real, NULL), NULL);
    SL_CHECK_OK(sl_parse_f64(SL_STR("1"), 0.5, 1, &real, NULL), NULL);
    SL_CHECK_STATUS(sl_parse_f64(SL_STR("1.0000001"), 0.5, 1, &real, &err), SL_INVALID);
    assert_string_equal(err.detail, "from 0.5 to 1");
}

static void test_decimal_numbers(void **state)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        {"-3.25",                   -3.25  },
        { "1e-7",                   1e-7   },
        { ".5",                     0.5    },
        { "5.",                     5      },
        { "+2E+2",                  200    },
        { "-0",                     0      },
        { "1e-400",                 0      },
        { "1.7976931348623157e308", DBL_MAX},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double value = 99;
        struct sl_error err;
        SL_CHECK_OK(sl_parse_f64(sl_str_from(rows[i].text), -DBL_MAX, DBL_MAX, &value, &err), &err);
        SL_CHECK_NEAR(value, rows[i].value, 0);
    }
}

static void test_what_is_no_decimal_number(void **state)
{
    static const char *const bad[] = {
        "",   ".",  "-",   "e5",    "1e",    "1e+",    "1.2.3", "nan", "inf", "-inf",
        " 1", "1 ", "1,5", "0x1p3", "1e999", "-1e999", "1f",    "--1", "1-1",
    };
    double value = 99;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        SL_CHECK_STATUS(
            sl_parse_f64(sl_str_from(bad[i]), -DBL_MAX, DBL_MAX, &value, NULL), SL_INVALID
        );
        SL_CHECK_NEAR(value, 99, 0);
    }
    SL_CHECK_STATUS(sl_parse_f64((struct sl_str){ NULL, 0 }, 0, 9, &value, NULL), SL_INVALID);
}

static void test_long_texts_are_refused_not_cut(void **state)
{
    char digits[500];
    double value = 99;
    struct sl_error err;
    (void)state;
    memset(digits, '0', sizeof digits);
    SL_CHECK_OK(sl_parse_f64((struct sl_str){ digits, 400 }, 0, 9, &value, NULL), NULL);
    SL_CHECK_STATUS(sl_parse_f64((struct sl_str){ digits, 401 }, 0, 9, &value, &err), SL_INVALID);
    assert_true(strlen(err.message) < 80);
    int64_t whole = 99;
    SL_CHECK_OK(sl_parse_i64((struct sl_str){ digits, 500 }, 0, 9, &whole, NULL), NULL);
    SL_CHECK_I64(whole, 0);
}

/* A double printed with 17 digits is the same double again (IEEE 754-2008, 5.12.2). */
static void test_printed_numbers_come_back(void **state)
{
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int round = 0; round < 100000; round++) {
        const uint64_t bits = sl_random_u64(&random) >> (round % 64);
        char text[40];
        int len = snprintf(text, sizeof text, "%lld", (long long)bits);
        int64_t whole = 0;
        SL_CHECK_OK(
            sl_parse_i64((struct sl_str){ text, (size_t)len }, INT64_MIN, INT64_MAX, &whole, NULL),
            NULL
        );
        SL_CHECK_I64(whole, (int64_t)bits);
        double real = 0;
        double back = 0;
        memcpy(&real, &bits, sizeof real);
        if (!isfinite(real)) {
            continue;
        }
        len = snprintf(text, sizeof text, "%.17g", real);
        SL_CHECK_OK(
            sl_parse_f64((struct sl_str){ text, (size_t)len }, -DBL_MAX, DBL_MAX, &back, NULL), NULL
        );
        SL_CHECK_NEAR(back, real, 0);
    }
}

/* Where a locale writes decimals with a comma (when this machine has one), points still count. */
static void test_locale_changes_nothing(void **state)
{
    static const char *const locales[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "pl_PL.UTF-8" };
    double value = 0;
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        (void)setlocale(LC_ALL, locales[i]);
        SL_CHECK_OK(sl_parse_f64(SL_STR("1.5"), 0, 9, &value, NULL), NULL);
        SL_CHECK_NEAR(value, 1.5, 0);
        SL_CHECK_STATUS(sl_parse_f64(SL_STR("1,5"), 0, 9, &value, NULL), SL_INVALID);
        (void)setlocale(LC_ALL, "C");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_what_is_no_whole_number),
        cmocka_unit_test(test_ranges_include_their_ends),
        cmocka_unit_test(test_decimal_numbers),
        cmocka_unit_test(test_what_is_no_decimal_number),
        cmocka_unit_test(test_long_texts_are_refused_not_cut),
        cmocka_unit_test(test_printed_numbers_come_back),
        cmocka_unit_test(test_locale_changes_nothing),
    };
    return cmocka_run_group_tests_name("base/number", tests, NULL, NULL);
}
