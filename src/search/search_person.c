/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_person.h"

#include <stdbool.h>

#include "record/birth_date.h"
#include "record/name.h"
#include "record/phone.h"
#include "record/pnc_id.h"
#include "record/postcode.h"
#include "search/search_key.h"

/* A value is read this far; see search_key.c. */
#define VALUE_LIMIT 1024
/* Words of one name that are compared. */
#define WORD_LIMIT ((size_t)2 * SL_SEARCH_NAME_WORDS)

/* As sl_normal_fn, for dates as the UK writes them. */
static void birth_date_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    sl_birth_date_normal(fold, raw, SL_DATE_DAY_FIRST, out);
}

/* The normal form of each field that is compared; NULL for the others. */
static sl_normal_fn *const forms[SL_MENTION_FIELD_COUNT] = {
    [SL_MENTION_GIVEN_NAME] = sl_name_given_normal,
    [SL_MENTION_SURNAME] = sl_name_surname_normal,
    [SL_MENTION_BIRTH_DATE] = birth_date_normal,
    [SL_MENTION_POSTCODE] = sl_postcode_normal,
    [SL_MENTION_PHONE] = sl_phone_normal,
    [SL_MENTION_NHS_NUMBER] = sl_pnc_id_normal,
    [SL_MENTION_UPN] = sl_pnc_id_normal,
    [SL_MENTION_CHILD_ID] = sl_pnc_id_normal,
};

static enum sl_status normal_of(
    const struct sl_search_maker *maker,
    sl_normal_fn *make,
    struct sl_str raw,
    struct sl_str *ret_normal,
    struct sl_error *err
)
{
    sl_buf_clear(maker->scratch);
    make(maker->fold, sl_str_part(raw, 0, VALUE_LIMIT), maker->scratch);
    SL_TRY(sl_buf_status(maker->scratch, err));
    *ret_normal = sl_arena_copy(maker->arena, sl_buf_str(maker->scratch));
    return ret_normal->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* Has the person this name, as it is written, already? */
static bool
has_raw_name(const struct sl_search_person *person, struct sl_str raw, enum sl_mention_field field)
{
    for (size_t i = 0; i < person->name_count; i++) {
        if (person->names[i].field == field && sl_str_equal(person->names[i].raw, raw)) {
            return true;
        }
    }
    return false;
}

static bool has_word(const struct sl_search_person *person, const struct sl_search_name *name)
{
    for (size_t i = 0; i < person->name_count; i++) {
        if (person->names[i].field == name->field &&
            sl_str_equal(person->names[i].text, name->text)) {
            return true;
        }
    }
    return false;
}

static enum sl_status add_name(
    struct sl_search_person *person,
    const struct sl_search_maker *maker,
    enum sl_mention_field field,
    struct sl_str raw,
    struct sl_error *err
)
{
    struct sl_search_word words[WORD_LIMIT];
    struct sl_str normal = { .len = 0 };
    size_t count = 0;

    if (has_raw_name(person, raw, field)) {
        return SL_OK;
    }
    SL_TRY(normal_of(maker, forms[field], raw, &normal, err));
    SL_TRY(sl_search_words(normal, maker->arena, words, WORD_LIMIT, &count, err));
    for (size_t i = 0; i < count && person->name_count < SL_SEARCH_SEEN_LIMIT; i++) {
        const struct sl_search_name name = {
            .text = words[i].text, .sound = words[i].sound, .raw = raw, .field = field
        };
        if (!has_word(person, &name)) {
            person->names[person->name_count++] = name;
        }
    }
    return SL_OK;
}

static enum sl_status add_seen(
    struct sl_search_person *person,
    const struct sl_search_maker *maker,
    struct sl_search_seen seen,
    struct sl_error *err
)
{
    sl_normal_fn *const make =
        seen.field == SL_MENTION_FIELD_COUNT ? sl_pnc_id_normal : forms[seen.field];

    for (size_t i = 0; i < person->seen_count; i++) {
        if (person->seen[i].field == seen.field && sl_str_equal(person->seen[i].raw, seen.raw)) {
            return SL_OK;
        }
    }
    SL_TRY(normal_of(maker, make, seen.raw, &seen.text, err));
    for (size_t i = 0; i < person->seen_count; i++) {
        if (person->seen[i].field == seen.field && sl_str_equal(person->seen[i].text, seen.text)) {
            return SL_OK;
        }
    }
    if (seen.text.len > 0 && person->seen_count < SL_SEARCH_SEEN_LIMIT) {
        person->seen[person->seen_count++] = seen;
    }
    return SL_OK;
}

/* An identifier without the agency or the kind of record before it. */
static struct sl_str last_part(struct sl_str text)
{
    size_t first = text.len;
    while (first > 0 && text.ptr[first - 1] != '/') {
        first--;
    }
    return sl_str_part(text, first, text.len);
}

static enum sl_status add_row(
    struct sl_search_person *person,
    const struct sl_search_maker *maker,
    const struct sl_mention_row *row,
    struct sl_error *err
)
{
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        const enum sl_mention_field field = (enum sl_mention_field)i;
        struct sl_str raw = row->values[field];
        if (raw.len == 0 || forms[field] == NULL) {
            continue;
        }
        if (field == SL_MENTION_GIVEN_NAME || field == SL_MENTION_SURNAME) {
            SL_TRY(add_name(person, maker, field, raw, err));
            continue;
        }
        raw = field == SL_MENTION_CHILD_ID ? last_part(raw) : raw;
        const struct sl_search_seen seen = { .raw = raw, .field = field };
        SL_TRY(add_seen(person, maker, seen, err));
    }
    return SL_OK;
}

enum sl_status sl_search_person_add(
    struct sl_search_person *person,
    const struct sl_search_maker *maker,
    struct sl_str own_key,
    const struct sl_mention_row *rows,
    size_t row_count,
    struct sl_error *err
)
{
    for (size_t i = 0; i < row_count; i++) {
        SL_TRY(add_row(person, maker, &rows[i], err));
    }
    struct sl_search_seen own = { .raw = own_key, .field = SL_MENTION_FIELD_COUNT };
    SL_TRY(add_seen(person, maker, own, err));
    own.raw = last_part(own_key);
    return add_seen(person, maker, own, err);
}
