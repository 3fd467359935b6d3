/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_emit.c - what cannot be right fails the build, where it stands; what can be is the same C
 * every time. What the C does is tested in tests/page.
 */
#include "emit.h"

#include <string.h>

#include "library.h"

/* A page and the message that it must fail with, behind the path. */
/* clang-format off */
static const struct {
    const char *page;
    const char *message;
} refused[] = {
    { "{{ chlidren }}", ":1:4: nothing here is called 'chlidren'" },
    { "{% for a in given %}{% set b = 1 %}{% endfor %}\n{{ b }}",
      ":2:4: nothing here is called 'b'" },
    { "{% block x %}{% set b = 1 %}{% endblock %}{{ b }}", ":1:46: nothing here is called 'b'" },
    { "{{ given | sparkle }}", ":1:12: there is no filter 'sparkle'" },
    { "{{ given | trim(1) }}", ":1:12: 'trim' takes 0 to 0 arguments, not 1" },
    { "{{ given | replace(1) }}", ":1:12: 'replace' takes 2 to 3 arguments, not 1" },
    { "{{ given | select(given) }}", ":1:12: 'select' needs the name of a test" },
    { "{{ given | select('odd') }}", ":1:12: there is no test 'odd'" },
    { "{{ given is odd }}", ":1:13: there is no test 'odd'" },
    { "{{ given.push(1) }}", ":1:14: there is no such method" },
    { "{{ missing() }}", ":1:11: nothing here that can be called is called 'missing'" },
    { "{{ 1 // 2 }}", ":1:6: '}}' is missing" },
    { "{{ loop.index }}", ":1:8: there is no 'loop.index' here" },
    { "{% for a in given %}{{ loop.depth }}{% endfor %}",
      ":1:28: there is no 'loop.depth' here" },
    { "{{ {a: 1, b: 2, a: 3} }}", ":1:17: a name that stands twice" },
    { "{% from 't/m.njk' import other %}", ":1:26: 't/m.njk' has no macro 'other'" },
    { "{% from 't/m.njk' import _own %}", ":1:26: 't/m.njk' has no macro '_own'" },
    { "{% from 't/none.njk' import a %}", ":1:4: there is no template 't/none.njk'" },
    { "{% from 't/part.njk' import a %}", ":1:4: 't/part.njk' is not in the list of templates" },
    { "{% from 't/m.njk' import shown %}{{ shown }}", ":1:37: 'shown' is a macro" },
    { "{% from 't/m.njk' import shown %}{{ shown(1, 2, 3) }}",
      ":1:49: 'shown' has no parameter for this" },
    { "{% from 't/m.njk' import shown %}{{ shown(c = 3) }}",
      ":1:43: 'shown' has no parameter for this" },
    { "{% macro a() %}{{ given }}{{ a }}{% endmacro %}", ":1:30: 'a' is a macro" },
    { "{% macro a(b = given) %}{% endmacro %}",
      ":1:12: the default of a parameter must be a plain value" },
    { "{% for a in given %}{% macro b() %}{% endmacro %}{% endfor %}",
      ":1:24: a macro must stand at the top of its template" },
    { "{% macro b() %}{% endmacro %}{% macro b() %}{% endmacro %}",
      ":1:33: a macro must stand at the top of its template, once" },
    { "{% call given() %}{% endcall %}", ":1:14: 'call' is of a macro, and this is none" },
    { "{% include 't/page.njk' %}", ":1:4: a template that includes itself" },
    { "{% include 't/child.njk' %}", ":1:4: 'extends' cannot stand here" },
    { "{{ super() }}", ":1:9: 'super()' is for blocks, and takes no arguments" },
    { "{% block a %}{{ super() }}{% endblock %}", ":1:4: no block 'a' that this could be" },
    { "{{ caller() }}", ":1:4: nothing here is called 'caller'" },
};
/* clang-format on */

static enum sl_status
compile(struct test_library *test, const char *page, struct sl_buf *out, struct sl_error *err)
{
    test_library_open(test);
    test_library_add(test, "list", "page t/page.njk given\nmacros t/m.njk\n");
    test_library_add(test, "page.njk", page);
    test_library_add(
        test,
        "m.njk",
        "{% macro shown(a, b = 1) %}{{ a }}{% endmacro %}"
        "{% macro _own() %}{% endmacro %}"
    );
    test_library_add(test, "part.njk", "{% set x = 1 %}{{ given }}");
    test_library_add(test, "child.njk", "{% extends 't/part.njk' %}");
    sl_buf_init(out, LIBRARY_LIMIT_BYTES);
    return test_library_compile(test, out, err);
}

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct test_library test;
        struct sl_buf out;
        struct sl_error err = { .status = SL_OK };
        const enum sl_status status = compile(&test, refused[i].page, &out, &err);
        const char *place = strstr(err.message, ".njk:");
        SL_CHECK_STR(sl_str_from(place == NULL ? refused[i].page : place + 4), refused[i].message);
        assert_true(status == SL_INVALID || status == SL_NOT_FOUND);
        sl_buf_finish(&out);
        test_library_close(&test);
    }
}

static void test_macros_refused(void **state)
{
    struct test_library test;
    struct sl_buf out;
    struct sl_error err;

    (void)state;
    test_library_open(&test);
    test_library_add(&test, "list", "macros t/m.njk\n");
    test_library_add(&test, "m.njk", "{% set a = 1 %}{% macro b() %}{{ a }}{% endmacro %}");
    sl_buf_init(&out, LIBRARY_LIMIT_BYTES);
    SL_CHECK_STATUS(test_library_compile(&test, &out, &err), SL_INVALID);
    assert_non_null(
        strstr(err.message, "m.njk:1:4: a file of macros may hold only macros and imports")
    );
    sl_buf_finish(&out);
    test_library_close(&test);
}

#define PAGE "{% from 't/m.njk' import shown %}{% for a in given %}{{ shown(a) }}{% endfor %}"

/* The same C in another folder: no path, no address and no time is in it. */
static void test_same(void **state)
{
    struct sl_buf first;
    struct sl_buf second;
    struct sl_buf header;
    struct test_library test;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(compile(&test, PAGE, &first, &err), &err);
    test_library_close(&test);
    SL_CHECK_OK(compile(&test, PAGE, &second, &err), &err);
    SL_CHECK_BYTES(sl_buf_str(&first), sl_buf_str(&second));
    assert_non_null(strstr(first.ptr, "sl_t_m_shown(page, NULL, "));
    sl_buf_init(&header, LIBRARY_LIMIT_BYTES);
    SL_CHECK_OK(tpl_emit_header(&test.library, SL_STR("x.h"), &header, &err), &err);
    assert_non_null(strstr(header.ptr, "struct sl_t_page_page {\n    struct sl_value given;\n};"));
    assert_non_null(strstr(header.ptr, "X(\"t/m.njk\", \"shown\", sl_t_m_shown, 2)"));
    assert_null(strstr(header.ptr, "_own"));
    test_library_close(&test);
    sl_buf_finish(&first);
    sl_buf_finish(&second);
    sl_buf_finish(&header);
}

static enum sl_status compile_all(void *context)
{
    struct sl_buf out;

    sl_buf_init(&out, LIBRARY_LIMIT_BYTES);
    struct test_library *test = context;
    sl_arena_init(&test->arena, LIBRARY_LIMIT_BYTES);
    test->library.sources = NULL;
    test->library.entries = NULL;
    const enum sl_status status = test_library_compile(test, &out, NULL);
    sl_arena_finish(&test->arena);
    sl_buf_finish(&out);
    return status;
}

static void test_no_memory(void **state)
{
    struct test_library test;
    struct sl_buf out;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(compile(&test, PAGE, &out, &err), &err);
    sl_arena_finish(&test.arena);
    sl_buf_finish(&out);
    assert_true(sl_test_failing_allocations(compile_all, &test) >= 10);
    test_library_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_macros_refused),
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
