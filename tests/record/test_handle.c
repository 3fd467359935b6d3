/* SPDX-License-Identifier: Apache-2.0 */
#include "record/handle.h"

#include "normal_cases.h"

static void test_handles(void **state)
{
    static const struct normal_case cases[] = {
        {"@Jay_01",                                   "jay_01"                        },
        { "jay_01",                                   "jay_01"                        },
        { " @@Jay.01. ",                              "jay.01"                        },
        { "Jay (@jay_01)",                            "jay_01"                        },
        { "find me @ jay_01",                         "find me jay 01"                },
        { "https://www.instagram.com/Jay_01/?hl=en",  "jay_01"                        },
        { "instagram.com/stories/jay_01/123",         "jay_01"                        },
        { "www.tiktok.com/@jay-01",                   "jay-01"                        },
        { "https://m.facebook.com/jay.example",       "jay.example"                   },
        { "facebook.com/profile.php?id=1000123&sk=a", "1000123"                       },
        { "m.me/jay",                                 "jay"                           },
        { "https://www.snapchat.com/add/jay01",       "jay01"                         },
        { "reddit.com/u/Jay",                         "jay"                           },
        { "youtube.com/@jay",                         "jay"                           },
        { "https://twitter.com/jay#x",                "jay"                           },
        { "https://www.instagram.com/p/Cabc/",        "https www instagram com p cabc"},
        { "https://example.org/jay",                  "https example org jay"         },
        { "jay#1234",                                 "jay 1234"                      },
        { "x.com",                                    "x.com"                         },
        { "J\xC3\xA4y",                               "jay"                           },
        { "unknown",                                  ""                              },
        { "@",                                        ""                              },
        { "",                                         ""                              },
    };
    CHECK_CASES(*state, sl_handle_normal, cases);
}

static void test_platforms(void **state)
{
    static const struct normal_case cases[] = {
        {"Instagram",                     "instagram"},
        { "insta",                        "instagram"},
        { "IG",                           "instagram"},
        { "Snap Chat",                    "snapchat" },
        { "Tik-Tok",                      "tiktok"   },
        { "Twitter (X)",                  "x"        },
        { "FB Messenger",                 "facebook" },
        { "https://www.youtube.com/@jay", "youtube"  },
        { "Wizz",                         "wizz"     },
        { "un known",                     ""         },
        { "not known",                    ""         },
        { "",                             ""         },
    };
    CHECK_CASES(*state, sl_platform_normal, cases);
}

struct account {
    const char *platform;
    const char *handle;
    const char *expected;
};

static const struct account accounts[] = {
    {"Insta",                        "@Jay_01",                      "instagram jay_01"          },
    { "",                            "https://instagram.com/jay_01", "instagram jay_01"          },
    { "unknown",                     "@jay_01",                      "jay_01"                    },
    { "x",                           "https://instagram.com/jay_01", "instagram jay_01"          },
    { "fb",                          "Jay.Example",                  "facebook jayexample"       },
    { "",                            "fb.com/jayexample",            "facebook jayexample"       },
    { "TikTok",                      "jay.example",                  "tiktok jay.example"        },
    { "WhatsApp",                    "+44 7700 900123",              "whatsapp 07700900123"      },
    { "",                            "https://wa.me/447700900123",   "whatsapp 07700900123"      },
    { "Signal",                      "07700 900123",                 "signal 07700900123"        },
    { "Insta",                       "not known",                    ""                          },
    { "a platform with a long name", "jay",                          "aplatformwithalongname jay"},
    { "",                            "",                             ""                          },
};

static void test_accounts(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof accounts / sizeof accounts[0]; i++) {
        sl_buf_clear(&fixture->once);
        sl_buf_add(&fixture->once, SL_STR("before|"));
        sl_account_normal(
            fixture->fold,
            sl_str_from(accounts[i].platform),
            sl_str_from(accounts[i].handle),
            &fixture->once
        );
        SL_CHECK_STATUS(sl_buf_status(&fixture->once, NULL), SL_OK);
        SL_CHECK_STR(sl_str_part(sl_buf_str(&fixture->once), 7, SIZE_MAX), accounts[i].expected);
    }
}

static void test_random_values(void **state)
{
    static const char *const pieces[] = { "@",        "jay",   "_",        ".",    "instagram.com/",
                                          "https://", "x.com", "/",        "www.", "m.",
                                          " ",        "(",     "unknown",  "fb",   "p/",
                                          "?id=",     "#1",    "\xC3\xA4", "\xFF", "add/" };
    CHECK_RANDOM(*state, sl_handle_normal, pieces);
    CHECK_RANDOM(*state, sl_platform_normal, pieces);
}

static void account(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_account_normal(fold, SL_STR("Facebook"), raw, out);
}

static void test_memory(void **state)
{
    check_failing_memory(*state, sl_handle_normal, "@jay_01");
    check_failing_memory(*state, sl_platform_normal, "Insta");
    check_failing_memory(*state, account, "Jay.Example");
    check_appends(*state, sl_handle_normal, "@jay_01");
    check_appends(*state, sl_platform_normal, "Insta");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_handles),  cmocka_unit_test(test_platforms),
        cmocka_unit_test(test_accounts), cmocka_unit_test(test_random_values),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("record/handle", tests, group_open, group_close);
}
