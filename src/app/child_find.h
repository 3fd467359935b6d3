/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_find.h - which child is meant, by whoever works with users, seals, glasses and requests.
 *
 *     P3K7Q0ZD8                   an identity
 *     943 476 5919                an NHS number, with or without blanks
 *     bolton/csc/child/12345      what agency/system calls key
 *
 * Nobody is found by what is sealed to the user: the words are those for somebody who is not there.
 */
#ifndef SL_APP_CHILD_FIND_H
#define SL_APP_CHILD_FIND_H

#include "app/access.h"

/* A child, and the mention by which something is kept about them. */
struct sl_child_found {
    int64_t identity; /* 0: a mention that is nobody's yet */
    int64_t source;
    struct sl_str key;
};

/*
 * Find a child.
 *
 *   agency  of the mentions of an identity, one of this agency is preferred; else the first is
 * taken arena   takes the key
 *
 * Errors: SL_INVALID when the text is of no form, or more than one person has the NHS number;
 * SL_NOT_FOUND; those of the store.
 */
SL_NODISCARD enum sl_status sl_child_find(
    struct sl_access *access,
    struct sl_str text,
    struct sl_str agency,
    struct sl_arena *arena,
    struct sl_child_found *ret_child,
    struct sl_error *err
);

/*
 * Find a child whom the user may know of: for who asks for more, and would learn from the answer
 * that there is somebody. That is somebody of whom a search would tell (mention_sight.h), by an NHS
 * number only if they are found by it. What opens in an emergency only is known of before. Of an
 * identity, a mention of the user's own agency is preferred.
 *
 *   deed  what it is for, for the entry of a refusal
 *
 * The permission that was asked for last is so after it, too. Errors: as above, and SL_NOT_FOUND in
 * the same words for one who is nobody's yet; SL_DENIED when they may not search; those of the
 * door.
 */
SL_NODISCARD enum sl_status sl_child_find_known(
    struct sl_access *access,
    struct sl_str text,
    const struct sl_access_deed *deed,
    struct sl_arena *arena,
    struct sl_child_found *ret_child,
    struct sl_error *err
);

/*
 * A key of a source, as agency/system/key, which need not be that of a person.
 *
 *   ret_source, ret_agency  whose it is; the key is a part of `text`
 *
 * Errors: SL_INVALID when it is of another form; SL_NOT_FOUND when there is no such source.
 */
SL_NODISCARD enum sl_status sl_child_find_key(
    struct sl_access *access,
    struct sl_str text,
    struct sl_str *ret_agency,
    int64_t *ret_source,
    struct sl_str *ret_key,
    struct sl_error *err
);

#endif
