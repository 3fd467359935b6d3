/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/say.h"

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

/* DD/MM/YYYY. */
static bool parse_slashed(struct sl_str text, struct sl_moment *ret_moment)
{
    unsigned numbers[3] = { 0, 0, 0 };
    size_t at = 0;
    if (text.len != 10 || text.ptr[2] != '/' || text.ptr[5] != '/') {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (i == 2 || i == 5) {
            at++;
        } else if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        } else {
            numbers[at] = numbers[at] * 10 + (unsigned)(text.ptr[i] - '0');
        }
    }
    const struct sl_date date = { .year = (int16_t)numbers[2],
                                  .month = (uint8_t)numbers[1],
                                  .day = (uint8_t)numbers[0] };
    if (!sl_date_valid(date)) {
        return false;
    }
    *ret_moment = sl_moment_of_day(sl_date_to_days(date));
    return true;
}

bool sl_say_parse(struct sl_str text, struct sl_moment *ret_moment)
{
    *ret_moment = (struct sl_moment){ .precision = SL_PRECISION_NONE };
    return parse_slashed(text, ret_moment) || sl_moment_parse(text, ret_moment, NULL) == SL_OK;
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
