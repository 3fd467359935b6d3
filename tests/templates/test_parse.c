/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_parse.c - what is no template is refused where it goes wrong; what templates mean is tested
 * by what they write, in tests/page.
 */
#include "base/buf.h"
#include "node.h"
#include "support/support.h"

#define LIMIT_BYTES ((size_t)1 << 20)

static enum sl_status parse(const char *template, struct sl_arena *arena, struct sl_error *err)
{
    struct tpl_source source = { .path = SL_STR("x"), .text = sl_str_from(template) };
    return tpl_parse(&source, arena, err);
}

static const struct {
    const char *template;
    const char *message;
} refused[] = {
    {"{{ }}",                           "x:1:4: a value is missing"                               },
    { "{{ a b }}",                      "x:1:6: '}}' is missing"                                  },
    { "{{ (a }}",                       "x:1:7: ')' is missing"                                   },
    { "{{ [a }}",                       "x:1:7: ']' is missing"                                   },
    { "{{ {1: 2} }}",                   "x:1:5: the name of a member must be a name or a text"    },
    { "{{ {a 2} }}",                    "x:1:7: ':' is missing"                                   },
    { "{{ a. }}",                       "x:1:7: a name is missing"                                },
    { "{{ a | }}",                      "x:1:8: a name is missing"                                },
    { "{{ a not b }}",                  "x:1:10: 'in' is missing after 'not'"                     },
    { "{% %}",                          "x:1:4: no such tag: ''"                                  },
    { "{% switch a %}",                 "x:1:4: no such tag: 'switch'"                            },
    { "{% if a %}\nb",                  "x:2:2: 'endif' is missing"                               },
    { "{% if a %}{% endfor %}",         "x:1:14: no such tag: 'endfor'"                           },
    { "{% for a %}",                    "x:1:10: 'for NAME in' or 'for NAME, NAME in' is expected"},
    { "{% for a, b, c in d %}",         "x:1:19: 'for NAME in' or 'for NAME, NAME in' is expected"},
    { "{% for a in b %}x",              "x:1:18: 'endfor' is missing"                             },
    { "{% set a %}x",                   "x:1:13: 'endset' is missing"                             },
    { "{% macro a %}",                  "x:1:12: '(' is missing"                                  },
    { "{% include a %}",                "x:1:12: the name of a template must be a text"           },
    { "{% from 'a' b %}",               "x:1:13: 'import' is missing"                             },
    { "{% call(a) b() %}{% endcall %}",
     "x:1:8: a call block that takes arguments is not supported"                                  },
    { "{% call a %}{% endcall %}",      "x:1:26: 'call' is of a macro: {% call name() %}"         },
};

static void test_refused(void **state)
{
    struct sl_arena arena;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, LIMIT_BYTES);
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        SL_CHECK_STATUS(parse(refused[i].template, &arena, &err), SL_INVALID);
        SL_CHECK_STR(sl_str_from(err.message), refused[i].message);
    }
    sl_arena_finish(&arena);
}

static void test_depth(void **state)
{
    struct sl_arena arena;
    struct sl_error err;
    struct sl_buf deep;

    (void)state;
    sl_arena_init(&arena, LIMIT_BYTES);
    sl_buf_init(&deep, LIMIT_BYTES);
    sl_buf_add(&deep, SL_STR("{{ "));
    for (int i = 0; i < 1000; i++) {
        sl_buf_add(&deep, i % 2 == 0 ? SL_STR("(") : SL_STR("not "));
    }
    SL_CHECK_STATUS(parse(deep.ptr, &arena, &err), SL_LIMIT);
    sl_buf_clear(&deep);
    for (int i = 0; i < 1000; i++) {
        sl_buf_add(&deep, SL_STR("{% if a %}"));
    }
    SL_CHECK_STATUS(parse(deep.ptr, &arena, &err), SL_LIMIT);
    sl_buf_finish(&deep);
    sl_arena_finish(&arena);
}

static void test_place(void **state)
{
    const struct tpl_source source = { .path = SL_STR("x"), .text = SL_STR("ab\ncd\n") };
    size_t line = 0;
    size_t column = 0;

    (void)state;
    tpl_place(&source, 0, &line, &column);
    SL_CHECK_U64(line * 10 + column, 11);
    tpl_place(&source, 4, &line, &column);
    SL_CHECK_U64(line * 10 + column, 22);
    tpl_place(&source, 6, &line, &column);
    SL_CHECK_U64(line * 10 + column, 31);
}

static enum sl_status parse_all(void *context)
{
    struct sl_arena arena;

    (void)context;
    sl_arena_init(&arena, LIMIT_BYTES);
    const enum sl_status status =
        parse("{% if a %}{{ b | c({d: 'e'}) }}{% else %}f{% endif %}", &arena, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse_all, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
