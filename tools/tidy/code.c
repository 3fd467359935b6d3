/* SPDX-License-Identifier: Apache-2.0 */
/*
 * code.c - a C file without what only people read: comments, insides of literals, directives.
 */
#include <string.h>

#include "tidy.h"

enum state {
    IN_CODE,
    IN_BLOCK_COMMENT,
    IN_LINE_COMMENT,
    IN_STRING,
    IN_CHARACTER,
};

static char at(struct sl_str text, size_t offset)
{
    return offset < text.len ? text.ptr[offset] : '\0';
}

static enum state enter(struct sl_str text, size_t offset)
{
    const char next = at(text, offset + 1);

    switch (at(text, offset)) {
    case '/':
        if (next == '*') {
            return IN_BLOCK_COMMENT;
        }
        return next == '/' ? IN_LINE_COMMENT : IN_CODE;
    case '"':
        return IN_STRING;
    case '\'':
        return IN_CHARACTER;
    default:
        return IN_CODE;
    }
}

/* Does what is open end with the byte at offset? For a block comment that is its slash. */
static bool leaves(struct sl_str text, size_t offset, enum state state)
{
    const char byte = text.ptr[offset];

    switch (state) {
    case IN_BLOCK_COMMENT:
        return byte == '/' && text.ptr[offset - 1] == '*';
    case IN_LINE_COMMENT:
        return byte == '\n' && text.ptr[offset - 1] != '\\';
    case IN_STRING:
        return byte == '"' || byte == '\n';
    case IN_CHARACTER:
        return byte == '\'' || byte == '\n';
    case IN_CODE:
        break;
    }
    return false;
}

static bool is_literal(enum state state)
{
    return state == IN_STRING || state == IN_CHARACTER;
}

static void blank(char *bytes, size_t offset)
{
    if (bytes[offset] != '\n') {
        bytes[offset] = ' ';
    }
}

/*
 * Comments go, and so do the insides of literals; their quotes stay, and so do the two slashes of a
 * line comment, for the rule against them.
 */
static void blank_comments(struct sl_str text, char *code)
{
    enum state state = IN_CODE;

    for (size_t i = 0; i < text.len; i++) {
        if (state == IN_CODE) {
            state = enter(text, i);
            if (state == IN_BLOCK_COMMENT) {
                code[i] = ' ';
                i++;
                code[i] = ' ';
                /* The star that opens a comment does not also close it. */
                if (at(text, i + 1) == '/') {
                    i++;
                    code[i] = ' ';
                }
            } else if (state == IN_LINE_COMMENT) {
                i++;
            }
            continue;
        }
        if (is_literal(state) && text.ptr[i] == '\\' && i + 1 < text.len) {
            blank(code, i);
            i++;
            blank(code, i);
            continue;
        }
        const bool done = leaves(text, i, state);
        if (!done || !is_literal(state)) {
            blank(code, i);
        }
        state = done ? IN_CODE : state;
    }
}

/* Directives go, with the lines that a backslash adds to them. */
static void blank_directives(char *plain, size_t len)
{
    bool in_directive = false;
    bool at_start = true;

    for (size_t i = 0; i < len; i++) {
        const char byte = plain[i];
        if (byte == '\n') {
            in_directive = in_directive && i > 0 && plain[i - 1] == '\\';
            at_start = true;
            continue;
        }
        if (at_start && byte == '#') {
            in_directive = true;
        }
        at_start = at_start && (byte == ' ' || byte == '\t');
        /* The backslash at the end of the line is still needed. */
        if (in_directive && !(byte == '\\' && i + 1 < len && plain[i + 1] == '\n')) {
            plain[i] = ' ';
        }
    }
    for (size_t i = 0; i + 1 < len; i++) {
        if (plain[i] == '\\' && plain[i + 1] == '\n') {
            plain[i] = ' ';
        }
        if (plain[i] == '/' && plain[i + 1] == '/') {
            plain[i] = ' ';
            plain[i + 1] = ' ';
        }
    }
}

bool tidy_code_read(struct tidy_file *file, struct sl_arena *arena)
{
    const size_t len = file->text.len;
    char *code = sl_arena_alloc(arena, len + 1, 1);
    char *plain = sl_arena_alloc(arena, len + 1, 1);

    if (code == NULL || plain == NULL) {
        return false;
    }
    if (len > 0) {
        memcpy(code, file->text.ptr, len);
        blank_comments(file->text, code);
        memcpy(plain, code, len);
        blank_directives(plain, len);
    }
    code[len] = '\0';
    plain[len] = '\0';
    file->code = (struct sl_str){ .ptr = code, .len = len };
    file->plain = (struct sl_str){ .ptr = plain, .len = len };
    return true;
}
