/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/choice.h"

#include "base/date.h"
#include "base/number.h"
#include "cli/store_options.h"

#define HINT_LIMIT_BYTES ((size_t)250)
#define TEXT_LIMIT_BYTES ((size_t)64)

enum sl_status sl_cli_choose(
    const struct sl_term *terms,
    unsigned count,
    const char *what,
    const char *text,
    unsigned *ret_term,
    struct sl_error *err
)
{
    const unsigned found = sl_term_find(terms, count, sl_str_from(text));
    struct sl_buf names;

    if (found < count) {
        *ret_term = found;
        return SL_OK;
    }
    sl_buf_init(&names, HINT_LIMIT_BYTES);
    for (unsigned i = 0; i < count; i++) {
        sl_buf_addf(&names, "%s%.*s", i == 0 ? "" : ", ", SL_STR_ARG(terms[i].name));
    }
    sl_fail(err, SL_USAGE, "'%s' is not %s", text, what);
    sl_fail_hint(err, "Give one of %.*s.", SL_STR_ARG(sl_buf_str(&names)));
    sl_buf_finish(&names);
    return SL_USAGE;
}

enum sl_status sl_cli_day(const struct sl_option_value *option, int32_t *day, struct sl_error *err)
{
    struct sl_date date;

    if (option->count == 0) {
        return SL_OK;
    }
    if (sl_date_parse(sl_str_from(option->texts[0]), &date, NULL) != SL_OK) {
        sl_fail(err, SL_USAGE, "'%s' is not a date", option->texts[0]);
        sl_fail_hint(err, "Write it as 2026-03-31.");
        return SL_USAGE;
    }
    *day = sl_date_to_days(date);
    return SL_OK;
}

enum sl_status sl_cli_span(
    const struct sl_option_value *options,
    int32_t today,
    struct sl_span *ret_span,
    struct sl_error *err
)
{
    struct sl_span span = { today, SL_SPAN_OPEN };

    SL_TRY(sl_cli_day(&options[0], &span.from, err));
    SL_TRY(sl_cli_day(&options[1], &span.until, err));
    *ret_span = span;
    return SL_OK;
}

enum sl_status
sl_cli_number(const char *text, const char *what, int64_t *ret_number, struct sl_error *err)
{
    if (sl_parse_i64(sl_str_from(text), 1, INT64_MAX, ret_number, NULL) == SL_OK) {
        return SL_OK;
    }
    return sl_fail(err, SL_USAGE, "'%s' is not the number of %s", text, what);
}

void sl_cli_add_day(struct sl_buf *buf, int32_t day)
{
    if (day != SL_SPAN_OPEN) {
        sl_date_print(sl_date_from_days(day), buf);
    }
}

/* The text that a buffer has, as JSON; the buffer is given back. */
static json_t *take_json(struct sl_buf *text)
{
    json_t *json = text->len == 0 ? json_null() : json_stringn(text->ptr, text->len);

    sl_buf_finish(text);
    return json;
}

json_t *sl_cli_day_json(int32_t day)
{
    struct sl_buf text;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    sl_cli_add_day(&text, day);
    return take_json(&text);
}

json_t *sl_cli_time_json(int64_t at)
{
    struct sl_buf text;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    sl_cli_add_time(&text, at);
    return take_json(&text);
}

json_t *sl_cli_str_json(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}
