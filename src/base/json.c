/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <string.h>

#include "base/utf8.h"

/* Appending a code point to memory that is known to have room. */
struct text_end {
    char *at;
};

void sl_json_init(
    struct sl_json *json, struct sl_str text, unsigned depth_limit, struct sl_arena *arena
)
{
    SL_ASSERT(depth_limit >= 1 && depth_limit <= SL_JSON_DEPTH_LIMIT);
    *json = (struct sl_json){
        .begin = text.ptr,
        .at = text.ptr,
        .end = text.len == 0 ? text.ptr : text.ptr + text.len,
        .arena = arena,
        .depth_limit = depth_limit,
    };
}

size_t sl_json_offset(const struct sl_json *json)
{
    return json->at == NULL ? 0 : (size_t)(json->at - json->begin);
}

size_t sl_json_column(const struct sl_json *json)
{
    return sl_json_offset(json) + 1;
}

const char *sl_json_kind_words(enum sl_json_kind kind)
{
    static const char *const words[] = {
        [SL_JSON_END] = "the end",
        [SL_JSON_OBJECT] = "an object",
        [SL_JSON_OBJECT_END] = "the end of an object",
        [SL_JSON_LIST] = "a list",
        [SL_JSON_LIST_END] = "the end of a list",
        [SL_JSON_TEXT] = "a text",
        [SL_JSON_NUMBER] = "a number",
        [SL_JSON_TRUE] = "true",
        [SL_JSON_FALSE] = "false",
        [SL_JSON_NULL] = "null",
    };
    return words[kind];
}

/* The reader stays where the fault is. */
static enum sl_status
fail_at(struct sl_json *json, const char *place, struct sl_error *err, const char *what)
{
    json->at = place;
    (void)sl_fail(err, SL_INVALID, "%s", what);
    sl_fail_detail(err, "column %zu", sl_json_column(json));
    return SL_INVALID;
}

static void skip_blanks(struct sl_json *json)
{
    while (json->at < json->end &&
           (*json->at == ' ' || *json->at == '\t' || *json->at == '\n' || *json->at == '\r')) {
        json->at++;
    }
}

/*
 * How many of the bytes mean only themselves in a text: none of them a quote, a backslash or a
 * control character. Eight at a time, by the carry of a subtraction: (x - 0x01..01) & ~x has the
 * high bit of the lowest byte of x that is zero (H. S. Warren, "Hacker's Delight", 2nd ed., 6-1);
 * what it says of higher bytes may be wrong, so the last eight are looked at one by one.
 */
static size_t plain_len(const char *ptr, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const char *at = ptr;
    while (end - at >= 8) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        const uint64_t quote = word ^ (ones * '"');
        const uint64_t slash = word ^ (ones * '\\');
        const uint64_t found =
            ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word);
        if ((found & (ones * 0x80)) != 0) {
            break;
        }
        at += 8;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20) {
        at++;
    }
    return (size_t)(at - ptr);
}

static bool take_hex(const char *ptr, const char *end, uint32_t *ret_value)
{
    if (end - ptr < 4) {
        return false;
    }
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        const char byte = ptr[i];
        const char letter = (char)(byte | 0x20);
        uint32_t digit = 0;
        if (byte >= '0' && byte <= '9') {
            digit = (uint32_t)(byte - '0');
        } else if (letter >= 'a' && letter <= 'f') {
            digit = (uint32_t)(letter - 'a') + 10;
        } else {
            return false;
        }
        value = value << 4 | digit;
    }
    *ret_value = value;
    return true;
}

/* At most four bytes; an escape that gives them has at least six. */
static void add_code_point(struct text_end *out, uint32_t code)
{
    if (code < 0x80) {
        *out->at++ = (char)code;
        return;
    }
    if (code < 0x800) {
        *out->at++ = (char)(0xC0 | code >> 6);
    } else {
        if (code < 0x10000) {
            *out->at++ = (char)(0xE0 | code >> 12);
        } else {
            *out->at++ = (char)(0xF0 | code >> 18);
            *out->at++ = (char)(0x80 | (code >> 12 & 0x3F));
        }
        *out->at++ = (char)(0x80 | (code >> 6 & 0x3F));
    }
    *out->at++ = (char)(0x80 | (code & 0x3F));
}

/* The four digits behind \u, and the second half of a pair; json->at is behind the u. */
static enum sl_status take_unicode(struct sl_json *json, struct text_end *out, struct sl_error *err)
{
    const char *escape = json->at - 2;
    uint32_t code = 0;
    if (!take_hex(json->at, json->end, &code)) {
        return fail_at(json, escape, err, "an escape has not four hexadecimal digits");
    }
    json->at += 4;
    if (code == 0) {
        return fail_at(json, escape, err, "a text holds U+0000");
    }
    if (code >= 0xD800 && code < 0xE000) {
        uint32_t low = 0;
        if (code >= 0xDC00 || json->end - json->at < 6 || json->at[0] != '\\' ||
            json->at[1] != 'u' || !take_hex(json->at + 2, json->end, &low) || low < 0xDC00 ||
            low >= 0xE000) {
            return fail_at(json, escape, err, "an escape is half of a surrogate pair");
        }
        json->at += 6;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    add_code_point(out, code);
    return SL_OK;
}

static enum sl_status take_escape(struct sl_json *json, struct text_end *out, struct sl_error *err)
{
    static const char names[] = "\"\\/bfnrt";
    static const char bytes[] = "\"\\/\b\f\n\r\t";
    if (json->end - json->at < 2) {
        return fail_at(json, json->at, err, "a text is not closed");
    }
    const char name = json->at[1];
    if (name == 'u') {
        json->at += 2;
        return take_unicode(json, out, err);
    }
    const char *found = memchr(names, name, sizeof names - 1);
    if (found == NULL) {
        return fail_at(json, json->at, err, "an escape is not one of JSON");
    }
    *out->at++ = bytes[found - names];
    json->at += 2;
    return SL_OK;
}

/* The text behind a quote whose first bytes are plain, into the arena; json->at is behind them. */
static enum sl_status
unescape(struct sl_json *json, const char *first, struct sl_str *ret_text, struct sl_error *err)
{
    /* As long as it can become: up to the first quote that no escape can be in front of. */
    const char *close = json->at;
    while (close < json->end && *close != '"') {
        close += *close == '\\' && json->end - close > 1 ? 2 : 1;
    }
    char *copy = sl_arena_alloc(json->arena, (size_t)(close - first), 1);
    if (copy == NULL) {
        return sl_fail_memory(err);
    }
    struct text_end out = { .at = copy };
    const char *from = first;
    for (;;) {
        const size_t plain = (size_t)(json->at - from);
        memcpy(out.at, from, plain);
        out.at += plain;
        if (json->at == json->end || *json->at != '\\') {
            break;
        }
        SL_TRY(take_escape(json, &out, err));
        from = json->at;
        json->at += plain_len(json->at, json->end);
    }
    *ret_text = (struct sl_str){ .ptr = copy, .len = (size_t)(out.at - copy) };
    return SL_OK;
}

/* A text; json->at is at its first quote. */
static enum sl_status take_text(struct sl_json *json, struct sl_str *ret_text, struct sl_error *err)
{
    const char *quote = json->at;
    const char *first = quote + 1;
    const size_t plain = plain_len(first, json->end);
    json->at = first + plain;
    *ret_text = (struct sl_str){ .ptr = first, .len = plain };
    if (json->at < json->end && *json->at == '\\') {
        SL_TRY(unescape(json, first, ret_text, err));
    }
    if (json->at == json->end) {
        return fail_at(json, quote, err, "a text is not closed");
    }
    if (*json->at != '"') {
        return fail_at(json, json->at, err, "a text holds a control character");
    }
    json->at++;
    return SL_OK;
}

static bool take_digits(struct sl_json *json)
{
    const char *first = json->at;
    while (json->at < json->end && *json->at >= '0' && *json->at <= '9') {
        json->at++;
    }
    return json->at > first;
}

static bool take_byte(struct sl_json *json, char byte)
{
    const bool is_there = json->at < json->end && *json->at == byte;
    json->at += is_there ? 1 : 0;
    return is_there;
}

static enum sl_status
take_number(struct sl_json *json, struct sl_str *ret_text, struct sl_error *err)
{
    const char *first = json->at;
    (void)take_byte(json, '-');
    bool is_good = take_byte(json, '0') || take_digits(json);
    if (is_good && take_byte(json, '.')) {
        is_good = take_digits(json);
    }
    if (is_good && json->at < json->end && (*json->at | 0x20) == 'e') {
        json->at++;
        (void)(take_byte(json, '+') || take_byte(json, '-'));
        is_good = take_digits(json);
    }
    if (!is_good) {
        return fail_at(json, first, err, "a number is not one of JSON");
    }
    *ret_text = (struct sl_str){ .ptr = first, .len = (size_t)(json->at - first) };
    return SL_OK;
}

static enum sl_status
take_word(struct sl_json *json, enum sl_json_kind *ret_kind, struct sl_error *err)
{
    static const struct {
        struct sl_str text;
        enum sl_json_kind kind;
    } words[] = {
        {{ .ptr = "true", .len = 4 },   SL_JSON_TRUE },
        { { .ptr = "false", .len = 5 }, SL_JSON_FALSE},
        { { .ptr = "null", .len = 4 },  SL_JSON_NULL },
    };
    const struct sl_str rest = { .ptr = json->at, .len = (size_t)(json->end - json->at) };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (sl_str_starts(rest, words[i].text)) {
            json->at += words[i].text.len;
            *ret_kind = words[i].kind;
            return SL_OK;
        }
    }
    return fail_at(json, json->at, err, "a value is missing");
}

static enum sl_status enter(struct sl_json *json, bool is_object, struct sl_error *err)
{
    if (json->depth == json->depth_limit) {
        return sl_fail(err, SL_LIMIT, "nested deeper than %u", json->depth_limit);
    }
    const uint64_t bit = UINT64_C(1) << json->depth;
    json->objects = is_object ? json->objects | bit : json->objects & ~bit;
    json->depth++;
    json->fresh = true;
    json->at++;
    return SL_OK;
}

/* json->at is at the value, which is not at the end of the text. */
static enum sl_status
take_value(struct sl_json *json, struct sl_json_token *token, struct sl_error *err)
{
    token->first = sl_json_offset(json);
    json->fresh = false;
    switch (*json->at) {
    case '"':
        token->kind = SL_JSON_TEXT;
        return take_text(json, &token->text, err);
    case '{':
        token->kind = SL_JSON_OBJECT;
        return enter(json, true, err);
    case '[':
        token->kind = SL_JSON_LIST;
        return enter(json, false, err);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        token->kind = SL_JSON_NUMBER;
        return take_number(json, &token->text, err);
    default:
        return take_word(json, &token->kind, err);
    }
}

/* Outside of everything: before the outermost value, or behind it. */
static enum sl_status
take_outermost(struct sl_json *json, struct sl_json_token *token, struct sl_error *err)
{
    if (!json->started) {
        const struct sl_str text = { .ptr = json->begin, .len = (size_t)(json->end - json->begin) };
        const size_t valid = sl_utf8_check(text);
        if (valid < text.len) {
            return fail_at(json, json->begin + valid, err, "the text is not UTF-8");
        }
    }
    skip_blanks(json);
    token->first = sl_json_offset(json);
    if (json->at == json->end) {
        token->kind = SL_JSON_END;
        return json->started ? SL_OK : fail_at(json, json->at, err, "a value is missing");
    }
    if (json->started) {
        return fail_at(json, json->at, err, "something stands behind the value");
    }
    json->started = true;
    return take_value(json, token, err);
}

static enum sl_status
take_name(struct sl_json *json, struct sl_json_token *token, struct sl_error *err)
{
    if (json->at == json->end || *json->at != '"') {
        return fail_at(json, json->at, err, "the name of a member is missing");
    }
    SL_TRY(take_text(json, &token->name, err));
    skip_blanks(json);
    if (!take_byte(json, ':')) {
        return fail_at(json, json->at, err, "a colon is missing");
    }
    skip_blanks(json);
    return SL_OK;
}

enum sl_status
sl_json_next(struct sl_json *json, struct sl_json_token *ret_token, struct sl_error *err)
{
    *ret_token = (struct sl_json_token){ .kind = SL_JSON_END };
    if (json->depth == 0) {
        return take_outermost(json, ret_token, err);
    }
    const bool in_object = (json->objects >> (json->depth - 1) & 1) != 0;
    skip_blanks(json);
    ret_token->first = sl_json_offset(json);
    if (take_byte(json, in_object ? '}' : ']')) {
        json->depth--;
        json->fresh = false;
        ret_token->kind = in_object ? SL_JSON_OBJECT_END : SL_JSON_LIST_END;
        return SL_OK;
    }
    if (!json->fresh) {
        if (!take_byte(json, ',')) {
            return fail_at(json, json->at, err, "a comma or the end is missing");
        }
        skip_blanks(json);
    }
    if (in_object) {
        SL_TRY(take_name(json, ret_token, err));
    }
    if (json->at == json->end) {
        return fail_at(json, json->at, err, "a value is missing");
    }
    return take_value(json, ret_token, err);
}

enum sl_status
sl_json_skip(struct sl_json *json, const struct sl_json_token *token, struct sl_error *err)
{
    if (token->kind != SL_JSON_OBJECT && token->kind != SL_JSON_LIST) {
        return SL_OK;
    }
    const unsigned outside = json->depth - 1;
    while (json->depth > outside) {
        struct sl_json_token inner;
        SL_TRY(sl_json_next(json, &inner, err));
    }
    return SL_OK;
}

void sl_json_quote(struct sl_str text, struct sl_buf *buf)
{
    sl_buf_add_byte(buf, '"');
    while (text.len > 0) {
        const uint32_t point = sl_utf8_take(&text);
        if (point == '"' || point == '\\') {
            sl_buf_add_byte(buf, '\\');
            sl_buf_add_byte(buf, (char)point);
        } else if (point < 0x20 || point == 0x7F) {
            sl_buf_addf(buf, "\\u%04x", (unsigned)point);
        } else {
            sl_utf8_add(buf, point);
        }
    }
    sl_buf_add_byte(buf, '"');
}
