/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/language.h"

#include "base/hash.h"
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

/* What is found in a text, between bars. */
static const char *found_in(const struct sl_language *language, struct sl_str text)
{
    static char line[400];
    const struct sl_language_hit *hits = NULL;
    struct sl_error err;
    struct sl_buf buf;
    size_t count = 0;

    SL_CHECK_OK(sl_language_find(language, text, &arena, &hits, &count, &err), &err);
    sl_buf_init(&buf, sizeof(line) - 1);
    for (size_t i = 0; i < count; i++) {
        sl_buf_addf(&buf, "%s%.*s", i == 0 ? "" : "|", SL_STR_ARG(hits[i].text));
    }
    for (size_t i = 0; i <= buf.len && buf.len > 0; i++) {
        line[i] = buf.ptr[i];
    }
    if (buf.len == 0) {
        line[0] = '\0';
    }
    sl_buf_finish(&buf);
    return line;
}

static void finds_whole_words(void **state)
{
    const struct sl_language language = language_read(SL_STR(LANGUAGE_EXAMPLE), &arena);
    const struct {
        const char *text, *found;
    } rows[] = {
        {"",                                            ""                               },
        { "at risk",                                    "at risk"                        },
        { "She is At  Risk, and at\nrisk.",             "At  Risk|at\nrisk"              },
        { "at-risk",                                    "at-risk"                        },
        { "that risk, at risky, at. risk, at, risk",    ""                               },
        { "putting herself at risk",                    "putting herself at risk"        },
        { "put herself at risk",                        "at risk"                        },
        { "putting herself at ease",                    ""                               },
        { "why didn't she leave",                       "why didn't she leave"           },
        { "Why didn\xe2\x80\x99t she leave?",           "Why didn\xe2\x80\x99t she leave"},
        { "\xe2\x80\x9c"
          "at risk\xe2\x80\x9d and 'at risk'", "at risk|at risk"                },
        { "caf\xc3\xa9"
          "at risk",                           ""                               },
        { "at risk at risk",                            "at risk|at risk"                },
        { "at at risk",                                 "at risk"                        },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CHECK_STR(sl_str_from(found_in(&language, sl_str_from(rows[i].text))), rows[i].found);
    }
    SL_CHECK_STR(sl_str_from(found_in(NULL, SL_STR("at risk"))), "");
}

/* Each form of the catalogue is found by itself, whatever stands around it. */
static void finds_all_of_the_catalogue(void **state)
{
    struct sl_buf text, sentence;
    (void)state;

    sl_buf_init(&text, LANGUAGE_LIMIT_BYTES);
    sl_buf_init(&sentence, LANGUAGE_LIMIT_BYTES);
    sl_test_read("catalogue/language.yaml", &text);
    const struct sl_language language = language_read(sl_buf_str(&text), &arena);
    assert_true(language.phrase_count >= 20);
    for (size_t i = 0; i < language.phrase_count; i++) {
        const struct sl_language_phrase *phrase = &language.phrases[i];
        for (size_t j = 0; j < phrase->form_count; j++) {
            const struct sl_language_hit *hits = NULL;
            size_t count = 0;
            sl_buf_clear(&sentence);
            sl_buf_addf(&sentence, "It was said: %.*s.", SL_STR_ARG(phrase->forms[j]));
            SL_CHECK_OK(
                sl_language_find(&language, sl_buf_str(&sentence), &arena, &hits, &count, NULL),
                NULL
            );
            SL_CHECK_U64(count, 1);
            SL_CHECK_BYTES(hits[0].text, phrase->forms[j]);
            assert_ptr_equal(hits[0].phrase, phrase);
        }
        /* What is offered instead must not be pointed out. */
        for (size_t j = 0; j < phrase->better_count; j++) {
            SL_CHECK_STR(sl_str_from(found_in(&language, phrase->better[j])), "");
        }
    }
    sl_buf_finish(&text);
    sl_buf_finish(&sentence);
}

/* The same by looking at every form at every byte: the longest one where words begin and end. */
static size_t naive_count(const struct sl_language *language, struct sl_str text)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len;) {
        const bool begins = text.ptr[at] != ' ' && (at == 0 || text.ptr[at - 1] == ' ');
        size_t longest = 0;
        for (size_t i = 0; i < language->form_count; i++) {
            const struct sl_str form = language->forms[i].text;
            const size_t end = at + form.len;
            if (begins && sl_str_starts(sl_str_part(text, at, text.len), form) &&
                (end == text.len || text.ptr[end] == ' ') && form.len > longest) {
                longest = form.len;
            }
        }
        count += longest > 0 ? 1 : 0;
        at += longest > 0 ? longest : 1;
    }
    return count;
}

static void finds_what_a_slow_search_finds(void **state)
{
    static const char *const words[] = { "at", "risk", "putting", "herself", "risky", "leave" };
    const struct sl_language language = language_read(SL_STR(LANGUAGE_EXAMPLE), &arena);
    struct sl_random random;
    struct sl_buf text;
    size_t total = 0;
    (void)state;

    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&text, LANGUAGE_LIMIT_BYTES);
    for (unsigned round = 0; round < 500; round++) {
        const struct sl_language_hit *hits = NULL;
        size_t count = 0;
        sl_buf_clear(&text);
        for (unsigned i = 0; i < round / 10; i++) {
            sl_buf_addf(&text, "%s%s", i == 0 ? "" : " ", words[sl_random_below(&random, 6)]);
        }
        const struct sl_str searched = sl_buf_str(&text);
        SL_CHECK_OK(sl_language_find(&language, searched, &arena, &hits, &count, NULL), NULL);
        SL_CHECK_U64(count, naive_count(&language, searched));
        total += count;
    }
    assert_true(total > 100);
    sl_buf_finish(&text);
}

static enum sl_status find_all(void *context)
{
    const struct sl_language *language = context;
    const struct sl_language_hit *hits = NULL;
    struct sl_arena scratch;
    size_t count = 0;

    sl_arena_init(&scratch, LANGUAGE_LIMIT_BYTES);
    const enum sl_status status =
        sl_language_find(language, SL_STR("at risk at risk"), &scratch, &hits, &count, NULL);
    sl_arena_finish(&scratch);
    return status;
}

static void memory_may_run_out(void **state)
{
    struct sl_language language = language_read(SL_STR(LANGUAGE_EXAMPLE), &arena);
    (void)state;
    assert_true(sl_test_failing_allocations(find_all, &language) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_whole_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_all_of_the_catalogue, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_what_a_slow_search_finds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
