/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/yaml.h"
#include "notice/plain.h"
#include "phrases.h"

static struct sl_arena arena;

static int set_up(void **state)
{
    (void)state;
    sl_arena_init(&arena, LANGUAGE_LIMIT_BYTES);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sl_arena_finish(&arena);
    return 0;
}

static void reads_phrases(void **state)
{
    const struct sl_language language = language_read(SL_STR(LANGUAGE_EXAMPLE), &arena);
    (void)state;

    SL_CHECK_U64(language.phrase_count, 2);
    SL_CHECK_U64(language.form_count, 3);
    SL_CHECK_STR(language.phrases[0].forms[1], "Putting  herself at-risk");
    SL_CHECK_STR(language.phrases[0].why, "It blames.");
    SL_CHECK_STR(language.phrases[1].better[1], "who kept her");
    SL_CHECK_STR(language.phrases[1].source->title, "T");
    SL_CHECK_STR(language.forms[0].text, "at risk");
    SL_CHECK_STR(language.forms[1].text, "putting herself at risk");
    SL_CHECK_STR(language.forms[2].text, "why didn't she leave");
    SL_CHECK_U64(language.forms[2].phrase, 1);
}

static void is_written_and_read_as_the_same(void **state)
{
    const struct sl_language language = language_read(SL_STR(LANGUAGE_EXAMPLE), &arena);
    struct sl_buf first, second;
    (void)state;

    sl_buf_init(&first, LANGUAGE_LIMIT_BYTES);
    sl_buf_init(&second, LANGUAGE_LIMIT_BYTES);
    sl_language_print(&language, &first);
    const struct sl_language again = language_read(sl_buf_str(&first), &arena);
    sl_language_print(&again, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    sl_buf_clear(&first);
    sl_language_plain(&language, &first);
    SL_CHECK_STR(
        sl_buf_str(&first),
        "Not 'At risk', 'Putting  herself at-risk'\n"
        "  why: It blames.\n"
        "  better: 'in danger'\n"
        "  source: T, P, V, 7\n"
        "\n"
        "Not 'why didn't she leave'\n"
        "  why: It asks the wrong person.\n"
        "  better: 'what kept her', 'who kept her'\n"
        "  source: T, P, V, 7\n"
    );
    sl_buf_finish(&first);
    sl_buf_finish(&second);
}

#define HEAD                         \
    "format: sightline-language-1\n" \
    "sources: {g: {title: T, publisher: P, version: V, page: P}}\n"

#define ONE(fields) HEAD "phrases:\n- {source: g, why: W, " fields "}\n"

static void says_where_it_is_wrong(void **state)
{
    const struct {
        const char *text, *detail;
    } rows[] = {
        {"format: sightline-indicators-1\nsources: {}\nphrases: []\n",        "line 1, column 9" },
        { HEAD "phrases: []\n",                                               "line 3, column 10"},
        { HEAD "phrases:\n- {source: x, why: W, phrase: [a], better: [b]}\n", "line 4, column 12"},
        { ONE("phrase: [], better: [b]"),                                     "line 4, column 31"},
        { ONE("phrase: [a], better: []"),                                     "line 4, column 44"},
        { ONE("phrase: ['.'], better: [b]"),                                  "line 4, column 32"},
        { ONE("phrase: ['a. b'], better: [b]"),                               "line 4, column 32"},
        { ONE("phrase: [a b, A-B], better: [b]"),                             "line 4, column 37"},
        { ONE("phrase: [[a]], better: [b]"),                                  "line 4, column 32"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_language language;
        struct sl_error err = { .status = SL_OK };
        SL_CHECK_STATUS(
            sl_language_parse(sl_str_from(rows[i].text), &arena, &language, &err), SL_INVALID
        );
        SL_CHECK_STR(sl_str_from(err.detail), rows[i].detail);
    }
}

static enum sl_status parse(void *context)
{
    struct sl_language language;
    struct sl_arena scratch;
    (void)context;

    sl_arena_init(&scratch, LANGUAGE_LIMIT_BYTES);
    const enum sl_status status =
        sl_language_parse(SL_STR(LANGUAGE_EXAMPLE), &scratch, &language, NULL);
    sl_arena_finish(&scratch);
    return status;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(parse, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_phrases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_written_and_read_as_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_where_it_is_wrong, set_up, tear_down),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
