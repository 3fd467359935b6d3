/* SPDX-License-Identifier: Apache-2.0 */
#include "record/calendar.h"

#include "base/date.h"
#include "record/calendar_data.h"

#define WEEK_DAYS         7
#define WEEK_WORKING_DAYS 5

static int32_t first_day(void)
{
    static const struct sl_date first = { .year = SL_CALENDAR_FIRST_YEAR, .month = 1, .day = 1 };
    return sl_date_to_days(first);
}

static int32_t last_day(void)
{
    static const struct sl_date last = { .year = SL_CALENDAR_LAST_YEAR, .month = 12, .day = 31 };
    return sl_date_to_days(last);
}

static bool is_covered(int32_t day)
{
    return day >= first_day() && day <= last_day();
}

static enum sl_status fail_outside(struct sl_error *err)
{
    return sl_fail(
        err,
        SL_UNSUPPORTED,
        "working days are known from %d to %d only",
        SL_CALENDAR_FIRST_YEAR,
        SL_CALENDAR_LAST_YEAR
    );
}

/* How many bank holidays there are before this day. */
static size_t holidays_before(int32_t day)
{
    size_t low = 0;
    size_t high = sl_bank_holiday_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sl_date_to_days(sl_bank_holidays[middle].date) < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Days from Monday to Friday since a Monday before the table, up to and with this day. */
static int32_t weekdays_until(int32_t day)
{
    /* 1970-01-05 was a Monday. */
    const int32_t since_monday = day - 4;
    const int32_t part = since_monday % WEEK_DAYS + 1;
    return since_monday / WEEK_DAYS * WEEK_WORKING_DAYS +
           (part < WEEK_WORKING_DAYS ? part : WEEK_WORKING_DAYS);
}

/* Working days up to and with this one, from some day that is the same for all. */
static int32_t working_days_until(int32_t day)
{
    return weekdays_until(day) - (int32_t)holidays_before(day + 1);
}

static bool is_working(int32_t day)
{
    return working_days_until(day) > working_days_until(day - 1);
}

const char *sl_calendar_holiday(int32_t day)
{
    const size_t at = holidays_before(day);
    if (at == sl_bank_holiday_count || sl_date_to_days(sl_bank_holidays[at].date) != day) {
        return NULL;
    }
    return sl_bank_holidays[at].name;
}

bool sl_calendar_is_published(int32_t day)
{
    return is_covered(day) && sl_date_from_days(day).year <= SL_CALENDAR_LAST_PUBLISHED_YEAR;
}

enum sl_status sl_calendar_is_working_day(int32_t day, bool *ret_working, struct sl_error *err)
{
    if (!is_covered(day)) {
        return fail_outside(err);
    }
    *ret_working = is_working(day);
    return SL_OK;
}

enum sl_status
sl_calendar_add_working_days(int32_t day, int32_t count, int32_t *ret_day, struct sl_error *err)
{
    const int32_t step = count < 0 ? -1 : 1;
    while (count != 0 && is_covered(day)) {
        day += step;
        count -= is_working(day) ? step : 0;
    }
    if (!is_covered(day)) {
        return fail_outside(err);
    }
    *ret_day = day;
    return SL_OK;
}

enum sl_status
sl_calendar_working_days_between(int32_t from, int32_t to, int32_t *ret_count, struct sl_error *err)
{
    if (!is_covered(from) || !is_covered(to)) {
        return fail_outside(err);
    }
    *ret_count = working_days_until(to) - working_days_until(from);
    return SL_OK;
}
