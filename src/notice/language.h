/* SPDX-License-Identifier: Apache-2.0 */
/*
 * language.h - phrases that blame victims, and better words.
 *
 * A catalogue has phrases that guidance tells professionals not to write about children who are
 * harmed, each with why, what to write instead, and where that is written. What somebody writes is
 * searched for them, and they are told. Nothing is refused because of a phrase, and nobody is
 * counted: a phrase may be quoted from the child, or be right where it stands.
 *
 * A phrase is found as whole words, in capitals or not, over blanks, line ends and hyphens, but not
 * over other punctuation. Of phrases that begin at one word the longest is found.
 *
 * The format of catalogues is described in docs/formats/language.md.
 */
#ifndef SL_NOTICE_LANGUAGE_H
#define SL_NOTICE_LANGUAGE_H

#include "base/buf.h"
#include "notice/indicator.h"

/* The most phrases of a catalogue, and forms and better words of one. */
#define SL_LANGUAGE_LIMIT      256u
#define SL_LANGUAGE_ITEM_LIMIT 24u

/* Texts are lines that a person sees whole. */
struct sl_language_phrase {
    const struct sl_str *forms; /* in which it is written */
    const struct sl_str *better;
    size_t form_count, better_count; /* at least 1 each */
    struct sl_str why;
    const struct sl_indicator_source *source;
};

/* A form of a phrase as it is compared. */
struct sl_language_form {
    struct sl_str text; /* words in small letters, with one blank between them */
    size_t phrase;
};

/* A catalogue; it lives in the arena that it was read into. */
struct sl_language {
    const struct sl_indicator_source *sources;
    const struct sl_language_phrase *phrases;
    const struct sl_language_form *forms; /* by text; no two are the same */
    size_t source_count, phrase_count, form_count;
};

/*
 * Read a catalogue. Errors: SL_INVALID with line and column in the detail, also for a form without
 * a word and for one that stands twice; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_language_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_language *ret_language,
    struct sl_error *err
);

/* Append the document in its one canonical form, which is read as the same. */
void sl_language_print(const struct sl_language *language, struct sl_buf *buf);

/*
 * The form of a text by which it is found: its words in small letters with one blank between them;
 * empty when it is not words alone. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_language_fold(
    struct sl_str text, struct sl_arena *arena, struct sl_str *ret_form, struct sl_error *err
);

/* A phrase that stands in a text. */
struct sl_language_hit {
    const struct sl_language_phrase *phrase;
    struct sl_str text; /* as it was written: a slice of what was searched */
};

/*
 * Find all phrases in a text, from left to right; none overlaps another.
 *
 *   language  NULL: there is no catalogue, and nothing is found
 *   text      any bytes; borrowed as long as the hits
 *   arena     takes the hits
 *
 * Errors: SL_NO_MEMORY. Time: that of reading the text, and for each word one search by halves.
 */
SL_NODISCARD enum sl_status sl_language_find(
    const struct sl_language *language,
    struct sl_str text,
    struct sl_arena *arena,
    const struct sl_language_hit **ret_hits,
    size_t *ret_count,
    struct sl_error *err
);

#endif
