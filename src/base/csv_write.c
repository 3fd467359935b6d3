/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <string.h>

#include "base/number.h"

/*
 * Would a spreadsheet run the field as a formula, or would it be read as one that was kept from it?
 * A plain number with a sign is none.
 */
static bool wants_guard(struct sl_str field)
{
    struct sl_str bare = field;
    while (sl_str_starts(bare, SL_STR("'"))) {
        bare = sl_str_part(bare, 1, bare.len);
    }
    if (bare.len == 0 || memchr("=+-@\t\r", bare.ptr[0], 6) == NULL) {
        return false;
    }
    double number = 0;
    return sl_parse_f64(bare, -__DBL_MAX__, __DBL_MAX__, &number, NULL) != SL_OK;
}

struct sl_str sl_csv_without_guard(struct sl_str field)
{
    const bool guarded = sl_str_starts(field, SL_STR("'")) && wants_guard(field);
    return guarded ? sl_str_part(field, 1, field.len) : field;
}

/* Must the field stand in quotes to come back as it is? */
static bool needs_quotes(struct sl_str field)
{
    if (sl_str_trim(field).len < field.len) {
        return true; /* blanks at an end: many readers drop them */
    }
    for (size_t i = 0; i < field.len; i++) {
        const char byte = field.ptr[i];
        if (byte == ',' || byte == '"' || byte == '\n' || byte == '\r') {
            return true;
        }
    }
    return false;
}

void sl_csv_write_field(struct sl_buf *line, struct sl_str field, bool first)
{
    if (!first) {
        sl_buf_add_byte(line, ',');
    }
    const bool guarded = wants_guard(field);
    /* An empty first field is quoted: alone in its record it would make an empty line. */
    const bool quotes = needs_quotes(field) || (first && field.len == 0);
    if (quotes) {
        sl_buf_add_byte(line, '"');
    }
    if (guarded) {
        sl_buf_add_byte(line, '\'');
    }
    struct sl_str part = { .ptr = NULL, .len = 0 };
    struct sl_str rest = field;
    bool begun = false;
    while (quotes && sl_str_split(&rest, '"', &part)) {
        if (begun) {
            sl_buf_add(line, SL_STR("\"\""));
        }
        sl_buf_add(line, part);
        begun = true;
    }
    sl_buf_add(line, quotes ? SL_STR("\"") : field);
}
