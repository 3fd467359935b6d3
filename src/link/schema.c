/* SPDX-License-Identifier: Apache-2.0 */
#include "link/schema.h"

#include <stdbool.h>

#include "base/buf.h"

#define SCHEMA_BYTES ((size_t)1 << 20)
#define NAME_BYTES   ((size_t)4096)

/* How values of a kind are compared, and whether all its fields share one dictionary. */
struct kind_rule {
    enum sl_family family;
    bool shared;
};

static const struct kind_rule rules[SL_KIND_COUNT] = {
    [SL_KIND_GIVEN_NAME] = {SL_FAMILY_NAME,      true },
    [SL_KIND_SURNAME] = { SL_FAMILY_NAME,     true },
    [SL_KIND_FULL_NAME] = { SL_FAMILY_TEXT,     true },
    [SL_KIND_DOB] = { SL_FAMILY_DATE,     true },
    [SL_KIND_DAY] = { SL_FAMILY_DATE,     true },
    [SL_KIND_MONTH] = { SL_FAMILY_DATE,     true },
    [SL_KIND_YEAR] = { SL_FAMILY_DATE,     true },
    [SL_KIND_SEX] = { SL_FAMILY_CATEGORY, true },
    [SL_KIND_POSTCODE] = { SL_FAMILY_POSTCODE, true },
    [SL_KIND_ADDRESS] = { SL_FAMILY_TEXT,     true },
    [SL_KIND_HOUSE_NUMBER] = { SL_FAMILY_CODE,     true },
    [SL_KIND_TOWN] = { SL_FAMILY_TEXT,     true },
    [SL_KIND_PHONE] = { SL_FAMILY_CODE,     true },
    [SL_KIND_EMAIL] = { SL_FAMILY_EMAIL,    true },
    [SL_KIND_IDENTIFIER] = { SL_FAMILY_CODE,     false},
    [SL_KIND_NHS_NUMBER] = { SL_FAMILY_CODE,     true },
    [SL_KIND_CATEGORY] = { SL_FAMILY_CATEGORY, false},
    [SL_KIND_TEXT] = { SL_FAMILY_TEXT,     false},
};

/* Given names and surnames share a dictionary, so that swapped names can be seen. */
static enum sl_kind domain_kind(enum sl_kind kind)
{
    return kind == SL_KIND_SURNAME ? SL_KIND_GIVEN_NAME : kind;
}

static unsigned find_domain(struct sl_schema *schema, enum sl_kind kind)
{
    if (rules[kind].shared) {
        for (unsigned field = 0; field < schema->field_count; field++) {
            if (domain_kind(schema->fields[field].kind) == domain_kind(kind)) {
                return schema->fields[field].domain;
            }
        }
    }
    schema->domain_family[schema->domain_count] = rules[kind].family;
    return schema->domain_count++;
}

static enum sl_status add_field(struct sl_schema *schema, enum sl_kind kind, struct sl_error *err)
{
    if (schema->field_count == SL_FIELD_LIMIT) {
        sl_fail(err, SL_LIMIT, "more than %u fields to compare", SL_FIELD_LIMIT);
        sl_fail_hint(err, "Leave out columns that say least of a person.");
        return SL_LIMIT;
    }
    schema->fields[schema->field_count] = (struct sl_field){
        .kind = kind,
        .family = rules[kind].family,
        .role = sl_kind_role(kind),
        .domain = find_domain(schema, kind),
    };
    schema->field_count++;
    return SL_OK;
}

/* The first field of a kind, or SL_FIELD_NONE. */
static uint32_t find_field(const struct sl_schema *schema, enum sl_kind kind)
{
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (schema->fields[field].kind == kind) {
            return field;
        }
    }
    return SL_FIELD_NONE;
}

static bool is_date_part(enum sl_kind kind)
{
    return kind == SL_KIND_DAY || kind == SL_KIND_MONTH || kind == SL_KIND_YEAR;
}

static enum sl_status add_plain_fields(struct sl_schema *schema, struct sl_error *err)
{
    for (unsigned column = 0; column < schema->column_count; column++) {
        const enum sl_kind kind = schema->kinds[column];
        if (kind == SL_KIND_FULL_NAME) {
            schema->full_names[schema->full_name_count++] = column;
        } else if (!is_date_part(kind)) {
            SL_TRY(add_field(schema, kind, err));
            struct sl_field *field = &schema->fields[schema->field_count - 1];
            field->columns[field->column_count++] = column;
        }
    }
    return SL_OK;
}

/* Three columns, one of each part, make one date. */
static enum sl_status add_date_parts(struct sl_schema *schema, struct sl_error *err)
{
    static const enum sl_kind parts[3] = { SL_KIND_DAY, SL_KIND_MONTH, SL_KIND_YEAR };
    unsigned columns[3] = { 0 };
    unsigned counts[3] = { 0 };
    for (unsigned column = 0; column < schema->column_count; column++) {
        for (unsigned part = 0; part < 3; part++) {
            if (schema->kinds[column] == parts[part]) {
                columns[part] = column;
                counts[part]++;
            }
        }
    }
    if (counts[0] + counts[1] + counts[2] == 0) {
        return SL_OK;
    }
    if (counts[0] > 1 || counts[1] > 1 || counts[2] != 1) {
        sl_fail(err, SL_INVALID, "the parts of a date do not make one date");
        sl_fail_hint(err, "Give one year column, and at most one month and one day column.");
        return SL_INVALID;
    }
    SL_TRY(add_field(schema, SL_KIND_DOB, err));
    struct sl_field *field = &schema->fields[schema->field_count - 1];
    field->column_count = 3;
    for (unsigned part = 0; part < 3; part++) {
        field->columns[part] = counts[part] == 1 ? columns[part] : SL_COLUMN_LIMIT;
    }
    return SL_OK;
}

/* Full names feed a given name and a surname, made when no column has them, and a rest. */
static enum sl_status add_full_names(struct sl_schema *schema, struct sl_error *err)
{
    static const enum sl_kind fed[2] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME };
    schema->rest = SL_FIELD_NONE;
    for (unsigned which = 0; which < 2 && schema->full_name_count > 0; which++) {
        if (find_field(schema, fed[which]) == SL_FIELD_NONE) {
            SL_TRY(add_field(schema, fed[which], err));
        }
    }
    if (schema->full_name_count > 0) {
        SL_TRY(add_field(schema, SL_KIND_FULL_NAME, err));
        schema->rest = schema->field_count - 1;
    }
    schema->given = find_field(schema, SL_KIND_GIVEN_NAME);
    schema->surname = find_field(schema, SL_KIND_SURNAME);
    return SL_OK;
}

/* Name every field after its columns; one that only full names feed, after its kind. */
static enum sl_status
name_fields(struct sl_schema *schema, const char *const *columns, struct sl_error *err)
{
    struct sl_buf text SL_CLEANUP(sl_buf_finish);
    sl_buf_init(&text, NAME_BYTES);
    for (unsigned index = 0; index < schema->field_count; index++) {
        struct sl_field *field = &schema->fields[index];
        sl_buf_clear(&text);
        for (unsigned part = 0; part < field->column_count; part++) {
            const unsigned column = field->columns[part];
            if (column < SL_COLUMN_LIMIT) {
                sl_buf_add(&text, text.len == 0 ? SL_STR("") : SL_STR("+"));
                const char *kind = sl_kind_name(schema->kinds[column]);
                sl_buf_add(&text, sl_str_from(columns == NULL ? kind : columns[column]));
            }
        }
        if (field->column_count == 0) {
            sl_buf_add(&text, sl_str_from(sl_kind_name(field->kind)));
        }
        SL_TRY(sl_buf_status(&text, err));
        field->name = sl_arena_copy(&schema->arena, sl_buf_str(&text));
        if (field->name.ptr == NULL) {
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

static enum sl_status
fill(struct sl_schema *schema, const char *const *columns, struct sl_error *err)
{
    SL_TRY(add_plain_fields(schema, err));
    SL_TRY(add_date_parts(schema, err));
    SL_TRY(add_full_names(schema, err));
    return name_fields(schema, columns, err);
}

enum sl_status sl_schema_init(
    struct sl_schema *schema,
    const enum sl_kind *kinds,
    const char *const *columns,
    size_t column_count,
    struct sl_error *err
)
{
    *schema = (struct sl_schema){ 0 };
    if (column_count == 0) {
        return sl_fail(err, SL_INVALID, "no column to compare");
    }
    if (column_count > SL_COLUMN_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u columns", SL_COLUMN_LIMIT);
    }
    sl_arena_init(&schema->arena, SCHEMA_BYTES);
    schema->column_count = column_count;
    for (size_t column = 0; column < column_count; column++) {
        schema->kinds[column] = kinds[column];
    }
    const enum sl_status status = fill(schema, columns, err);
    if (status != SL_OK) {
        sl_schema_finish(schema);
    }
    return status;
}

void sl_schema_finish(struct sl_schema *schema)
{
    sl_arena_finish(&schema->arena);
    *schema = (struct sl_schema){ 0 };
}
