/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The longest decimal number taken, in bytes: no double needs as many digits. */
#define NUMBER_LIMIT_BYTES 400

/* How much of a bad text an error repeats. */
#define SHOWN_BYTES 40

static enum sl_status fail_number(struct sl_str text, const char *what, struct sl_error *err)
{
    const int shown = text.len < SHOWN_BYTES ? (int)text.len : SHOWN_BYTES;
    return sl_fail(
        err, SL_INVALID, "'%.*s' is not a %s", shown, text.len == 0 ? "" : text.ptr, what
    );
}

enum sl_status
sl_parse_i64(struct sl_str text, int64_t min, int64_t max, int64_t *ret_value, struct sl_error *err)
{
    const bool has_sign = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    const bool negative = has_sign && text.ptr[0] == '-';
    if (text.len == (has_sign ? 1u : 0u)) {
        return fail_number(text, "whole number", err);
    }
    /* Counted below zero, where there is room for one value more than above. */
    int64_t value = 0;
    bool fits = true;
    for (size_t i = has_sign ? 1 : 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return fail_number(text, "whole number", err);
        }
        fits = fits && !__builtin_mul_overflow(value, 10, &value) &&
               !__builtin_sub_overflow(value, text.ptr[i] - '0', &value);
    }
    if (!negative) {
        fits = fits && !__builtin_sub_overflow((int64_t)0, value, &value);
    }
    if (!fits || value < min || value > max) {
        (void)fail_number(text, "number in the allowed range", err);
        sl_fail_detail(err, "from %lld to %lld", (long long)min, (long long)max);
        return SL_INVALID;
    }
    *ret_value = value;
    return SL_OK;
}

/* Step over digits; gives how many there were. */
static size_t skip_digits(struct sl_str text, size_t *at)
{
    const size_t first = *at;
    while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9') {
        (*at)++;
    }
    return *at - first;
}

static void skip_sign(struct sl_str text, size_t *at)
{
    if (*at < text.len && (text.ptr[*at] == '-' || text.ptr[*at] == '+')) {
        (*at)++;
    }
}

/* Is the text [sign] digits [. digits] [e [sign] digits], with a digit on one side of the point? */
static bool is_decimal(struct sl_str text)
{
    size_t at = 0;
    skip_sign(text, &at);
    size_t digit_count = skip_digits(text, &at);
    if (at < text.len && text.ptr[at] == '.') {
        at++;
        digit_count += skip_digits(text, &at);
    }
    if (digit_count == 0) {
        return false;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        at++;
        skip_sign(text, &at);
        if (skip_digits(text, &at) == 0) {
            return false;
        }
    }
    return at == text.len;
}

enum sl_status
sl_parse_f64(struct sl_str text, double min, double max, double *ret_value, struct sl_error *err)
{
    char copy[NUMBER_LIMIT_BYTES + 1];
    if (text.len > NUMBER_LIMIT_BYTES || !is_decimal(text)) {
        return fail_number(text, "number", err);
    }
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    /* The C locale always exists and costs no memory in the library that we build on. */
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) {
        return sl_fail_memory(err);
    }
    const double value = strtod_l(copy, NULL, plain);
    freelocale(plain);
    if (!isfinite(value) || value < min || value > max) {
        (void)fail_number(text, "number in the allowed range", err);
        sl_fail_detail(err, "from %g to %g", min, max);
        return SL_INVALID;
    }
    *ret_value = value;
    return SL_OK;
}
