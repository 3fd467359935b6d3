/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/row.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/utf8.h"

static enum sl_status fail_at(size_t *ret_column, size_t at, struct sl_error *err, const char *what)
{
    *ret_column = at + 1;
    return sl_fail(err, SL_INVALID, "%s", what);
}

/* A field in quotes with the doubled ones made single. */
static enum sl_status
undouble(struct sl_str raw, struct sl_arena *arena, struct sl_str *ret_field, struct sl_error *err)
{
    char *copy = sl_arena_alloc(arena, raw.len, 1);
    size_t len = 0;
    if (copy == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < raw.len; i++) {
        copy[len++] = raw.ptr[i];
        i += raw.ptr[i] == '"' ? 1 : 0;
    }
    *ret_field = (struct sl_str){ .ptr = copy, .len = len };
    return SL_OK;
}

/* A quoted field that begins at *at; moves *at behind its closing quote. */
static enum sl_status take_quoted(
    struct sl_str line,
    size_t *at,
    struct sl_arena *arena,
    struct sl_str *ret_field,
    struct sl_error *err
)
{
    const size_t first = *at + 1;
    bool has_doubled = false;
    for (size_t i = first; i < line.len; i++) {
        if (line.ptr[i] != '"') {
            continue;
        }
        if (i + 1 < line.len && line.ptr[i + 1] == '"') {
            has_doubled = true;
            i++;
            continue;
        }
        const struct sl_str raw = { .ptr = line.ptr + first, .len = i - first };
        *at = i + 1;
        *ret_field = raw;
        return has_doubled ? undouble(raw, arena, ret_field, err) : SL_OK;
    }
    return sl_fail(err, SL_INVALID, "a quote is not closed");
}

/* A field without quotes, to the next comma. */
static enum sl_status take_plain(
    struct sl_str line,
    size_t *at,
    struct sl_str *ret_field,
    size_t *ret_column,
    struct sl_error *err
)
{
    const char *first = line.ptr + *at;
    const char *comma = memchr(first, ',', line.len - *at);
    ret_field->ptr = first;
    ret_field->len = comma == NULL ? line.len - *at : (size_t)(comma - first);
    const char *quote = memchr(first, '"', ret_field->len);
    if (quote != NULL) {
        const size_t place = (size_t)(quote - line.ptr);
        return fail_at(ret_column, place, err, "a quote stands inside a field without quotes");
    }
    *at += ret_field->len;
    return SL_OK;
}

static enum sl_status check_bytes(struct sl_str line, size_t *ret_column, struct sl_error *err)
{
    const size_t valid = sl_utf8_check(line);
    if (valid < line.len) {
        return fail_at(ret_column, valid, err, "the row is not UTF-8");
    }
    const char *nul = line.len == 0 ? NULL : memchr(line.ptr, '\0', line.len);
    if (nul != NULL) {
        return fail_at(ret_column, (size_t)(nul - line.ptr), err, "the row holds a NUL byte");
    }
    return SL_OK;
}

enum sl_status sl_row_parse(
    struct sl_str line,
    struct sl_arena *arena,
    struct sl_row *ret_row,
    size_t *ret_column,
    struct sl_error *err
)
{
    size_t at = 0;
    *ret_column = 0;
    ret_row->count = 0;
    SL_TRY(check_bytes(line, ret_column, err));
    for (;;) {
        if (ret_row->count == SL_ROW_FIELD_LIMIT) {
            return fail_at(ret_column, at, err, "the row has too many fields");
        }
        struct sl_str *field = &ret_row->fields[ret_row->count++];
        *field = (struct sl_str){ .ptr = line.ptr, .len = 0 };
        if (at < line.len && line.ptr[at] == '"') {
            *ret_column = at + 1;
            SL_TRY(take_quoted(line, &at, arena, field, err));
        } else if (at < line.len) {
            SL_TRY(take_plain(line, &at, field, ret_column, err));
        }
        if (at == line.len) {
            *ret_column = 0;
            return SL_OK;
        }
        if (line.ptr[at] != ',') {
            return fail_at(ret_column, at, err, "something stands behind a closing quote");
        }
        at++;
    }
}

/* A number of a date; "z" and "zz" are 0. Gives false for anything else. */
static bool take_part(struct sl_str text, int64_t max, bool may_miss, uint16_t *ret_value)
{
    int64_t value = 0;
    if (may_miss && (sl_str_equal(text, SL_STR("zz")) || sl_str_equal(text, SL_STR("ZZ")))) {
        *ret_value = 0;
        return true;
    }
    if (text.len == 0 || text.ptr[0] < '0' || text.ptr[0] > '9' ||
        sl_parse_i64(text, 1, max, &value, NULL) != SL_OK) {
        return false;
    }
    *ret_value = (uint16_t)value;
    return true;
}

enum sl_status sl_row_date(struct sl_str text, struct sl_moment *ret_moment, struct sl_error *err)
{
    struct sl_str rest = text;
    struct sl_str parts[3] = { { .ptr = NULL } };
    uint16_t day = 0;
    uint16_t month = 0;
    uint16_t year = 0;
    for (size_t i = 0; i < 3; i++) {
        (void)sl_str_split(&rest, '/', &parts[i]);
    }
    const bool is_date = rest.ptr == NULL && parts[0].len <= 2 && parts[1].len <= 2 &&
                         parts[2].len == 4 && take_part(parts[0], 31, true, &day) &&
                         take_part(parts[1], 12, true, &month) &&
                         take_part(parts[2], 9999, false, &year) && (day == 0 || month != 0);
    const struct sl_date date = {
        .year = (int16_t)year,
        .month = (uint8_t)(month == 0 ? 1 : month),
        .day = (uint8_t)(day == 0 ? 1 : day),
    };
    if (!is_date || !sl_date_valid(date)) {
        return sl_fail(err, SL_INVALID, "'%.*s' is not a date dd/mm/yyyy", SL_STR_ARG(text));
    }
    *ret_moment = sl_moment_of_day(sl_date_to_days(date));
    ret_moment->precision = month == 0 ? SL_PRECISION_YEAR
                            : day == 0 ? SL_PRECISION_MONTH
                                       : SL_PRECISION_DAY;
    return SL_OK;
}
