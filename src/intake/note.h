/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note.h - what somebody writes down in Sightline about a child, as the text of a source record.
 *
 * A note is a record like any other: of an agency, in its system SL_NOTE_SYSTEM, under a key that
 * was made when the form was opened. What changes is a new version with who and why; a note that
 * was written by mistake is withdrawn by one. docs/formats/sightline-note.md describes the text.
 */
#ifndef SL_INTAKE_NOTE_H
#define SL_INTAKE_NOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "record/fact.h"

/* The system of each agency to which notes belong, and the name of their format. */
#define SL_NOTE_SYSTEM "sightline"
#define SL_NOTE_FORMAT "sightline-note"

/* The longest of the long texts and of the short ones, in bytes; people of one note. */
#define SL_NOTE_WORDS_BYTES ((size_t)20000)
#define SL_NOTE_LINE_BYTES  ((size_t)500)
#define SL_NOTE_PEOPLE      4u

/* X(enumerator, event, name, words): what can be written down; each is a kind of event. */
#define SL_NOTE_KIND_TABLE(X)                                                                      \
    X(SL_NOTE_CONTACT, SL_EVENT_CONTACT, "contact", "Contact: somebody told us something")         \
    X(SL_NOTE_VISIT, SL_EVENT_VISIT, "visit", "Visit: the child was seen")                         \
    X(SL_NOTE_OBSERVED, SL_EVENT_OBSERVATION, "observation", "Observation: something was noticed") \
    X(SL_NOTE_MEETING, SL_EVENT_FAMILY_MEETING, "family_meeting", "Meeting with the family")       \
    X(SL_NOTE_RETURN, SL_EVENT_RETURN_INTERVIEW, "return_interview", "Return home interview")

/* X(enumerator, role, name, words): what somebody has to do with what happened. */
#define SL_NOTE_ROLE_TABLE(X)                                                \
    X(SL_NOTE_PRESENT, SL_ROLE_PRESENT, "present", "was there")              \
    X(SL_NOTE_MENTIONED, SL_ROLE_MENTIONED, "mentioned", "was talked about") \
    X(SL_NOTE_REFERRER, SL_ROLE_REFERRER, "referrer", "told us")             \
    X(SL_NOTE_PROFESSIONAL, SL_ROLE_PROFESSIONAL, "professional", "is a professional")

#define SL_NOTE_ENUM(enumerator, ...) enumerator,
enum sl_note_kind { SL_NOTE_KIND_TABLE(SL_NOTE_ENUM) SL_NOTE_KIND_COUNT };
enum sl_note_role { SL_NOTE_ROLE_TABLE(SL_NOTE_ENUM) SL_NOTE_ROLE_COUNT };
#undef SL_NOTE_ENUM

/* The terms of each table by enumerator; static. */
const struct sl_term *sl_note_kind_terms(void);
const struct sl_term *sl_note_role_terms(void);

/* The kind of event that a kind of note states. */
enum sl_event_kind sl_note_event(enum sl_note_kind kind);

/* Somebody else in a note: in words, who, and what they have to do with it. */
struct sl_note_person {
    struct sl_str who;
    enum sl_note_role role;
};

/*
 * A note. Texts are UTF-8, borrowed; empty where nothing is said. A note that is withdrawn has an
 * id, by, at and why alone.
 */
struct sl_note {
    struct sl_str id;    /* its key */
    struct sl_str child; /* key of the child whom the writer chose: of the agency's notes alone */
    enum sl_note_kind kind;
    struct sl_moment happened;
    struct sl_str child_words, observed, summary;
    struct sl_str told_by; /* a code of SL_CODES_REFERRAL_SOURCE */
    struct sl_note_person people[SL_NOTE_PEOPLE];
    size_t person_count;
    struct sl_str by, worker; /* who wrote this version: a user, and their name then */
    struct sl_moment at;      /* when */
    struct sl_str why;        /* of a later version: why it was changed */
    bool withdrawn;
};

/*
 * May this be recorded? A child, a date that is not later than the note, and some words; each text
 * within its limit. Errors: SL_INVALID, SL_LIMIT: in words for who wrote it.
 */
SL_NODISCARD enum sl_status sl_note_check(const struct sl_note *note, struct sl_error *err);

/* Append it as the text of a record: one line, without its end. What failed sticks to the buffer.
 */
void sl_note_print(const struct sl_note *note, struct sl_buf *buf);

/*
 * Read the text of a record; texts lie in it or in the arena.
 * Errors: SL_INVALID, which says what is wrong; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_note_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_note *ret_note, struct sl_error *err
);

#endif
