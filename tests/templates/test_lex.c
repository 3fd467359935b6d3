/* SPDX-License-Identifier: Apache-2.0 */
#include "lex.h"

#include "base/buf.h"
#include "support/support.h"

#define LIMIT_BYTES ((size_t)1 << 16)

/* The words of a template: a letter for the kind, the text in brackets, < and > where it trims. */
static void check_words(const char *template, const char *expected)
{
    static const char letters[] = "$d#TtPpsnyo";
    const struct tpl_source source = { .path = SL_STR("x"), .text = sl_str_from(template) };
    struct tpl_lexer lexer;
    struct tpl_word word;
    struct sl_arena arena;
    struct sl_buf out;
    struct sl_error err;

    sl_arena_init(&arena, LIMIT_BYTES);
    sl_buf_init(&out, LIMIT_BYTES);
    tpl_lexer_init(&lexer, &source, &arena);
    do {
        SL_CHECK_OK(tpl_lexer_next(&lexer, &word, &err), &err);
        sl_buf_addf(&out, "%s%c", word.trims_before ? "<" : "", letters[word.kind]);
        if (word.text.len > 0) {
            sl_buf_addf(&out, "(%.*s)", SL_STR_ARG(word.text));
        }
        sl_buf_add(&out, word.trims_after ? SL_STR(">") : SL_STR(""));
    } while (word.kind != TPL_WORD_END);
    SL_CHECK_STR(sl_buf_str(&out), expected);
    sl_buf_finish(&out);
    sl_arena_finish(&arena);
}

static void check_refused(const char *template, const char *expected)
{
    const struct tpl_source source = { .path = SL_STR("x"), .text = sl_str_from(template) };
    struct tpl_lexer lexer;
    struct tpl_word word = { .kind = TPL_WORD_DATA };
    struct sl_arena arena;
    struct sl_error err;
    enum sl_status status = SL_OK;

    sl_arena_init(&arena, LIMIT_BYTES);
    tpl_lexer_init(&lexer, &source, &arena);
    while (status == SL_OK && word.kind != TPL_WORD_END) {
        status = tpl_lexer_next(&lexer, &word, &err);
    }
    SL_CHECK_STATUS(status, SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), expected);
    sl_arena_finish(&arena);
}

static void test_words(void **state)
{
    (void)state;
    check_words("", "$");
    check_words("a { b } c", "d(a { b } c)$");
    check_words("{{ a.b }}", "Py(a)o(.)y(b)p$");
    check_words("{{- 'x\\n\"' -}}", "<Ps(x\n\")p>$");
    check_words("{{ 1.5 }}{{ 2 }}{{ -3 }}", "Pn(1.5)pPn(2)pPo(-)n(3)p$");
    check_words("{# {% no %} #}x", "#d(x)$");
    check_words("{#- a -#}", "<#>$");
    check_words(
        "{{ a !== b|c(d,e=1)[2] }}",
        "Py(a)o(!==)y(b)o(|)y(c)o(()y(d)o(,)y(e)o(=)n(1)o())o([)n(2)o(])p$"
    );
}

/* trimBlocks and lstripBlocks of Nunjucks: a tag alone on its line leaves nothing of the line. */
static void test_lines(void **state)
{
    (void)state;
    check_words("a\n  {% if %}\n  b", "d(a\n)Ty(if)td(  b)$");
    check_words("  {% if %}\r\nb", "dTy(if)td(b)$");
    check_words("a  {% if %} \nb", "d(a  )Ty(if)td( \nb)$");
    check_words("a\n  {{ b }}\n", "d(a\n  )Py(b)pd(\n)$");
    check_words("{{ b }}  {% if %}", "Py(b)pd(  )Ty(if)t$");
}

static void test_refused(void **state)
{
    (void)state;
    check_refused("a\n{# b", "x:2:1: a comment that does not end");
    check_refused("{#}", "x:1:1: a comment that does not end");
    check_refused("{{ 'abc }}", "x:1:4: a text whose quotes do not close");
    check_refused("{{ 'abc\\", "x:1:4: a text whose quotes do not close");
    check_refused("{{ a", "x:1:5: a tag that does not end");
    check_refused("{{ a ; }}", "x:1:6: a sign that means nothing here");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
