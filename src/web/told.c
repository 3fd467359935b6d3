/* SPDX-License-Identifier: Apache-2.0 */
#include "web/told.h"

#include <stdarg.h>
#include <stdio.h>

#include "record/moment.h"
#include "record/say.h"
#include "web/limit.h"
#include "web/url.h"

#define TIME_BYTES     ((size_t)64)
#define DIGITS_BYTES   ((size_t)40)
#define MICROSECONDS   INT64_C(1000000)
#define SECONDS_OF_DAY INT64_C(86400)

struct sl_str sl_told_print(struct sl_visit *visit, const char *format, ...)
{
    va_list arguments;
    va_list again;

    va_start(arguments, format);
    va_copy(again, arguments);
    const int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = len < 0 ? NULL : sl_arena_alloc(visit->arena, (size_t)len + 1, 1);
    if (text != NULL) {
        (void)vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    if (text == NULL) {
        sl_page_fail(&visit->page, SL_NO_MEMORY);
        return SL_STR("");
    }
    return (struct sl_str){ .ptr = text, .len = (size_t)len };
}

struct sl_str sl_told_sentence(struct sl_visit *visit, struct sl_str text)
{
    if (text.len == 0 || text.ptr[0] < 'a' || text.ptr[0] > 'z') {
        return text;
    }
    return sl_told_print(
        visit, "%c%.*s", text.ptr[0] - 'a' + 'A', SL_STR_ARG(sl_str_part(text, 1, text.len))
    );
}

/* A moment in words, kept. */
static struct sl_str say(struct sl_visit *visit, struct sl_moment moment)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TIME_BYTES);
    sl_say_moment(moment, &text);
    return sl_value_str(sl_visit_take(visit, &text));
}

struct sl_str sl_told_time(struct sl_visit *visit, int64_t at_us)
{
    const int64_t seconds = at_us / MICROSECONDS;
    const struct sl_moment moment = {
        .day = (int32_t)(seconds / SECONDS_OF_DAY),
        .second = (int32_t)(seconds % SECONDS_OF_DAY / 60 * 60),
        .precision = SL_PRECISION_MINUTE,
    };

    return at_us == 0 ? SL_STR("") : say(visit, moment);
}

struct sl_str sl_told_day(struct sl_visit *visit, int32_t day)
{
    return say(visit, (struct sl_moment){ .day = day, .precision = SL_PRECISION_DAY });
}

struct sl_str sl_told_date(struct sl_visit *visit, struct sl_str text)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf said;

    sl_buf_init(&said, TIME_BYTES + text.len);
    sl_say_date(text, &said);
    return sl_value_str(sl_visit_take(visit, &said));
}

struct sl_str sl_told_due(struct sl_visit *visit, int32_t day)
{
    const int32_t today = sl_visit_today(visit);

    return day == today       ? SL_STR("today")
           : day == today + 1 ? SL_STR("tomorrow")
           : day == today - 1 ? SL_STR("yesterday")
                              : sl_told_day(visit, day);
}

struct sl_str
sl_told_join(struct sl_visit *visit, struct sl_str text, struct sl_str name, bool is_last)
{
    if (text.len == 0) {
        return name;
    }
    return sl_told_print(
        visit, "%.*s%s%.*s", SL_STR_ARG(text), is_last ? " and " : ", ", SL_STR_ARG(name)
    );
}

struct sl_str sl_told_path(struct sl_visit *visit, const char *before, struct sl_str part)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf path;

    sl_buf_init(&path, SL_WEB_TARGET_BYTES * 4);
    sl_buf_add(&path, sl_str_from(before));
    sl_url_encode(part, &path);
    return sl_value_str(sl_visit_take(visit, &path));
}

struct sl_str sl_told_count(struct sl_visit *visit, uint64_t count)
{
    char digits[DIGITS_BYTES];
    char text[DIGITS_BYTES];
    size_t used = 0;

    const size_t len = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0) {
            text[used++] = ',';
        }
        text[used++] = digits[i];
    }
    return sl_told_print(visit, "%.*s", (int)used, text);
}
