/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_person.h - what is recorded of a person, in the forms that questions are compared with.
 *
 * All rows of all mentions that a reader may see are taken together: a name that one agency has and
 * a phone that another has are one person's. Each value stands once.
 */
#ifndef SL_SEARCH_SEARCH_PERSON_H
#define SL_SEARCH_SEARCH_PERSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "record/fold.h"
#include "record/mention_field.h"

/* Words of names, and other values, that are seen of one person; further ones are not compared. */
#define SL_SEARCH_SEEN_LIMIT 64

/* A word of a name. */
struct sl_search_name {
    struct sl_str text, sound; /* as in a query */
    struct sl_str raw;         /* the value that it is a word of, as the agency wrote it */
    enum sl_mention_field field;
};

/* Another value: birth date, postcode, phone or any identifier. */
struct sl_search_seen {
    struct sl_str text; /* normal form */
    struct sl_str raw;
    enum sl_mention_field field; /* SL_MENTION_FIELD_COUNT: the key in an agency's system */
};

/* Texts live in the arena, or are those that were given. Zeroed is nobody. */
struct sl_search_person {
    size_t name_count, seen_count;
    struct sl_search_name names[SL_SEARCH_SEEN_LIMIT];
    struct sl_search_seen seen[SL_SEARCH_SEEN_LIMIT];
};

/* What making persons needs. All is borrowed. */
struct sl_search_maker {
    struct sl_fold *fold;
    struct sl_arena *arena; /* of the request */
    struct sl_buf *scratch;
};

/*
 * Add a mention to a person.
 *
 *   own_key  its key in its agency's system
 *   rows     must live as long as the person
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_person_add(
    struct sl_search_person *person,
    const struct sl_search_maker *maker,
    struct sl_str own_key,
    const struct sl_mention_row *rows,
    size_t row_count,
    struct sl_error *err
);

#endif
