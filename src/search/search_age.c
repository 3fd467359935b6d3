/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_age.h"

#include "base/date.h"

/* Nobody alive was born before. */
#define FIRST_YEAR 1880

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Take a number off the front; false when none stands there or it is too long. */
static bool take_number(struct sl_str *text, int32_t *ret_value)
{
    size_t len = 0;
    *ret_value = 0;
    while (len < text->len && is_digit(text->ptr[len])) {
        *ret_value = *ret_value * 10 + (text->ptr[len] - '0');
        if (++len > 3) {
            return false;
        }
    }
    *text = sl_str_trim(sl_str_part(*text, len, text->len));
    return len > 0;
}

static int32_t date_number(struct sl_date date)
{
    return date.year * 10000 + date.month * 100 + date.day;
}

/* The same day so many months earlier, or the last one of its month. */
static struct sl_date months_before(struct sl_date date, int32_t months)
{
    const int32_t month = date.year * 12 + date.month - 1 - months;
    date.year = (int16_t)(month / 12);
    date.month = (uint8_t)(month % 12 + 1);
    while (!sl_date_valid(date)) {
        date.day--;
    }
    return date;
}

/* What an age is counted in, and the highest one. */
struct age_unit {
    struct sl_str word;
    int32_t months, days, limit;
};

/* clang-format off */
static const struct age_unit age_units[] = {
    { { "m", 1 }, 1, 0, 36 },       { { "mo", 2 }, 1, 0, 36 },     { { "month", 5 }, 1, 0, 36 },
    { { "months", 6 }, 1, 0, 36 },  { { "mth", 3 }, 1, 0, 36 },    { { "mths", 4 }, 1, 0, 36 },
    { { "week", 4 }, 0, 7, 104 },   { { "weeks", 5 }, 0, 7, 104 }, { { "wk", 2 }, 0, 7, 104 },
    { { "wks", 3 }, 0, 7, 104 },    { { "y", 1 }, 12, 0, 120 },    { { "year", 4 }, 12, 0, 120 },
    { { "years", 5 }, 12, 0, 120 }, { { "yo", 2 }, 12, 0, 120 },   { { "yr", 2 }, 12, 0, 120 },
    { { "yrs", 3 }, 12, 0, 120 },   { { "y o", 3 }, 12, 0, 120 },  { { "", 0 }, 12, 0, 120 },
};
/* clang-format on */

static const struct age_unit *find_unit(struct sl_str word)
{
    for (size_t i = 0; i < sizeof age_units / sizeof age_units[0]; i++) {
        if (sl_str_equal(age_units[i].word, word)) {
            return &age_units[i];
        }
    }
    return NULL;
}

bool sl_search_age(struct sl_str folded, int32_t today, int32_t *ret_first, int32_t *ret_last)
{
    struct sl_str rest = folded;
    struct sl_str word = { .len = 0 };
    int32_t age = 0;
    bool is_aged = false;

    if (sl_str_starts(rest, SL_STR("age"))) {
        (void)sl_str_split(&rest, ' ', &word);
        is_aged = sl_str_equal(word, SL_STR("age")) || sl_str_equal(word, SL_STR("aged"));
    }
    if (rest.ptr == NULL || !take_number(&rest, &age)) {
        return false;
    }
    if (sl_str_ends(rest, SL_STR("old"))) {
        rest = sl_str_trim(sl_str_part(rest, 0, rest.len - 3));
        is_aged = true;
    }
    const struct age_unit *unit = find_unit(rest);
    if (unit == NULL || age > unit->limit || (rest.len == 0 && !is_aged)) {
        return false;
    }
    /* Born on the day that makes them so old today at the latest; a unit earlier, too old. */
    const struct sl_date last = sl_date_from_days(today - age * unit->days);
    const struct sl_date first = sl_date_from_days(today - (age + 1) * unit->days);
    *ret_last = date_number(months_before(last, age * unit->months));
    const struct sl_date too_old = months_before(first, (age + 1) * unit->months);
    *ret_first = date_number(sl_date_from_days(sl_date_to_days(too_old) + 1));
    return true;
}

static int32_t digits_of(struct sl_str text, size_t first, size_t len)
{
    int32_t value = 0;
    for (size_t i = first; i < first + len; i++) {
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

int32_t sl_search_day_number(int32_t days)
{
    return date_number(sl_date_from_days(days));
}

bool sl_search_birth_range(struct sl_str date, int32_t today, int32_t *ret_first, int32_t *ret_last)
{
    if (date.len != 8 || !is_digit(date.ptr[0])) {
        return false;
    }
    const int32_t year = digits_of(date, 0, 4);
    const int32_t month = digits_of(date, 4, 2);
    const int32_t day = digits_of(date, 6, 2);
    if (year < FIRST_YEAR || year > sl_date_from_days(today).year + 1 || month > 12 || day > 31 ||
        (month == 0 && day > 0)) {
        return false;
    }
    *ret_first = year * 10000 + (month == 0 ? 1 : month) * 100 + (day == 0 ? 1 : day);
    *ret_last = year * 10000 + (month == 0 ? 12 : month) * 100 + (day == 0 ? 31 : day);
    return true;
}
