/* SPDX-License-Identifier: Apache-2.0 */
#include "record/name.h"

#include "normal_cases.h"

static void test_any_part(void **state)
{
    static const struct normal_case cases[] = {
        {"Smith",           "smith"       },
        { "SMITH-JONES",    "smith jones" },
        { "O'Brien",        "obrien"      },
        { "O\xE2\x80\x99"
          "Brien", "obrien"      },
        { "D'Souza",        "dsouza"      },
        { "Mc Donald",      "mcdonald"    },
        { "MacDonald",      "mcdonald"    },
        { "Mackenzie",      "mckenzie"    },
        { "Macarthur",      "mcarthur"    },
        { "Macey",          "macey"       },
        { "Machin",         "machin"      },
        { "Mack",           "mack"        },
        { "St. John",       "stjohn"      },
        { "Saint John",     "stjohn"      },
        { "Mr Smith",       "smith"       },
        { "Dr. Sir John",   "john"        },
        { "Smith Mrs",      "smith"       },
        { "Abd al-Rahman",  "abdul rahman"},
        { "Abd Allah",      "abdullah"    },
        { "ud-Din",         "uddin"       },
        { "unknown",        ""            },
        { "(Unknown)",      ""            },
        { "Mr Unknown",     ""            },
        { "N/A",            ""            },
        { "???",            ""            },
        { "",               ""            },
        { "4nn",            "4nn"         },
    };
    CHECK_CASES(*state, sl_name_given_normal, cases);
    CHECK_CASES(*state, sl_name_surname_normal, cases);
    CHECK_CASES(*state, sl_name_full_normal, cases);
}

static void test_rank_alone(void **state)
{
    static const struct normal_case either[] = {
        {"Mr",           ""},
        { "sir",         ""},
        { "3rd Baronet", ""},
        { "12th",        ""},
    };
    static const struct normal_case surnames[] = {
        {"Lord",    "lord"  },
        { "Knight", "knight"},
    };
    CHECK_CASES(*state, sl_name_given_normal, either);
    CHECK_CASES(*state, sl_name_surname_normal, either);
    CHECK_CASES(*state, sl_name_surname_normal, surnames);
}

static void test_given(void **state)
{
    static const struct normal_case cases[] = {
        {"Baby",           ""          },
        { "Baby Boy",      ""          },
        { "baby girl",     ""          },
        { "Male Infant",   ""          },
        { "Unborn",        ""          },
        { "Twin 1",        ""          },
        { "Twin One",      ""          },
        { "twin a",        ""          },
        { "Boy",           ""          },
        { "unknown male",  ""          },
        { "Baby of Sarah", ""          },
        { "Baby Jane",     "jane"      },
        { "Boy George",    "boy george"},
        { "A",             "a"         },
        { "Anne-Marie",    "anne marie"},
        { "John O",        "john o"    },
        { "D Arcy",        "d arcy"    },
        { "Al Amin",       "alamin"    },
    };
    CHECK_CASES(*state, sl_name_given_normal, cases);
}

static void test_surname(void **state)
{
    static const struct normal_case cases[] = {
        {"O Brien",                    "obrien"        },
        { "D Souza",                   "dsouza"        },
        { "O",                         "o"             },
        { "O Li",                      "o li"          },
        { "Mac Donald",                "mcdonald"      },
        { "Al Hussain",                "alhussain"     },
        { "El-Sayed",                  "alsayed"       },
        { "Ul Haq",                    "ulhaq"         },
        { "Baby",                      "baby"          },
        { "Baby of Smith",             "smith"         },
        { "Infant",                    "infant"        },
        { "de la Cruz",                "de la cruz"    },
        { "Garc\xC3\xAD"
          "a M\xC3\xA1rquez", "garcia marquez"},
        { "McMacdonald",               "mcmacdonald"   },
    };
    CHECK_CASES(*state, sl_name_surname_normal, cases);
}

static void test_full(void **state)
{
    static const struct normal_case cases[] = {
        {"Sarah O Brien",        "sarah obrien"  },
        { "J O Smith",           "j o smith"     },
        { "O Smith",             "o smith"       },
        { "Al Smith",            "al smith"      },
        { "Omar Al Hussain",     "omar alhussain"},
        { "Mac Miller",          "mac miller"    },
        { "James Mac Donald",    "james mcdonald"},
        { "Sir John Smith",      "john smith"    },
        { "SMITH, Mr John",      "smith john"    },
        { "Baby Smith",          "smith"         },
        { "Baby boy Smith",      "smith"         },
        { "Baby of Sarah Jones", "sarah jones"   },
        { "Baby",                "baby"          },
        { "Baby boy",            ""              },
        { "Unknown Ahmed",       "ahmed"         },
        { "Salah ud Din",        "salah uddin"   },
    };
    CHECK_CASES(*state, sl_name_full_normal, cases);
}

/* More words than the rules look at: folded, and otherwise left alone. */
static void test_many_words(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf raw;
    sl_buf_init(&raw, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < SL_WORDS_LIMIT; i++) {
        sl_buf_add(&raw, SL_STR("Mr "));
    }
    sl_buf_add(&raw, SL_STR("O'Brien"));
    const struct sl_str text = normal_of(fixture, sl_name_full_normal, sl_buf_str(&raw));
    SL_CHECK_U64(text.len, SL_WORDS_LIMIT * 3 + 6);
    check_invariants(fixture, sl_name_full_normal, sl_buf_str(&raw));
    sl_buf_finish(&raw);
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = {
        "o ",  "d ",   "l ",    "mc ",    "mac ", "mac",    "al ",   "el-", "ul ",  "abd ",
        "ud ", "din ", "st ",   "saint ", "mr ",  "miss ",  "baby ", "of ", "boy ", "twin ",
        "a ",  "1 ",   "jane ", "brien ", "na ",  "octor ", "ady ",  "'",   "-",    "unknown ",
    };
    CHECK_RANDOM(*state, sl_name_given_normal, pieces);
    CHECK_RANDOM(*state, sl_name_surname_normal, pieces);
    CHECK_RANDOM(*state, sl_name_full_normal, pieces);
}

static void test_real_names(void **state)
{
    check_column(*state, sl_name_given_normal, "linkage/historical_50k.csv", "first_name");
    check_column(*state, sl_name_surname_normal, "linkage/historical_50k.csv", "surname");
    check_column(*state, sl_name_full_normal, "linkage/historical_50k.csv", "full_name");
    check_column(*state, sl_name_surname_normal, "linkage/fake_1000.csv", "surname");
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_name_full_normal, "Dr Seán Mac Donald");
    check_failing_memory(
        *state,
        sl_name_full_normal,
        "Sir Alexander Bartholomew Christopher Montgomery Fitzwilliam Saint John"
    );
    check_appends(*state, sl_name_surname_normal, "Mac Donald");
    check_appends(*state, sl_name_given_normal, "Baby");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_part),      cmocka_unit_test(test_rank_alone),
        cmocka_unit_test(test_given),         cmocka_unit_test(test_surname),
        cmocka_unit_test(test_full),          cmocka_unit_test(test_many_words),
        cmocka_unit_test(test_random_values), cmocka_unit_test(test_real_names),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/name", tests, group_open, group_close);
}
