/* SPDX-License-Identifier: Apache-2.0 */
#include "record/phone.h"

#include <stdbool.h>

#include "record/category.h"

/* More digits than two numbers have; what follows is left out. */
#define DIGIT_LIMIT 32
/* A national number without its zero. */
#define NATIONAL_DIGITS 10

struct digits {
    size_t count;
    bool plus; /* a + before the first digit */
    char items[DIGIT_LIMIT];
};

/* Where one number ends: an extension begins with a letter x or e, a second number with / ; or , */
static bool ends_number(char byte, const struct digits *digits)
{
    switch (byte) {
    case 'x':
    case 'X':
    case 'e':
    case 'E':
    case '#':
        return digits->count > 0;
    case '/':
    case ';':
    case ',':
        return digits->count >= NATIONAL_DIGITS;
    default:
        return false;
    }
}

/* "+44 (0)161" has a zero that is only dialled at home. */
static void drop_inner_zero(struct sl_str *rest, struct digits *digits)
{
    if (digits->plus && digits->count > 0 && sl_str_starts(*rest, SL_STR("(0)"))) {
        *rest = sl_str_part(*rest, 3, rest->len);
    }
}

static void read_digits(struct sl_str raw, struct digits *ret_digits)
{
    *ret_digits = (struct digits){ .count = 0 };
    while (raw.len > 0 && ret_digits->count < DIGIT_LIMIT) {
        drop_inner_zero(&raw, ret_digits);
        if (raw.len == 0 || ends_number(raw.ptr[0], ret_digits)) {
            return;
        }
        const char byte = raw.ptr[0];
        if (byte >= '0' && byte <= '9') {
            ret_digits->items[ret_digits->count++] = byte;
        } else if (byte == '+' && ret_digits->count == 0) {
            ret_digits->plus = true;
        }
        raw = sl_str_part(raw, 1, raw.len);
    }
}

static bool all_same(struct sl_str number)
{
    for (size_t i = 1; i < number.len; i++) {
        if (number.ptr[i] != number.ptr[0]) {
            return false;
        }
    }
    return number.len > 2;
}

/* The national number of a British one: without +44, 0044, 44 and any zero behind it. */
static struct sl_str without_country(struct sl_str number, bool plus)
{
    struct sl_str rest = number;
    if (!plus && sl_str_starts(rest, SL_STR("00"))) {
        rest = sl_str_part(rest, 2, rest.len);
        plus = true;
    }
    if (!sl_str_starts(rest, SL_STR("44"))) {
        return number;
    }
    rest = sl_str_part(rest, 2, rest.len);
    if (sl_str_starts(rest, SL_STR("0"))) {
        rest = sl_str_part(rest, 1, rest.len);
    }
    const bool national = rest.len == NATIONAL_DIGITS || (plus && rest.len + 1 == NATIONAL_DIGITS);
    return national && rest.ptr[0] != '0' ? rest : number;
}

static void add_number(struct sl_str number, bool plus, struct sl_buf *out)
{
    const struct sl_str rest = without_country(number, plus);
    if (rest.len < number.len) {
        sl_buf_add_byte(out, '0');
    } else if (plus) {
        sl_buf_add(out, SL_STR("00"));
    } else if (rest.len == NATIONAL_DIGITS && rest.ptr[0] != '0') {
        sl_buf_add_byte(out, '0');
    }
    sl_buf_add(out, rest);
}

/* Is there a number in the text? Then append it, unless it is one digit repeated. */
static bool add_digits(struct sl_str text, struct sl_buf *out)
{
    const size_t start = out->len;
    struct digits digits;
    read_digits(text, &digits);
    if (digits.count == 0) {
        return false;
    }
    add_number((struct sl_str){ .ptr = digits.items, .len = digits.count }, digits.plus, out);
    sl_buf_cut(out, start + DIGIT_LIMIT);
    if (all_same((struct sl_str){ .ptr = out->ptr + start, .len = out->len - start })) {
        sl_buf_cut(out, start);
    }
    return true;
}

void sl_phone_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    struct digits digits;
    if (add_digits(raw, out)) {
        return;
    }
    sl_category_normal(fold, raw, out);
    /* Digits of other scripts are digits only now. */
    read_digits((struct sl_str){ .ptr = out->ptr + start, .len = out->len - start }, &digits);
    if (digits.count > 0) {
        sl_buf_cut(out, start);
        (void)add_digits((struct sl_str){ .ptr = digits.items, .len = digits.count }, out);
    }
}
