/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/client_data.h"

#include <string.h>

#include "base/buf.h"
#include "support/support.h"

/* 32 bytes "aaaa..." in base64url. */
#define CHALLENGE "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE"

static const uint8_t challenge[SL_CHALLENGE_BYTES] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

static const struct sl_client_data_expected expected = {
    .type = {"webauthn.get",       12},
    .origin = { "https://a.example", 17},
    .challenge = challenge,
};

/* The members of the text. */
#define ASKED(challenge) ",\"challenge\":\"" challenge "\""
#define FROM(origin)     ",\"origin\":\"" origin "\"}"
#define REST             ASKED(CHALLENGE) FROM("https://a.example")
#define GET              "\"type\":\"webauthn.get\""

static void each_way_to_be_wrong_has_its_answer(void **state)
{
    static const struct {
        enum sl_status status;
        const char *json;
    } cases[] = {
        {SL_OK,       "{" GET REST                                            },
        { SL_OK,      " { \"future\" : [ {} , 1 ] , " GET REST " "            },
        { SL_OK,      "{\"crossOrigin\":false," GET REST                      },
        { SL_OK,      "{\"type\":\"webauthn\\u002eget\"" REST                 },
        { SL_DENIED,  "{\"crossOrigin\":true," GET REST                       },
        { SL_DENIED,  "{\"type\":\"webauthn.create\"" REST                    },
        { SL_DENIED,  "{" GET ASKED(CHALLENGE) FROM("https://b.example")      },
        { SL_DENIED,  "{" GET ASKED(CHALLENGE) FROM("https://a.example/")     },
        { SL_DENIED,  "{" GET ASKED("YWFh") FROM("https://a.example")         },
        { SL_DENIED,  "{" GET ASKED(CHALLENGE "=") FROM("https://a.example")  },
        { SL_DENIED,  "{" GET ASKED("X" CHALLENGE) FROM("https://a.example")  },
        { SL_INVALID, "{" GET "," GET REST                                    },
        { SL_INVALID, "{\"crossOrigin\":false,\"crossOrigin\":false," GET REST},
        { SL_INVALID, "{\"crossOrigin\":\"no\"," GET REST                     },
        { SL_INVALID, "{\"type\":1" REST                                      },
        { SL_INVALID, "{" GET "}"                                             },
        { SL_INVALID, "[]"                                                    },
        { SL_INVALID, ""                                                      },
        { SL_INVALID, "{" GET REST "x"                                        },
        { SL_INVALID, "{" GET REST "{"                                        },
        { SL_INVALID, "{\"a\":[[[[[[[[[[]]]]]]]]]]," GET REST                 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_error err = { .status = SL_OK };
        const enum sl_status status =
            sl_client_data_check(sl_str_from(cases[i].json), &expected, &err);
        if (status != cases[i].status) {
            fail_msg("case %zu: %s: %d, %s", i, cases[i].json, (int)status, err.message);
        }
    }
}

static void too_much_is_refused(void **state)
{
    struct sl_buf text;

    (void)state;
    sl_buf_init(&text, (size_t)64 << 10);
    sl_buf_add(&text, SL_STR("{" GET REST));
    for (int i = 0; i < 20000; i++) {
        sl_buf_add_byte(&text, ' ');
    }
    SL_CHECK_STATUS(sl_client_data_check(sl_buf_str(&text), &expected, NULL), SL_INVALID);
    sl_buf_finish(&text);
}

static void the_challenge_is_found(void **state)
{
    uint8_t found[SL_CHALLENGE_BYTES];
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_client_data_challenge(SL_STR("{" GET REST), found, &err), &err);
    assert_memory_equal(found, challenge, sizeof found);
    SL_CHECK_STATUS(
        sl_client_data_challenge(
            SL_STR("{" GET ",\"challenge\":\"a\",\"origin\":\"\"}"), found, &err
        ),
        SL_INVALID
    );
    SL_CHECK_STATUS(sl_client_data_challenge(SL_STR("{"), found, &err), SL_INVALID);
}

static enum sl_status check(void *context)
{
    (void)context;
    /* An escape makes the reader copy. */
    return sl_client_data_check(SL_STR("{\"type\":\"webauthn\\u002eget\"" REST), &expected, NULL);
}

static void failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(check, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_to_be_wrong_has_its_answer),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(the_challenge_is_found),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests_name("signin/client_data", tests, NULL, NULL);
}
