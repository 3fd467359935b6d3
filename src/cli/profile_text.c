/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile_text.h"

#include <inttypes.h>
#include <stdbool.h>

#include "base/utf8.h"
#include "cli/print.h"

#define NAME_COLUMNS  28u
#define USE_COLUMNS   12u
#define VALUE_COLUMNS 24u

/* Room for one cell, and for a specification. */
#define CELL_LIMIT_BYTES 64u
#define SPEC_LIMIT_BYTES ((size_t)1 << 20)

static const char *use_name(const struct sl_proposal *proposal)
{
    switch (proposal->use) {
    case SL_USE_ID:
        return "--id";
    case SL_USE_SOURCE:
        return "--source";
    case SL_USE_FIELD:
        return sl_kind_name(proposal->kind);
    case SL_USE_NONE:
        break;
    }
    return "-";
}

/* As wide as the longest name, up to a limit. */
static size_t name_width(const struct sl_profile *profile)
{
    size_t width = sizeof("column") - 1;

    for (size_t i = 0; i < sl_profile_column_count(profile); i++) {
        const size_t count = sl_utf8_count(sl_profile_column(profile, i)->name);
        width = count > width ? count : width;
    }
    return width < NAME_COLUMNS ? width : NAME_COLUMNS;
}

static void add_count_cell(struct sl_buf *buf, const struct sl_profile_column *column, int width)
{
    struct sl_buf cell;

    sl_buf_init(&cell, CELL_LIMIT_BYTES);
    if (column->distinct_is_minimum) {
        sl_buf_add_byte(&cell, '>');
    }
    sl_print_count(&cell, column->distinct_count);
    if (sl_buf_status(&cell, NULL) == SL_OK) {
        sl_buf_addf(buf, "%*s", width, cell.ptr);
    } else if (buf->status == SL_OK) {
        buf->status = cell.status;
    }
    sl_buf_finish(&cell);
}

static double completeness(const struct sl_profile *profile, uint64_t count)
{
    const uint64_t records = sl_profile_record_count(profile);
    return records == 0 ? 0.0 : (double)count / (double)records;
}

static void add_uses(const struct sl_profile *profile, size_t width, struct sl_buf *buf)
{
    sl_print_value(buf, SL_STR("column"), 0, width);
    sl_buf_addf(buf, "  filled   distinct  %-*s  why\n", (int)USE_COLUMNS, "proposal");
    for (size_t i = 0; i < sl_profile_column_count(profile); i++) {
        const struct sl_profile_column *column = sl_profile_column(profile, i);
        sl_print_value(buf, column->name, width, width);
        sl_buf_addf(buf, "%7.1f%%", completeness(profile, column->filled_count) * 100.0);
        add_count_cell(buf, column, 11);
        sl_buf_addf(buf, "  %-*s", (int)USE_COLUMNS, use_name(&column->proposal));
        sl_buf_addf(buf, "  %s", column->proposal.reason);
        if (column->placeholder_count > 0 && column->proposal.use != SL_USE_ID) {
            sl_buf_addf(buf, " (");
            sl_print_count(buf, column->placeholder_count);
            sl_buf_addf(buf, " not known)");
        }
        sl_buf_add_byte(buf, '\n');
    }
}

static void add_counts(
    struct sl_buf *buf, const char *label, const struct sl_profile_count *counts, size_t count
)
{
    sl_buf_addf(buf, "  %s", label);
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(buf, i == 0 ? SL_STR(" ") : SL_STR(", "));
        sl_print_value(buf, counts[i].text, VALUE_COLUMNS, 0);
        sl_buf_addf(buf, " (");
        sl_print_count(buf, counts[i].count);
        sl_buf_add_byte(buf, ')');
    }
    sl_buf_add_byte(buf, '\n');
}

static void add_values(const struct sl_profile *profile, size_t width, struct sl_buf *buf)
{
    for (size_t i = 0; i < sl_profile_column_count(profile); i++) {
        const struct sl_profile_column *column = sl_profile_column(profile, i);
        if (column->value_count == 0) {
            continue;
        }
        sl_print_value(buf, column->name, width, width);
        add_counts(buf, "values", column->values, column->value_count);
        sl_print_value(buf, SL_STR(""), 0, width);
        add_counts(buf, "shapes", column->shapes, column->shape_count);
    }
}

/* The proposed specification as text; *ret_spec is to be finished by the caller. */
static void print_spec(const struct sl_profile *profile, struct sl_buf *ret_text)
{
    struct sl_spec spec;

    sl_buf_init(ret_text, SPEC_LIMIT_BYTES);
    sl_profile_spec(profile, &spec);
    sl_spec_print(&spec, ret_text);
}

/* Nothing is proposed: perhaps the file has other separators. */
static void add_nothing(const struct sl_profile *profile, struct sl_buf *buf)
{
    const size_t count = sl_profile_column_count(profile);
    const char *separator = sl_spec_separator(&sl_profile_column(profile, 0)->name, count);

    if (separator != NULL) {
        sl_buf_addf(buf, "The header has %s where commas should be.\n", separator);
    } else {
        sl_buf_addf(
            buf, "No column could be proposed: name the columns and their kinds yourself.\n"
        );
    }
}

static void
add_line(const struct sl_profile *profile, const char *path, bool has_short, struct sl_buf *buf)
{
    const size_t id = sl_profile_id(profile);
    const size_t source = sl_profile_source(profile);
    struct sl_buf spec;

    print_spec(profile, &spec);
    if (sl_buf_status(&spec, NULL) != SL_OK) {
        buf->status = spec.status;
    } else if (spec.len == 0) {
        add_nothing(profile, buf);
    } else {
        sl_buf_addf(buf, "sightline link dedupe ");
        sl_print_shell_word(buf, sl_str_from(path));
        if (id == SIZE_MAX) {
            sl_buf_addf(buf, " --number-rows");
        } else {
            sl_buf_addf(buf, " --id ");
            sl_print_shell_word(buf, sl_profile_column(profile, id)->name);
        }
        if (source != SIZE_MAX) {
            sl_buf_addf(buf, " --source ");
            sl_print_shell_word(buf, sl_profile_column(profile, source)->name);
        }
        sl_buf_addf(buf, " --fields ");
        sl_print_shell_word(buf, sl_buf_str(&spec));
        sl_buf_addf(
            buf, has_short ? " --fill-short-rows --out clusters.csv\n" : " --out clusters.csv\n"
        );
    }
    sl_buf_finish(&spec);
}

/* Rows that a run would refuse. */
static void add_short_rows(const struct sl_csv_short *short_rows, struct sl_buf *buf)
{
    if (short_rows->count == 0) {
        return;
    }
    sl_print_count(buf, short_rows->count);
    sl_buf_addf(
        buf,
        short_rows->count == 1
            ? " row has fewer fields than the header, in line %" PRIu64 ".\n"
            : " rows have fewer fields than the header, the first in line %" PRIu64 ".\n",
        short_rows->first_line
    );
    sl_buf_addf(
        buf,
        "Look there first: the file may be cut off, or a line broken in two. Runs refuse such rows;"
        "\n--fill-short-rows takes what they lack for empty, as here.\n\n"
    );
}

void sl_profile_text(
    const struct sl_profile *profile,
    const char *path,
    const struct sl_csv_short *short_rows,
    struct sl_buf *buf
)
{
    const size_t width = name_width(profile);

    sl_print_count(buf, sl_profile_record_count(profile));
    sl_buf_addf(
        buf,
        sl_profile_record_count(profile) == 1 ? " record, %zu %s\n\n" : " records, %zu %s\n\n",
        sl_profile_column_count(profile),
        sl_profile_column_count(profile) == 1 ? "column" : "columns"
    );
    add_short_rows(short_rows, buf);
    add_uses(profile, width, buf);
    sl_buf_add_byte(buf, '\n');
    add_values(profile, width, buf);
    sl_buf_add_byte(buf, '\n');
    add_line(profile, path, short_rows->count > 0, buf);
}

static json_t *text_json(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}

static json_t *counts_json(const struct sl_profile_count *counts, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; list != NULL && i < count; i++) {
        json_t *item = json_pack(
            "{s:o, s:I}", "text", text_json(counts[i].text), "count", (json_int_t)counts[i].count
        );
        if (json_array_append_new(list, item) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *column_json(const struct sl_profile *profile, const struct sl_profile_column *column)
{
    static const char *const uses[] = {
        [SL_USE_NONE] = "none",
        [SL_USE_ID] = "id",
        [SL_USE_SOURCE] = "source",
        [SL_USE_FIELD] = "field",
    };
    const struct sl_proposal *proposal = &column->proposal;
    const char *kind = proposal->use == SL_USE_FIELD ? sl_kind_name(proposal->kind) : NULL;

    return json_pack(
        "{s:o, s:I, s:o, s:I, s:I, s:b, s:o, s:o, s:s, s:s?, s:s}",
        "name",
        text_json(column->name),
        "filled",
        (json_int_t)column->filled_count,
        "completeness",
        sl_print_json_number(completeness(profile, column->filled_count)),
        "placeholders",
        (json_int_t)column->placeholder_count,
        "distinct",
        (json_int_t)column->distinct_count,
        "distinct_is_minimum",
        (int)column->distinct_is_minimum,
        "values",
        counts_json(column->values, column->value_count),
        "shapes",
        counts_json(column->shapes, column->shape_count),
        "use",
        uses[proposal->use],
        "kind",
        kind,
        "reason",
        proposal->reason
    );
}

/* The name of a column; null for none. */
static json_t *column_name_json(const struct sl_profile *profile, size_t column)
{
    return column == SIZE_MAX ? json_null() : text_json(sl_profile_column(profile, column)->name);
}

json_t *sl_profile_json(const struct sl_profile *profile, const struct sl_csv_short *short_rows)
{
    json_t *columns = json_array();
    struct sl_buf spec;

    for (size_t i = 0; columns != NULL && i < sl_profile_column_count(profile); i++) {
        json_t *column = column_json(profile, sl_profile_column(profile, i));
        if (json_array_append_new(columns, column) != 0) {
            json_decref(columns);
            columns = NULL;
        }
    }
    print_spec(profile, &spec);
    json_t *json = json_pack(
        "{s:I, s:I, s:o, s:o, s:o, s:o}",
        "records",
        (json_int_t)sl_profile_record_count(profile),
        "short_rows",
        (json_int_t)short_rows->count,
        "columns",
        columns,
        "id",
        column_name_json(profile, sl_profile_id(profile)),
        "source",
        column_name_json(profile, sl_profile_source(profile)),
        "fields",
        sl_buf_status(&spec, NULL) == SL_OK ? text_json(sl_buf_str(&spec)) : NULL
    );
    sl_buf_finish(&spec);
    return json;
}
