/* SPDX-License-Identifier: Apache-2.0 */
#include "page/space.h"

#include "support/support.h"

/* Source: ECMAScript 2023, 12.2 White Space and 12.3 Line Terminators. */
static void test_trim(void **state)
{
    static const struct {
        const char *text;
        const char *trimmed;
    } cases[] = {
        {"",                           ""                         },
        { " \t\r\n\v\f",               ""                         },
        { "a",                         "a"                        },
        { " a b\n",                    "a b"                      },
 /* no-break space; em space and line separator; byte order mark and ideographic space */
        { "\xC2\xA0 x \xC2\xA0",       "x"                        },
        { "\xE2\x80\x83x\xE2\x80\xA8", "x"                        },
        { "\xEF\xBB\xBFx\xE3\x80\x80", "x"                        },
 /* zero width is not blank; a letter may end in the byte A0 */
        { "\xE2\x80\x8Bx\xE2\x80\x8B", "\xE2\x80\x8Bx\xE2\x80\x8B"},
        { "\xC3\xA0",                  "\xC3\xA0"                 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        SL_CHECK_STR(sl_space_trim(sl_str_from(cases[i].text)), cases[i].trimmed);
    }
}

static void test_ends(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_space_first(SL_STR("  a ")), 2);
    SL_CHECK_U64(sl_space_last(SL_STR("  a ")), 1);
    SL_CHECK_U64(sl_space_first(SL_STR("   ")), 3);
    SL_CHECK_U64(sl_space_last(SL_STR("   ")), 3);
    SL_CHECK_U64(sl_space_last(SL_STR("\x80\x80 ")), 1);
    SL_CHECK_U64(sl_space_last(SL_STR(" \xA0")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
