/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/note.h"

#include <string.h>

#include "shown.h"

#define WHOLE                                                                                  \
    "{\"note\":\"n-1\",\"child\":\"c-1\",\"kind\":\"visit\",\"happened\":\"2026-11~\","        \
    "\"child_words\":\"I want to go to \\\"nan\\\"\",\"observed\":\"thin coat\","              \
    "\"summary\":\"School rang\",\"told_by\":\"2A\",\"people\":[{\"who\":\"Mum\",\"role\":"    \
    "\"present\"},{\"who\":\"Mr Teale, head\",\"role\":\"professional\"}],\"by\":\"bury.sw\"," \
    "\"worker\":\"Ann Sorrel\",\"at\":\"2026-11-23T17:04:05\",\"why\":\"the month was wrong\"}"

static void a_note_is_an_event_of_the_child(void **state)
{
    (void)state;
    check_shown(
        "sightline-note",
        SL_STR(WHOLE "\n"),
        "n-1 @1 changed 2026-11-23T17:04:05\n"
        "  event visit n-1 2026-11~..\n"
        "    child_words I want to go to \"nan\"\n"
        "    observed thin coat\n"
        "    summary School rang\n"
        "    source 2A\n"
        "    worker Ann Sorrel\n"
        "  person c-1\n"
        "    meant c-1\n"
        "  person n-1/1\n"
        "    description Mum\n"
        "  person n-1/2\n"
        "    description Mr Teale, head\n"
        "  c-1 subject n-1\n"
        "  n-1/1 present n-1\n"
        "  n-1/2 professional n-1\n"
    );
}

static void a_withdrawn_note_states_nothing(void **state)
{
    (void)state;
    check_shown(
        "sightline-note",
        SL_STR("{\"note\":\"n-1\",\"by\":\"u\",\"at\":\"2026-11-23T17:04\",\"why\":\"wrong child\","
               "\"withdrawn\":true}\n"),
        "n-1 @1 withdrawn changed 2026-11-23T17:04\n"
    );
}

static void what_is_no_note_is_rejected(void **state)
{
    /* clang-format off */
    static const struct {
        const char *line, *reject;
    } cases[] = {
        { "{}", "reject 1:0 note: the member is missing\n" },
        { "{\"note\":\"n\",\"note\":\"n\"}", "reject 1:20 note: the member stands twice\n" },
        { "{\"note\":\"\"}", "reject 1:9 note: the text is empty\n" },
        { "{\"mood\":1}", "reject 1:9 mood: the member is not known\n" },
        { "{\"kind\":\"crime\"}", "reject 1:9 kind: 'crime' is not a word that is known here\n" },
        { "{\"happened\":\"2026-13\"}", "reject 1:13 happened: " },
        { "{\"withdrawn\":false}", "reject 1:14 withdrawn: true is wanted, not false\n" },
        { "{\"note\":\"n\",\"by\":\"u\",\"at\":\"2026\",\"child\":\"c\",\"withdrawn\":true}",
          "reject 1:0 child: the member stands in a withdrawn note\n" },
        { "{\"people\":[{\"role\":\"present\"}]}",
          "reject 1:29 people: a person has no 'who'\n" },
        { "{\"people\":[{\"who\":\"a\",\"age\":\"7\"}]}", "reject 1:" },
        { "[]", "ERROR 'FILE'" },
    };
    /* clang-format on */

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_test_folder folder;
        struct sl_buf out;
        sl_test_folder_open(&folder);
        sl_buf_init(&out, (size_t)1 << 16);
        const char *path = sl_test_folder_write(&folder, "note", sl_str_from(cases[i].line));
        show_file("sightline-note", path, &out, NULL);
        const size_t len = strlen(cases[i].reject);
        const bool is_error = strncmp(cases[i].reject, "ERROR", 5) == 0;
        if (!sl_str_starts(
                sl_buf_str(&out), sl_str_part(sl_str_from(cases[i].reject), 0, is_error ? 5 : len)
            )) {
            fail_msg("%s: %.*s", cases[i].line, SL_STR_ARG(sl_buf_str(&out)));
        }
        sl_buf_finish(&out);
        sl_test_folder_close(&folder);
    }
}

/* Reading what was printed, and printing what was read, undo each other. */
static void printing_and_parsing_undo_each_other(void **state)
{
    struct sl_arena arena;
    struct sl_buf text;
    struct sl_note note;
    struct sl_error err;

    (void)state;
    sl_arena_init(&arena, (size_t)1 << 20);
    sl_buf_init(&text, (size_t)1 << 20);
    SL_CHECK_OK(sl_note_parse(SL_STR(WHOLE), &arena, &note, &err), &err);
    SL_CHECK_U64(note.person_count, 2);
    assert_true(note.kind == SL_NOTE_VISIT && note.people[1].role == SL_NOTE_PROFESSIONAL);
    sl_note_print(&note, &text);
    SL_CHECK_BYTES(sl_buf_str(&text), SL_STR(WHOLE));
    note.withdrawn = true;
    sl_buf_clear(&text);
    sl_note_print(&note, &text);
    SL_CHECK_BYTES(
        sl_buf_str(&text),
        SL_STR("{\"note\":\"n-1\",\"by\":\"bury.sw\",\"worker\":\"Ann Sorrel\","
               "\"at\":\"2026-11-23T17:04:05\",\"why\":\"the month was wrong\",\"withdrawn\":true}")
    );
    SL_CHECK_OK(sl_note_parse(sl_buf_str(&text), &arena, &note, &err), &err);
    assert_true(note.withdrawn && note.child.len == 0);
    sl_buf_finish(&text);
    sl_arena_finish(&arena);
}

static void what_may_be_recorded(void **state)
{
    static char long_text[SL_NOTE_WORDS_BYTES + 1];
    struct sl_arena arena;
    struct sl_note whole;
    struct sl_note note;
    struct sl_error err;

    (void)state;
    memset(long_text, 'a', sizeof long_text);
    sl_arena_init(&arena, (size_t)1 << 20);
    SL_CHECK_OK(sl_note_parse(SL_STR(WHOLE), &arena, &whole, &err), &err);
    SL_CHECK_OK(sl_note_check(&whole, &err), &err);
    note = whole;
    note.happened = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    SL_CHECK_STATUS(sl_note_check(&note, &err), SL_INVALID);
    note = whole;
    SL_CHECK_OK(sl_moment_parse(SL_STR("2026-11-24"), &note.happened, &err), &err);
    SL_CHECK_STATUS(sl_note_check(&note, &err), SL_INVALID);
    note = whole;
    note.child_words = note.observed = note.summary = SL_STR("");
    SL_CHECK_STATUS(sl_note_check(&note, &err), SL_INVALID);
    note.withdrawn = true;
    SL_CHECK_OK(sl_note_check(&note, &err), &err);
    note = whole;
    note.observed = (struct sl_str){ .ptr = long_text, .len = sizeof long_text };
    SL_CHECK_STATUS(sl_note_check(&note, &err), SL_LIMIT);
    note = whole;
    note.people[0].who = SL_STR(" ");
    SL_CHECK_STATUS(sl_note_check(&note, &err), SL_INVALID);
    sl_arena_finish(&arena);
}

/* The names in the text are those of events and roles, so that one word means one thing. */
static void words_are_those_of_facts(void **state)
{
    (void)state;
#define SAME_NAME(enumerator, meant, called, words) \
    SL_CHECK_BYTES(terms[meant].name, SL_STR(called));
    {
        const struct sl_term *terms = sl_event_kind_terms();
        SL_NOTE_KIND_TABLE(SAME_NAME)
    }
    {
        const struct sl_term *terms = sl_role_terms();
        SL_NOTE_ROLE_TABLE(SAME_NAME)
    }
#undef SAME_NAME
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_is_an_event_of_the_child),
        cmocka_unit_test(a_withdrawn_note_states_nothing),
        cmocka_unit_test(what_is_no_note_is_rejected),
        cmocka_unit_test(printing_and_parsing_undo_each_other),
        cmocka_unit_test(what_may_be_recorded),
        cmocka_unit_test(words_are_those_of_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
