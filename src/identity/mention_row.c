/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/mention_row.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/number.h"
#include "record/birth_date.h"
#include "record/code_list.h"
#include "record/identifier.h"
#include "record/name.h"
#include "record/nhs_number.h"
#include "record/node.h"
#include "record/phone.h"
#include "record/postcode.h"
#include "record/sex.h"
#include "record/upn.h"

/* Normal forms of one mention: a few texts of at most the longest that is said. */
#define FORM_LIMIT_BYTES ((size_t)64 << 10)
#define MADE_LIMIT_BYTES ((size_t)1 << 20)

/* Things of one sort that a mention has, each in a form of its own. */
struct choice {
    struct sl_str first, second; /* as they stand in a row */
    struct sl_str form;          /* what tells it from others */
};

struct choices {
    struct choice items[SL_MENTION_ROW_LIMIT];
    size_t count;
};

void sl_row_maker_init(struct sl_row_maker *maker, struct sl_fold *fold)
{
    maker->fold = fold;
    maker->said_count = 0;
    sl_buf_init(&maker->scratch, FORM_LIMIT_BYTES);
    sl_buf_init(&maker->form, FORM_LIMIT_BYTES);
    sl_buf_init(&maker->other, FORM_LIMIT_BYTES);
    sl_arena_init(&maker->arena, MADE_LIMIT_BYTES);
}

void sl_row_maker_finish(struct sl_row_maker *maker)
{
    sl_buf_finish(&maker->scratch);
    sl_buf_finish(&maker->form);
    sl_buf_finish(&maker->other);
    sl_arena_finish(&maker->arena);
}

void sl_row_maker_begin(struct sl_row_maker *maker)
{
    maker->said_count = 0;
    maker->record = 0;
    maker->place = 0;
    sl_arena_reset(&maker->arena);
}

static int compare_i64(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

/* Names by what they are, else kinds; then the later first. */
static int compare_said(const void *left, const void *right)
{
    const struct sl_row_said *one = left;
    const struct sl_row_said *other = right;
    int order = compare_i64((int64_t)one->said.kind, (int64_t)other->said.kind);

    order = order != 0 ? order : compare_i64(other->record, one->record);
    order = order != 0 ? order : (int)one->said.is_over - (int)other->said.is_over;
    order = order != 0 ? order : compare_i64(other->said.from, one->said.from);
    return order != 0 ? order : compare_i64((int64_t)one->place, (int64_t)other->place);
}

/* What is given up when there is no room: the earliest of the kind, or when it has none, of all. */
static size_t earliest(const struct sl_row_maker *maker, enum sl_said_kind kind)
{
    size_t at = 0;

    for (size_t i = 1; i < maker->said_count; i++) {
        const bool is_of_kind = maker->said[i].said.kind == kind;
        const bool has_kind = maker->said[at].said.kind == kind;
        if (is_of_kind != has_kind ? is_of_kind : maker->said[i].record < maker->said[at].record) {
            at = i;
        }
    }
    return at;
}

void sl_row_maker_add(struct sl_row_maker *maker, int64_t record, const struct sl_said *said)
{
    maker->place = record == maker->record ? maker->place + 1 : 0;
    maker->record = record;
    const struct sl_row_said added = { .said = *said, .record = record, .place = maker->place };
    for (size_t i = 0; i < maker->said_count; i++) {
        struct sl_row_said *known = &maker->said[i];
        if (known->said.kind == said->kind && sl_str_equal(known->said.first, said->first) &&
            sl_str_equal(known->said.second, said->second)) {
            *known = compare_said(&added, known) < 0 ? added : *known;
            return;
        }
    }
    if (maker->said_count == SL_ROW_SAID_LIMIT) {
        maker->said[earliest(maker, said->kind)] = added;
        return;
    }
    maker->said[maker->said_count++] = added;
}

static enum sl_status
keep(struct sl_row_maker *maker, struct sl_str text, struct sl_str *ret_text, struct sl_error *err)
{
    const struct sl_str copy = sl_arena_copy(&maker->arena, text);

    *ret_text = copy;
    return copy.ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static bool has_form(const struct choices *choices, struct sl_str form)
{
    for (size_t i = 0; i < choices->count; i++) {
        if (sl_str_equal(choices->items[i].form, form)) {
            return true;
        }
    }
    return false;
}

/* Add a choice whose form stands in maker->form, unless it is empty or there already. */
static enum sl_status choose(
    struct sl_row_maker *maker,
    struct choices *choices,
    struct sl_str first,
    struct sl_str second,
    struct sl_error *err
)
{
    struct choice choice = { .first = first, .second = second };

    SL_TRY(sl_buf_status(&maker->form, err));
    SL_TRY(sl_buf_status(&maker->scratch, err));
    const struct sl_str form = sl_buf_str(&maker->form);
    if (form.len == 0 || choices->count == SL_MENTION_ROW_LIMIT || has_form(choices, form)) {
        return SL_OK;
    }
    SL_TRY(keep(maker, form, &choice.form, err));
    choices->items[choices->count++] = choice;
    return SL_OK;
}

/* "Jaspreet Kaur Gill" and "Gill, Jaspreet Kaur" in given names and surname; one word is given. */
static void split_name(struct sl_str whole, struct sl_str *ret_given, struct sl_str *ret_surname)
{
    const struct sl_str text = sl_str_trim(whole);
    const size_t comma = sl_str_find(text, SL_STR(","));
    size_t blank = text.len;

    *ret_surname = SL_STR("");
    if (comma < text.len) {
        *ret_surname = sl_str_trim(sl_str_part(text, 0, comma));
        *ret_given = sl_str_trim(sl_str_part(text, comma + 1, text.len));
        return;
    }
    while (blank > 0 && text.ptr[blank - 1] != ' ') {
        blank--;
    }
    *ret_given = blank == 0 ? text : sl_str_trim(sl_str_part(text, 0, blank));
    if (blank > 0) {
        *ret_surname = sl_str_part(text, blank, text.len);
    }
}

/* Given names and surname that something said means, beside the main name, if there is one. */
static void name_of(
    const struct sl_said *said,
    const struct choices *names,
    struct sl_str *ret_given,
    struct sl_str *ret_surname
)
{
    const bool is_part = said->kind == SL_SAID_KNOWN_AS || said->kind == SL_SAID_FORMER_NAME;

    if (said->kind == SL_SAID_FULL_NAME || said->kind == SL_SAID_KNOWN_AS) {
        split_name(said->first, ret_given, ret_surname);
    } else {
        *ret_given = said->first;
        *ret_surname = said->second;
    }
    if (is_part && names->count > 0) {
        *ret_given = ret_given->len > 0 ? *ret_given : names->items[0].first;
        *ret_surname = ret_surname->len > 0 ? *ret_surname : names->items[0].second;
    }
}

static enum sl_status choose_name(
    struct sl_row_maker *maker,
    struct choices *names,
    const struct sl_said *said,
    struct sl_error *err
)
{
    struct sl_str given = SL_STR("");
    struct sl_str surname = SL_STR("");

    name_of(said, names, &given, &surname);
    sl_buf_clear(&maker->form);
    sl_buf_clear(&maker->scratch);
    sl_name_given_normal(maker->fold, given, &maker->form);
    given = maker->form.len > 0 ? given : SL_STR("");
    sl_name_surname_normal(maker->fold, surname, &maker->scratch);
    if (maker->scratch.len > 0) {
        sl_buf_add_byte(&maker->form, ',');
        sl_buf_add(&maker->form, sl_buf_str(&maker->scratch));
    } else {
        surname = SL_STR("");
    }
    return choose(maker, names, given, surname, err);
}

/* Is there an address in this postcode? Forms of addresses begin with their postcodes. */
static bool has_address_in(const struct choices *addresses, struct sl_str code)
{
    for (size_t i = 0; i < addresses->count; i++) {
        const struct sl_str form = addresses->items[i].form;
        if (sl_str_starts(form, code) && form.len > code.len && form.ptr[code.len] == ' ') {
            return true;
        }
    }
    return false;
}

/* A fuller address takes the place of its postcode alone. */
static bool
replace_postcode(struct sl_row_maker *maker, struct choices *addresses, const struct sl_said *said)
{
    const struct sl_str form = sl_buf_str(&maker->form);

    for (size_t i = 0; i < addresses->count; i++) {
        struct choice *choice = &addresses->items[i];
        const struct sl_str code = choice->form;
        if (choice->first.len == 0 && sl_str_starts(form, code) && form.len > code.len &&
            form.ptr[code.len] == ' ') {
            const struct sl_str whole = sl_arena_copy(&maker->arena, form);
            if (whole.ptr == NULL || has_form(addresses, form)) {
                return false;
            }
            *choice =
                (struct choice){ .first = said->first, .second = said->second, .form = whole };
            return true;
        }
    }
    return false;
}

static enum sl_status choose_address(
    struct sl_row_maker *maker,
    struct choices *addresses,
    const struct sl_said *said,
    struct sl_error *err
)
{
    struct sl_str first = said->first;

    sl_buf_clear(&maker->form);
    sl_buf_clear(&maker->scratch);
    sl_node_address(maker->fold, first, said->second, &maker->scratch, &maker->form);
    if (maker->form.len == 0) {
        first = SL_STR("");
        sl_postcode_normal(maker->fold, said->second, &maker->form);
        if (has_address_in(addresses, sl_buf_str(&maker->form))) {
            return SL_OK;
        }
    } else if (replace_postcode(maker, addresses, said)) {
        return SL_OK;
    }
    sl_buf_clear(&maker->other);
    sl_postcode_normal(maker->fold, said->second, &maker->other);
    SL_TRY(sl_buf_status(&maker->other, err));
    const struct sl_str second = maker->other.len > 0 ? said->second : SL_STR("");
    return choose(maker, addresses, first, second, err);
}

static enum sl_status choose_phone(
    struct sl_row_maker *maker,
    struct choices *phones,
    const struct sl_said *said,
    struct sl_error *err
)
{
    sl_buf_clear(&maker->form);
    sl_buf_clear(&maker->scratch);
    sl_phone_normal(maker->fold, said->first, &maker->form);
    return choose(maker, phones, said->first, SL_STR(""), err);
}

/* The months in which a child may be born that is expected on a day: that of the day comes first.
 */
static enum sl_status choose_months(
    struct sl_row_maker *maker,
    struct choices *months,
    const struct sl_said *said,
    struct sl_error *err
)
{
    static const int32_t days[] = {
        0, -SL_ROW_EARLY_DAYS / 2, -SL_ROW_EARLY_DAYS, SL_ROW_LATE_DAYS
    };
    int64_t digits = 0;

    sl_buf_clear(&maker->form);
    sl_buf_clear(&maker->scratch);
    sl_birth_date_normal(maker->fold, said->first, SL_DATE_DAY_FIRST, &maker->form);
    SL_TRY(sl_buf_status(&maker->form, err));
    if (sl_parse_i64(sl_buf_str(&maker->form), 0, 99991231, &digits, NULL) != SL_OK) {
        return SL_OK;
    }
    const struct sl_date expected = { .year = (int16_t)(digits / 10000),
                                      .month = (uint8_t)(digits / 100 % 100),
                                      .day = (uint8_t)(digits % 100) };
    const bool is_day = sl_date_valid(expected) && expected.year > 1900 && expected.year < 9000;
    for (size_t i = 0; i < sizeof days / sizeof days[0] && is_day; i++) {
        const struct sl_date date = sl_date_from_days(sl_date_to_days(expected) + days[i]);
        struct sl_str month = { 0 };
        sl_buf_clear(&maker->form);
        sl_buf_addf(&maker->form, "%04d%02u00", date.year, (unsigned)date.month);
        SL_TRY(sl_buf_status(&maker->form, err));
        SL_TRY(keep(maker, sl_buf_str(&maker->form), &month, err));
        SL_TRY(choose(maker, months, month, SL_STR(""), err));
    }
    return SL_OK;
}

/* What fills one field of all rows: the first of its kinds that says something. */
static const struct single {
    enum sl_said_kind kind;
    enum sl_mention_field field;
    sl_normal_fn *normal; /* NULL: see set_single */
} singles[] = {
    {SL_SAID_BIRTH_DATE,  SL_MENTION_BIRTH_DATE, NULL                },
    { SL_SAID_SEX,        SL_MENTION_SEX,        sl_sex_normal       },
    { SL_SAID_GENDER,     SL_MENTION_SEX,        sl_sex_normal       },
    { SL_SAID_NHS_NUMBER, SL_MENTION_NHS_NUMBER, sl_nhs_number_normal},
    { SL_SAID_UPN,        SL_MENTION_UPN,        sl_upn_normal       },
    { SL_SAID_FORMER_UPN, SL_MENTION_UPN,        sl_upn_normal       },
    { SL_SAID_CHILD_ID,   SL_MENTION_CHILD_ID,   sl_identifier_normal},
};

/* A date of birth as eight digits; what has no year says nothing. */
static enum sl_status set_birth_date(
    struct sl_row_maker *maker,
    const struct sl_said *said,
    struct sl_str *value,
    struct sl_error *err
)
{
    sl_buf_clear(&maker->form);
    sl_birth_date_normal(maker->fold, said->first, SL_DATE_DAY_FIRST, &maker->form);
    SL_TRY(sl_buf_status(&maker->form, err));
    const struct sl_str date = sl_buf_str(&maker->form);
    return date.len == 8 ? keep(maker, date, value, err) : SL_OK;
}

/*
 * Returns have a code in the place of a pupil number that nobody knows: thousands share it, and it
 * differs from the number that the child has elsewhere.
 */
static bool is_reason(struct sl_str upn)
{
    return sl_code_words(SL_CODES_UPN_UNKNOWN, sl_str_trim(upn)) != NULL;
}

static enum sl_status set_single(
    struct sl_row_maker *maker,
    struct sl_str agency,
    const struct sl_said *said,
    struct sl_mention_row *row,
    struct sl_error *err
)
{
    const struct single *single = singles;

    while (single->kind != said->kind) {
        single++;
    }
    struct sl_str *value = &row->values[single->field];
    if (value->len > 0) {
        return SL_OK;
    }
    if (single->normal == NULL) {
        return set_birth_date(maker, said, value, err);
    }
    sl_buf_clear(&maker->form);
    single->normal(maker->fold, said->first, &maker->form);
    SL_TRY(sl_buf_status(&maker->form, err));
    if (maker->form.len == 0 || (single->field == SL_MENTION_UPN && is_reason(said->first))) {
        return SL_OK;
    }
    if (single->field != SL_MENTION_CHILD_ID) {
        *value = said->first;
        return SL_OK;
    }
    sl_buf_clear(&maker->other);
    sl_buf_addf(&maker->other, "%.*s/", SL_STR_ARG(agency));
    sl_buf_add(&maker->other, said->first);
    SL_TRY(sl_buf_status(&maker->other, err));
    return keep(maker, sl_buf_str(&maker->other), value, err);
}

/* All that the records say, by what it is about. */
struct gathered {
    struct choices names, addresses, phones, months;
    bool is_meant;
};

static enum sl_status gather(
    struct sl_row_maker *maker,
    struct sl_str agency,
    struct sl_mention_row *row,
    struct gathered *gathered,
    struct sl_error *err
)
{
    for (size_t i = 0; i < maker->said_count; i++) {
        const struct sl_said *said = &maker->said[i].said;
        if (said->kind <= SL_SAID_FORMER_NAME) {
            SL_TRY(choose_name(maker, &gathered->names, said, err));
        } else if (said->kind == SL_SAID_ADDRESS) {
            SL_TRY(choose_address(maker, &gathered->addresses, said, err));
        } else if (said->kind == SL_SAID_PHONE) {
            SL_TRY(choose_phone(maker, &gathered->phones, said, err));
        } else if (said->kind == SL_SAID_EXPECTED_DATE) {
            SL_TRY(choose_months(maker, &gathered->months, said, err));
        } else if (said->kind == SL_SAID_MEANT) {
            gathered->is_meant = true;
        } else {
            SL_TRY(set_single(maker, agency, said, row, err));
        }
    }
    return SL_OK;
}

/* What rows differ in, one thing a turn. */
enum { TURN_NAME, TURN_ADDRESS, TURN_PHONE, TURN_MONTH, TURN_COUNT };

/* Set the fields of a turn to one of its choices, if there are so many. */
static bool
set_turn(struct sl_mention_row *row, const struct gathered *gathered, size_t turn, size_t index)
{
    static const struct {
        enum sl_mention_field first, second; /* the same: there is one */
    } fields[TURN_COUNT] = {
        [TURN_NAME] = {SL_MENTION_GIVEN_NAME,  SL_MENTION_SURNAME   },
        [TURN_ADDRESS] = { SL_MENTION_ADDRESS,    SL_MENTION_POSTCODE  },
        [TURN_PHONE] = { SL_MENTION_PHONE,      SL_MENTION_PHONE     },
        [TURN_MONTH] = { SL_MENTION_BIRTH_DATE, SL_MENTION_BIRTH_DATE},
    };
    const struct choices *const choices[TURN_COUNT] = {
        [TURN_NAME] = &gathered->names,
        [TURN_ADDRESS] = &gathered->addresses,
        [TURN_PHONE] = &gathered->phones,
        [TURN_MONTH] = &gathered->months,
    };

    if (index >= choices[turn]->count) {
        return false;
    }
    row->values[fields[turn].second] = choices[turn]->items[index].second;
    row->values[fields[turn].first] = choices[turn]->items[index].first;
    return true;
}

/* Another row: the first, but for the thing of which this is another. */
static bool add_row(
    const struct gathered *gathered,
    size_t turn,
    size_t index,
    struct sl_mention_row *rows,
    size_t count
)
{
    if (count == SL_MENTION_ROW_LIMIT) {
        return false;
    }
    rows[count] = rows[0];
    rows[count].ordinal = (unsigned)count;
    return set_turn(&rows[count], gathered, turn, index);
}

static bool tells_who(const struct sl_mention_row *row)
{
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        if (i != SL_MENTION_SEX && i != SL_MENTION_POSTCODE && row->values[i].len > 0) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_row_maker_make(
    struct sl_row_maker *maker,
    struct sl_str agency,
    int64_t mention,
    struct sl_mention_row *rows,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct gathered gathered = { .names.count = 0 };
    size_t count = 1;

    if (maker->said_count > 1) {
        qsort(maker->said, maker->said_count, sizeof *maker->said, compare_said);
    }
    rows[0] = (struct sl_mention_row){ .mention = mention };
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        rows[0].values[i] = SL_STR("");
    }
    SL_TRY(gather(maker, agency, &rows[0], &gathered, err));
    for (size_t turn = 0; turn < TURN_MONTH; turn++) {
        (void)set_turn(&rows[0], &gathered, turn, 0);
    }
    *ret_count = 0;
    if (!gathered.is_meant && !tells_who(&rows[0])) {
        return SL_OK;
    }
    if (rows[0].values[SL_MENTION_BIRTH_DATE].len > 0) {
        gathered.months.count = 0; /* it is born */
    }
    (void)set_turn(&rows[0], &gathered, TURN_MONTH, 0);
    for (size_t index = 1; index < SL_MENTION_ROW_LIMIT; index++) {
        for (size_t turn = 0; turn < TURN_COUNT; turn++) {
            count += add_row(&gathered, turn, index, rows, count) ? 1 : 0;
        }
    }
    *ret_count = count;
    return SL_OK;
}
