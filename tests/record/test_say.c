/* SPDX-License-Identifier: Apache-2.0 */
#include "record/say.h"

#include "support/support.h"

static struct sl_moment moment_of(const char *text)
{
    struct sl_moment moment = { .precision = SL_PRECISION_NONE };
    if (text[0] != '\0') {
        SL_CHECK_OK(sl_moment_parse(sl_str_from(text), &moment, NULL), NULL);
    }
    return moment;
}

static void test_moments_and_spans(void **state)
{
    static const struct {
        const char *start, *end, *words;
    } cases[] = {
        {"2024-05-03",        "",                 "3 May 2024"                          },
        { "2024-05-03T09:05", "",                 "3 May 2024 09:05"                    },
        { "2024-05",          "",                 "May 2024"                            },
        { "2024",             "",                 "2024"                                },
        { "2024-05-03~",      "",                 "about 3 May 2024"                    },
        { "",                 "",                 "no date"                             },
        { "",                 "2024-05",          "until May 2024"                      },
        { "2024-05-03",       "2024-05-03",       "3 May 2024"                          },
        { "2024-05-03",       "2024-05-05",       "3 May 2024 to 5 May 2024"            },
        { "2024-05-03T21:40", "2024-05-03T22:05", "3 May 2024 21:40 to 22:05"           },
        { "2024-05-02T21:40", "2024-05-03T06:15", "2 May 2024 21:40 to 3 May 2024 06:15"},
    };
    struct sl_buf out;
    (void)state;
    sl_buf_init(&out, 100);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sl_buf_clear(&out);
        sl_say_span(moment_of(cases[i].start), moment_of(cases[i].end), &out);
        SL_CHECK_STR(sl_buf_str(&out), cases[i].words);
    }
    sl_buf_finish(&out);
}

static void test_dates(void **state)
{
    static const char *const cases[][2] = {
        {"2009-11-23",  "23 Nov 2009"},
        { "23/11/2009", "23 Nov 2009"},
        { "2009-11",    "Nov 2009"   },
        { "31/02/2009", "31/02/2009" },
        { "00/02/2009", "00/02/2009" },
        { "20091123",   "23 Nov 2009"},
        { "20091100",   "Nov 2009"   },
        { "20090000",   "2009"       },
        { "20090023",   "20090023"   },
        { "20090231",   "20090231"   },
        { "23-11-2009", "23-11-2009" },
        { "",           ""           },
    };
    struct sl_buf out;
    (void)state;
    sl_buf_init(&out, 100);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sl_buf_clear(&out);
        sl_say_date(sl_str_from(cases[i][0]), &out);
        SL_CHECK_STR(sl_buf_str(&out), cases[i][1]);
    }
    sl_buf_finish(&out);
}

static void test_ages(void **state)
{
    static const struct {
        const char *birth, *on, *words;
    } cases[] = {
        {"2009-11-23",  "2024-06-01", "14"       },
        { "2009-06-01", "2024-06-01", "15"       },
        { "2009-06-02", "2024-06-01", "14"       },
        { "2009",       "2024-06-01", "14 or 15" },
        { "2022-07-01", "2024-06-01", "23 months"},
        { "2024-05-01", "2024-06-01", "4 weeks"  },
        { "2024-05-31", "2024-06-01", "1 day"    },
        { "2024-06-01", "2024-06-01", "0 days"   },
        { "2024-08-09", "2024-06-01", ""         },
        { "",           "2024-06-01", ""         },
    };
    struct sl_buf out;
    (void)state;
    sl_buf_init(&out, 100);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sl_buf_clear(&out);
        sl_say_age(moment_of(cases[i].birth), moment_of(cases[i].on).day, &out);
        SL_CHECK_STR(sl_buf_str(&out), cases[i].words);
    }
    sl_buf_clear(&out);
    sl_say_old(moment_of("2009"), moment_of("2024-06-01").day, &out);
    sl_buf_add_byte(&out, '|');
    sl_say_old(moment_of("2024-05-01"), moment_of("2024-06-01").day, &out);
    sl_buf_add_byte(&out, '|');
    sl_say_old(moment_of("2024-08-09"), moment_of("2024-06-01").day, &out);
    SL_CHECK_STR(sl_buf_str(&out), "14 or 15 years old|4 weeks old|");
    sl_buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments_and_spans),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_ages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
