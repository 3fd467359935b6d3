/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "intake/row.h"
#include "intake/table.h"

/* clang-format off */
#define NAME(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TEXT(title, what) \
    { .name = NAME(title), .use = SL_COLUMN_TEXT, .attribute = (what) }
#define IF(title, which) { .name = NAME(title), .use = SL_COLUMN_IF, .entity = (which) }
#define EVENT(ending, what) { .suffix = NAME(ending), .class = SL_EVENT, .kind = (what) }

static const struct sl_column columns[] = {
    { .name = NAME("SourceID"), .use = SL_COLUMN_ID },
    TEXT("Surname", SL_ATTRIBUTE_SURNAME),
    TEXT("GivenName", SL_ATTRIBUTE_GIVEN_NAME), TEXT("Forename", SL_ATTRIBUTE_GIVEN_NAME),
    { .name = NAME("DOB"), .use = SL_COLUMN_DATE, .attribute = SL_ATTRIBUTE_BIRTH_DATE },
    TEXT("Gender", SL_ATTRIBUTE_GENDER), TEXT("PostCode", SL_ATTRIBUTE_POSTCODE),
    TEXT("Email", SL_ATTRIBUTE_EMAIL), TEXT("Phone", SL_ATTRIBUTE_PHONE),
    TEXT("NHSNumber", SL_ATTRIBUTE_NHS_NUMBER),
    { .name = NAME("Ethnicity"), .use = SL_COLUMN_CODE, .attribute = SL_ATTRIBUTE_ETHNICITY,
      .list = SL_CODES_ETHNICITY },
    IF("ActiveReferral", 1), IF("ActiveEHM", 2), IF("ActiveCIN", 3), IF("ActiveCP", 4),
    IF("ActiveCLA", 5),
};
static const struct sl_row_entity entities[] = {
    { .class = SL_PERSON },
    EVENT("/referral", SL_EVENT_REFERRAL), EVENT("/early_help", SL_EVENT_EARLY_HELP),
    EVENT("/need_plan", SL_EVENT_NEED_PLAN), EVENT("/protection_plan", SL_EVENT_PROTECTION_PLAN),
    EVENT("/looked_after", SL_EVENT_LOOKED_AFTER),
};
static const struct sl_file_kind kind = {
    .name = NAME("person"),
    .columns = columns, .column_count = sizeof columns / sizeof columns[0],
    .entities = entities, .entity_count = sizeof entities / sizeof entities[0],
};
/* clang-format on */

static size_t find_field(const struct sl_row *header, const char *name)
{
    const struct sl_column *wanted = sl_file_kind_find(&kind, sl_str_from(name));
    for (size_t i = 0; i < header->count; i++) {
        if (sl_file_kind_find(&kind, sl_str_trim(header->fields[i])) == wanted) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Without an id in its source a row is named by what it says: "row/" and 16 digits of a hash. */
static enum sl_status name_by_hash(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_buf key;
    sl_buf_init(&key, 64);
    sl_buf_addf(&key, "row/%016llx", (unsigned long long)sl_hash_str(reading->body, 0));
    const enum sl_status status = sl_buf_status(&key, err);
    if (status == SL_OK) {
        reading->key = sl_arena_copy(reading->facts->arena, sl_buf_str(&key));
    }
    sl_buf_finish(&key);
    SL_TRY(status);
    return reading->key.ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* An involvement is said to be open, and nothing more: the status stands with it. */
static enum sl_status read_row(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_row header;
    struct sl_row row;
    struct sl_arena *arena = reading->facts->arena;
    SL_TRY(sl_row_parse(reading->layout, arena, &header, &reading->column, err));
    SL_TRY(sl_row_parse(reading->body, arena, &row, &reading->column, err));
    if (row.count > header.count) {
        return sl_fail(
            err, SL_INVALID, "the row has %zu fields, the header %zu", row.count, header.count
        );
    }
    const size_t id = find_field(&header, "SourceID");
    if (reading->key.len == 0 && (id >= row.count || sl_str_trim(row.fields[id]).len == 0)) {
        SL_TRY(name_by_hash(reading, err));
    }
    SL_TRY(sl_table_read(&kind, &header, &row, reading, err));
    if (reading->facts->value_count == 0 || sl_str_trim(reading->body).len == 0) {
        return sl_fail(err, SL_INVALID, "the row says nothing");
    }
    return SL_OK;
}

static enum sl_status open_file(struct sl_splitter *splitter, struct sl_error *err)
{
    struct sl_table_state *state = splitter->state;
    struct sl_row header;
    size_t column = 0;
    SL_TRY(sl_table_open(splitter, err));
    SL_TRY(sl_row_parse(sl_buf_str(&state->header), &splitter->arena, &header, &column, err));
    if (find_field(&header, "Surname") == SIZE_MAX || find_field(&header, "DOB") == SIZE_MAX) {
        (void)sl_fail(err, SL_INVALID, "'%s' is not a file of sui-csv", splitter->stream.path);
        sl_fail_detail(err, "it has no columns 'Surname' and 'DOB'");
        return SL_INVALID;
    }
    return SL_OK;
}

const struct sl_format sl_format_sui_csv = {
    .name = NAME("sui-csv"),
    .title = NAME("people to be matched to a single unique identifier"),
    .state_bytes = sizeof(struct sl_table_state),
    .open = open_file,
    .next = sl_table_next,
    .close = sl_table_close,
    .read = read_row,
};
