/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_query.h"

#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "search/query_text.h"
#include "support/support.h"

static struct sl_fold *fold;
static const struct sl_date today = { .year = 2026, .month = 3, .day = 31 };

static int open_fold(void **state)
{
    (void)state;
    SL_CHECK_OK(sl_fold_open(&fold, NULL), NULL);
    return 0;
}

static int close_fold(void **state)
{
    (void)state;
    sl_fold_close(fold);
    return 0;
}

/* What is typed, and what it becomes. */
struct typed {
    const char *text;
    const char *query;
};

static void check_all(const struct typed *cases, size_t count)
{
    struct sl_error err = { .status = SL_OK };
    struct sl_search_query query;
    struct sl_arena arena;
    struct sl_buf text;

    sl_arena_init(&arena, 1 << 20);
    sl_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < count; i++) {
        sl_arena_reset(&arena);
        sl_buf_clear(&text);
        SL_CHECK_OK(
            sl_search_query_parse(
                fold, sl_str_from(cases[i].text), sl_date_to_days(today), &arena, &query, &err
            ),
            &err
        );
        print_query(&query, &text);
        SL_CHECK_STR(sl_buf_str(&text), cases[i].query);
    }
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}
#define CHECK_ALL(cases) check_all((cases), sizeof(cases) / sizeof((cases)[0]))

static void test_names(void **state)
{
    static const struct typed cases[] = {
        {"Khan",                     "N khan*"                },
        { "Khan ",                   "N khan"                 },
        { "Mohammed KHAN",           "N mohammed; N khan*"    },
        { "Khan, Mohammed",          "N khan; N mohammed*"    },
        { "  O'Neill-Smith ",        "N oneill; N smith"      },
        { "Fatima al-Hussain",       "N fatima; N alhussain*" },
        { "Abdulkarim",              "N abdul; N karim*"      },
        { "Rahmatullah",             "N rahmat; N ullah*"     },
        { "J. Smith",                "L j; N smith*"          },
        { "Mr John Smith",           "N john; N smith*"       },
        { "محمد خان",         "N mhmd; N khan*"        },
        { "Анна Иванова", "N anna; N ivanova*"     },
        { "王小明",               "N wang; N xiao; N ming*"},
        { "Bob and Jane",            "N bob; N jane*"         },
        { "and",                     "N and*"                 },
        { "Moh* Khan",               "N moh*; N khan*"        },
        { "Molly Moore",             "N molly; N moore*"      },
        { "unknown",                 "?"                      },
    };
    (void)state;
    CHECK_ALL(cases);
}

/* A day that is none is looked for as it stands: a slip is still evidence. */
static void test_births(void **state)
{
    static const struct typed cases[] = {
        {"14/02/2013",                 "B 20130214"                             },
        { "14.2.13",                   "B 20130214"                             },
        { "2013-02-14",                "B 20130214"                             },
        { "14 Feb 2013",               "B 20130214"                             },
        { "14th February 2013",        "B 20130214"                             },
        { "February 14, 2013",         "B 20130214"                             },
        { "14022013",                  "B 20130214 or I 14022013"               },
        { "140213",                    "B 20130214 or I 140213"                 },
        { "12/123456A",                "I 120123456a"                           },
        { "2013",                      "B 20130101..20131231 or I 2013"         },
        { "Feb 2013",                  "B 20130201..20130231"                   },
        { "02/2013",                   "B 20130201..20130231"                   },
        { "April 2013",                "N april; B 20130101..20131231 or I 2013"},
        { "born April 2013",           "B 20130401..20130431"                   },
        { "Khan dob 14/2/13",          "N khan; B 20130214"                     },
        { "Khan D.O.B. 14/2/13",       "N khan; B 20130214"                     },
        { "date of birth: 140213",     "B 20130214"                             },
        { "Khan 14 Feb 2013 Mohammed", "N khan; B 20130214; N mohammed*"        },
        { "31/02/2013",                "B 20130231"                             },
        { "45/13/2013",                "?"                                      },
        { "1/1/1066",                  "?"                                      },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_ages(void **state)
{
    static const struct typed cases[] = {
        {"aged 12",            "B 20130401..20140331"         },
        { "age 12 Khan",       "B 20130401..20140331; N khan*"},
        { "Khan 12 years",     "N khan; B 20130401..20140331" },
        { "Khan 12 years old", "N khan; B 20130401..20140331" },
        { "12yo",              "B 20130401..20140331"         },
        { "12-year-old",       "B 20130401..20140331"         },
        { "12 y/o",            "B 20130401..20140331"         },
        { "aged 0",            "B 20250401..20260331"         },
        { "6 months",          "B 20250901..20250930"         },
        { "6 months old",      "B 20250901..20250930"         },
        { "2 weeks old",       "B 20260311..20260317"         },
        { "Khan 12",           "N khan; ?"                    },
        { "aged 300",          "N aged; ?"                    },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_postcodes(void **state)
{
    static const struct typed cases[] = {
        {"M13 9PL",       "P m139pl:unit"                                },
        { "m139pl",       "P m139pl:unit or I m139pl or H m139pl"        },
        { "M13 OPL",      "P m130pl:unit"                                },
        { "M13 9",        "P m139:sector"                                },
        { "M13",          "P m13:district or V m13"                      },
        { "SK14",         "P sk14:district or V sk14 or I sk14 or H sk14"},
        { "EC1A 1BB",     "P ec1a1bb:unit"                               },
        { "Khan M13",     "N khan; P m13:district or V m13"              },
        { "postcode M13", "P m13:district"                               },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_numbers(void **state)
{
    static const struct typed cases[] = {
        {"07700900123",              "T 07700900123 or I 07700900123"           },
        { "07700 900123",            "T 07700900123"                            },
        { "07700 900 123",           "T 07700900123"                            },
        { "+44 7700 900123",         "T 07700900123"                            },
        { "0161 496 0000",           "T 01614960000"                            },
        { "tel 496 0000",            "T 4960000"                                },
        { "943 476 5919",            "I 9434765919"                             },
        { "NHS number 943 476 5919", "I 9434765919"                             },
        { "nhs: 9434765919",         "I 9434765919"                             },
        { "9434765919",              "I 9434765919"                             },
        { "A801200001001",           "I a801200001001 or H a801200001001"       },
        { "nominal/48213",           "I nominal48213"                           },
        { "DfEX0000001",             "I dfex0000001 or H dfex0000001"           },
        { "id 123",                  "I 123"                                    },
        { "P7Q2M4XKD",               "# P7Q2M4XKD or I p7q2m4xkd or H p7q2m4xkd"},
        { "Patterson",               "N patterson or # Patterson*"              },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_objects(void **state)
{
    static const struct typed cases[] = {
        {"AB12 CDE",                          "V ab12cde"                           },
        { "AB12CDE",                          "V ab12cde or I ab12cde or H ab12cde" },
        { "Khan AB12 CDE 14/2/13",            "N khan; V ab12cde; B 20130214"       },
        { "reg ABZ 1234",                     "V abz1234"                           },
        { "Mo 2013",                          "N mo; B 20130101..20131231 or I 2013"},
        { "@jay_01",                          "H jay_01"                            },
        { "jay_01",                           "I jay01 or H jay_01"                 },
        { "insta jay.01",                     "H instagram jay.01"                  },
        { "https://www.instagram.com/jay_01", "H instagram jay_01"                  },
        { "jo@example.org",                   "E jo@example.org"                    },
        { "email Jo@Example.org",             "E jo@example.org"                    },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_all_at_once(void **state)
{
    static const struct typed cases[] = {
        {"khan mohamed 14.2.13 M13 9PL 07700 900123 AB12 CDE @jay_01",
         "N khan; N mohamed; B 20130214; P m139pl:unit; T 07700900123; V ab12cde; H jay_01"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static enum sl_status parse_status(struct sl_str text)
{
    struct sl_search_query query;
    struct sl_arena arena;
    sl_arena_init(&arena, 1 << 20);
    const enum sl_status status =
        sl_search_query_parse(fold, text, sl_date_to_days(today), &arena, &query, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_refused(void **state)
{
    char longest[SL_SEARCH_TEXT_LIMIT + 1];
    (void)state;
    SL_CHECK_STATUS(parse_status(SL_STR("")), SL_INVALID);
    SL_CHECK_STATUS(parse_status(SL_STR(" , ;")), SL_INVALID);
    SL_CHECK_STATUS(parse_status(SL_STR("-")), SL_INVALID);
    memset(longest, 'a', sizeof longest);
    const struct sl_str text = { .ptr = longest, .len = sizeof longest };
    SL_CHECK_STATUS(parse_status(text), SL_LIMIT);
    SL_CHECK_STATUS(parse_status(sl_str_part(text, 0, SL_SEARCH_TEXT_LIMIT)), SL_OK);
    SL_CHECK_STATUS(parse_status(SL_STR("ab cd ef gh ij kl mn op qr st uv wx yz")), SL_LIMIT);
    for (size_t i = 0; i < sizeof longest; i += 2) {
        longest[i] = ' ';
    }
    SL_CHECK_STATUS(parse_status(sl_str_part(text, 0, SL_SEARCH_TEXT_LIMIT)), SL_LIMIT);
}

static void test_finds_readings(void **state)
{
    struct sl_search_part part = { .reading_count = 1 };
    (void)state;
    part.readings[0].reads = SL_SEARCH_READS_PHONE;
    assert_ptr_equal(sl_search_part_find(&part, SL_SEARCH_READS_PHONE), &part.readings[0]);
    assert_null(sl_search_part_find(&part, SL_SEARCH_READS_NAME));
    SL_CHECK_STR(sl_search_reading_name(SL_SEARCH_READS_BIRTH), "date_of_birth");
    SL_CHECK_STR(sl_search_reading_name(SL_SEARCH_READS_IDENTITY), "identity");
}

static enum sl_status parse_failing(void *context)
{
    (void)context;
    return parse_status(SL_STR("Abdulkarim O'Neill 14 Feb 2013 M13 9PL insta jay_01 9434765919"));
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse_failing, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),          cmocka_unit_test(test_births),
        cmocka_unit_test(test_ages),           cmocka_unit_test(test_postcodes),
        cmocka_unit_test(test_numbers),        cmocka_unit_test(test_objects),
        cmocka_unit_test(test_all_at_once),    cmocka_unit_test(test_refused),
        cmocka_unit_test(test_finds_readings), cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, open_fold, close_fold);
}
