/* SPDX-License-Identifier: Apache-2.0 */
#include "web/ask.h"

#include <stdio.h>

#include "base/date.h"
#include "base/number.h"
#include "web/told.h"
#include "web/wording.h"

#define LAST_YEAR 9999
/* "until-month" */
#define PART_BYTES 80

#define ASK_NAME(enumerator, name) name,
/* By enum sl_ask_kind. */
static const char *const kind_names[] = { SL_ASK_TABLE(ASK_NAME) };

static bool is_choice(const struct sl_ask_field *field)
{
    return field->terms != NULL;
}

static bool is_secret(const struct sl_ask_field *field)
{
    return field->kind == SL_ASK_PASSWORD || field->kind == SL_ASK_NEW_PASSWORD ||
           field->kind == SL_ASK_CODE;
}

struct sl_str sl_ask_given(const struct sl_ask_field *field, const struct sl_form *form)
{
    const struct sl_str given = sl_form_get(form, sl_str_from(field->name));

    return field->kind == SL_ASK_PASSWORD || field->kind == SL_ASK_NEW_PASSWORD
               ? given
               : sl_str_trim(given);
}

unsigned sl_ask_chosen(const struct sl_ask_field *field, const struct sl_form *form)
{
    return sl_term_find(field->terms(), field->term_count, sl_ask_given(field, form));
}

/* The three numbers of a day. */
static const char *const day_parts[] = { "day", "month", "year" };
#define DAY_PARTS (sizeof day_parts / sizeof day_parts[0])

/* What was given for one of them. */
static struct sl_str
day_part(const struct sl_ask_field *field, const struct sl_form *form, size_t part)
{
    char name[PART_BYTES];

    (void)snprintf(name, sizeof name, "%s-%s", field->name, day_parts[part]);
    return sl_str_trim(sl_form_get(form, sl_str_from(name)));
}

enum sl_status sl_ask_day(
    const struct sl_ask_field *field,
    const struct sl_form *form,
    int32_t *ret_day,
    struct sl_error *err
)
{
    int64_t numbers[DAY_PARTS] = { 0 };
    size_t given = 0;
    bool is_day = true;

    for (size_t i = 0; i < DAY_PARTS; i++) {
        const struct sl_str text = day_part(field, form, i);
        given += text.len > 0 ? 1 : 0;
        is_day = is_day && sl_parse_i64(text, 1, LAST_YEAR, &numbers[i], NULL) == SL_OK;
    }
    if (given == 0) {
        *ret_day = 0;
        return SL_OK;
    }
    is_day = is_day && numbers[0] <= 31 && numbers[1] <= 12;
    const struct sl_date date = {
        .day = (uint8_t)(is_day ? numbers[0] : 0),
        .month = (uint8_t)(is_day ? numbers[1] : 0),
        .year = (int16_t)(is_day ? numbers[2] : 0),
    };
    if (!is_day || !sl_date_valid(date)) {
        sl_fail(err, SL_INVALID, "this is no day");
        sl_fail_hint(err, "Enter the day, the month and the year as numbers, such as 27 3 2026.");
        return SL_INVALID;
    }
    *ret_day = sl_date_to_days(date);
    return SL_OK;
}

bool sl_ask_wants_wording(const struct sl_form *form)
{
    return sl_form_get(form, SL_STR("check")).len > 0;
}

/* Is what was given no answer to the field? */
static bool is_missing(const struct sl_ask_field *field, const struct sl_form *form)
{
    const size_t len = sl_ask_given(field, form).len;

    if (field->missing == NULL && len == 0) {
        return false;
    }
    return len == 0 || (is_choice(field) && sl_ask_chosen(field, form) == field->term_count);
}

enum sl_status
sl_ask_check(const struct sl_ask *ask, const struct sl_form *form, struct sl_error *err)
{
    for (size_t i = 0; i < ask->field_count; i++) {
        const struct sl_ask_field *field = &ask->fields[i];
        if (is_missing(field, form)) {
            return sl_fail(
                err,
                SL_INVALID,
                "%s",
                field->missing == NULL ? "choose one of the answers" : field->missing
            );
        }
    }
    return SL_OK;
}

/* Was this form sent, and has it come back? */
static bool is_sent(const struct sl_visit *visit, const struct sl_ask_shown *shown)
{
    return visit->request->method == SL_METHOD_POST && sl_str_equal(shown->action, visit->path);
}

static struct sl_str id_of(struct sl_visit *visit, const struct sl_ask_field *field, size_t number)
{
    return number == 0 ? sl_str_from(field->name)
                       : sl_told_print(visit, "%s-%zu", field->name, number);
}

/* A map of one text, as components want it; undefined without a text. */
static struct sl_value text_map(struct sl_visit *visit, const char *text)
{
    if (text == NULL) {
        return sl_value_undefined();
    }
    const struct sl_member member = { SL_STR("text"),
                                      sl_value_text(sl_told_sentence(visit, sl_str_from(text))) };
    return sl_page_map(&visit->page, &member, 1);
}

/* What can be chosen: the terms of the field, or the choices of the page. */
static struct sl_value items_of(
    struct sl_visit *visit,
    const struct sl_ask_field *field,
    const struct sl_ask_shown *shown,
    struct sl_str given
)
{
    const struct sl_term *terms = is_choice(field) ? field->terms() : shown->choices;
    const unsigned count = is_choice(field) ? field->term_count : shown->choice_count;

    if (field->kind != SL_ASK_RADIOS && field->kind != SL_ASK_SELECT) {
        return sl_value_undefined();
    }
    struct sl_value *items = sl_page_room(&visit->page, count);
    for (unsigned i = 0; items != NULL && i < count; i++) {
        const bool is_chosen = sl_str_equal(given, terms[i].name);
        /* clang-format off */
        const struct sl_member members[] = {
            { SL_STR("value"), sl_value_text(terms[i].name) },
            { SL_STR("text"), sl_value_text(sl_told_sentence(visit, terms[i].words)) },
            { SL_STR("checked"), sl_value_bool(is_chosen) },
            { SL_STR("selected"), sl_value_bool(is_chosen) },
        };
        /* clang-format on */
        items[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, count);
}

/* The three numbers of a day, as the component wants them. */
static struct sl_value
parts_of(struct sl_visit *visit, const struct sl_ask_field *field, const struct sl_form *form)
{
    struct sl_value parts[DAY_PARTS];

    if (field->kind != SL_ASK_DAY) {
        return sl_value_undefined();
    }
    for (size_t i = 0; i < DAY_PARTS; i++) {
        const struct sl_str given = form == NULL ? SL_STR("") : day_part(field, form, i);
        const struct sl_member members[] = {
            {SL_STR("name"),   sl_value_text(sl_str_from(day_parts[i]))},
            { SL_STR("value"), sl_value_text(given)                    },
        };
        parts[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    return sl_page_list(&visit->page, parts, DAY_PARTS);
}

static bool is_blamed(const struct sl_ask_field *field, const struct sl_error *why)
{
    return why != NULL && field->missing != NULL &&
           sl_str_equal(sl_str_from(field->missing), sl_str_from(why->message));
}

/* What stands in a field: what was sent, or what the address says of a page that is asked for. */
static struct sl_str
given_of(const struct sl_visit *visit, const struct sl_ask_field *field, bool is_back)
{
    if (is_secret(field)) {
        return SL_STR("");
    }
    if (is_back) {
        return sl_ask_given(field, &visit->form);
    }
    return visit->request->method == SL_METHOD_POST ? SL_STR("")
                                                    : sl_ask_given(field, &visit->query);
}

static struct sl_value
field_of(struct sl_visit *visit, const struct sl_ask_field *field, const struct sl_ask_shown *shown)
{
    const bool is_back = is_sent(visit, shown);
    const struct sl_str given = given_of(visit, field, is_back);
    const struct sl_error *why = is_back ? shown->why : NULL;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("kind"), sl_value_text(sl_str_from(kind_names[field->kind])) },
        { SL_STR("id"), sl_value_text(id_of(visit, field, shown->number)) },
        { SL_STR("name"), sl_value_text(sl_str_from(field->name)) },
        { SL_STR("label"), sl_value_text(sl_str_from(field->label)) },
        { SL_STR("hint"), text_map(visit, field->hint) },
        { SL_STR("error"), text_map(visit, is_blamed(field, why) ? field->missing : NULL) },
        { SL_STR("value"), sl_value_text(given) },
        { SL_STR("items"), items_of(visit, field, shown, given) },
        { SL_STR("parts"), parts_of(visit, field, is_back ? &visit->form : NULL) },
        { SL_STR("isGuarded"), sl_value_bool(field->is_guarded) },
        { SL_STR("notes"), field->is_guarded ? sl_wording_value(visit, given)
                                             : sl_value_undefined() },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

struct sl_str
sl_ask_blamed(struct sl_visit *visit, const struct sl_ask *ask, const struct sl_ask_shown *shown)
{
    size_t blamed = 0;

    if (ask->field_count == 0) {
        return SL_STR("");
    }
    for (size_t i = ask->field_count; i-- > 0;) {
        blamed = is_blamed(&ask->fields[i], shown->why) ? i : blamed;
    }
    return sl_told_print(
        visit, "#%.*s", SL_STR_ARG(id_of(visit, &ask->fields[blamed], shown->number))
    );
}

struct sl_value
sl_ask_hidden(struct sl_visit *visit, const struct sl_ask_hidden *hidden, size_t count)
{
    struct sl_value *items = sl_page_room(&visit->page, count);

    for (size_t i = 0; items != NULL && i < count; i++) {
        const struct sl_member members[] = {
            {SL_STR("name"),       sl_value_text(sl_str_from(hidden[i].name))},
            { SL_STR("value"), sl_visit_text(visit,                           hidden[i].value) },
        };
        items[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    return items == NULL ? sl_value_undefined() : sl_value_list(items, count);
}

static struct sl_value text_of(const char *text)
{
    return text == NULL ? sl_value_undefined() : sl_value_text(sl_str_from(text));
}

static bool is_guarded(const struct sl_ask *ask)
{
    bool is_any = false;

    for (size_t i = 0; i < ask->field_count; i++) {
        is_any = is_any || ask->fields[i].is_guarded;
    }
    return is_any;
}

struct sl_value
sl_ask_value(struct sl_visit *visit, const struct sl_ask *ask, const struct sl_ask_shown *shown)
{
    struct sl_value *fields = sl_page_room(&visit->page, ask->field_count);

    for (size_t i = 0; fields != NULL && i < ask->field_count; i++) {
        fields[i] = field_of(visit, &ask->fields[i], shown);
    }
    if (fields == NULL) {
        return sl_value_undefined();
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("kind"), SL_VALUE_STR("form") },
        { SL_STR("action"), sl_value_text(shown->action) },
        { SL_STR("heading"), text_of(ask->heading) },
        { SL_STR("text"), text_of(ask->text) },
        { SL_STR("button"), text_of(ask->button) },
        { SL_STR("isGrave"), sl_value_bool(ask->is_grave) },
        { SL_STR("isOther"), sl_value_bool(ask->is_other) },
        { SL_STR("isGet"), sl_value_bool(ask->is_get) },
        { SL_STR("isGuarded"), sl_value_bool(is_guarded(ask)) },
        { SL_STR("hidden"), shown->hidden },
        { SL_STR("fields"), sl_value_list(fields, ask->field_count) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}
