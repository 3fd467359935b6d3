/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <string.h>

#include "base/hash.h"
#include "support/support.h"

/* The sequences of RFC 3629, sections 3, 4 and 7, and the borders of each length. */
static const struct {
    const char *bytes;
    uint32_t code_point;
    const char *source;
} VALID[] = {
    {"A",                 0x41,     "section 7: A<NOT IDENTICAL TO><ALPHA>."},
    { "\xE2\x89\xA2",     0x2262,   "section 7"                             },
    { "\xCE\x91",         0x0391,   "section 7"                             },
    { "\xED\x95\x9C",     0xD55C,   "section 7: hangugeo"                   },
    { "\xE6\x97\xA5",     0x65E5,   "section 7: nihongo"                    },
    { "\xF0\xA3\x8E\xB4", 0x233B4,  "section 7"                             },
    { "\x7F",             0x7F,     "section 3: last of one byte"           },
    { "\xC2\x80",         0x80,     "section 3: first of two bytes"         },
    { "\xDF\xBF",         0x7FF,    "section 3: last of two bytes"          },
    { "\xE0\xA0\x80",     0x800,    "section 3: first of three bytes"       },
    { "\xED\x9F\xBF",     0xD7FF,   "section 4: last before the surrogates" },
    { "\xEE\x80\x80",     0xE000,   "section 4: first behind the surrogates"},
    { "\xEF\xBB\xBF",     0xFEFF,   "section 6: the byte order mark"        },
    { "\xEF\xBF\xBF",     0xFFFF,   "section 3: last of three bytes"        },
    { "\xF0\x90\x80\x80", 0x10000,  "section 3: first of four bytes"        },
    { "\xF4\x8F\xBF\xBF", 0x10FFFF, "section 3: last of all"                },
};

static const struct {
    const char *bytes;
    const char *source;
} INVALID[] = {
    {"\x80",              "section 4: a tail alone"                },
    { "\xBF",             "section 4: a tail alone"                },
    { "\xC0\x80",         "section 10: NUL as two bytes"           },
    { "\xC0\xAE",         "section 10: a dot as two bytes"         },
    { "\xC1\xBF",         "section 4: overlong"                    },
    { "\xE0\x9F\xBF",     "section 4: overlong"                    },
    { "\xF0\x8F\xBF\xBF", "section 4: overlong"                    },
    { "\xED\xA0\x80",     "section 3: the first surrogate"         },
    { "\xED\xBF\xBF",     "section 3: the last surrogate"          },
    { "\xF4\x90\x80\x80", "section 3: above U+10FFFF"              },
    { "\xF5\x80\x80\x80", "section 4: no such lead"                },
    { "\xFE",             "section 3: never appears"               },
    { "\xFF",             "section 3: never appears"               },
    { "\xC3",             "section 4: the tail is missing"         },
    { "\xE2\x89",         "section 4: the last tail is missing"    },
    { "\xF0\xA3\x8E",     "section 4: the last tail is missing"    },
    { "\xC3\x41",         "section 4: a letter instead of the tail"},
    { "\xE2\x89\x41",     "section 4: a letter instead of the tail"},
    { "\xF0\xA3\x8E\xC3", "section 4: a lead instead of the tail"  },
};

static void test_valid_sequences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof VALID / sizeof VALID[0]; i++) {
        struct sl_str text = sl_str_from(VALID[i].bytes);
        SL_CHECK_U64(sl_utf8_check(text), text.len);
        SL_CHECK_U64(sl_utf8_count(text), 1);
        SL_CHECK_U64(sl_utf8_take(&text), VALID[i].code_point);
        SL_CHECK_U64(text.len, 0);
    }
}

static void test_invalid_sequences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof INVALID / sizeof INVALID[0]; i++) {
        struct sl_str text = sl_str_from(INVALID[i].bytes);
        const size_t len = text.len;
        SL_CHECK_U64(sl_utf8_check(text), 0);
        SL_CHECK_U64(sl_utf8_take(&text), UINT32_MAX);
        SL_CHECK_U64(text.len, len - 1);
    }
}

static void test_check_finds_the_place_at_every_offset(void **state)
{
    char bytes[100];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    for (size_t at = 0; at < sizeof bytes; at++) {
        for (size_t len = at + 1; len <= sizeof bytes; len++) {
            bytes[at] = '\xFF';
            SL_CHECK_U64(sl_utf8_check((struct sl_str){ bytes, len }), at);
            bytes[at] = 'x';
            SL_CHECK_U64(sl_utf8_check((struct sl_str){ bytes, len }), len);
        }
    }
}

static void test_every_code_point_comes_back(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 8);
    for (uint32_t code_point = 0; code_point <= 0x110000; code_point++) {
        const bool valid = code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
        sl_buf_clear(&buf);
        sl_utf8_add(&buf, code_point);
        struct sl_str text = sl_buf_str(&buf);
        assert_true(sl_utf8_check(text) == text.len);
        const uint32_t taken = sl_utf8_take(&text);
        if (taken != (valid ? code_point : 0xFFFD) || text.len != 0) {
            fail_msg("U+%X came back as U+%X", code_point, taken);
        }
    }
    sl_buf_finish(&buf);
}

static void test_sticks_to_the_limit_of_the_buffer(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 2);
    sl_utf8_add(&buf, 0x2262);
    SL_CHECK_STATUS(sl_buf_status(&buf, NULL), SL_LIMIT);
    SL_CHECK_STR(sl_buf_str(&buf), "");
    sl_buf_finish(&buf);
}

/* Random bytes, mostly such as begin or continue sequences: check, take and count must agree. */
static void test_three_ways_agree(void **state)
{
    static const unsigned char LIKELY[] = { 'a',  0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2,
                                            0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5 };
    struct sl_random random;
    char bytes[48];
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int round = 0; round < 100000; round++) {
        const size_t len = (size_t)sl_random_below(&random, sizeof bytes + 1);
        for (size_t i = 0; i < len; i++) {
            bytes[i] = (char)LIKELY[sl_random_below(&random, sizeof LIKELY)];
        }
        const struct sl_str text = { .ptr = bytes, .len = len };
        struct sl_str rest = text;
        size_t first_invalid = len;
        size_t count = 0;
        while (rest.len > 0) {
            const size_t at = len - rest.len;
            if (sl_utf8_take(&rest) == UINT32_MAX && first_invalid == len) {
                first_invalid = at;
            }
            count++;
        }
        SL_CHECK_U64(sl_utf8_check(text), first_invalid);
        SL_CHECK_U64(sl_utf8_count(text), count);
    }
}

static void test_empty_text_is_valid(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_utf8_check((struct sl_str){ NULL, 0 }), 0);
    SL_CHECK_U64(sl_utf8_count((struct sl_str){ NULL, 0 }), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid_sequences),
        cmocka_unit_test(test_invalid_sequences),
        cmocka_unit_test(test_check_finds_the_place_at_every_offset),
        cmocka_unit_test(test_every_code_point_comes_back),
        cmocka_unit_test(test_sticks_to_the_limit_of_the_buffer),
        cmocka_unit_test(test_three_ways_agree),
        cmocka_unit_test(test_empty_text_is_valid),
    };
    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
