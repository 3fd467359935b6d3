/* SPDX-License-Identifier: Apache-2.0 */
#include "page/operator.h"

#include <math.h>

static bool is_object(struct sl_value value)
{
    return value.kind == SL_VALUE_LIST || value.kind == SL_VALUE_MAP || value.kind == SL_VALUE_SAFE;
}

static bool same_number(double left, double right)
{
    return left <= right && left >= right;
}

struct sl_value sl_value_join(struct sl_page *page, struct sl_value left, struct sl_value right)
{
    const size_t mark = sl_page_mark(page);

    sl_value_print(left, page->out);
    sl_value_print(right, page->out);
    return sl_page_take_text(page, mark);
}

struct sl_value sl_value_add(struct sl_page *page, struct sl_value left, struct sl_value right)
{
    if (is_object(left) || is_object(right) || left.kind == SL_VALUE_TEXT ||
        right.kind == SL_VALUE_TEXT) {
        return sl_value_join(page, left, right);
    }
    return sl_value_number(sl_value_to_number(left) + sl_value_to_number(right));
}

struct sl_value sl_value_compute(char operator, struct sl_value left, struct sl_value right)
{
    const double first = sl_value_to_number(left);
    const double second = sl_value_to_number(right);

    switch (operator) {
    case '-':
        return sl_value_number(first - second);
    case '*':
        return sl_value_number(first * second);
    case '/':
        return sl_value_number(first / second);
    default:
        SL_ASSERT(operator== '%');
        return sl_value_number(fmod(first, second));
    }
}

bool sl_value_same(struct sl_value left, struct sl_value right)
{
    if (left.kind != right.kind) {
        return false;
    }
    switch (left.kind) {
    case SL_VALUE_UNDEFINED:
    case SL_VALUE_NULL:
        break;
    case SL_VALUE_BOOL:
        return left.truth == right.truth;
    case SL_VALUE_NUMBER:
        return same_number(left.number, right.number);
    case SL_VALUE_TEXT:
        return sl_str_equal(sl_value_str(left), sl_value_str(right));
    case SL_VALUE_SAFE:
        return left.text == right.text && left.count == right.count;
    case SL_VALUE_LIST:
        return left.items == right.items && left.count == right.count;
    case SL_VALUE_MAP:
        return left.members == right.members && left.count == right.count;
    }
    return true;
}

static bool is_nothing(struct sl_value value)
{
    return value.kind == SL_VALUE_UNDEFINED || value.kind == SL_VALUE_NULL;
}

bool sl_value_equal(struct sl_value left, struct sl_value right)
{
    if (left.kind == right.kind) {
        return sl_value_same(left, right);
    }
    if (is_nothing(left) || is_nothing(right)) {
        return is_nothing(left) && is_nothing(right);
    }
    if (sl_value_is_text(left) && sl_value_is_text(right)) {
        return sl_str_equal(sl_value_str(left), sl_value_str(right));
    }
    return same_number(sl_value_to_number(left), sl_value_to_number(right));
}

bool sl_value_less(struct sl_value left, struct sl_value right)
{
    if (sl_value_is_text(left) && sl_value_is_text(right)) {
        return sl_str_compare(sl_value_str(left), sl_value_str(right)) < 0;
    }
    return sl_value_to_number(left) < sl_value_to_number(right);
}

bool sl_value_at_most(struct sl_value left, struct sl_value right)
{
    if (sl_value_is_text(left) && sl_value_is_text(right)) {
        return sl_str_compare(sl_value_str(left), sl_value_str(right)) <= 0;
    }
    return sl_value_to_number(left) <= sl_value_to_number(right);
}

static bool in_list(struct sl_value key, struct sl_value list)
{
    for (uint32_t i = 0; i < list.count; i++) {
        if (sl_value_same(key, list.items[i])) {
            return true;
        }
    }
    return false;
}

static bool in_map(struct sl_str name, struct sl_value map)
{
    for (uint32_t i = 0; i < map.count; i++) {
        if (sl_str_equal(map.members[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* A key that is no text is looked for as the text that it prints as. */
static struct sl_str key_text(struct sl_page *page, struct sl_value key)
{
    return sl_value_str(sl_value_is_text(key) ? key : sl_value_join(page, key, SL_VALUE_STR("")));
}

bool sl_value_in(struct sl_page *page, struct sl_value key, struct sl_value container)
{
    if (container.kind == SL_VALUE_LIST) {
        return in_list(key, container);
    }
    if (container.kind == SL_VALUE_MAP) {
        return in_map(key_text(page, key), container);
    }
    if (container.kind == SL_VALUE_TEXT) {
        const struct sl_str text = sl_value_str(container);
        const struct sl_str part = key_text(page, key);
        return part.len == 0 || sl_str_find(text, part) < text.len;
    }
    sl_page_fail(page, SL_INVALID);
    return false;
}

bool sl_value_is(enum sl_value_test test, struct sl_value value, struct sl_value argument)
{
    switch (test) {
    case SL_TEST_DEFINED:
        return value.kind != SL_VALUE_UNDEFINED;
    case SL_TEST_ESCAPED:
        return value.kind == SL_VALUE_SAFE;
    case SL_TEST_MAPPING:
        return value.kind == SL_VALUE_MAP || value.kind == SL_VALUE_SAFE;
    case SL_TEST_NULL:
        return value.kind == SL_VALUE_NULL;
    case SL_TEST_NUMBER:
        return value.kind == SL_VALUE_NUMBER;
    case SL_TEST_EQUAL:
    case SL_TEST_SAME_AS:
        return sl_value_same(value, argument);
    case SL_TEST_STRING:
        return value.kind == SL_VALUE_TEXT;
    case SL_TEST_TRUTHY:
        return sl_value_truth(value);
    case SL_TEST_UNDEFINED:
        return value.kind == SL_VALUE_UNDEFINED;
    }
    return false;
}
