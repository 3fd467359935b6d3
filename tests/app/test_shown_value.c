/* SPDX-License-Identifier: Apache-2.0 */
#include "app/shown_value.h"

#include "support/support.h"

/* Dates without a month, of a month that there is not, and of no leap year are among them. */
static const struct {
    enum sl_kind kind;
    const char *normal;
    const char *shown;
} rows[] = {
    {SL_KIND_DOB,           "20110304",           "4 March 2011"                    },
    { SL_KIND_DOB,          "20001231",           "31 December 2000"                },
    { SL_KIND_DOB,          "20110300",           "March 2011"                      },
    { SL_KIND_DOB,          "20110000",           "2011"                            },
    { SL_KIND_DOB,          "00000304",           "4 March"                         },
    { SL_KIND_DOB,          "00000229",           "29 February"                     },
    { SL_KIND_DOB,          "20110004",           "04-00-2011"                      },
    { SL_KIND_DOB,          "18627117",           "17-71-1862"                      },
    { SL_KIND_DOB,          "20110229",           "29-02-2011"                      },
    { SL_KIND_DOB,          "t early spring",     "early spring"                    },
    { SL_KIND_DOB,          "2011",               "2011"                            },
    { SL_KIND_DOB,          "2011030x",           "2011030x"                        },
    { SL_KIND_POSTCODE,     "m601aa",             "M60 1AA"                         },
    { SL_KIND_POSTCODE,     "ec1a1bb",            "EC1A 1BB"                        },
    { SL_KIND_POSTCODE,     "m60",                "M60"                             },
    { SL_KIND_POSTCODE,     "90210",              "90210"                           },
    { SL_KIND_POSTCODE,     "k1a0b1",             "K1A 0B1"                         },
    { SL_KIND_SEX,          "f",                  "female"                          },
    { SL_KIND_SEX,          "m",                  "male"                            },
    { SL_KIND_SEX,          "x",                  "neither"                         },
    { SL_KIND_SEX,          "not for you to ask", "not for you to ask"              },
    { SL_KIND_NHS_NUMBER,   "9434765919",         "943 476 5919"                    },
    { SL_KIND_NHS_NUMBER,   "9434765918",         "943 476 5918 (wrong check digit)"},
    { SL_KIND_NHS_NUMBER,   "943476591",          "943476591"                       },
    { SL_KIND_NHS_NUMBER,   "94347659ab",         "94347659ab"                      },
    { SL_KIND_IDENTIFIER,   "9434765919",         "9434765919"                      },
    { SL_KIND_SURNAME,      "kowalska",           "kowalska"                        },
    { SL_KIND_HOUSE_NUMBER, "12",                 "12"                              },
};

static void test_values_as_people_write_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_buf out;
        sl_buf_init(&out, 200);
        sl_shown_value(rows[i].kind, sl_str_from(rows[i].normal), &out);
        SL_CHECK_STR(sl_buf_str(&out), rows[i].shown);
        sl_buf_finish(&out);
    }
}

static void test_nothing_is_shown_as_nothing(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < SL_KIND_COUNT; kind++) {
        struct sl_buf out;
        sl_buf_init(&out, 200);
        sl_shown_value((enum sl_kind)kind, SL_STR(""), &out);
        SL_CHECK_U64(out.len, 0);
        sl_buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_as_people_write_them),
        cmocka_unit_test(test_nothing_is_shown_as_nothing),
    };
    return cmocka_run_group_tests_name("app/shown_value", tests, NULL, NULL);
}
