/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note_form.h - the form of a note: from what stands in its fields to a note, to a draft, and back.
 *
 * A draft keeps fields as they were typed, right or wrong, so that nothing is lost of a date that
 * is only half there.
 */
#ifndef SL_WEB_NOTE_FORM_H
#define SL_WEB_NOTE_FORM_H

#include "app/note_manage.h"
#include "web/child_form.h"
#include "web/visit.h"

/* X(enumerator, name): the fields, as they stand in the form and in a draft. */
#define SL_NOTE_FIELD_TABLE(X)            \
    X(SL_NOTE_FIELD_FORM, "form")         \
    X(SL_NOTE_FIELD_BASE, "base")         \
    X(SL_NOTE_FIELD_KIND, "kind")         \
    X(SL_NOTE_FIELD_DAY, "day")           \
    X(SL_NOTE_FIELD_MONTH, "month")       \
    X(SL_NOTE_FIELD_YEAR, "year")         \
    X(SL_NOTE_FIELD_TIME, "time")         \
    X(SL_NOTE_FIELD_ABOUT, "about")       \
    X(SL_NOTE_FIELD_CHILD_WORDS, "words") \
    X(SL_NOTE_FIELD_OBSERVED, "observed") \
    X(SL_NOTE_FIELD_SUMMARY, "summary")   \
    X(SL_NOTE_FIELD_TOLD_BY, "told_by")   \
    X(SL_NOTE_FIELD_WHO_1, "who_1")       \
    X(SL_NOTE_FIELD_WHO_2, "who_2")       \
    X(SL_NOTE_FIELD_WHO_3, "who_3")       \
    X(SL_NOTE_FIELD_WHO_4, "who_4")       \
    X(SL_NOTE_FIELD_ROLE_1, "role_1")     \
    X(SL_NOTE_FIELD_ROLE_2, "role_2")     \
    X(SL_NOTE_FIELD_ROLE_3, "role_3")     \
    X(SL_NOTE_FIELD_ROLE_4, "role_4")     \
    X(SL_NOTE_FIELD_WHY, "why")

#define SL_NOTE_FIELD_ENUM(enumerator, name) enumerator,
enum sl_note_field { SL_NOTE_FIELD_TABLE(SL_NOTE_FIELD_ENUM) SL_NOTE_FIELD_COUNT };
#undef SL_NOTE_FIELD_ENUM

/* What stands in the fields. Texts live as long as the request. */
struct sl_note_form {
    struct sl_str texts[SL_NOTE_FIELD_COUNT];
};

/* Problems of one form at most. */
#define SL_NOTE_PROBLEMS 6u

/* Out of what was sent, or of a draft. */
void sl_note_form_take(const struct sl_form *sent, struct sl_note_form *ret_form);

/* A version of a note, to be changed. */
void sl_note_form_fill(
    struct sl_visit *visit, const struct sl_note *note, int64_t version, struct sl_note_form *form
);

/* Append the fields as a draft keeps them: "name=value&..." without those that are empty. */
void sl_note_form_print(const struct sl_note_form *form, struct sl_buf *buf);

/*
 * Read a note out of the fields.
 *
 *   ret_written  its child is not set
 *
 * Returns how many problems there are, each with what to do.
 */
size_t sl_note_form_read(
    struct sl_visit *visit,
    const struct sl_note_form *form,
    struct sl_note_written *ret_written,
    struct sl_child_problem problems[SL_NOTE_PROBLEMS]
);

/* Has anything been written that would be missed? */
bool sl_note_form_has_words(const struct sl_note_form *form);

/* The fields by name, and what can be chosen: `kinds`, `tellers`, `people`. */
struct sl_value sl_note_form_value(struct sl_visit *visit, const struct sl_note_form *form);

/* A note as people read it: a map of texts. */
struct sl_value sl_note_value(struct sl_visit *visit, const struct sl_note *note, int64_t version);

/*
 * Phrases in what the writer wrote (not in what the child said) that blame victims: a list of
 * { text, why, better }; undefined when there is none, or no catalogue. What failed sticks to the
 * page.
 */
struct sl_value
sl_note_phrases(struct sl_visit *visit, struct sl_str observed, struct sl_str summary);

#endif
