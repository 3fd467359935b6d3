/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

/* Days from 0000-03-01, where the algorithm counts from, to 1970-01-01. */
#define DAYS_TO_1970 719468

/* Days in 400 years: after that the calendar repeats. */
#define DAYS_PER_ERA 146097

#define SECOND_US INT64_C(1000000)
#define DAY_US    (86400 * SECOND_US)

static unsigned days_in_month(int year, unsigned month)
{
    static const uint8_t DAYS[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
}

bool sl_date_valid(struct sl_date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

int32_t sl_date_to_days(struct sl_date date)
{
    /* The year begins in March, so that the leap day is its last day. */
    const int32_t year = date.month <= 2 ? date.year - 1 : date.year;
    const int32_t era = year / 400;
    const int32_t year_of_era = year - era * 400;
    const int32_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    const int32_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    const int32_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

struct sl_date sl_date_from_days(int32_t days)
{
    const int32_t shifted = days + DAYS_TO_1970;
    const int32_t era = shifted / DAYS_PER_ERA;
    const int32_t day_of_era = shifted - era * DAYS_PER_ERA;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t march_month = (5 * day_of_year + 2) / 153;
    const int32_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    const int32_t year = era * 400 + year_of_era + (month <= 2 ? 1 : 0);
    return (struct sl_date){
        .year = (int16_t)year,
        .month = (uint8_t)month,
        .day = (uint8_t)(day_of_year - (153 * march_month + 2) / 5 + 1),
    };
}

unsigned sl_date_weekday(struct sl_date date)
{
    /* 0001-01-01 was a Monday, 719162 days before 1970-01-01. */
    return (unsigned)(sl_date_to_days(date) + 719162) % 7;
}

/* The value of `count` digits, or -1 when one of them is no digit. */
static int digits(const char *ptr, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (ptr[i] < '0' || ptr[i] > '9') {
            return -1;
        }
        value = value * 10 + (ptr[i] - '0');
    }
    return value;
}

enum sl_status sl_date_parse(struct sl_str text, struct sl_date *ret_date, struct sl_error *err)
{
    if (text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-') {
        const int year = digits(text.ptr, 4);
        const int month = digits(text.ptr + 5, 2);
        const int day = digits(text.ptr + 8, 2);
        if (year >= 0 && month >= 0 && day >= 0) {
            const struct sl_date date = {
                .year = (int16_t)year,
                .month = (uint8_t)month,
                .day = (uint8_t)day,
            };
            if (sl_date_valid(date)) {
                *ret_date = date;
                return SL_OK;
            }
        }
    }
    return sl_fail(
        err,
        SL_INVALID,
        "'%.*s' is not a date written YYYY-MM-DD",
        (int)(text.len < 40 ? text.len : 40),
        text.len == 0 ? "" : text.ptr
    );
}

void sl_date_print(struct sl_date date, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%04d-%02u-%02u", date.year, (unsigned)date.month, (unsigned)date.day);
}

void sl_date_print_instant(int64_t at_us, struct sl_buf *buf)
{
    const int64_t in_day = at_us % DAY_US;

    sl_date_print(sl_date_from_days((int32_t)(at_us / DAY_US)), buf);
    sl_buf_addf(
        buf,
        "T%02d:%02d:%02d.%03dZ",
        (int)(in_day / (3600 * SECOND_US)),
        (int)(in_day / (60 * SECOND_US) % 60),
        (int)(in_day / SECOND_US % 60),
        (int)(in_day / 1000 % 1000)
    );
}
