/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ask.h - a form as a table: what is asked for, in which words, and what must be there.
 *
 * The page, the check and the words of errors read the same table.
 */
#ifndef SL_WEB_ASK_H
#define SL_WEB_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "record/term.h"
#include "web/form.h"
#include "web/visit.h"

/* X(enumerator, name): how something is asked for; templates know the names. */
#define SL_ASK_TABLE(X)                          \
    X(SL_ASK_TEXT, "text")                       \
    X(SL_ASK_USER, "user")                       \
    X(SL_ASK_CODE, "code")                       \
    X(SL_ASK_PASSWORD, "password")               \
    X(SL_ASK_NEW_PASSWORD, "new-password")       \
    X(SL_ASK_WORDS, "words") /* many of them */  \
    X(SL_ASK_DAY, "day")     /* three numbers */ \
    X(SL_ASK_RADIOS, "radios")                   \
    X(SL_ASK_SELECT, "select")

#define SL_ASK_ENUM(enumerator, name) enumerator,
enum sl_ask_kind { SL_ASK_TABLE(SL_ASK_ENUM) SL_ASK_KIND_COUNT };
#undef SL_ASK_ENUM

/* Fields of one form. */
#define SL_ASK_FIELD_LIMIT 8u

/* A field. Texts and terms are static. */
struct sl_ask_field {
    enum sl_ask_kind kind;
    bool is_guarded;     /* WORDS: phrases that blame a child are pointed out (wording.h) */
    unsigned term_count; /* of terms */
    const char *name;    /* of the parameter */
    const char *label;   /* what is asked, as people would ask it */
    const char *hint;    /* NULL: none */
    const char *missing; /* what to do when nothing is given; NULL: it may be left out */
    /* RADIOS and SELECT: what can be chosen, by name. NULL of a SELECT: what the page says. */
    const struct sl_term *(*terms)(void);
};

/* A form. */
struct sl_ask {
    const char *heading, *text; /* above it; NULL: none */
    const char *button;
    bool is_grave; /* it cannot be taken back, and looks like that */
    bool is_other; /* another way beside the usual one, and looks like that */
    bool is_get;   /* it asks and changes nothing: its fields stand in the address */
    const struct sl_ask_field *fields;
    size_t field_count;
};

/*
 * Is everything there that must be, and is what was chosen one of the choices?
 * Errors: SL_INVALID, with the field's own words.
 */
SL_NODISCARD enum sl_status
sl_ask_check(const struct sl_ask *ask, const struct sl_form *form, struct sl_error *err);

/* What was given for a field, without blanks around it but in passwords; may be empty. */
struct sl_str sl_ask_given(const struct sl_ask_field *field, const struct sl_form *form);

/*
 * The day that was given, in days since 1970-01-01; 0 when none of its three numbers was.
 * Errors: SL_INVALID when they are no day.
 */
SL_NODISCARD enum sl_status sl_ask_day(
    const struct sl_ask_field *field,
    const struct sl_form *form,
    int32_t *ret_day,
    struct sl_error *err
);

/* Does somebody only want to know of phrases that blame a child? Then nothing is done yet. */
bool sl_ask_wants_wording(const struct sl_form *form);

/* The number of the term that was chosen; term_count when none was. */
unsigned sl_ask_chosen(const struct sl_ask_field *field, const struct sl_form *form);

/*
 * A form on its page.
 *
 *   action  where it is sent; when that is this page, what was given stands in its fields again,
 *           but for secrets. In a page that is asked for, the address may fill fields
 *   hidden  a list of maps of name and value that go with it; may be undefined
 *   why     why it was refused; NULL: it was not
 *   number  of the form on its page, so that each field has an id of its own
 *   choices  of a SELECT whose field has no terms
 */
struct sl_ask_shown {
    struct sl_str action;
    struct sl_value hidden;
    const struct sl_error *why;
    size_t number;
    const struct sl_term *choices;
    unsigned choice_count;
};

/* The form for a template. */
struct sl_value
sl_ask_value(struct sl_visit *visit, const struct sl_ask *ask, const struct sl_ask_shown *shown);

/* What goes with a form and is not asked. */
struct sl_ask_hidden {
    const char *name;
    struct sl_str value;
};

/* The same as a list of maps for `hidden`. */
struct sl_value
sl_ask_hidden(struct sl_visit *visit, const struct sl_ask_hidden *hidden, size_t count);

/* The id of the field that an error is about, with a number sign before it: the one whose words it
 * has, or the first. */
struct sl_str
sl_ask_blamed(struct sl_visit *visit, const struct sl_ask *ask, const struct sl_ask_shown *shown);

#endif
