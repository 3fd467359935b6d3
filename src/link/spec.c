/* SPDX-License-Identifier: Apache-2.0 */
#include "link/spec.h"

#include <stdbool.h>
#include <string.h>

#include "link/osa.h"

/* A name with more slips than these is another name. */
#define NEAR_LIMIT 2u

/* A name that is longer is not told: there is no room for it. */
#define NEAR_BYTES 40u

/* One item as it stands in the list: a quoted part (or none) and what follows it. */
struct raw_item {
    bool quoted;
    struct sl_str inside; /* between the quotes, doubled quotes still doubled */
    struct sl_str text;   /* behind the quoted part; the whole item when not quoted; trimmed */
};

/* Where the quote closes that opened before `text`, or text.len. */
static size_t closing_quote(struct sl_str text)
{
    size_t at = 0;

    while (at < text.len) {
        if (text.ptr[at] != '"') {
            at++;
        } else if (at + 1 < text.len && text.ptr[at + 1] == '"') {
            at += 2;
        } else {
            return at;
        }
    }
    return text.len;
}

static enum sl_status take_raw(struct sl_str *rest, struct raw_item *ret_item, struct sl_error *err)
{
    struct raw_item item = { .quoted = false };
    struct sl_str list = *rest;

    while (list.len > 0 && (list.ptr[0] == ' ' || list.ptr[0] == '\t')) {
        list = sl_str_part(list, 1, list.len);
    }
    if (list.len > 0 && list.ptr[0] == '"') {
        list = sl_str_part(list, 1, list.len);
        const size_t end = closing_quote(list);
        if (end == list.len) {
            return sl_fail(err, SL_INVALID, "a quote is not closed in '%.*s'", SL_STR_ARG(*rest));
        }
        item.quoted = true;
        item.inside = sl_str_part(list, 0, end);
        list = sl_str_part(list, end + 1, list.len);
    }
    if (!sl_str_split(&list, ',', &item.text)) {
        item.text = (struct sl_str){ .ptr = NULL, .len = 0 };
    }
    item.text = sl_str_trim(item.text);
    *rest = list;
    *ret_item = item;
    return SL_OK;
}

/* A copy of a quoted part in which each doubled quote is one. */
static enum sl_status copy_inside(
    struct sl_str inside, struct sl_arena *arena, struct sl_str *ret_text, struct sl_error *err
)
{
    char *copy = sl_arena_alloc(arena, inside.len + 1, 1);
    size_t len = 0;

    if (copy == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < inside.len; i++) {
        copy[len++] = inside.ptr[i];
        i += inside.ptr[i] == '"' ? 1 : 0;
    }
    copy[len] = '\0';
    *ret_text = (struct sl_str){ .ptr = copy, .len = len };
    return SL_OK;
}

static enum sl_status copy_plain(
    struct sl_str text, struct sl_arena *arena, struct sl_str *ret_text, struct sl_error *err
)
{
    const struct sl_str copy = sl_arena_copy(arena, text);

    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_text = copy;
    return SL_OK;
}

enum sl_status sl_spec_take(
    struct sl_str *rest, struct sl_arena *arena, struct sl_str *ret_item, struct sl_error *err
)
{
    struct raw_item item = { .quoted = false };

    SL_TRY(take_raw(rest, &item, err));
    if (!item.quoted) {
        return copy_plain(item.text, arena, ret_item, err);
    }
    if (item.text.len > 0) {
        return sl_fail(
            err, SL_INVALID, "'%.*s' stands behind a closing quote", SL_STR_ARG(item.text)
        );
    }
    return copy_inside(item.inside, arena, ret_item, err);
}

/* The hint of most failures: what a specification looks like. */
static enum sl_status fail_shape(struct sl_error *err, const char *message, struct sl_str text)
{
    sl_fail(err, SL_INVALID, "%s", message);
    if (text.len > 0) {
        sl_fail_detail(err, "in '%.*s'", SL_STR_ARG(text));
    }
    sl_fail_hint(
        err, "Write column=kind pairs with commas between: first_name=given_name,born=dob"
    );
    return SL_INVALID;
}

/* Split one item into column and kind. */
static enum sl_status read_field(
    const struct raw_item *item,
    struct sl_arena *arena,
    struct sl_spec_field *ret_field,
    struct sl_error *err
)
{
    const struct sl_str text = item->text;
    size_t equals = text.len;

    if (text.len == 0 && !item->quoted) {
        return fail_shape(err, "a column=kind pair is empty", (struct sl_str){ NULL, 0 });
    }
    for (size_t i = 0; i < text.len; i++) {
        equals = text.ptr[i] == '=' ? i : equals;
    }
    const struct sl_str before = sl_str_trim(sl_str_part(text, 0, equals));
    const struct sl_str kind = sl_str_trim(sl_str_part(text, equals + 1, text.len));
    if (equals == text.len || (item->quoted && before.len > 0)) {
        return fail_shape(err, "a column has no kind", item->quoted ? item->inside : text);
    }
    if (item->quoted) {
        SL_TRY(copy_inside(item->inside, arena, &ret_field->column, err));
    } else {
        SL_TRY(copy_plain(before, arena, &ret_field->column, err));
    }
    if (ret_field->column.len == 0) {
        return fail_shape(err, "a kind has no column", text);
    }
    const enum sl_status found = sl_kind_find(kind, &ret_field->kind, err);
    if (found == SL_NOT_FOUND && err != NULL) {
        err->status = SL_INVALID;
        sl_fail_detail(err, "for the column '%.*s'", SL_STR_ARG(ret_field->column));
    }
    return found == SL_NOT_FOUND ? SL_INVALID : found;
}

static size_t count_kind(const struct sl_spec *spec, enum sl_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < spec->count; i++) {
        count += spec->fields[i].kind == kind ? 1 : 0;
    }
    return count;
}

static enum sl_status check_dates(const struct sl_spec *spec, struct sl_error *err)
{
    static const enum sl_kind parts[] = { SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR };
    const size_t days = count_kind(spec, SL_KIND_DAY);

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const size_t count = count_kind(spec, parts[i]);
        if (count > 1 || count != days) {
            sl_fail(err, SL_INVALID, "day, month and year must be one column each");
            sl_fail_detail(
                err,
                "%zu for day, %zu for month, %zu for year",
                days,
                count_kind(spec, SL_KIND_MONTH),
                count_kind(spec, SL_KIND_YEAR)
            );
            sl_fail_hint(
                err, "Together they are one date of birth; a whole date, or a year alone, is a dob."
            );
            return SL_INVALID;
        }
    }
    return SL_OK;
}

static enum sl_status
add_field(struct sl_spec *spec, struct sl_spec_field field, struct sl_error *err)
{
    for (size_t i = 0; i < spec->count; i++) {
        if (sl_str_equal(spec->fields[i].column, field.column)) {
            sl_fail(err, SL_INVALID, "the column '%.*s' is named twice", SL_STR_ARG(field.column));
            return SL_INVALID;
        }
    }
    if (spec->count == SL_COLUMN_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u columns are named", SL_COLUMN_LIMIT);
    }
    spec->fields[spec->count++] = field;
    return SL_OK;
}

enum sl_status sl_spec_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_spec *ret_spec, struct sl_error *err
)
{
    struct sl_spec spec = { .count = 0 };
    struct sl_str rest = sl_str_trim(text);

    if (rest.len == 0) {
        return fail_shape(err, "no column is named to compare", rest);
    }
    while (rest.ptr != NULL) {
        struct raw_item item = { .quoted = false };
        struct sl_spec_field field = { .kind = SL_KIND_TEXT };
        SL_TRY(take_raw(&rest, &item, err));
        SL_TRY(read_field(&item, arena, &field, err));
        SL_TRY(add_field(&spec, field, err));
    }
    SL_TRY(check_dates(&spec, err));
    *ret_spec = spec;
    return SL_OK;
}

/* Whether a column's name would be misread without quotes. */
static bool needs_quotes(struct sl_str column)
{
    return sl_str_trim(column).len != column.len || memchr(column.ptr, ',', column.len) != NULL ||
           memchr(column.ptr, '"', column.len) != NULL;
}

void sl_spec_print(const struct sl_spec *spec, struct sl_buf *buf)
{
    for (size_t i = 0; i < spec->count; i++) {
        const struct sl_str column = spec->fields[i].column;
        if (i > 0) {
            sl_buf_add_byte(buf, ',');
        }
        if (!needs_quotes(column)) {
            sl_buf_add(buf, column);
        } else {
            sl_buf_add_byte(buf, '"');
            for (size_t k = 0; k < column.len; k++) {
                if (column.ptr[k] == '"') {
                    sl_buf_add_byte(buf, '"');
                }
                sl_buf_add_byte(buf, column.ptr[k]);
            }
            sl_buf_add_byte(buf, '"');
        }
        sl_buf_addf(buf, "=%s", sl_kind_name(spec->fields[i].kind));
    }
}

/* The same but for capitals? Those of ASCII are enough for a hint. */
static bool same_letters(struct sl_str left, struct sl_str right)
{
    bool same = left.len == right.len;

    for (size_t i = 0; i < left.len && same; i++) {
        const char one = left.ptr[i];
        const char two = right.ptr[i];
        same = one == two || ((one ^ two) == ' ' && (one | ' ') >= 'a' && (one | ' ') <= 'z');
    }
    return same;
}

struct sl_str sl_spec_near(struct sl_str wanted, const struct sl_str *names, size_t count)
{
    struct sl_str best = SL_STR("");
    unsigned best_distance = NEAR_LIMIT + 1;

    for (size_t i = 0; i < count; i++) {
        const unsigned distance =
            same_letters(wanted, names[i]) ? 0 : sl_osa_distance(wanted, names[i], NEAR_LIMIT);
        if (distance < best_distance && 2 * (size_t)distance < names[i].len) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}

const char *sl_spec_separator(const struct sl_str *columns, size_t column_count)
{
    static const char *const separators[] = { ";", "\t", "|" };
    static const char *const names[] = { "semicolons", "tabs", "vertical bars" };

    for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
        const struct sl_str separator = sl_str_from(separators[i]);
        if (column_count == 1 && sl_str_find(columns[0], separator) < columns[0].len) {
            return names[i];
        }
    }
    return NULL;
}

/* The nearest name, and the file's columns: as many as the hint has room for. */
static void hint_columns(
    struct sl_str wanted, const struct sl_str *columns, size_t column_count, struct sl_error *err
)
{
    const char *separator = sl_spec_separator(columns, column_count);
    struct sl_str near = sl_spec_near(wanted, columns, column_count);
    char list[SL_ERROR_TEXT_BYTES - 100];
    size_t len = 0;
    size_t shown = 0;

    if (separator != NULL) {
        sl_fail_hint(err, "Its header has %s where commas should be.", separator);
        return;
    }
    near = near.len < NEAR_BYTES ? near : SL_STR("");
    while (shown < column_count && len + columns[shown].len + 2 < sizeof(list)) {
        if (shown > 0) {
            memcpy(list + len, ", ", 2);
            len += 2;
        }
        memcpy(list + len, columns[shown].ptr, columns[shown].len);
        len += columns[shown++].len;
    }
    sl_fail_hint(
        err,
        "%s%.*s%sIts columns are: %.*s%s",
        near.len > 0 ? "Did you mean '" : "",
        SL_STR_ARG(near),
        near.len > 0 ? "'? " : "",
        (int)len,
        list,
        shown == column_count ? "." : " ... and others."
    );
}

enum sl_status sl_spec_find(
    struct sl_str wanted,
    const struct sl_str *columns,
    size_t column_count,
    size_t *ret_index,
    struct sl_error *err
)
{
    for (size_t i = 0; i < column_count; i++) {
        if (sl_str_equal(columns[i], wanted)) {
            *ret_index = i;
            return SL_OK;
        }
    }
    sl_fail(err, SL_INVALID, "the file has no column '%.*s'", SL_STR_ARG(wanted));
    hint_columns(wanted, columns, column_count, err);
    return SL_INVALID;
}

enum sl_status sl_spec_resolve(
    const struct sl_spec *spec,
    const struct sl_str *columns,
    size_t column_count,
    size_t *ret_indexes,
    struct sl_error *err
)
{
    for (size_t i = 0; i < spec->count; i++) {
        SL_TRY(sl_spec_find(spec->fields[i].column, columns, column_count, &ret_indexes[i], err));
    }
    return SL_OK;
}

/* The field that is the nth of its kind, or spec->count. */
static size_t find_nth(const struct sl_spec *spec, enum sl_kind kind, size_t nth)
{
    for (size_t i = 0; i < spec->count; i++) {
        if (spec->fields[i].kind == kind && nth-- == 0) {
            return i;
        }
    }
    return spec->count;
}

enum sl_status sl_spec_align(
    const struct sl_spec *first,
    const struct sl_spec *second,
    size_t *ret_order,
    struct sl_error *err
)
{
    for (unsigned kind = 0; kind < SL_KIND_COUNT; kind++) {
        const size_t first_count = count_kind(first, (enum sl_kind)kind);
        const size_t second_count = count_kind(second, (enum sl_kind)kind);
        if (first_count != second_count) {
            sl_fail(err, SL_INVALID, "the two files are not compared on the same kinds of column");
            sl_fail_detail(
                err,
                "of the kind %s the first has %zu, the second %zu",
                sl_kind_name((enum sl_kind)kind),
                first_count,
                second_count
            );
            return SL_INVALID;
        }
    }
    size_t seen[SL_KIND_COUNT] = { 0 };
    for (size_t i = 0; i < first->count; i++) {
        const enum sl_kind kind = first->fields[i].kind;
        ret_order[i] = find_nth(second, kind, seen[kind]++);
    }
    return SL_OK;
}
