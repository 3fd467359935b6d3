/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal.h - which keys of a source are sealed, who may know of them, and what that is to one user.
 *
 * A seal is on a key of a source, as the source gives it: that of a record (all its versions), or
 * that of a person of whom records of the source tell. Whoever is not let in must not be told of
 *
 *     a record with this key,
 *     a record that has a person, thing or event of this key as its own,
 *     a mention with this key, or one that was first named by a record with it,
 *
 * and of a link to this key. sl_seal_book answers for one user, from memory, for as many as come.
 */
#ifndef SL_STORE_SEAL_H
#define SL_STORE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "sharing/seal.h"
#include "store/stamp.h"
#include "store/store.h"

/* A key of a source that is, or was, sealed. */
struct sl_store_seal {
    int64_t id; /* given by the store, from 1 */
    int64_t source;
    struct sl_str key;
    struct sl_str reason; /* in words */
    struct sl_stamp sealed, ended;
};

/* A line of an allow list or a deny list. A key need not be sealed to have them. */
struct sl_store_seal_name {
    int64_t id; /* given by the store, from 1 */
    int64_t source;
    struct sl_str key;
    bool denies; /* of the deny list; else of the allow list */
    struct sl_str user;
    struct sl_stamp listed, ended;
};

/*
 * Seal a key. In a transaction. `id` and `ended` are not read.
 * Errors: SL_INVALID (it is sealed already; a text cannot be kept), SL_LIMIT; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_seal_add(
    struct sl_store *store, const struct sl_store_seal *seal, int64_t *ret_id, struct sl_error *err
);

/* Take the seal off again. In a transaction. Errors: SL_NOT_FOUND when there is none with this
 * number, or it was taken off; those of the store. */
SL_NODISCARD enum sl_status sl_store_seal_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
);

/* The next seal behind the number `after` (0: the first), ended or not; in the arena.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store. */
SL_NODISCARD enum sl_status sl_store_seal_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_seal *ret_seal,
    struct sl_error *err
);

/*
 * The same of the lines of lists. Somebody may be on both lists: the deny list wins.
 * Errors of adding: SL_INVALID when the user is on this list already; SL_NOT_FOUND when there is no
 * such user.
 */
SL_NODISCARD enum sl_status sl_store_seal_name_add(
    struct sl_store *store,
    const struct sl_store_seal_name *name,
    int64_t *ret_id,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_seal_name_end(
    struct sl_store *store, int64_t id, const struct sl_stamp *stamp, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_seal_name_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_seal_name *ret_name,
    struct sl_error *err
);

/* All seals and deny lists as they stand for one user. Fields are its own; lives in an arena. */
struct sl_seal_book {
    const struct sl_seal_line *lines; /* by hash of source and key */
    size_t line_count;
    const struct sl_seal_mention *mentions; /* by number */
    size_t mention_count;
};

/*
 * Read the book of a user. It is as of now: read it again for each thing that somebody does.
 *
 * Errors: those of the store; SL_NO_MEMORY (the arena is full). Whoever cannot read it shows
 * nothing: a book that is NULL denies everything.
 * Time: one query, and some 10 microseconds for each sealed key; nothing for a store without any.
 */
SL_NODISCARD enum sl_status sl_store_seal_book(
    struct sl_store *store,
    struct sl_str user_id,
    struct sl_arena *arena,
    struct sl_seal_book *ret_book,
    struct sl_error *err
);

/* Is there nothing in it? Then every state is SL_SEAL_NONE, and nobody need ask. */
bool sl_seal_book_is_empty(const struct sl_seal_book *book);

/*
 * What a key of a source, or a mention by its number, is to the user. Time: some 100 ns for a key,
 * 20 for a mention.
 *
 *   book  NULL: SL_SEAL_DENIED
 */
enum sl_seal_state
sl_seal_book_key(const struct sl_seal_book *book, int64_t source, struct sl_str key);
enum sl_seal_state sl_seal_book_mention(const struct sl_seal_book *book, int64_t mention);

/* The lines of the book: keys that are sealed or denied, each with what it is to the user, and
 * mentions likewise. index < line_count, mention_count. */
void sl_seal_book_line(
    const struct sl_seal_book *book,
    size_t index,
    int64_t *ret_source,
    struct sl_str *ret_key,
    enum sl_seal_state *ret_state
);
int64_t sl_seal_book_mention_at(const struct sl_seal_book *book, size_t index);

/* Of two states the one that shows less: for a record and for each person that it tells of. */
enum sl_seal_state sl_seal_state_stricter(enum sl_seal_state left, enum sl_seal_state right);

#endif
