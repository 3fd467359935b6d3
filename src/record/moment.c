/* SPDX-License-Identifier: Apache-2.0 */
#include "record/moment.h"

#include "base/date.h"

#define DAY_SECONDS    86400
#define HOUR_SECONDS   3600
#define MINUTE_SECONDS 60
/* No place is further from Greenwich than Kiritimati. */
#define OFFSET_LIMIT_SECONDS (14 * HOUR_SECONDS)
/* A message repeats no more of the text than this. */
#define SHOWN_BYTES 40

/*
 * When clocks in the United Kingdom go forward and back: on the first Sunday that is not before the
 * day of the month, at the hour in Greenwich time. A rule holds until the next one's year.
 */
struct summer_rule {
    int16_t from_year;
    uint8_t march_day, october_day;
    uint8_t hour;
};

/* Sources: README.md. In 1981 to 1989 the day in October was the 23rd, from 1990 the 22nd. */
static const struct summer_rule summer_rules[] = {
    {.from_year = 1972,  .march_day = 16, .october_day = 23, .hour = 2},
    { .from_year = 1981, .march_day = 25, .october_day = 23, .hour = 1},
    { .from_year = 1990, .march_day = 25, .october_day = 22, .hour = 1},
    { .from_year = 1996, .march_day = 25, .october_day = 25, .hour = 1},
};

#define SUMMER_RULE_COUNT (sizeof summer_rules / sizeof summer_rules[0])

/* Seconds since 1970-01-01 at which a Sunday's clocks change. */
static int64_t change_at(int16_t year, uint8_t month, uint8_t first_day, uint8_t hour)
{
    const struct sl_date date = { .year = year, .month = month, .day = first_day };
    const int64_t sunday = (int64_t)sl_date_to_days(date) + 6 - sl_date_weekday(date);
    return sunday * DAY_SECONDS + (int64_t)hour * HOUR_SECONDS;
}

/* British Standard Time: an hour ahead without a break, 1968-02-18 02:00 to 1971-10-31 02:00. */
static bool is_standard_time(int64_t instant)
{
    static const struct sl_date first = { .year = 1968, .month = 2, .day = 18 };
    static const struct sl_date last = { .year = 1971, .month = 10, .day = 31 };
    const int64_t hour = (int64_t)2 * HOUR_SECONDS;
    return instant >= (int64_t)sl_date_to_days(first) * DAY_SECONDS + hour &&
           instant < (int64_t)sl_date_to_days(last) * DAY_SECONDS + hour;
}

/* Are clocks an hour ahead of Greenwich at this instant, in seconds since 1970-01-01 UTC? */
static bool is_summer(int64_t instant, int16_t year)
{
    if (year < summer_rules[0].from_year) {
        return is_standard_time(instant);
    }
    size_t i = SUMMER_RULE_COUNT - 1;
    while (summer_rules[i].from_year > year) {
        i--;
    }
    const struct summer_rule *rule = &summer_rules[i];
    return instant >= change_at(year, 3, rule->march_day, rule->hour) &&
           instant < change_at(year, 10, rule->october_day, rule->hour);
}

/* What is left to read, and what was found wrong with it: NULL while nothing is. */
struct reader {
    struct sl_str rest;
    const char *wrong;
};

/* Record what is wrong, unless something is already; false, to end with. */
static bool refuse(struct reader *reader, const char *wrong)
{
    reader->wrong = reader->wrong == NULL ? wrong : reader->wrong;
    return false;
}

static bool take_byte(struct reader *reader, char byte)
{
    if (reader->rest.len == 0 || reader->rest.ptr[0] != byte) {
        return false;
    }
    reader->rest = sl_str_part(reader->rest, 1, reader->rest.len);
    return true;
}

/* Exactly so many digits. */
static bool take_digits(struct reader *reader, size_t count, int *ret_value)
{
    int value = 0;
    if (reader->rest.len < count) {
        return refuse(reader, "it is cut short");
    }
    for (size_t i = 0; i < count; i++) {
        const char byte = reader->rest.ptr[i];
        if (byte < '0' || byte > '9') {
            return refuse(reader, "there is something else where a digit belongs");
        }
        value = value * 10 + (byte - '0');
    }
    reader->rest = sl_str_part(reader->rest, count, reader->rest.len);
    *ret_value = value;
    return true;
}

/* HH:MM; the minutes after midnight as seconds. */
static bool take_hour_minute(struct reader *reader, int *ret_seconds)
{
    int hour = 0;
    int minute = 0;
    if (!take_digits(reader, 2, &hour)) {
        return false;
    }
    if (!take_byte(reader, ':')) {
        return refuse(reader, "hours and minutes have no colon between them");
    }
    if (!take_digits(reader, 2, &minute)) {
        return false;
    }
    if (hour > 23 || minute > 59) {
        return refuse(reader, "there is no such time of day");
    }
    *ret_seconds = hour * HOUR_SECONDS + minute * MINUTE_SECONDS;
    return true;
}

static bool take_date(struct reader *reader, struct sl_moment *moment)
{
    int year = 0;
    int month = 1;
    int day = 1;
    if (!take_digits(reader, 4, &year)) {
        return false;
    }
    moment->precision = SL_PRECISION_YEAR;
    if (take_byte(reader, '-')) {
        if (!take_digits(reader, 2, &month)) {
            return false;
        }
        moment->precision = SL_PRECISION_MONTH;
        if (take_byte(reader, '-')) {
            if (!take_digits(reader, 2, &day)) {
                return false;
            }
            moment->precision = SL_PRECISION_DAY;
        }
    }
    const struct sl_date date = {
        .year = (int16_t)year,
        .month = (uint8_t)month,
        .day = (uint8_t)day,
    };
    if (!sl_date_valid(date)) {
        return refuse(reader, "there is no such day");
    }
    moment->day = sl_date_to_days(date);
    return true;
}

/* [:SS[.fraction]] behind hours and minutes. */
static bool take_second(struct reader *reader, struct sl_moment *moment)
{
    int second = 0;
    if (!take_byte(reader, ':')) {
        return true;
    }
    if (!take_digits(reader, 2, &second)) {
        return false;
    }
    if (second > 59) {
        return refuse(reader, "there is no such time of day");
    }
    moment->second += second;
    moment->precision = SL_PRECISION_SECOND;
    if (take_byte(reader, '.')) {
        int digit = 0;
        if (!take_digits(reader, 1, &digit)) {
            return false;
        }
        while (reader->rest.len > 0 && reader->rest.ptr[0] >= '0' && reader->rest.ptr[0] <= '9') {
            (void)take_digits(reader, 1, &digit);
        }
    }
    return true;
}

/* The day and second of an instant in UTC on clocks in the United Kingdom; false: too far away. */
static bool set_civil(struct sl_moment *moment, int64_t instant)
{
    static const struct sl_date first = { .year = 1, .month = 1, .day = 1 };
    static const struct sl_date last = { .year = 9999, .month = 12, .day = 31 };
    const int64_t first_instant = (int64_t)sl_date_to_days(first) * DAY_SECONDS;
    const int64_t end_instant = ((int64_t)sl_date_to_days(last) + 1) * DAY_SECONDS;
    if (instant < first_instant || instant >= end_instant) {
        return false;
    }
    /* Counted from year 1, so that the division rounds down. */
    int64_t day = (instant - first_instant) / DAY_SECONDS + sl_date_to_days(first);
    if (is_summer(instant, sl_date_from_days((int32_t)day).year)) {
        instant += HOUR_SECONDS;
        day = (instant - first_instant) / DAY_SECONDS + sl_date_to_days(first);
    }
    moment->day = (int32_t)day;
    moment->second = (int32_t)(instant - day * DAY_SECONDS);
    return true;
}

/* Bring a moment that was so many seconds ahead of UTC to clocks in the United Kingdom. */
static bool to_civil(struct reader *reader, struct sl_moment *moment, int offset)
{
    const int64_t instant = (int64_t)moment->day * DAY_SECONDS + moment->second - offset;
    return set_civil(moment, instant) ||
           refuse(reader, "in the United Kingdom it is not in the years 0001 to 9999");
}

struct sl_moment sl_moment_of_utc(int64_t seconds)
{
    struct sl_moment moment = { .precision = SL_PRECISION_SECOND };
    return set_civil(&moment, seconds) ? moment
                                       : (struct sl_moment){ .precision = SL_PRECISION_NONE };
}

/* [Z|+HH:MM|-HH:MM] behind a time. */
static bool take_offset(struct reader *reader, struct sl_moment *moment)
{
    int offset = 0;
    if (take_byte(reader, 'Z')) {
        return to_civil(reader, moment, 0);
    }
    const bool ahead = take_byte(reader, '+');
    if (!ahead && !take_byte(reader, '-')) {
        return true;
    }
    if (!take_hour_minute(reader, &offset)) {
        return false;
    }
    if (offset > OFFSET_LIMIT_SECONDS) {
        return refuse(reader, "no clock is as far from Greenwich");
    }
    return to_civil(reader, moment, ahead ? offset : -offset);
}

static bool take_time(struct reader *reader, struct sl_moment *moment)
{
    int seconds = 0;
    if (moment->precision < SL_PRECISION_DAY ||
        (!take_byte(reader, 'T') && !take_byte(reader, ' '))) {
        return true;
    }
    if (!take_hour_minute(reader, &seconds)) {
        return false;
    }
    moment->second = seconds;
    moment->precision = SL_PRECISION_MINUTE;
    return take_second(reader, moment) && take_offset(reader, moment);
}

static bool take_moment(struct reader *reader, struct sl_moment *moment)
{
    if (!take_date(reader, moment) || !take_time(reader, moment)) {
        return false;
    }
    moment->approximate = take_byte(reader, '~');
    return reader->rest.len == 0 || refuse(reader, "something stands behind it");
}

enum sl_status
sl_moment_parse(struct sl_str text, struct sl_moment *ret_moment, struct sl_error *err)
{
    struct reader reader = { .rest = text };
    struct sl_moment moment = { .precision = SL_PRECISION_NONE };
    if (take_moment(&reader, &moment)) {
        *ret_moment = moment;
        return SL_OK;
    }
    const enum sl_status status = sl_fail(
        err,
        SL_INVALID,
        "'%.*s' is not a date or time written YYYY-MM-DD or YYYY-MM-DDTHH:MM",
        (int)(text.len < SHOWN_BYTES ? text.len : SHOWN_BYTES),
        text.len == 0 ? "" : text.ptr
    );
    sl_fail_detail(err, "%s", reader.wrong);
    return status;
}

struct sl_moment sl_moment_of_day(int32_t day)
{
    return (struct sl_moment){ .day = day, .precision = SL_PRECISION_DAY };
}

void sl_moment_print(struct sl_moment moment, struct sl_buf *buf)
{
    if (moment.precision == SL_PRECISION_NONE) {
        return;
    }
    const struct sl_date date = sl_date_from_days(moment.day);
    sl_buf_addf(buf, "%04d", date.year);
    if (moment.precision >= SL_PRECISION_MONTH) {
        sl_buf_addf(buf, "-%02u", (unsigned)date.month);
    }
    if (moment.precision >= SL_PRECISION_DAY) {
        sl_buf_addf(buf, "-%02u", (unsigned)date.day);
    }
    if (moment.precision >= SL_PRECISION_MINUTE) {
        const int32_t minutes = moment.second / MINUTE_SECONDS;
        sl_buf_addf(buf, "T%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
    }
    if (moment.precision >= SL_PRECISION_SECOND) {
        sl_buf_addf(buf, ":%02d", (int)(moment.second % MINUTE_SECONDS));
    }
    if (moment.approximate) {
        sl_buf_add_byte(buf, '~');
    }
}

int32_t sl_moment_last_day(struct sl_moment moment)
{
    SL_ASSERT(moment.precision != SL_PRECISION_NONE);
    if (moment.precision >= SL_PRECISION_DAY) {
        return moment.day;
    }
    struct sl_date last = sl_date_from_days(moment.day);
    last.month = moment.precision == SL_PRECISION_YEAR ? 12 : last.month;
    last.day = 31;
    while (!sl_date_valid(last)) {
        last.day--;
    }
    return sl_date_to_days(last);
}

static int order(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right ? 1 : 0;
}

int sl_moment_compare(struct sl_moment left, struct sl_moment right)
{
    if (left.precision == SL_PRECISION_NONE || right.precision == SL_PRECISION_NONE) {
        return order(left.precision, right.precision);
    }
    if (left.day != right.day) {
        return order(left.day, right.day);
    }
    if (left.second != right.second) {
        return order(left.second, right.second);
    }
    if (left.precision != right.precision) {
        return order(left.precision, right.precision);
    }
    return order(left.approximate, right.approximate);
}
