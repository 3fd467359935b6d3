/* SPDX-License-Identifier: Apache-2.0 */
#include "record/birth_date.h"

#include <stdbool.h>
#include <string.h>

#include "record/category.h"

/* The most parts that a date has. */
#define PART_LIMIT 3
/* What stands before text that is no date. */
#define TEXT_PREFIX "t "
/* Years of birth that digits without separators may begin with, and from when on end with. */
#define YEAR_FROM      1000
#define YEAR_TO        2099
#define LAST_YEAR_FROM 1850

/* A run of digits, or a month by name (then digits == 0). */
struct part {
    unsigned value;
    unsigned digits;
};

/* Invariant: at most one part is a name. */
struct parts {
    size_t count;
    size_t name_count;
    struct part items[PART_LIMIT];
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_letter(char byte)
{
    return lower(byte) >= 'a' && lower(byte) <= 'z';
}

/* Length of the run of letters at the start. */
static size_t letter_run(struct sl_str text)
{
    size_t len = 0;
    while (len < text.len && is_letter(text.ptr[len])) {
        len++;
    }
    return len;
}

/* 1 .. 12 for an English name of a month or its first three letters or "sept", else 0. */
static unsigned month_number(struct sl_str word)
{
    static const char *const months[] = { "january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december" };
    if (word.len < 3) {
        return 0;
    }
    for (unsigned i = 0; i < 12; i++) {
        const size_t len = strlen(months[i]);
        const bool sept = i == 8 && word.len == 4;
        bool same = word.len == 3 || word.len == len || sept;
        for (size_t k = 0; same && k < word.len; k++) {
            same = lower(word.ptr[k]) == months[i][k];
        }
        if (same) {
            return i + 1;
        }
    }
    return 0;
}

/* Take a run of digits off *text; the value is that of the first eight, `digits` counts all. */
static struct part take_digits(struct sl_str *text)
{
    struct part part = { .value = 0 };
    while (text->len > 0 && is_digit(text->ptr[0])) {
        if (part.digits < 8) {
            part.value = part.value * 10 + (unsigned)(text->ptr[0] - '0');
        }
        part.digits++;
        *text = sl_str_part(*text, 1, text->len);
    }
    return part;
}

/* "st", "nd", "rd", "th" behind a day. */
static void skip_ordinal(struct sl_str *text)
{
    static const char suffixes[] = "stndrdth";
    if (letter_run(*text) != 2) {
        return;
    }
    for (size_t i = 0; i < 8; i += 2) {
        if (lower(text->ptr[0]) == suffixes[i] && lower(text->ptr[1]) == suffixes[i + 1]) {
            *text = sl_str_part(*text, 2, text->len);
            return;
        }
    }
}

/* Take the next part; false when there stands neither a number nor the name of a month. */
static bool take_part(struct sl_str *text, struct parts *parts)
{
    struct part part = { .value = 0 };
    if (is_digit(text->ptr[0])) {
        part = take_digits(text);
        if (part.digits <= 2) {
            skip_ordinal(text);
        }
    } else {
        const size_t len = letter_run(*text);
        part.value = month_number(sl_str_part(*text, 0, len));
        if (part.value == 0 || parts->name_count > 0) {
            return false;
        }
        parts->name_count++;
        *text = sl_str_part(*text, len, text->len);
    }
    parts->items[parts->count++] = part;
    return true;
}

/* Is this the time of day behind a date: "T00:00:00Z", " 12:30 pm", "+01:00"? */
static bool is_time(struct sl_str text)
{
    if (text.len > 0 && memchr("tT z Z+", text.ptr[0], 7) == NULL) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (memchr("0123456789:.+-tzapmu c", lower(text.ptr[i]), 22) == NULL) {
            return false;
        }
    }
    return true;
}

static bool is_separator(char byte)
{
    return memchr("-/., \\_", byte, 7) != NULL;
}

/* A whole date stands here: three parts, or one run of eight digits. */
static bool is_complete(const struct parts *parts)
{
    return parts->count == PART_LIMIT || (parts->count == 1 && parts->items[0].digits == 8);
}

/* Split a date at its separators; false when anything else stands in it. */
static bool read_parts(struct sl_str raw, struct parts *ret_parts)
{
    struct sl_str text = sl_str_trim(raw);
    *ret_parts = (struct parts){ .count = 0 };
    while (text.len > 0 && is_separator(text.ptr[text.len - 1])) {
        text.len--;
    }
    while (text.len > 0) {
        if (is_complete(ret_parts) || (ret_parts->count > 0 && lower(text.ptr[0]) == 't')) {
            return is_time(text);
        }
        if (is_separator(text.ptr[0])) {
            if (ret_parts->count == 0) {
                return false; /* a sign, or nothing known before it */
            }
            text = sl_str_part(text, 1, text.len);
        } else if (!take_part(&text, ret_parts)) {
            return false;
        }
    }
    return ret_parts->count > 0;
}

/* A year of two digits is in the century that SL_BIRTH_DATE_PIVOT says. */
static unsigned full_year(struct part part)
{
    if (part.digits > 2) {
        return part.value;
    }
    return part.value < SL_BIRTH_DATE_PIVOT ? 2000 + part.value : 1900 + part.value;
}

/* yyyymmdd as a number. Parts have at most 4, 2 and 2 digits. */
static unsigned join(unsigned year, unsigned month, unsigned day)
{
    return year * 10000 + month * 100 + day;
}

/*
 * Eight digits: as they are, unless they only make sense with the year at the end, as 28101947
 * does. What this gives makes sense as it is, so that a second reading leaves it alone.
 */
static unsigned settle(unsigned date, enum sl_date_order order)
{
    const unsigned year = date / 10000;
    const unsigned last_year = date % 10000;
    const bool sensible =
        year >= YEAR_FROM && year <= YEAR_TO && date / 100 % 100 <= 12 && date % 100 <= 31;
    if (sensible || last_year < LAST_YEAR_FROM || last_year > YEAR_TO) {
        return date;
    }
    const unsigned left = date / 1000000;
    const unsigned right = date / 10000 % 100;
    const unsigned day = order == SL_DATE_DAY_FIRST ? left : right;
    const unsigned month = order == SL_DATE_DAY_FIRST ? right : left;
    if (day < 1 || day > 31 || month < 1 || month > 12) {
        return date;
    }
    return join(last_year, month, day);
}

/* Six digits: yyyymm when that can be, else two digits each with the year at the end. */
static unsigned from_six(unsigned value, enum sl_date_order order)
{
    const unsigned year = value / 100;
    const unsigned month = value % 100;
    if (value == 0 || value == 999999) {
        return 0;
    }
    if (year >= LAST_YEAR_FROM && year <= YEAR_TO && month >= 1 && month <= 12) {
        return join(year, month, 0);
    }
    const unsigned left = value / 10000;
    const unsigned middle = value / 100 % 100;
    const unsigned last = full_year((struct part){ .value = value % 100, .digits = 2 });
    return order == SL_DATE_DAY_FIRST ? join(last, middle, left) : join(last, left, middle);
}

static bool from_one(struct part part, enum sl_date_order order, unsigned *ret_date)
{
    switch (part.digits) {
    case 4:
        *ret_date = join(part.value, 0, 0);
        return part.value == 0 || (part.value >= YEAR_FROM && part.value <= YEAR_TO);
    case 6:
        *ret_date = from_six(part.value, order);
        return true;
    case 8:
        *ret_date = part.value;
        return true;
    case 12:
    case 14:
        *ret_date = part.value; /* a time of day follows without a separator */
        return part.value / 10000 >= YEAR_FROM && part.value / 10000 <= YEAR_TO;
    default:
        return false;
    }
}

/* A month and a year, in either order. */
static bool from_two(struct part left, struct part right, unsigned *ret_date)
{
    const bool year_first = left.digits == 4;
    const struct part year = year_first ? left : right;
    const struct part month = year_first ? right : left;
    if (month.digits > 2 || (year.digits != 4 && (year.digits != 2 || month.digits != 0))) {
        return false;
    }
    *ret_date = join(full_year(year), month.value, 0);
    return true;
}

/* Which of three parts is which; a part that is a name is the month. */
static bool from_three(const struct part *parts, enum sl_date_order order, unsigned *ret_date)
{
    size_t year = 2;
    if (parts[0].digits == 4 || (parts[0].digits == 2 && parts[0].value > 31)) {
        year = 0;
    }
    const size_t left = year == 0 ? 1 : 0;
    const size_t right = left + 1;
    bool month_first = year == 0 || order == SL_DATE_MONTH_FIRST;
    if (parts[left].digits == 0 || parts[right].digits == 0) {
        month_first = parts[left].digits == 0;
    }
    const struct part month = parts[month_first ? left : right];
    const struct part day = parts[month_first ? right : left];
    if (month.digits > 2 || day.digits == 0 || day.digits > 2 ||
        (parts[year].digits != 4 && parts[year].digits != 2)) {
        return false;
    }
    *ret_date = join(full_year(parts[year]), month.value, day.value);
    return true;
}

static bool read_date(struct sl_str raw, enum sl_date_order order, unsigned *ret_date)
{
    struct parts parts;
    if (!read_parts(raw, &parts)) {
        return false;
    }
    switch (parts.count) {
    case 1:
        return from_one(parts.items[0], order, ret_date);
    case 2:
        return from_two(parts.items[0], parts.items[1], ret_date);
    default:
        return from_three(parts.items, order, ret_date);
    }
}

/* Eight digits; nothing for zeros and for the nines that stand for "not known". */
static void add_date(unsigned date, struct sl_buf *out)
{
    if (date == 0 || date / 10000 == 9999) {
        return;
    }
    for (unsigned unit = 10000000; unit > 0; unit /= 10) {
        sl_buf_add_byte(out, (char)('0' + date / unit % 10));
    }
}

void sl_birth_date_normal(
    struct sl_fold *fold, struct sl_str raw, enum sl_date_order order, struct sl_buf *out
)
{
    const size_t start = out->len;
    unsigned date = 0;
    if (read_date(raw, order, &date)) {
        add_date(settle(date, order), out);
        return;
    }
    sl_buf_add(out, SL_STR(TEXT_PREFIX));
    const size_t text_start = out->len;
    sl_category_normal(fold, raw, out);
    const struct sl_str text = { .ptr = out->ptr + text_start, .len = out->len - text_start };
    if (text.len == 0 || sl_str_starts(text, SL_STR(TEXT_PREFIX))) {
        /* Nothing, or the normal form once more: then the prefix stands there already. */
        const size_t len = text.len;
        memmove(out->ptr + start, text.ptr, len);
        sl_buf_cut(out, start + len);
    }
}

/* A number of at most `digit_limit` digits in a column of its own; digits == 0 when it is none. */
static struct part read_column(struct sl_str text, unsigned digit_limit)
{
    struct sl_str rest = sl_str_trim(text);
    const struct part part = take_digits(&rest);
    const bool whole = rest.len == 0 || sl_str_equal(rest, SL_STR(".0"));
    return whole && part.digits <= digit_limit ? part : (struct part){ .value = 0 };
}

void sl_birth_date_parts(
    struct sl_str day, struct sl_str month, struct sl_str year, struct sl_buf *out
)
{
    const struct part year_part = read_column(year, 4);
    const unsigned named = month_number(sl_str_trim(month));
    const unsigned month_value = named > 0 ? named : read_column(month, 2).value;
    const unsigned year_value = year_part.value == 0 ? 0 : full_year(year_part);
    add_date(join(year_value, month_value, read_column(day, 2).value), out);
}

void sl_birth_date_vote(struct sl_date_votes *votes, struct sl_str raw)
{
    struct parts parts;
    if (!read_parts(raw, &parts) || parts.count != PART_LIMIT || parts.name_count > 0) {
        return;
    }
    const struct part left = parts.items[0];
    const struct part right = parts.items[1];
    if (left.digits > 2 || right.digits > 2) {
        return;
    }
    const bool left_month = left.value >= 1 && left.value <= 12;
    const bool right_month = right.value >= 1 && right.value <= 12;
    if (!left_month && right_month && left.value >= 1 && left.value <= 31) {
        votes->day_first++;
    } else if (left_month && !right_month && right.value >= 1 && right.value <= 31) {
        votes->month_first++;
    }
}

enum sl_date_order sl_birth_date_order(struct sl_date_votes votes)
{
    return votes.month_first > votes.day_first ? SL_DATE_MONTH_FIRST : SL_DATE_DAY_FIRST;
}
