/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/condition.h"

#include <string.h>

#include "base/number.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_COMMA, TOKEN_BAD, TOKEN_END };

struct token {
    enum token_kind kind;
    struct sl_str text;
    unsigned line, column;
};

struct reader {
    struct sl_str rest;
    unsigned line, column; /* of what comes next */
    struct token token;    /* that is looked at */
    struct sl_arena *arena;
    struct sl_error *err;
};

/* A table of terms, and what one of them is called in a message. */
struct words {
    const struct sl_term *terms;
    unsigned count;
    const char *what;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_word_part(char byte)
{
    return (byte >= 'a' && byte <= 'z') || byte == '_' || is_digit(byte);
}

/* Drop bytes, and know where the next one stands. */
static void drop(struct reader *reader, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const bool ends_line = reader->rest.ptr[i] == '\n';
        reader->line += ends_line ? 1 : 0;
        reader->column = ends_line ? 1 : reader->column + 1;
    }
    reader->rest = sl_str_part(reader->rest, count, reader->rest.len);
}

/* How long a word or number is; digits alone are a number. */
static size_t word_bytes(struct sl_str text, enum token_kind *ret_kind)
{
    size_t len = 0;

    *ret_kind = TOKEN_NUMBER;
    while (len < text.len && is_word_part(text.ptr[len])) {
        if (!is_digit(text.ptr[len])) {
            *ret_kind = TOKEN_WORD;
        }
        len++;
    }
    return len;
}

/* Look at the next token. A text stands between single quotes, without one in it. */
static void next(struct reader *reader)
{
    size_t blanks = 0;

    while (blanks < reader->rest.len && is_blank(reader->rest.ptr[blanks])) {
        blanks++;
    }
    drop(reader, blanks);
    const struct sl_str rest = reader->rest;
    struct token token = { .kind = TOKEN_END, .line = reader->line, .column = reader->column };
    size_t len = 0;
    if (rest.len > 0 && rest.ptr[0] == '\'') {
        const size_t end = sl_str_find(sl_str_part(rest, 1, rest.len), SL_STR("'")) + 1;
        token.kind = end < rest.len ? TOKEN_TEXT : TOKEN_BAD;
        token.text = sl_str_part(rest, 1, end - 1);
        len = end < rest.len ? end + 1 : rest.len;
    } else if (rest.len > 0 && rest.ptr[0] == ',') {
        token.kind = TOKEN_COMMA;
        len = 1;
        token.text = sl_str_part(rest, 0, len);
    } else if (rest.len > 0) {
        len = word_bytes(rest, &token.kind);
        if (len == 0) {
            token.kind = TOKEN_BAD;
            len = 1;
        }
        token.text = sl_str_part(rest, 0, len);
    }
    drop(reader, len);
    reader->token = token;
}

static enum sl_status fail_token(struct reader *reader, const char *expected)
{
    const struct token *token = &reader->token;

    if (token->kind == TOKEN_END) {
        sl_fail(reader->err, SL_INVALID, "the condition ends too early");
    } else {
        sl_fail(reader->err, SL_INVALID, "'%.*s' cannot stand here", SL_STR_ARG(token->text));
    }
    sl_fail_detail(reader->err, "line %u, column %u", token->line, token->column);
    sl_fail_hint(reader->err, "Here may stand: %s.", expected);
    return SL_INVALID;
}

static bool is_word(const struct reader *reader, const char *word)
{
    return reader->token.kind == TOKEN_WORD && sl_str_equal(reader->token.text, sl_str_from(word));
}

/* Take a word if it stands here. */
static bool take(struct reader *reader, const char *word)
{
    const bool is_here = is_word(reader, word);
    if (is_here) {
        next(reader);
    }
    return is_here;
}

static enum sl_status expect(struct reader *reader, const char *word)
{
    return take(reader, word) ? SL_OK : fail_token(reader, word);
}

static bool take_comma(struct reader *reader)
{
    const bool is_here = reader->token.kind == TOKEN_COMMA;
    if (is_here) {
        next(reader);
    }
    return is_here;
}

static enum sl_status read_term(struct reader *reader, struct words words, unsigned *ret_term)
{
    const unsigned term = reader->token.kind == TOKEN_WORD
                              ? sl_term_find(words.terms, words.count, reader->token.text)
                              : words.count;
    if (term == words.count) {
        return fail_token(reader, words.what);
    }
    *ret_term = term;
    next(reader);
    return SL_OK;
}

/* Terms with commas between them. */
static enum sl_status read_terms(struct reader *reader, struct words words, uint64_t *ret_set)
{
    do {
        unsigned term = 0;
        SL_TRY(read_term(reader, words, &term));
        *ret_set |= SL_HISTORY_BIT(term);
    } while (take_comma(reader));
    return SL_OK;
}

static struct words role_words(void)
{
    return (struct words){ sl_role_terms(), SL_ROLE_TABLE_COUNT, "a role" };
}

static enum sl_status read_attribute(struct reader *reader, enum sl_attribute *ret_attribute)
{
    const struct words words = { sl_attribute_terms(), SL_ATTRIBUTE_TABLE_COUNT, "an attribute" };
    unsigned attribute = 0;

    SL_TRY(read_term(reader, words, &attribute));
    *ret_attribute = (enum sl_attribute)attribute;
    return SL_OK;
}

static enum sl_status read_number(struct reader *reader, int64_t most, uint32_t *ret_number)
{
    int64_t number = 0;

    if (reader->token.kind != TOKEN_NUMBER ||
        sl_parse_i64(reader->token.text, 1, most, &number, NULL) != SL_OK) {
        return fail_token(reader, "a whole number from 1 to 999");
    }
    *ret_number = (uint32_t)number;
    next(reader);
    return SL_OK;
}

/* Several words as one limit: the number and its unit. */
static enum sl_status read_limit(struct reader *reader, bool is_window, struct sl_limit *ret_limit)
{
    const char *const units =
        is_window ? "hours, days or months" : "hours, days, working days or months";
    const struct token first = reader->token;
    uint32_t number = 0;

    SL_TRY(read_number(reader, SL_LIMIT_COUNT_LAST, &number));
    struct token last = reader->token;
    if (!is_window && take(reader, "working")) {
        last = reader->token;
    }
    if (last.kind != TOKEN_WORD) {
        return fail_token(reader, units);
    }
    const struct sl_str text = { .ptr = first.text.ptr,
                                 .len = (size_t)(last.text.ptr + last.text.len - first.text.ptr) };
    if (sl_limit_parse(text, ret_limit, NULL) != SL_OK) {
        return fail_token(reader, units);
    }
    next(reader);
    return SL_OK;
}

static enum sl_status read_window(struct reader *reader, struct sl_limit *ret_window)
{
    return take(reader, "in") ? read_limit(reader, true, ret_window) : SL_OK;
}

static enum sl_status read_codes(struct reader *reader, struct sl_pattern *pattern)
{
    struct sl_str texts[SL_CONDITION_CODE_LIMIT];
    size_t count = 0;

    SL_TRY(read_attribute(reader, &pattern->attribute));
    SL_TRY(expect(reader, "is"));
    do {
        if (reader->token.kind != TOKEN_TEXT || count == SL_CONDITION_CODE_LIMIT) {
            return fail_token(reader, "1 to 32 texts between single quotes, with commas");
        }
        texts[count] = sl_arena_copy(reader->arena, reader->token.text);
        if (texts[count++].ptr == NULL) {
            return sl_fail_memory(reader->err);
        }
        next(reader);
    } while (take_comma(reader));
    struct sl_str *kept = sl_arena_alloc(reader->arena, count, sizeof(*kept));
    if (kept == NULL) {
        return sl_fail_memory(reader->err);
    }
    memcpy(kept, texts, count * sizeof(*kept));
    pattern->texts = kept;
    pattern->text_count = count;
    pattern->is_coded = true;
    return SL_OK;
}

static enum sl_status read_events(struct reader *reader, struct sl_pattern *pattern)
{
    const struct words kinds = { sl_event_kind_terms(), SL_EVENT_KIND_COUNT, "a kind of event" };

    SL_TRY(read_terms(reader, kinds, &pattern->kinds));
    if (take(reader, "ended")) {
        pattern->at = SL_AT_END;
    } else {
        pattern->is_open = take(reader, "open");
    }
    if (take(reader, "as")) {
        SL_TRY(read_terms(reader, role_words(), &pattern->roles));
    }
    return take(reader, "where") ? read_codes(reader, pattern) : SL_OK;
}

static enum sl_status read_at_least(struct reader *reader, struct sl_test *test)
{
    SL_TRY(expect(reader, "least"));
    SL_TRY(read_number(reader, SL_LIMIT_COUNT_LAST, &test->at_least));
    if (take(reader, "agencies")) {
        test->kind = SL_TEST_AGENCIES;
        SL_TRY(expect(reader, "with"));
    }
    SL_TRY(read_events(reader, &test->first));
    if (test->kind == SL_TEST_COUNT && take(reader, "at")) {
        test->kind = SL_TEST_PLACE;
        SL_TRY(expect(reader, "one"));
        SL_TRY(expect(reader, "place"));
    }
    return read_window(reader, &test->window);
}

static enum sl_status read_rise(struct reader *reader, struct sl_test *test)
{
    test->kind = SL_TEST_RISE;
    SL_TRY(expect(reader, "to"));
    SL_TRY(read_number(reader, SL_LIMIT_COUNT_LAST, &test->at_least));
    SL_TRY(read_events(reader, &test->first));
    SL_TRY(expect(reader, "in"));
    return read_limit(reader, true, &test->window);
}

static enum sl_status read_differ(struct reader *reader, struct sl_test *test)
{
    test->kind = SL_TEST_DIFFER;
    SL_TRY(expect(reader, "differ"));
    SL_TRY(expect(reader, "on"));
    return read_attribute(reader, &test->attribute);
}

static enum sl_status read_tied(struct reader *reader, struct sl_test *test)
{
    unsigned part = 0;

    test->kind = SL_TEST_TIED;
    SL_TRY(expect(reader, "as"));
    SL_TRY(read_terms(reader, role_words(), &test->ties));
    SL_TRY(expect(reader, "to"));
    SL_TRY(read_term(reader, role_words(), &part));
    test->part = (enum sl_role)part;
    SL_TRY(expect(reader, "in"));
    SL_TRY(read_events(reader, &test->first));
    return read_window(reader, &test->window);
}

/* So many, behind "at least". */
static enum sl_status read_least(struct reader *reader, struct sl_test *test)
{
    SL_TRY(expect(reader, "at"));
    SL_TRY(expect(reader, "least"));
    return read_number(reader, SL_LIMIT_COUNT_LAST, &test->at_least);
}

/* By how many: "children" or "families". */
static enum sl_status read_by(struct reader *reader, const char *whom, struct sl_test *test)
{
    SL_TRY(expect(reader, "by"));
    SL_TRY(read_least(reader, test));
    return expect(reader, whom);
}

static enum sl_status read_shares(struct reader *reader, struct sl_test *test)
{
    const struct words things = { sl_node_kind_terms(), SL_NODE_KIND_COUNT, "a kind of thing" };

    test->kind = SL_TEST_SHARES;
    SL_TRY(read_terms(reader, things, &test->things));
    return read_by(reader, "families", test);
}

static enum sl_status read_met(struct reader *reader, struct sl_test *test)
{
    unsigned part = 0;

    test->kind = SL_TEST_MET;
    SL_TRY(read_terms(reader, role_words(), &test->parts));
    SL_TRY(expect(reader, "in"));
    SL_TRY(read_events(reader, &test->first));
    SL_TRY(read_window(reader, &test->window));
    if (!take(reader, "who")) {
        return read_by(reader, "children", test);
    }
    test->kind = SL_TEST_MET_WHO;
    SL_TRY(expect(reader, "is"));
    SL_TRY(read_term(reader, role_words(), &part));
    test->part = (enum sl_role)part;
    SL_TRY(expect(reader, "in"));
    return read_events(reader, &test->second);
}

static enum sl_status read_linked(struct reader *reader, struct sl_test *test)
{
    test->kind = SL_TEST_LINKED;
    SL_TRY(expect(reader, "to"));
    SL_TRY(read_least(reader, test));
    SL_TRY(expect(reader, "as"));
    SL_TRY(read_terms(reader, role_words(), &test->parts));
    SL_TRY(expect(reader, "in"));
    SL_TRY(read_events(reader, &test->first));
    return read_window(reader, &test->window);
}

/* An event; or two, of which one followed, or did not. */
static enum sl_status read_followed(struct reader *reader, struct sl_test *test)
{
    const struct words kinds = { sl_event_kind_terms(), SL_EVENT_KIND_COUNT, "a kind of event" };

    SL_TRY(read_events(reader, &test->first));
    SL_TRY(read_window(reader, &test->window));
    if (take(reader, "with")) {
        test->kind = SL_TEST_OPEN;
        SL_TRY(expect(reader, "open"));
        test->second.is_open = true;
        return read_terms(reader, kinds, &test->second.kinds);
    }
    if (take(reader, "then")) {
        test->kind = SL_TEST_THEN;
    } else if (take(reader, "without")) {
        test->kind = SL_TEST_WITHOUT;
    } else {
        return SL_OK;
    }
    SL_TRY(read_events(reader, &test->second));
    SL_TRY(expect(reader, "within"));
    return read_limit(reader, false, &test->gap);
}

static enum sl_status read_test(struct reader *reader, struct sl_test *test)
{
    static const struct {
        const char *word;
        enum sl_status (*read)(struct reader *reader, struct sl_test *test);
    } tests[] = {
        {"at",        read_at_least},
        { "rise",     read_rise    },
        { "agencies", read_differ  },
        { "tied",     read_tied    },
        { "shares",   read_shares  },
        { "met",      read_met     },
        { "linked",   read_linked  },
    };

    test->is_negated = take(reader, "not");
    test->at_least = 1;
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        if (take(reader, tests[i].word)) {
            return tests[i].read(reader, test);
        }
    }
    return read_followed(reader, test);
}

/* How often a test of each kind passes over all events, and compares each with each. */
static const struct {
    uint8_t passes, pairs;
} costs[] = {
    [SL_TEST_COUNT] = {1,  0},
      [SL_TEST_AGENCIES] = { 1, 1},
      [SL_TEST_RISE] = { 2, 0},
    [SL_TEST_WITHOUT] = { 1, 1},
      [SL_TEST_THEN] = { 1, 1},
      [SL_TEST_DIFFER] = { 0, 0},
    [SL_TEST_TIED] = { 1, 0},
      [SL_TEST_PLACE] = { 1, 1},
      [SL_TEST_OPEN] = { 1, 1},
    [SL_TEST_SHARES] = { 0, 0},
      [SL_TEST_MET] = { 1, 0},
      [SL_TEST_MET_WHO] = { 2, 0},
    [SL_TEST_LINKED] = { 2, 0},
};

/* What a test reads and costs. */
static void add_cost(struct sl_condition *condition, const struct sl_test *test)
{
    const uint64_t kinds = test->first.kinds | test->second.kinds;
    const bool reads_ties = test->kind != SL_TEST_OPEN && SL_TEST_IS_AROUND(test->kind);

    condition->kinds |= kinds;
    condition->around |= SL_TEST_IS_AROUND(test->kind) ? kinds : 0;
    condition->things |= test->kind == SL_TEST_LINKED ? UINT64_MAX : test->things;
    condition->reads_details = condition->reads_details || test->kind == SL_TEST_DIFFER;
    condition->reads_ties = condition->reads_ties || reads_ties;
    condition->passes += costs[test->kind].passes;
    condition->pairs += costs[test->kind].pairs;
}

/* Several tests; `or` and `and` stand between them. */
static enum sl_status
read_tests(struct reader *reader, struct sl_test *tests, struct sl_condition *condition)
{
    bool begins_alternative = true;

    for (;;) {
        struct sl_test *test = &tests[condition->test_count];
        *test = (struct sl_test){ .begins_alternative = begins_alternative };
        SL_TRY(read_test(reader, test));
        add_cost(condition, test);
        condition->test_count++;
        if (reader->token.kind == TOKEN_END) {
            return SL_OK;
        }
        begins_alternative = take(reader, "or");
        if (!begins_alternative && !take(reader, "and")) {
            return fail_token(reader, "and, or, or the end");
        }
        if (condition->test_count == SL_CONDITION_TEST_LIMIT) {
            return sl_fail(
                reader->err, SL_LIMIT, "a condition has more than %u tests", SL_CONDITION_TEST_LIMIT
            );
        }
    }
}

enum sl_status sl_condition_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_condition *ret_condition,
    struct sl_error *err
)
{
    struct reader reader = { .rest = text, .line = 1, .column = 1, .arena = arena, .err = err };
    struct sl_condition condition = { .test_count = 0 };
    struct sl_test *tests = NULL;

    if (text.len > SL_CONDITION_BYTES) {
        return sl_fail(err, SL_LIMIT, "a condition is longer than %u bytes", SL_CONDITION_BYTES);
    }
    tests = sl_arena_alloc(arena, SL_CONDITION_TEST_LIMIT, sizeof(*tests));
    if (tests == NULL) {
        return sl_fail_memory(err);
    }
    condition.tests = tests;
    next(&reader);
    SL_TRY(read_tests(&reader, tests, &condition));
    *ret_condition = condition;
    return SL_OK;
}
