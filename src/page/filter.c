/* SPDX-License-Identifier: Apache-2.0 */
#include "page/filter.h"

#include <math.h>

#include "page/escape.h"
#include "page/space.h"

/* How many blanks `indent` puts before a line when nothing is said, and at most. */
#define INDENT_BLANKS 4
#define INDENT_LIMIT  64

static struct sl_value argument(const struct sl_value *args, size_t count, size_t index)
{
    return index < count ? args[index] : sl_value_undefined();
}

static bool is_nothing(struct sl_value value)
{
    return value.kind == SL_VALUE_UNDEFINED || value.kind == SL_VALUE_NULL;
}

/* The value as text that stays what it was, HTML or not. */
static struct sl_value as_text(struct sl_page *page, struct sl_value value)
{
    if (sl_value_is_text(value)) {
        return value;
    }
    return is_nothing(value) ? SL_VALUE_STR("") : sl_value_join(page, value, SL_VALUE_STR(""));
}

/* A text that is a part of another is HTML if that one was. */
static struct sl_value part_of(struct sl_value whole, struct sl_str part)
{
    return whole.kind == SL_VALUE_SAFE ? sl_value_safe(part) : sl_value_text(part);
}

/* What was written since the mark, as HTML if what it was made from was. */
static struct sl_value take_like(struct sl_page *page, size_t mark, struct sl_value like)
{
    return like.kind == SL_VALUE_SAFE ? sl_page_take_safe(page, mark)
                                      : sl_page_take_text(page, mark);
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

static char upper(char byte)
{
    return byte >= 'a' && byte <= 'z' ? (char)(byte - ('a' - 'A')) : byte;
}

static struct sl_value in_lower(struct sl_page *page, struct sl_value value, bool first_upper)
{
    const struct sl_value text = as_text(page, value);
    const struct sl_str bytes = sl_value_str(text);
    const size_t mark = sl_page_mark(page);

    for (size_t i = 0; i < bytes.len; i++) {
        const bool is_upper = first_upper && i == 0;
        sl_buf_add_byte(page->out, is_upper ? upper(bytes.ptr[i]) : lower(bytes.ptr[i]));
    }
    return take_like(page, mark, text);
}

struct sl_value
sl_filter_capitalize(struct sl_page *page, const struct sl_value *args, size_t count)
{
    return in_lower(page, argument(args, count, 0), true);
}

struct sl_value sl_filter_lower(struct sl_page *page, const struct sl_value *args, size_t count)
{
    /* HTML in lower case is text again: its references might have been changed. */
    const struct sl_value text = as_text(page, argument(args, count, 0));
    return in_lower(page, sl_value_text(sl_value_str(text)), false);
}

struct sl_value sl_filter_default(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value value = argument(args, count, 0);
    const bool any = sl_value_truth(argument(args, count, 2));
    const bool is_there = any ? sl_value_truth(value) : value.kind != SL_VALUE_UNDEFINED;

    (void)page;
    return is_there ? value : argument(args, count, 1);
}

struct sl_value sl_filter_escape(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value value = argument(args, count, 0);

    if (value.kind == SL_VALUE_SAFE) {
        return value;
    }
    const struct sl_value text = as_text(page, value);
    const size_t mark = sl_page_mark(page);
    sl_escape_add(page->out, sl_value_str(text));
    return sl_page_take_safe(page, mark);
}

struct sl_value sl_filter_indent(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value value = argument(args, count, 0);
    const double given = sl_value_to_number(argument(args, count, 1));
    const double width = given >= 1 ? fmin(given, INDENT_LIMIT) : INDENT_BLANKS;
    const bool is_false = value.kind == SL_VALUE_BOOL && !value.truth;
    const struct sl_value text = is_false ? SL_VALUE_STR("") : as_text(page, value);
    const size_t mark = sl_page_mark(page);
    struct sl_str rest = sl_value_str(text);
    struct sl_str line = SL_STR("");
    bool is_indented = sl_value_truth(argument(args, count, 2));

    if (rest.len == 0) {
        return SL_VALUE_STR("");
    }
    for (bool is_first = true; sl_str_split(&rest, '\n', &line); is_first = false) {
        if (!is_first) {
            sl_buf_add_byte(page->out, '\n');
        }
        for (size_t i = 0; is_indented && i < (size_t)width; i++) {
            sl_buf_add_byte(page->out, ' ');
        }
        sl_buf_add(page->out, line);
        is_indented = true;
    }
    return take_like(page, mark, text);
}

struct sl_value sl_filter_int(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_str text = sl_space_trim(sl_value_str(as_text(page, argument(args, count, 0))));
    const bool is_negative = text.len > 0 && text.ptr[0] == '-';
    const size_t first = text.len > 0 && (is_negative || text.ptr[0] == '+');
    size_t i = first;
    double number = 0;

    for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
        number = number * 10 + (text.ptr[i] - '0');
    }
    if (i == first) {
        return argument(args, count, 1);
    }
    return sl_value_number(is_negative ? -number : number);
}

struct sl_value sl_filter_join(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value list = argument(args, count, 0);
    const struct sl_value between = as_text(page, argument(args, count, 1));
    const size_t mark = sl_page_mark(page);

    for (uint32_t i = 0; list.kind == SL_VALUE_LIST && i < list.count; i++) {
        if (i > 0) {
            sl_buf_add(page->out, sl_value_str(between));
        }
        if (!is_nothing(list.items[i])) {
            sl_value_print(list.items[i], page->out);
        }
    }
    return sl_page_take_text(page, mark);
}

struct sl_value sl_filter_length(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value value = argument(args, count, 0);

    (void)page;
    if (value.kind == SL_VALUE_MAP) {
        return sl_value_number(value.count);
    }
    if (is_nothing(value) || (value.kind == SL_VALUE_BOOL && !value.truth)) {
        return sl_value_number(0);
    }
    return sl_value_get(value, SL_STR("length"));
}

/* Write `text` with `old` replaced at most `most` times. */
static void replace(
    struct sl_page *page, struct sl_str text, struct sl_str old, struct sl_value new, double most
)
{
    while (most >= 1 && text.len > 0) {
        const size_t found = sl_str_find(text, old);
        if (found >= text.len) {
            break;
        }
        sl_buf_add(page->out, sl_str_part(text, 0, found));
        sl_value_print(new, page->out);
        text = sl_str_part(text, found + old.len, text.len - found - old.len);
        most -= 1;
    }
    sl_buf_add(page->out, text);
}

struct sl_value sl_filter_replace(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value text = as_text(page, argument(args, count, 0));
    const struct sl_value old = argument(args, count, 1);
    const struct sl_value most = argument(args, count, 3);
    const struct sl_str old_text = sl_value_str(as_text(page, old));

    if ((old.kind != SL_VALUE_TEXT && old.kind != SL_VALUE_NUMBER) || old_text.len == 0) {
        return text;
    }
    const size_t mark = sl_page_mark(page);
    const double limit =
        most.kind == SL_VALUE_NUMBER && most.number >= 0 ? most.number : (double)INFINITY;
    replace(page, sl_value_str(text), old_text, argument(args, count, 2), limit);
    return take_like(page, mark, text);
}

struct sl_value sl_filter_safe(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value text = as_text(page, argument(args, count, 0));

    return text.kind == SL_VALUE_UNDEFINED ? text : sl_value_safe(sl_value_str(text));
}

struct sl_value sl_filter_string(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value value = argument(args, count, 0);

    return sl_value_is_text(value) ? value : sl_value_join(page, value, SL_VALUE_STR(""));
}

struct sl_value sl_filter_trim(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value text = as_text(page, argument(args, count, 0));

    return part_of(text, sl_space_trim(sl_value_str(text)));
}

struct sl_value sl_filter_select(
    struct sl_page *page, struct sl_value list, enum sl_value_test test, struct sl_value wanted
)
{
    const size_t count = list.kind == SL_VALUE_LIST ? list.count : 0;
    struct sl_value *items = sl_page_room(page, count);
    size_t selected = 0;

    if (items == NULL) {
        return sl_value_undefined();
    }
    for (size_t i = 0; i < count; i++) {
        if (sl_value_is(test, list.items[i], wanted)) {
            items[selected++] = list.items[i];
        }
    }
    return sl_value_list(items, selected);
}
