/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/limit.h"

#include "base/date.h"
#include "base/number.h"
#include "notice/history.h"
#include "record/calendar.h"

#define HOUR_SECONDS ((int64_t)3600)
#define YEAR_MONTHS  12

/* In the order of their enumerators. */
static const struct sl_str unit_names[SL_UNIT_COUNT] = {
    [SL_UNIT_HOUR] = {.ptr = "hour",         .len = sizeof("hour") - 1       },
    [SL_UNIT_DAY] = { .ptr = "day",         .len = sizeof("day") - 1        },
    [SL_UNIT_WORKING_DAY] = { .ptr = "working day", .len = sizeof("working day") - 1},
    [SL_UNIT_MONTH] = { .ptr = "month",       .len = sizeof("month") - 1      },
};

static enum sl_status fail_limit(struct sl_str text, struct sl_error *err)
{
    sl_fail(err, SL_INVALID, "'%.*s' is not a length of time", SL_STR_ARG(text));
    sl_fail_hint(
        err,
        "Write a number from 1 to %d and hours, days, working days or months: '10 working days'.",
        SL_LIMIT_COUNT_LAST
    );
    return SL_INVALID;
}

enum sl_status sl_limit_parse(struct sl_str text, struct sl_limit *ret_limit, struct sl_error *err)
{
    struct sl_str rest = text;
    struct sl_str number = SL_STR("");
    int64_t count = 0;
    unsigned unit = 0;

    if (!sl_str_split(&rest, ' ', &number) ||
        sl_parse_i64(number, 1, SL_LIMIT_COUNT_LAST, &count, NULL) != SL_OK) {
        return fail_limit(text, err);
    }
    if (sl_str_ends(rest, SL_STR("s"))) {
        rest.len--;
    }
    while (unit < SL_UNIT_COUNT && !sl_str_equal(rest, unit_names[unit])) {
        unit++;
    }
    if (unit == SL_UNIT_COUNT) {
        return fail_limit(text, err);
    }
    ret_limit->count = (int32_t)count;
    ret_limit->unit = (enum sl_limit_unit)unit;
    return SL_OK;
}

void sl_limit_print(struct sl_limit limit, struct sl_buf *buf)
{
    sl_buf_addf(
        buf,
        "%d %.*s%s",
        (int)limit.count,
        SL_STR_ARG(unit_names[limit.unit]),
        limit.count == 1 ? "" : "s"
    );
}

/* The day so many months later or earlier; the last one of its month when that is shorter. */
static int32_t add_months(int32_t day, int32_t count)
{
    struct sl_date date = sl_date_from_days(day);
    const int32_t months = date.year * YEAR_MONTHS + (date.month - 1) + count;

    date.year = (int16_t)(months / YEAR_MONTHS);
    date.month = (uint8_t)(months % YEAR_MONTHS + 1);
    while (!sl_date_valid(date)) {
        date.day--;
    }
    return sl_date_to_days(date);
}

/* The day on which an instant lies. */
static int32_t day_of(int64_t instant)
{
    const int64_t day = instant / SL_DAY_SECONDS;
    return (int32_t)(instant % SL_DAY_SECONDS < 0 ? day - 1 : day);
}

/* The day that is a limit in days or months after another, or before it when `count` is less. */
static enum sl_status move_day(
    enum sl_limit_unit unit, int32_t count, int32_t day, int32_t *ret_day, struct sl_error *err
)
{
    if (unit == SL_UNIT_WORKING_DAY) {
        return sl_calendar_add_working_days(day, count, ret_day, err);
    }
    *ret_day = unit == SL_UNIT_MONTH ? add_months(day, count) : day + count;
    return SL_OK;
}

enum sl_status
sl_limit_end(struct sl_limit limit, int64_t from, int64_t *ret_last, struct sl_error *err)
{
    int32_t day = 0;

    if (limit.unit == SL_UNIT_HOUR) {
        *ret_last = from + limit.count * HOUR_SECONDS;
        return SL_OK;
    }
    SL_TRY(move_day(limit.unit, limit.count, day_of(from), &day, err));
    *ret_last = (day + 1) * SL_DAY_SECONDS - 1;
    return SL_OK;
}

enum sl_status
sl_limit_begin(struct sl_limit limit, int64_t last, int64_t *ret_first, struct sl_error *err)
{
    int32_t day = 0;

    if (limit.unit == SL_UNIT_HOUR) {
        *ret_first = last - limit.count * HOUR_SECONDS;
        return SL_OK;
    }
    SL_TRY(move_day(limit.unit, -limit.count, day_of(last), &day, err));
    *ret_first = day * SL_DAY_SECONDS;
    return SL_OK;
}
