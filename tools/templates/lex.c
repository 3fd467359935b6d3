/* SPDX-License-Identifier: Apache-2.0 */
#include "lex.h"

#include <string.h>

void tpl_lexer_init(
    struct tpl_lexer *lexer, const struct tpl_source *source, struct sl_arena *arena
)
{
    *lexer = (struct tpl_lexer){ .source = source, .arena = arena };
}

/* Does the text go on with these bytes? */
static bool follows(const struct tpl_lexer *lexer, const char *text)
{
    const struct sl_str whole = lexer->source->text;
    return sl_str_starts(sl_str_part(whole, lexer->at, whole.len - lexer->at), sl_str_from(text));
}

/* Step over the bytes when they follow. */
static bool take(struct tpl_lexer *lexer, const char *text)
{
    if (!follows(lexer, text)) {
        return false;
    }
    lexer->at += strlen(text);
    return true;
}

/*
 * Data ends before a tag. Of a tag that stands alone on its line the blanks before it are dropped,
 * as the setting lstripBlocks does.
 */
static void read_data(struct tpl_lexer *lexer, struct tpl_word *word)
{
    const struct sl_str text = lexer->source->text;
    const size_t first = lexer->at;

    while (lexer->at < text.len && !follows(lexer, "{%") && !follows(lexer, "{{") &&
           !follows(lexer, "{#")) {
        lexer->at++;
    }
    size_t end = lexer->at;
    if (follows(lexer, "{%")) {
        while (end > first && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\t')) {
            end--;
        }
        if (end > 0 && text.ptr[end - 1] != '\n') {
            end = lexer->at;
        }
    }
    word->kind = TPL_WORD_DATA;
    word->text = sl_str_part(text, first, end - first);
}

static enum sl_status
read_comment(struct tpl_lexer *lexer, struct tpl_word *word, struct sl_error *err)
{
    const struct sl_str text = lexer->source->text;
    const struct sl_str rest = sl_str_part(text, lexer->at, text.len - lexer->at);
    const struct sl_str inside = sl_str_part(rest, 2, rest.len);
    const size_t end = 2 + sl_str_find(inside, SL_STR("#}"));

    if (end >= rest.len) {
        return tpl_fail(lexer->source, lexer->at, err, "a comment that does not end");
    }
    word->kind = TPL_WORD_COMMENT;
    word->trims_before = rest.ptr[2] == '-';
    word->trims_after = rest.ptr[end - 1] == '-';
    lexer->at += end + 2;
    return SL_OK;
}

static enum sl_status
read_outside(struct tpl_lexer *lexer, struct tpl_word *word, struct sl_error *err)
{
    if (follows(lexer, "{#")) {
        return read_comment(lexer, word, err);
    }
    if (take(lexer, "{%")) {
        word->kind = TPL_WORD_TAG;
    } else if (take(lexer, "{{")) {
        word->kind = TPL_WORD_PRINT;
    } else {
        read_data(lexer, word);
        return SL_OK;
    }
    lexer->in_code = true;
    word->trims_before = take(lexer, "-");
    return SL_OK;
}

/* What a byte behind a backslash stands for. */
static char unescaped(char byte)
{
    switch (byte) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    default:
        return byte;
    }
}

/* A string without its escapes, and past its closing quote. */
static enum sl_status
read_string(struct tpl_lexer *lexer, struct tpl_word *word, struct sl_error *err)
{
    const struct sl_str text = lexer->source->text;
    const char quote = text.ptr[lexer->at++];
    size_t end = lexer->at;
    size_t len = 0;

    while (end < text.len && text.ptr[end] != quote) {
        end += text.ptr[end] == '\\' ? 2 : 1;
    }
    if (end >= text.len) {
        return tpl_fail(lexer->source, word->offset, err, "a text whose quotes do not close");
    }
    char *bytes = sl_arena_alloc(lexer->arena, end - lexer->at + 1, 1);
    if (bytes == NULL) {
        return sl_fail_memory(err);
    }
    while (lexer->at < end) {
        char byte = text.ptr[lexer->at++];
        if (byte == '\\') {
            byte = unescaped(text.ptr[lexer->at++]);
        }
        bytes[len++] = byte;
    }
    lexer->at++;
    word->kind = TPL_WORD_STRING;
    word->text = (struct sl_str){ .ptr = bytes, .len = len };
    return SL_OK;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_name(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_';
}

/* A name or a number. */
static void read_name(struct tpl_lexer *lexer, struct tpl_word *word)
{
    const struct sl_str text = lexer->source->text;
    const bool is_number = is_digit(text.ptr[lexer->at]);
    size_t at = lexer->at;

    while (at < text.len && (is_number ? is_digit(text.ptr[at]) : is_name(text.ptr[at]))) {
        at++;
    }
    if (is_number && at + 1 < text.len && text.ptr[at] == '.' && is_digit(text.ptr[at + 1])) {
        at++;
        while (at < text.len && is_digit(text.ptr[at])) {
            at++;
        }
    }
    word->kind = is_number ? TPL_WORD_NUMBER : TPL_WORD_SYMBOL;
    word->text = sl_str_part(text, lexer->at, at - lexer->at);
    lexer->at = at;
}

/* The end of a tag, with the line end behind it, as the setting trimBlocks does. */
static bool read_end(struct tpl_lexer *lexer, struct tpl_word *word)
{
    const size_t before = lexer->at;

    word->trims_after = take(lexer, "-");
    if (take(lexer, "%}")) {
        word->kind = TPL_WORD_TAG_END;
        (void)(take(lexer, "\n") || take(lexer, "\r\n"));
    } else if (take(lexer, "}}")) {
        word->kind = TPL_WORD_PRINT_END;
    } else {
        lexer->at = before;
        word->trims_after = false;
        return false;
    }
    lexer->in_code = false;
    return true;
}

static enum sl_status
read_operator(struct tpl_lexer *lexer, struct tpl_word *word, struct sl_error *err)
{
    static const char *const operators[] = {
        "===", "!==", "==", "!=", "<=", ">=", "//", "**", "(", ")", "[", "]", "{", "}",
        "*",   "-",   "+",  "~",  "/",  ",",  ":",  "|",  ".", "<", ">", "=", "%",
    };

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (take(lexer, operators[i])) {
            word->kind = TPL_WORD_OPERATOR;
            word->text = sl_str_from(operators[i]);
            return SL_OK;
        }
    }
    return tpl_fail(lexer->source, lexer->at, err, "a sign that means nothing here");
}

static enum sl_status
read_inside(struct tpl_lexer *lexer, struct tpl_word *word, struct sl_error *err)
{
    const char byte = lexer->source->text.ptr[lexer->at];

    if (byte == '"' || byte == '\'') {
        return read_string(lexer, word, err);
    }
    if (is_name(byte)) {
        read_name(lexer, word);
        return SL_OK;
    }
    return read_end(lexer, word) ? SL_OK : read_operator(lexer, word, err);
}

enum sl_status
tpl_lexer_next(struct tpl_lexer *lexer, struct tpl_word *ret_word, struct sl_error *err)
{
    const struct sl_str text = lexer->source->text;

    while (lexer->in_code && lexer->at < text.len &&
           (take(lexer, " ") || take(lexer, "\n") || take(lexer, "\t") || take(lexer, "\r"))) {
    }
    struct tpl_word word = { .kind = TPL_WORD_END, .text = SL_STR(""), .offset = lexer->at };
    if (lexer->at < text.len) {
        SL_TRY(lexer->in_code ? read_inside(lexer, &word, err) : read_outside(lexer, &word, err));
    } else if (lexer->in_code) {
        return tpl_fail(lexer->source, lexer->at, err, "a tag that does not end");
    }
    *ret_word = word;
    return SL_OK;
}
