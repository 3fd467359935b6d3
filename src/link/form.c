/* SPDX-License-Identifier: Apache-2.0 */
#include "link/form.h"

#include "record/address.h"
#include "record/category.h"
#include "record/email.h"
#include "record/house_number.h"
#include "record/identifier.h"
#include "record/name.h"
#include "record/nhs_number.h"
#include "record/phone.h"
#include "record/postcode.h"
#include "record/sex.h"
#include "record/town.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 22)

/* The normal form of each kind that is one column; NULL where a field is put together. */
static sl_normal_fn *const normals[SL_KIND_COUNT] = {
    [SL_KIND_GIVEN_NAME] = sl_name_given_normal,
    [SL_KIND_SURNAME] = sl_name_surname_normal,
    [SL_KIND_SEX] = sl_sex_normal,
    [SL_KIND_POSTCODE] = sl_postcode_normal,
    [SL_KIND_ADDRESS] = sl_address_normal,
    [SL_KIND_HOUSE_NUMBER] = sl_house_number_normal,
    [SL_KIND_TOWN] = sl_town_normal,
    [SL_KIND_PHONE] = sl_phone_normal,
    [SL_KIND_EMAIL] = sl_email_normal,
    [SL_KIND_IDENTIFIER] = sl_identifier_normal,
    [SL_KIND_NHS_NUMBER] = sl_nhs_number_normal,
    [SL_KIND_CATEGORY] = sl_category_normal,
    [SL_KIND_TEXT] = sl_category_normal,
};

enum sl_status
sl_form_open(struct sl_form *form, const struct sl_schema *schema, struct sl_error *err)
{
    *form = (struct sl_form){ .schema = schema };
    struct sl_buf *bufs[] = { &form->date, &form->given, &form->surname,
                              &form->rest, &form->words, &form->scratch };
    for (size_t index = 0; index < sizeof(bufs) / sizeof(bufs[0]); index++) {
        sl_buf_init(bufs[index], TEXT_LIMIT_BYTES);
    }
    return sl_fold_open(&form->fold, err);
}

void sl_form_close(struct sl_form *form)
{
    sl_fold_close(form->fold);
    sl_buf_finish(&form->date);
    sl_buf_finish(&form->given);
    sl_buf_finish(&form->surname);
    sl_buf_finish(&form->rest);
    sl_buf_finish(&form->words);
    sl_buf_finish(&form->scratch);
    *form = (struct sl_form){ 0 };
}

bool sl_form_is_late(const struct sl_schema *schema, unsigned field)
{
    const bool fed = schema->full_name_count > 0 &&
                     (field == schema->given || field == schema->surname || field == schema->rest);
    return !fed && schema->fields[field].column_count == 1;
}

/* Cut the value that begins at `first` to its limit, and not behind a blank. */
static void cut_value(struct sl_buf *out, size_t first)
{
    const size_t end = first + SL_VALUE_LIMIT_BYTES;
    if (out->len > end) {
        sl_buf_cut(out, out->ptr[end - 1] == ' ' ? end - 1 : end);
    }
}

void sl_form_normal(struct sl_form *form, unsigned field, struct sl_str raw, struct sl_buf *out)
{
    const enum sl_kind kind = form->schema->fields[field].kind;
    const size_t before = out->len;
    if (kind == SL_KIND_DOB) {
        sl_birth_date_normal(form->fold, raw, form->date_order[field], out);
    } else {
        SL_ASSERT(normals[kind] != NULL);
        normals[kind](form->fold, raw, out);
    }
    cut_value(out, before);
}

/* Have two raw values of a name field one normal form, which is not empty? */
static bool same_name(struct sl_form *form, uint32_t field, struct sl_str one, struct sl_str two)
{
    struct sl_buf *both = &form->scratch;
    sl_buf_clear(both);
    sl_form_normal(form, field, one, both);
    const size_t len = both->len;
    sl_form_normal(form, field, two, both);
    if (sl_buf_status(both, NULL) != SL_OK) {
        form->words.status = both->status; /* the one that sl_form_fill asks */
        return false;
    }
    const struct sl_str text = sl_buf_str(both);
    return len > 0 &&
           sl_str_equal(sl_str_part(text, 0, len), sl_str_part(text, len, text.len - len));
}

/*
 * The raw value of a field's column. "Jones, John" as a given name beside the surname Jones is
 * John, and as a surname beside the given name John it is Jones. Where the other column does not
 * say the same, the comma may stand between two given names, and nothing is left out.
 */
static struct sl_str own_value(struct sl_form *form, uint32_t field, const struct sl_str *raw)
{
    const struct sl_schema *schema = form->schema;
    const struct sl_str value = sl_str_trim(raw[schema->fields[field].columns[0]]);
    const bool given = field == schema->given;
    if ((!given && field != schema->surname) || sl_str_find(value, SL_STR(",")) == value.len) {
        return value;
    }
    const uint32_t other = given ? schema->surname : schema->given;
    if (other == SL_FIELD_NONE || schema->fields[other].column_count == 0) {
        return value;
    }
    const size_t comma = sl_str_find(value, SL_STR(","));
    const struct sl_str surname = sl_str_trim(sl_str_part(value, 0, comma));
    const struct sl_str names = sl_str_trim(sl_str_part(value, comma + 1, value.len));
    const struct sl_str rest = given ? names : surname;
    const bool repeated =
        same_name(form, other, given ? surname : names, raw[schema->fields[other].columns[0]]);
    return repeated && rest.len > 0 ? rest : value;
}

/* Is word one of the words of text? Words are parted by single blanks. */
static bool has_word(struct sl_str text, struct sl_str word)
{
    struct sl_str rest = text;
    struct sl_str part;
    while (sl_str_split(&rest, ' ', &part)) {
        if (sl_str_equal(part, word)) {
            return true;
        }
    }
    return false;
}

static void add_word(struct sl_buf *words, struct sl_str word)
{
    if (words->len > 0) {
        sl_buf_add_byte(words, ' ');
    }
    sl_buf_add(words, word);
}

/* "Smith, John" is John Smith when there is one comma and names have no columns of their own. */
static void add_full_name(struct sl_form *form, struct sl_str raw, bool may_turn)
{
    const size_t comma = sl_str_find(raw, SL_STR(","));
    const struct sl_str behind = sl_str_trim(sl_str_part(raw, comma + 1, raw.len));
    struct sl_buf *turned = &form->scratch;
    sl_buf_clear(turned);
    if (may_turn && behind.len > 0 && sl_str_find(behind, SL_STR(",")) == behind.len) {
        sl_buf_add(turned, behind);
        sl_buf_add_byte(turned, ' ');
        sl_buf_add(turned, sl_str_trim(sl_str_part(raw, 0, comma)));
    } else {
        sl_buf_add(turned, raw);
    }
    if (sl_buf_status(turned, NULL) != SL_OK) {
        form->words.status = turned->status; /* the one that sl_form_fill asks */
    }
    if (form->words.len > 0) {
        sl_buf_add_byte(&form->words, ' ');
    }
    sl_name_full_normal(form->fold, sl_buf_str(turned), &form->words);
}

/* The normal form of a name's own column, if it has one. */
static void
fill_own_name(struct sl_form *form, uint32_t field, const struct sl_str *raw, struct sl_buf *out)
{
    sl_buf_clear(out);
    if (form->schema->fields[field].column_count > 0) {
        sl_form_normal(form, field, own_value(form, field, raw), out);
    }
}

/* The words that stand neither in given name nor in surname nor before, into rest. */
static void fill_rest(struct sl_form *form)
{
    struct sl_str left = sl_buf_str(&form->words);
    struct sl_str word;
    sl_buf_clear(&form->rest);
    while (left.len > 0 && sl_str_split(&left, ' ', &word)) {
        if (word.len > 0 && !has_word(sl_buf_str(&form->given), word) &&
            !has_word(sl_buf_str(&form->surname), word) &&
            !has_word(sl_buf_str(&form->rest), word)) {
            add_word(&form->rest, word);
        }
    }
    cut_value(&form->rest, 0);
}

/* A missing given name is the first of the words left over, a missing surname the last. */
static void fill_missing_names(struct sl_form *form)
{
    if (form->given.len == 0) {
        struct sl_str left = sl_buf_str(&form->rest);
        struct sl_str word;
        if (left.len > 0 && sl_str_split(&left, ' ', &word)) {
            sl_buf_add(&form->given, word);
        }
        fill_rest(form);
    }
    if (form->surname.len == 0) {
        struct sl_str left = sl_buf_str(&form->rest);
        struct sl_str word = SL_STR("");
        while (left.len > 0 && sl_str_split(&left, ' ', &word)) {
        }
        sl_buf_add(&form->surname, word);
        fill_rest(form);
    }
}

static void fill_names(struct sl_form *form, const struct sl_str *raw)
{
    const struct sl_schema *schema = form->schema;
    fill_own_name(form, schema->given, raw, &form->given);
    fill_own_name(form, schema->surname, raw, &form->surname);
    const bool alone = schema->fields[schema->given].column_count == 0 &&
                       schema->fields[schema->surname].column_count == 0;
    sl_buf_clear(&form->words);
    for (unsigned which = 0; which < schema->full_name_count; which++) {
        add_full_name(form, raw[schema->full_names[which]], alone);
    }
    fill_rest(form);
    fill_missing_names(form);
    form->values[schema->given] = sl_buf_str(&form->given);
    form->values[schema->surname] = sl_buf_str(&form->surname);
    form->values[schema->rest] = sl_buf_str(&form->rest);
}

static struct sl_str date_part(const struct sl_str *raw, unsigned column)
{
    return column < SL_COLUMN_LIMIT ? raw[column] : SL_STR("");
}

static void fill_date(struct sl_form *form, unsigned field, const struct sl_str *raw)
{
    const unsigned *columns = form->schema->fields[field].columns;
    sl_buf_clear(&form->date);
    sl_birth_date_parts(
        date_part(raw, columns[0]),
        date_part(raw, columns[1]),
        date_part(raw, columns[2]),
        &form->date
    );
    form->values[field] = sl_buf_str(&form->date);
}

enum sl_status sl_form_fill(struct sl_form *form, const struct sl_str *raw, struct sl_error *err)
{
    const struct sl_schema *schema = form->schema;
    for (unsigned field = 0; field < schema->field_count; field++) {
        if (sl_form_is_late(schema, field)) {
            form->values[field] = own_value(form, field, raw);
        } else if (schema->fields[field].column_count == 3) {
            fill_date(form, field, raw);
        }
    }
    if (schema->full_name_count > 0) {
        fill_names(form, raw);
    }
    SL_TRY(sl_buf_status(&form->date, err));
    SL_TRY(sl_buf_status(&form->words, err));
    SL_TRY(sl_buf_status(&form->given, err));
    SL_TRY(sl_buf_status(&form->surname, err));
    return sl_buf_status(&form->rest, err);
}
