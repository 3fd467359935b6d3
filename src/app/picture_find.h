/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_find.h - whose picture is meant: an id, an id that once was, or words to search by.
 */
#ifndef SL_APP_PICTURE_FIND_H
#define SL_APP_PICTURE_FIND_H

#include <stdint.h>

#include "app/access.h"
#include "app/search_door.h"
#include "base/arena.h"
#include "base/error.h"

/* Joins that are followed from an id to the one that is meant today. */
#define SL_PICTURE_JOIN_LIMIT 32u

/* Notes that finding makes: where the id led, and what was split off. */
#define SL_PICTURE_FIND_NOTES 8u

/* Who is meant. Texts and notes live in the arena, the result as long as the search. */
struct sl_picture_found {
    int64_t identity; /* 0: it is not certain who is meant, and `result` says who may be */
    const struct sl_search_result *result; /* NULL when an id was given */
    struct sl_str notes[SL_PICTURE_FIND_NOTES];
    size_t note_count;
};

/*
 * Find out who is meant.
 *
 *   search  opened when it is needed and is NULL; the caller closes it before the access
 *   request text as typed: "P" and 8 letters and figures, an NHS number, or words; limit of hits
 *
 * An id that was joined into another leads there, with a note. Words that only one person fits
 * in full mean this person.
 *
 * Errors: SL_DENIED, with its entry, when they may look at no picture; SL_NOT_FOUND when nobody has
 * the id, or nobody fits; SL_INVALID when the people were
 * never identified, with a hint; those of searching and of the store.
 */
SL_NODISCARD enum sl_status sl_picture_find(
    struct sl_access *access,
    struct sl_search_door **search,
    const struct sl_search_request *request,
    struct sl_arena *arena,
    struct sl_picture_found *ret_found,
    struct sl_error *err
);

/* The permission by which somebody looks at a whole case: that of their work, or of an audit. */
enum sl_permission sl_picture_permission(const struct sl_access *access);

/*
 * Fail as for an id that nobody has: the same words, and the same entry, for one of whom the reader
 * may not be told. Always fails: SL_NOT_FOUND; those of sl_access_say.
 */
SL_NODISCARD enum sl_status
sl_picture_nobody(struct sl_access *access, struct sl_str id, struct sl_error *err);

#endif
