/* SPDX-License-Identifier: Apache-2.0 */
#include "record/say.h"

#include "base/date.h"

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

#define WEEK_DAYS 7

static bool has_time(struct sl_moment moment)
{
    return moment.precision >= SL_PRECISION_MINUTE;
}

static void add_time(struct sl_moment moment, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%02d:%02d", moment.second / 3600, moment.second / 60 % 60);
}

void sl_say_day(struct sl_moment moment, struct sl_buf *buf)
{
    if (moment.precision == SL_PRECISION_NONE) {
        return;
    }
    const struct sl_date date = sl_date_from_days(moment.day);
    sl_buf_add(buf, moment.approximate ? SL_STR("about ") : SL_STR(""));
    if (moment.precision >= SL_PRECISION_DAY) {
        sl_buf_addf(buf, "%u ", date.day);
    }
    if (moment.precision >= SL_PRECISION_MONTH) {
        sl_buf_addf(buf, "%s ", months[date.month - 1]);
    }
    sl_buf_addf(buf, "%d", date.year);
}

void sl_say_moment(struct sl_moment moment, struct sl_buf *buf)
{
    sl_say_day(moment, buf);
    if (has_time(moment)) {
        sl_buf_add_byte(buf, ' ');
        add_time(moment, buf);
    }
}

void sl_say_span(struct sl_moment start, struct sl_moment end, struct sl_buf *buf)
{
    const bool has_end = end.precision != SL_PRECISION_NONE && sl_moment_compare(start, end) != 0;
    if (start.precision == SL_PRECISION_NONE) {
        sl_buf_add(buf, has_end ? SL_STR("until ") : SL_STR("no date"));
        sl_say_moment(end, buf);
        return;
    }
    const bool one_day = has_end && start.day == end.day && has_time(start) && has_time(end);
    sl_say_moment(start, buf);
    if (has_end) {
        sl_buf_add(buf, SL_STR(" to "));
    }
    if (one_day) {
        add_time(end, buf);
    } else if (has_end) {
        sl_say_moment(end, buf);
    }
}

/* The number that all of a text's digits make; false when there is anything else in it. */
static bool parse_number(struct sl_str text, unsigned *ret_number)
{
    *ret_number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        *ret_number = *ret_number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return true;
}

/* A date of its parts, as precise as those that are not 0. */
static bool make_date(unsigned year, unsigned month, unsigned day, struct sl_moment *ret_moment)
{
    const struct sl_date date = {
        .year = (int16_t)year,
        .month = (uint8_t)(month == 0 ? 1 : month),
        .day = (uint8_t)(day == 0 ? 1 : day),
    };
    if (!sl_date_valid(date) || (month == 0 && day != 0)) {
        return false;
    }
    *ret_moment = sl_moment_of_day(sl_date_to_days(date));
    if (day == 0) {
        ret_moment->precision = month == 0 ? SL_PRECISION_YEAR : SL_PRECISION_MONTH;
    }
    return true;
}

/* DD/MM/YYYY. */
static bool parse_slashed(struct sl_str text, struct sl_moment *ret_moment)
{
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;

    return text.len == 10 && text.ptr[2] == '/' && text.ptr[5] == '/' &&
           parse_number(sl_str_part(text, 0, 2), &day) &&
           parse_number(sl_str_part(text, 3, 2), &month) &&
           parse_number(sl_str_part(text, 6, 4), &year) && month != 0 && day != 0 &&
           make_date(year, month, day, ret_moment);
}

/* YYYYMMDD. */
static bool parse_digits(struct sl_str text, struct sl_moment *ret_moment)
{
    unsigned number = 0;

    return text.len == 8 && parse_number(text, &number) &&
           make_date(number / 10000, number / 100 % 100, number % 100, ret_moment);
}

bool sl_say_parse(struct sl_str text, struct sl_moment *ret_moment)
{
    *ret_moment = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    return parse_slashed(text, ret_moment) || parse_digits(text, ret_moment) ||
           sl_moment_parse(text, ret_moment, NULL) == SL_OK;
}

void sl_say_date(struct sl_str text, struct sl_buf *buf)
{
    struct sl_moment moment;
    if (sl_say_parse(text, &moment)) {
        sl_say_day(moment, buf);
    } else {
        sl_buf_add(buf, text);
    }
}

/* Whole months from one day to a later one. */
static int32_t months_between(int32_t from, int32_t to)
{
    const struct sl_date first = sl_date_from_days(from);
    const struct sl_date last = sl_date_from_days(to);
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day);
}

void sl_say_age(struct sl_moment birth, int32_t on_day, struct sl_buf *buf)
{
    if (birth.precision == SL_PRECISION_NONE || birth.day > on_day) {
        return;
    }
    const int32_t last = sl_moment_last_day(birth);
    const int32_t most = months_between(birth.day, on_day);
    const int32_t least = months_between(last < on_day ? last : on_day, on_day);
    const int32_t days = on_day - birth.day;
    if (most / 12 != least / 12) {
        sl_buf_addf(buf, "%d or %d", least / 12, most / 12);
    } else if (most >= 24 || birth.precision < SL_PRECISION_DAY) {
        sl_buf_addf(buf, "%d", most / 12);
    } else if (most >= 3) {
        sl_buf_addf(buf, "%d months", most);
    } else if (days >= 2 * WEEK_DAYS) {
        sl_buf_addf(buf, "%d weeks", days / WEEK_DAYS);
    } else {
        sl_buf_addf(buf, days == 1 ? "%d day" : "%d days", days);
    }
}

void sl_say_old(struct sl_moment birth, int32_t on_day, struct sl_buf *buf)
{
    const size_t begin = buf->len;

    sl_say_age(birth, on_day, buf);
    if (buf->len > begin) {
        const char last = buf->ptr[buf->len - 1];
        sl_buf_add(buf, last >= '0' && last <= '9' ? SL_STR(" years old") : SL_STR(" old"));
    }
}
