/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <string.h>

#include "base/number.h"

/* Would a spreadsheet run the field as a formula? A plain number with a sign is none. */
static bool is_formula(struct sl_str field)
{
    if (field.len == 0 || memchr("=+-@\t\r", field.ptr[0], 6) == NULL) {
        return false;
    }
    double number = 0;
    return sl_parse_f64(field, -__DBL_MAX__, __DBL_MAX__, &number, NULL) != SL_OK;
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
    const bool formula = is_formula(field);
    /* An empty first field is quoted: alone in its record it would make an empty line. */
    const bool quotes = needs_quotes(field) || (first && field.len == 0);
    if (quotes) {
        sl_buf_add_byte(line, '"');
    }
    if (formula) {
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
