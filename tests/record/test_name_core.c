/* SPDX-License-Identifier: Apache-2.0 */
#include "normal_cases.h"
#include "record/name.h"

struct core_case {
    enum sl_name_part part;
    const char *normal;
    const char *expected;
};

static const struct core_case cases[] = {
    {SL_NAME_GIVEN,    "mohammed ali",         "ali"             },
    { SL_NAME_GIVEN,   "md abdul karim",       "abdul karim"     },
    { SL_NAME_GIVEN,   "muhammad",             "muhammad"        },
    { SL_NAME_GIVEN,   "muhammad a",           "muhammad a"      },
    { SL_NAME_GIVEN,   "ali mohammed",         "ali mohammed"    },
    { SL_NAME_GIVEN,   "jaspreet kaur",        "jaspreet"        },
    { SL_NAME_GIVEN,   "kaur",                 "kaur"            },
    { SL_NAME_GIVEN,   "ben james",            "ben james"       },
    { SL_NAME_GIVEN,   "maria de lourdes",     "maria lourdes"   },
    { SL_NAME_GIVEN,   "alaska",               "alaska"          },
    { SL_NAME_GIVEN,   "",                     ""                },
    { SL_NAME_SURNAME, "kaur gill",            "gill"            },
    { SL_NAME_SURNAME, "singh",                "singh"           },
    { SL_NAME_SURNAME, "kaur singh",           "kaur singh"      },
    { SL_NAME_SURNAME, "begum",                "begum"           },
    { SL_NAME_SURNAME, "mohammed ali",         "mohammed ali"    },
    { SL_NAME_SURNAME, "van der berg",         "berg"            },
    { SL_NAME_SURNAME, "bin laden",            "laden"           },
    { SL_NAME_SURNAME, "le",                   "le"              },
    { SL_NAME_SURNAME, "kowalska",             "kowalski"        },
    { SL_NAME_SURNAME, "nowicka",              "nowicki"         },
    { SL_NAME_SURNAME, "zawadzka",             "zawadzki"        },
    { SL_NAME_SURNAME, "petrova",              "petrov"          },
    { SL_NAME_SURNAME, "dunayevskaya",         "dunayevski"      },
    { SL_NAME_SURNAME, "nova",                 "nova"            },
    { SL_NAME_SURNAME, "kowalska nowak",       "kowalski nowak"  },
    { SL_NAME_FULL,    "mohammed ali",         "mohammed ali"    },
    { SL_NAME_FULL,    "mohammed ali khan",    "ali khan"        },
    { SL_NAME_FULL,    "jaspreet kaur gill",   "jaspreet gill"   },
    { SL_NAME_FULL,    "anna kowalska",        "anna kowalski"   },
    { SL_NAME_FULL,    "kowalska",             "kowalska"        },
    { SL_NAME_FULL,    "ludwig van beethoven", "ludwig beethoven"},
    { SL_NAME_FULL,    "van morrison",         "van morrison"    },
    { SL_NAME_FULL,    "omar bin said",        "omar said"       },
};

static void test_cases(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sl_buf_clear(&fixture->once);
        sl_name_core(cases[i].part, sl_str_from(cases[i].normal), &fixture->once);
        SL_CHECK_STR(sl_buf_str(&fixture->once), cases[i].expected);
    }
}

/* A core never disappears, is never longer, and is itself a normal form. */
static void test_random_names(void **state)
{
    static const char *const words[] = { "muhammad", "ali", "a",       "kaur",    "singh", "de",
                                         "van",      "bin", "nowicka", "petrova", "begum" };
    struct fixture *fixture = *state;
    struct sl_random random;
    struct sl_buf name;
    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&name, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < RANDOM_COUNT; i++) {
        const uint64_t count = 1 + i * 5 / RANDOM_COUNT;
        sl_buf_clear(&name);
        for (uint64_t k = 0; k < count; k++) {
            sl_buf_add(&name, k > 0 ? SL_STR(" ") : SL_STR(""));
            sl_buf_add(&name, sl_str_from(words[sl_random_below(&random, 11)]));
        }
        sl_buf_clear(&fixture->once);
        sl_name_core((enum sl_name_part)(i % 3), sl_buf_str(&name), &fixture->once);
        assert_true(fixture->once.len > 0 && fixture->once.len <= name.len);
        check_invariants(fixture, sl_fold_text, sl_buf_str(&name));
    }
    sl_buf_finish(&name);
}

static enum sl_status run_core(void *context)
{
    struct sl_buf out;
    (void)context;
    sl_buf_init(&out, TEXT_LIMIT_BYTES);
    sl_name_core(SL_NAME_SURNAME, SL_STR("kaur kowalska"), &out);
    const enum sl_status status = sl_buf_status(&out, NULL);
    sl_buf_finish(&out);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(run_core, NULL) >= 1);
}

static void test_many_words(void **state)
{
    struct fixture *fixture = *state;
    struct sl_buf name;
    sl_buf_init(&name, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < SL_WORDS_LIMIT; i++) {
        sl_buf_add(&name, SL_STR("kaur "));
    }
    sl_buf_add(&name, SL_STR("gill"));
    sl_buf_clear(&fixture->once);
    sl_name_core(SL_NAME_SURNAME, sl_buf_str(&name), &fixture->once);
    SL_CHECK_BYTES(sl_buf_str(&fixture->once), sl_buf_str(&name));
    sl_buf_finish(&name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_names),
        cmocka_unit_test(test_many_words),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/name_core", tests, group_open, group_close);
}
