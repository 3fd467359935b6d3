/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fold.h"

#include "base/memory.h"
#include "normal_cases.h"

static void test_ascii(void **state)
{
    static const struct normal_case cases[] = {
        {"",                     ""              },
        { "   ",                 ""              },
        { "Smith",               "smith"         },
        { "  SMITH-Jones ",      "smith jones"   },
        { "O'Brien",             "obrien"        },
        { "Mary   Ann\t(Molly)", "mary ann molly"},
        { "12a, High St.",       "12a high st"   },
        { "unknown",             "unknown"       },
        { "-?-",                 ""              },
        { "1/2",                 "1 2"           },
    };
    CHECK_CASES(*state, sl_fold_text, cases);
}

/* Expected: the Latin-ASCII transform of Unicode CLDR 42. */
static void test_latin(void **state)
{
    static const struct normal_case cases[] = {
        {"Müller",                "muller"       },
        { "Stra\xC3\x9F"
          "e",            "strasse"      },
        { "Søren Ægir",          "soren aegir"  },
        { "Łukasz Wałęsa",      "lukasz walesa"},
        { "Đặng Nguyễn",      "dang nguyen"  },
        { "İbrahim Işık",       "ibrahim isik" },
        { "Jose\xCC\x81",          "jose"         }, /* combining acute accent */
        { "O\xE2\x80\x99"
          "Brien",        "obrien"       }, /* right single quotation mark */
        { "Anne\xE2\x80\x93Marie", "anne marie"   }, /* en dash */
        { "\xC2\xA0"
          "Ann\xC2\xA0",  "ann"          }, /* no-break spaces */
        { "Ștefan Țîrlea",      "stefan tirlea"},
        { "3\xC3\x97"
          "4",            "3 4"          },
    };
    CHECK_CASES(*state, sl_fold_text, cases);
}

/* Expected: ICAO Doc 9303-3, transliteration of Cyrillic characters. */
static void test_cyrillic(void **state)
{
    static const struct normal_case cases[] = {
        {"Шевченко",    "shevchenko"  },
        { "Юлия",           "iuliia"      },
        { "Щербакова", "shcherbakova"},
        { "Ольга",         "olga"        },
        { "Ґалаґан",     "galagan"     },
        { "ЖЁЛТЫЙ",       "zheltyi"     },
    };
    CHECK_CASES(*state, sl_fold_text, cases);
}

/* Expected: Any-Latin of Unicode CLDR 42, without the vowel that is written but not spoken. */
static void test_other_scripts(void **state)
{
    static const struct normal_case cases[] = {
        {"محمد",               "mhmd"           },
        { "علی خان",         "ly khan"        },
        { "বেগম",          "begam"          },
        { "ਕੌਰ",             "kaur"           },
        { "ਜਸਪ੍ਰੀਤ", "jasaprit"       },
        { "Γιώργος",        "giorgos"        },
        { "王小明",             "wang xiao ming" },
        { "John محمد Smith",   "john mhmd smith"},
        { "٣٤",                  "34"             },
        { "\xF0\x9F\x98\x80",      ""               }, /* an emoji parts words */
    };
    CHECK_CASES(*state, sl_fold_text, cases);
}

static void test_invalid_bytes_part_words(void **state)
{
    static const struct normal_case cases[] = {
        {"a\xFF"
          "b", "a b"},
        { "a\xC3",      "a"  },
        { "\xED\xA0\x80"
          "a", "a"  }, /* a surrogate, RFC 3629 */
        { "\xF4\x90\x80\x80"
          "a", "a"  }, /* above U+10FFFF */
    };
    CHECK_CASES(*state, sl_fold_text, cases);
    SL_CHECK_STR(normal_of(*state, sl_fold_text, SL_STR("a\0b")), "a b");
}

/* Long runs go to ICU in pieces, which must not show. */
static void test_long_runs(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf raw;
    sl_buf_init(&raw, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < 500; i++) {
        sl_buf_add(&raw, SL_STR("\xD9\x85")); /* Arabic meem */
    }
    const struct sl_str text = normal_of(fixture, sl_fold_text, sl_buf_str(&raw));
    SL_CHECK_U64(text.len, 500);
    for (size_t i = 0; i < text.len; i++) {
        assert_int_equal(text.ptr[i], 'm');
    }
    sl_buf_finish(&raw);
}

static void test_random_text(void **state)
{
    static const char *const pieces[] = {
        "a",
        "Z",
        " ",
        "9",
        "'",
        "\xC3\xA9",
        "\xD0\xAF",
        "\xD9\x85",
        "\xE0\xA8\xB8",
        "\xE0\xA6\xAE",
        "\xE7\x8E\x8B",
        "\xCC\x81",
        "\xE2\x80\x99",
        "\xFF",
        "\xE2\x80\x8D",
        "\xF0\x9F\x98\x80",
        "\xE1\xBA\xBF",
        "\xEF\xB7\xBA",
        "-",
        "\xD9\xA3",
    };
    CHECK_RANDOM(*state, sl_fold_text, pieces);
}

static void test_memory(void **state)
{
    check_failing_memory(
        *state,
        sl_fold_text,
        "Łukasz محمد, a name of more than sixty-four bytes "
        "so that the buffer has to grow at least twice, yes"
    );
    check_appends(*state, sl_fold_text, "Mary Ann");
}

static enum sl_status open_and_close(void *context)
{
    struct sl_fold *fold = NULL;
    (void)context;
    SL_TRY(sl_fold_open(&fold, NULL));
    sl_fold_close_ptr(&fold);
    return SL_OK;
}

static void test_open(void **state)
{
    (void)state;
    sl_fold_close(NULL);
    assert_true(sl_test_failing_allocations(open_and_close, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_latin),
        cmocka_unit_test(test_cyrillic),
        cmocka_unit_test(test_other_scripts),
        cmocka_unit_test(test_invalid_bytes_part_words),
        cmocka_unit_test(test_long_runs),
        cmocka_unit_test(test_random_text),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_open),
    };
    return cmocka_run_group_tests_name("record/fold", tests, group_open, group_close);
}
