/* SPDX-License-Identifier: Apache-2.0 */
#include "web/body.h"

#include <string.h>

#include "support/support.h"

enum { WORDS, LIST, COUNT, YES, MEMBERS };

/* clang-format off */
static const struct sl_body_member members[MEMBERS] = {
    [WORDS] = { .name = "words", .kind = SL_BODY_TEXT, .is_required = true, .most = 8 },
    [LIST] = { .name = "list", .kind = SL_BODY_TEXTS, .most = 3 },
    [COUNT] = { .name = "count", .kind = SL_BODY_WHOLE, .most = 100 },
    [YES] = { .name = "yes", .kind = SL_BODY_TRUTH },
};
/* clang-format on */

static enum sl_status
read(const char *text, struct sl_arena *arena, struct sl_body_value *values, struct sl_error *err)
{
    return sl_body_read(sl_str_from(text), members, MEMBERS, arena, values, err);
}

static void what_the_table_says_is_read(void **state)
{
    struct sl_body_value values[MEMBERS];
    struct sl_arena arena;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, 1 << 16);
    SL_CHECK_OK(
        read(
            " {\"list\":[\"a\",\" b\\u00e9 \"],\"words\":\" x y \",\"yes\":true,\"count\":100} ",
            &arena,
            values,
            &err
        ),
        &err
    );
    SL_CHECK_STR(values[WORDS].text, "x y");
    SL_CHECK_U64(values[LIST].text_count, 2);
    SL_CHECK_STR(values[LIST].texts[1], "b\xc3\xa9");
    SL_CHECK_I64(values[COUNT].whole, 100);
    assert_true(values[YES].truth);
    SL_CHECK_OK(read("{\"words\":\"x\",\"yes\":false}", &arena, values, &err), &err);
    assert_false(values[YES].truth);
    assert_true(values[YES].is_there);
    assert_false(values[LIST].is_there);
    sl_arena_finish(&arena);
}

static void everything_else_is_refused(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"",                                                           ""         },
        { "[]",                                                        "object"   },
        { "\"words\"",                                                 "object"   },
        { "{\"words\":\"x\"}}",                                        ""         },
        { "{\"words\":\"x\"} 1",                                       ""         },
        { "{\"words\":\"x\",}",                                        ""         },
        { "{}",                                                        "'words'"  },
        { "{\"words\":\"  \"}",                                        "'words'"  },
        { "{\"words\":\"123456789\"}",                                 "'words'"  },
        { "{\"words\":7}",                                             "'words'"  },
        { "{\"words\":null}",                                          "'words'"  },
        { "{\"words\":\"x\",\"words\":\"y\"}",                         "twice"    },
        { "{\"words\":\"x\",\"Words\":\"y\"}",                         "not known"},
        { "{\"words\":\"x\",\"secret\":\"y\"}",                        "not known"},
        { "{\"words\":\"x\",\"list\":\"y\"}",                          "'list'"   },
        { "{\"words\":\"x\",\"list\":[1]}",                            "'list'"   },
        { "{\"words\":\"x\",\"list\":[[\"a\"]]}",                      ""         },
        { "{\"words\":\"x\",\"list\":[\"a\",\"b\",\"c\",\"d\"]}",      "'list'"   },
        { "{\"words\":\"x\",\"count\":0}",                             "'count'"  },
        { "{\"words\":\"x\",\"count\":101}",                           "'count'"  },
        { "{\"words\":\"x\",\"count\":1.0}",                           "'count'"  },
        { "{\"words\":\"x\",\"count\":\"1\"}",                         "'count'"  },
        { "{\"words\":\"x\",\"count\":99999999999999999999999999999}", "'count'"  },
        { "{\"words\":\"x\",\"yes\":1}",                               "'yes'"    },
        { "{\"words\":{\"words\":\"x\"}}",                             "'words'"  },
        { "{\"words\":\"\\u0000\"}",                                   ""         },
        { "{\"words\":\"\xff\"}",                                      ""         },
    };
    struct sl_body_value values[MEMBERS];
    struct sl_arena arena;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const enum sl_status status = read(wrong[i].text, &arena, values, &err);
        if ((status != SL_INVALID && status != SL_LIMIT) ||
            strstr(err.message, wrong[i].says) == NULL) {
            fail_msg("%s: %d, %s", wrong[i].text, (int)status, err.message);
        }
        /* What was in it is nowhere in the words. */
        assert_null(strstr(err.message, "secret"));
        assert_null(strstr(err.detail, "secret"));
    }
    sl_arena_finish(&arena);
}

static enum sl_status read_all(void *context)
{
    struct sl_body_value values[MEMBERS];
    struct sl_arena arena;

    (void)context;
    sl_arena_init(&arena, 1 << 16);
    const enum sl_status status =
        read("{\"list\":[\"\\u0041\",\"b\"],\"words\":\"\\u0041\"}", &arena, values, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void failing_allocations(void **state)
{
    (void)state;
    sl_test_failing_allocations(read_all, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_table_says_is_read),
        cmocka_unit_test(everything_else_is_refused),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests_name("web/body", tests, NULL, NULL);
}
