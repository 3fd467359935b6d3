/* SPDX-License-Identifier: Apache-2.0 */
/*
 * items.c - what stands at the top level of a C file: functions, prototypes, variables.
 */
#include <string.h>

#include "tidy.h"

/* Where in the text we are. Invariant: item.first <= offset, and offset is at depth 0. */
struct reader {
    struct sl_str plain;
    size_t offset;
    size_t first;       /* of the item being read; SIZE_MAX between items */
    size_t brace;       /* of its first brace; SIZE_MAX while there is none */
    size_t assignment;  /* of its first = outside brackets, likewise */
    size_t parenthesis; /* of the first one that is not an attribute's, likewise */
};

static void start_item(struct reader *reader)
{
    reader->first = SIZE_MAX;
    reader->brace = SIZE_MAX;
    reader->assignment = SIZE_MAX;
    reader->parenthesis = SIZE_MAX;
}

static struct sl_str between(struct sl_str text, size_t first, size_t behind)
{
    return sl_str_part(text, first, behind - first);
}

static bool has_word(struct sl_str text, struct sl_str word)
{
    return tidy_find_word(text, word, 0) < text.len;
}

/* Commas between the brackets of a parameter list, plus one; none for () and (void). */
static unsigned count_parameters(struct sl_str plain, size_t open)
{
    const size_t closing = tidy_closing(plain, open);
    const struct sl_str inside = sl_str_trim(between(plain, open + 1, closing));
    unsigned count = 1;
    size_t depth = 0;

    if (inside.len == 0 || sl_str_equal(inside, SL_STR("void"))) {
        return 0;
    }
    for (size_t i = 0; i < inside.len; i++) {
        const char byte = inside.ptr[i];
        depth += byte == '(' || byte == '[' || byte == '{';
        depth -= byte == ')' || byte == ']' || byte == '}';
        count += byte == ',' && depth == 0;
    }
    return count;
}

/* The name before the parameter list; empty for a pointer to a function. */
static struct sl_str function_name(const struct reader *reader)
{
    const struct sl_str plain = reader->plain;
    const size_t last = tidy_before(plain, reader->parenthesis);
    const struct sl_str rest = sl_str_trim(between(plain, reader->parenthesis + 1, plain.len));

    if (last == SIZE_MAX || sl_str_starts(rest, SL_STR("*"))) {
        return SL_STR("");
    }
    return tidy_word_ending(plain, last);
}

static bool defines_type(struct sl_str item)
{
    static const struct sl_str starts[] = {
        {"struct", 6},
        { "union", 5},
        { "enum",  4},
    };

    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        if (sl_str_starts(item, starts[i])) {
            return true;
        }
    }
    return false;
}

/* `struct x;`, `struct x {...};` and `enum {...};` end with a tag or a brace, and hold no more. */
static bool is_bare_type(const struct reader *reader, size_t last)
{
    const size_t end = tidy_before(reader->plain, last);
    const struct sl_str head = between(reader->plain, reader->first, last);
    size_t words = 0;

    if (!defines_type(head) || reader->assignment != SIZE_MAX || end == SIZE_MAX) {
        return false;
    }
    if (reader->plain.ptr[end] == '}') {
        return true;
    }
    for (size_t i = 0; i < head.len; i++) {
        words += tidy_is_word(head.ptr[i]) && (i == 0 || !tidy_is_word(head.ptr[i - 1]));
    }
    return reader->brace == SIZE_MAX && words == 2;
}

/* What ended at `last`: with a semicolon, or with the brace that closes a body. */
static struct tidy_item make_item(const struct reader *reader, size_t last, size_t body_first)
{
    const struct sl_str all = between(reader->plain, reader->first, last + 1);
    const bool is_call_like =
        reader->parenthesis != SIZE_MAX && reader->parenthesis < reader->assignment;
    struct tidy_item item = { .kind = TIDY_OTHER, .first = reader->first, .last = last };
    const size_t head_len =
        reader->parenthesis == SIZE_MAX ? all.len : reader->parenthesis - reader->first;
    const struct sl_str head = sl_str_part(all, 0, head_len);

    item.is_static = has_word(head, SL_STR("static"));
    item.is_const = has_word(head, SL_STR("const"));
    if (sl_str_starts(all, SL_STR("typedef")) || sl_str_starts(all, SL_STR("_Static_assert"))) {
        return item;
    }
    if (is_call_like) {
        item.name = function_name(reader);
    }
    if (item.name.len > 0) {
        item.kind = body_first == SIZE_MAX ? TIDY_PROTOTYPE : TIDY_FUNCTION;
        item.parameter_count = count_parameters(reader->plain, reader->parenthesis);
    } else if (!is_bare_type(reader, last)) {
        item.kind = TIDY_VARIABLE;
    }
    if (item.kind == TIDY_FUNCTION) {
        item.body_first = body_first;
        item.body_last = last;
    }
    return item;
}

/* A brace at depth 0 opens a body when a parameter list or an attribute is before it. */
static bool opens_body(const struct reader *reader)
{
    const size_t last = tidy_before(reader->plain, reader->offset);

    return last != SIZE_MAX && reader->plain.ptr[last] == ')' && reader->assignment == SIZE_MAX &&
           reader->parenthesis != SIZE_MAX;
}

static bool is_attribute(struct sl_str name)
{
    return sl_str_equal(name, SL_STR("__attribute__")) || sl_str_equal(name, SL_STR("_Alignas")) ||
           sl_str_equal(name, SL_STR("SL_PRINTF"));
}

/* Note a bracket, and go to the one that closes it. */
static void skip_brackets(struct reader *reader)
{
    const size_t open = reader->offset;

    if (reader->plain.ptr[open] == '{' && reader->brace == SIZE_MAX) {
        reader->brace = open;
    }
    if (reader->plain.ptr[open] == '(' && reader->parenthesis == SIZE_MAX) {
        const size_t last = tidy_before(reader->plain, open);
        if (last == SIZE_MAX || !is_attribute(tidy_word_ending(reader->plain, last))) {
            reader->parenthesis = open;
        }
    }
    reader->offset = tidy_closing(reader->plain, open);
}

/* Read the next item; false at the end. */
static bool next_item(struct reader *reader, struct tidy_item *item)
{
    start_item(reader);
    for (; reader->offset < reader->plain.len; reader->offset++) {
        const char byte = reader->plain.ptr[reader->offset];
        if (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
            continue;
        }
        if (reader->first == SIZE_MAX) {
            reader->first = reader->offset;
        }
        if (byte == '=' && reader->assignment == SIZE_MAX) {
            reader->assignment = reader->offset;
        }
        if (byte == ';') {
            *item = make_item(reader, reader->offset, SIZE_MAX);
            reader->offset++;
            return true;
        }
        if (byte == '{' && opens_body(reader)) {
            const size_t body_first = reader->offset;
            skip_brackets(reader);
            *item = make_item(reader, reader->offset, body_first);
            reader->offset++;
            return true;
        }
        if (byte == '{' || byte == '(') {
            skip_brackets(reader);
        }
    }
    return false;
}

bool tidy_items_read(struct tidy_file *file, struct sl_arena *arena)
{
    struct reader reader = { .plain = file->plain };
    struct tidy_item item = { .kind = TIDY_OTHER };
    size_t count = 0;

    while (next_item(&reader, &item)) {
        count++;
    }
    file->items = sl_arena_alloc(arena, count + 1, sizeof(file->items[0]));
    if (file->items == NULL) {
        return false;
    }
    reader.offset = 0;
    for (file->item_count = 0; file->item_count < count; file->item_count++) {
        (void)next_item(&reader, &file->items[file->item_count]);
    }
    return true;
}
