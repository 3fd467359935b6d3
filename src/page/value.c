/* SPDX-License-Identifier: Apache-2.0 */
#include "page/value.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/number.h"

#define PRINT_DEPTH_LIMIT 16

/* Whole numbers up to here are exact in a double. */
#define WHOLE_LIMIT 9007199254740992.0

/* Digits after which a decimal number is certain to be read as the same double again. */
#define DIGITS_LIMIT 17

static struct sl_value value_of_str(enum sl_value_kind kind, struct sl_str text)
{
    SL_ASSERT(text.len <= UINT32_MAX);
    return (struct sl_value){ .kind = kind, .count = (uint32_t)text.len, .text = text.ptr };
}

struct sl_value sl_value_text(struct sl_str text)
{
    return value_of_str(SL_VALUE_TEXT, text);
}

struct sl_value sl_value_safe(struct sl_str html)
{
    return value_of_str(SL_VALUE_SAFE, html);
}

struct sl_value sl_value_list(const struct sl_value *items, size_t count)
{
    SL_ASSERT(count <= UINT32_MAX);
    return (struct sl_value){ .kind = SL_VALUE_LIST, .count = (uint32_t)count, .items = items };
}

struct sl_value sl_value_map(const struct sl_member *members, size_t count)
{
    SL_ASSERT(count <= UINT32_MAX);
    return (struct sl_value){ .kind = SL_VALUE_MAP, .count = (uint32_t)count, .members = members };
}

struct sl_str sl_value_str(struct sl_value value)
{
    return sl_value_is_text(value) ? (struct sl_str){ .ptr = value.text, .len = value.count }
                                   : SL_STR("");
}

bool sl_value_truth(struct sl_value value)
{
    switch (value.kind) {
    case SL_VALUE_UNDEFINED:
    case SL_VALUE_NULL:
        return false;
    case SL_VALUE_BOOL:
        return value.truth;
    case SL_VALUE_NUMBER:
        return value.number < 0 || value.number > 0;
    case SL_VALUE_TEXT:
        return value.count > 0;
    case SL_VALUE_SAFE:
    case SL_VALUE_LIST:
    case SL_VALUE_MAP:
        break;
    }
    return true;
}

double sl_value_to_number(struct sl_value value)
{
    double number = 0;

    if (value.kind == SL_VALUE_NUMBER) {
        return value.number;
    }
    if (value.kind == SL_VALUE_BOOL) {
        return value.truth ? 1 : 0;
    }
    if (value.kind == SL_VALUE_NULL) {
        return 0;
    }
    if (!sl_value_is_text(value)) {
        return (double)NAN;
    }
    const struct sl_str text = sl_str_trim(sl_value_str(value));
    if (text.len > 0 && sl_parse_f64(text, -DBL_MAX, DBL_MAX, &number, NULL) != SL_OK) {
        return (double)NAN;
    }
    return number;
}

/* The length that JavaScript gives a text: in UTF-16 units, two for what takes four bytes here. */
static double units(struct sl_str text)
{
    double count = 0;

    for (size_t i = 0; i < text.len; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        count += (byte & 0xC0u) != 0x80u;
        count += byte >= 0xF0u;
    }
    return count;
}

struct sl_value sl_value_get(struct sl_value value, struct sl_str name)
{
    if (value.kind == SL_VALUE_MAP) {
        for (uint32_t i = 0; i < value.count; i++) {
            if (sl_str_equal(value.members[i].name, name)) {
                return value.members[i].value;
            }
        }
        return sl_value_undefined();
    }
    if (value.kind == SL_VALUE_SAFE && sl_str_equal(name, SL_STR("val"))) {
        return sl_value_text(sl_value_str(value));
    }
    if (sl_str_equal(name, SL_STR("length"))) {
        if (value.kind == SL_VALUE_LIST) {
            return sl_value_number(value.count);
        }
        if (sl_value_is_text(value)) {
            return sl_value_number(units(sl_value_str(value)));
        }
    }
    return sl_value_undefined();
}

struct sl_value sl_value_at(struct sl_value value, struct sl_value key)
{
    if (value.kind == SL_VALUE_LIST && key.kind == SL_VALUE_NUMBER) {
        return key.number >= 0 && key.number < value.count ? value.items[(size_t)key.number]
                                                           : sl_value_undefined();
    }
    return sl_value_is_text(key) ? sl_value_get(value, sl_value_str(key)) : sl_value_undefined();
}

uint32_t sl_value_rounds(struct sl_value value, bool by_pairs)
{
    const bool is_walked = value.kind == SL_VALUE_LIST || (by_pairs && value.kind == SL_VALUE_MAP);
    return is_walked ? value.count : 0;
}

struct sl_value sl_value_first(struct sl_value value, uint32_t index, bool by_pairs)
{
    SL_ASSERT(index < value.count);
    if (value.kind == SL_VALUE_MAP) {
        return sl_value_text(value.members[index].name);
    }
    return by_pairs ? sl_value_at(value.items[index], sl_value_number(0)) : value.items[index];
}

struct sl_value sl_value_second(struct sl_value value, uint32_t index)
{
    SL_ASSERT(index < value.count);
    return value.kind == SL_VALUE_MAP ? value.members[index].value
                                      : sl_value_at(value.items[index], sl_value_number(1));
}

/* The fewest digits that are read as the same number again. */
static void print_fraction(double number, struct sl_buf *buf)
{
    const size_t before = buf->len;

    for (int digits = 1; digits <= DIGITS_LIMIT; digits++) {
        double again = 0;
        sl_buf_cut(buf, before);
        sl_buf_addf(buf, "%.*g", digits, number);
        const struct sl_str text = sl_str_part(sl_buf_str(buf), before, buf->len - before);
        if (sl_parse_f64(text, -DBL_MAX, DBL_MAX, &again, NULL) == SL_OK && again >= number &&
            again <= number) {
            return;
        }
    }
}

static void print_number(double number, struct sl_buf *buf)
{
    if (isnan(number)) {
        sl_buf_add(buf, SL_STR("NaN"));
    } else if (isinf(number)) {
        sl_buf_add(buf, number > 0 ? SL_STR("Infinity") : SL_STR("-Infinity"));
    } else if (fabs(number) <= WHOLE_LIMIT && trunc(number) >= number && trunc(number) <= number) {
        if (number < 0) {
            sl_buf_add_byte(buf, '-');
        }
        sl_buf_add_u64(buf, (uint64_t)fabs(number));
    } else {
        print_fraction(number, buf);
    }
}

static void print_list(struct sl_value list, struct sl_buf *buf, unsigned depth);

/* An item of a list that is joined: what is missing leaves nothing. */
static void print_at_depth(struct sl_value value, struct sl_buf *buf, unsigned depth)
{
    switch (value.kind) {
    case SL_VALUE_UNDEFINED:
        sl_buf_add(buf, depth == 0 ? SL_STR("undefined") : SL_STR(""));
        break;
    case SL_VALUE_NULL:
        sl_buf_add(buf, depth == 0 ? SL_STR("null") : SL_STR(""));
        break;
    case SL_VALUE_BOOL:
        sl_buf_add(buf, value.truth ? SL_STR("true") : SL_STR("false"));
        break;
    case SL_VALUE_NUMBER:
        print_number(value.number, buf);
        break;
    case SL_VALUE_TEXT:
    case SL_VALUE_SAFE:
        sl_buf_add(buf, sl_value_str(value));
        break;
    case SL_VALUE_LIST:
        print_list(value, buf, depth);
        break;
    case SL_VALUE_MAP:
        sl_buf_add(buf, SL_STR("[object Object]"));
        break;
    }
}

static void print_list(struct sl_value list, struct sl_buf *buf, unsigned depth)
{
    for (uint32_t i = 0; depth < PRINT_DEPTH_LIMIT && i < list.count; i++) {
        if (i > 0) {
            sl_buf_add_byte(buf, ',');
        }
        print_at_depth(list.items[i], buf, depth + 1);
    }
}

void sl_value_print(struct sl_value value, struct sl_buf *buf)
{
    print_at_depth(value, buf, 0);
}
