/* SPDX-License-Identifier: Apache-2.0 */
/*
 * question.h - questions that raised indicators ask, their deeds, and what raised them.
 *
 * How a question stands is computed (sl_question_status_on) and kept nowhere. A question about a
 * person is bound to a mention: the key by which a system named the person in what raised it. So
 * it outlives every run of the linkage, and goes with that key when identities are joined or split.
 */
#ifndef SL_STORE_QUESTION_H
#define SL_STORE_QUESTION_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "notice/question.h"
#include "store/decision.h"
#include "store/store.h"

/* When a deed was done, and its number. */
struct sl_store_question_when {
    int64_t id; /* given by the store, from 1 */
    int64_t at; /* microseconds since 1970 in UTC */
};

/* What raised it, and the deed that brought it. */
struct sl_store_question_proof {
    struct sl_raised_proof proof;
    int64_t deed; /* sl_store_question_when.id */
};

/* Texts are as they were when it was opened. */
struct sl_store_question {
    int64_t id; /* given by the store, from 1 */
    enum sl_raised_subject subject;
    int64_t source;      /* of the mention of a person; 0: it is about no person */
    struct sl_str key;   /* the same; else empty */
    struct sl_str about; /* an operation or agency; else empty */
    struct sl_str indicator, wording, asks;
    struct sl_question question;                  /* with its deeds */
    const struct sl_store_question_when *when;    /* of each deed */
    const struct sl_store_question_proof *proofs; /* by mark, then deed */
    size_t proof_count;
};

/*
 * Open one, with no deed and no proof yet: both are to be added in the same transaction.
 *
 *   question  id, deeds and proofs are not read
 *
 * Errors: SL_INVALID, SL_LIMIT (a text cannot be kept); SL_NOT_FOUND (no such source); those of the
 * store.
 */
SL_NODISCARD enum sl_status sl_store_question_add(
    struct sl_store *store,
    const struct sl_store_question *question,
    int64_t *ret_id,
    struct sl_error *err
);

/*
 * Add a deed. In a transaction.
 *
 *   deed  sl_question_check has passed it, or it is of an evaluation
 *   at    microseconds since 1970 in UTC
 *
 * Errors: SL_INVALID, SL_LIMIT (a text cannot be kept); SL_NOT_FOUND (no such user); of the store.
 */
SL_NODISCARD enum sl_status sl_store_question_deed_add(
    struct sl_store *store,
    int64_t question,
    const struct sl_question_deed *deed,
    int64_t at,
    int64_t *ret_deed,
    struct sl_error *err
);

/* Add what a deed brought, once. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_question_proof_add(
    struct sl_store *store,
    int64_t question,
    const struct sl_store_question_proof *proof,
    struct sl_error *err
);

/* One by its number; in the arena. Errors: SL_NOT_FOUND; SL_UNSUPPORTED when it has a word that
 * this program does not know; those of the store. */
SL_NODISCARD enum sl_status sl_store_question_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_question *ret_question,
    struct sl_error *err
);

/* The next one behind the number `after` (0: the first). Errors: SL_NOT_FOUND without a message,
 * behind the last; as above. */
SL_NODISCARD enum sl_status sl_store_question_next(
    struct sl_store *store,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_question *ret_question,
    struct sl_error *err
);

/*
 * The number of the next question behind `after` that is bound to a mention, that is about an
 * operation or agency, or that a mark has raised.
 * Errors: SL_NOT_FOUND without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_question_of_mention(
    struct sl_store *store,
    int64_t source,
    struct sl_str key,
    int64_t after,
    int64_t *ret_id,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_question_about(
    struct sl_store *store,
    struct sl_str about,
    int64_t after,
    int64_t *ret_id,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_question_of_mark(
    struct sl_store *store, int64_t mark, int64_t after, int64_t *ret_id, struct sl_error *err
);

/*
 * The agency of the user to whom somebody is allocated by this key on a day; of several the first
 * that was. Errors: SL_NOT_FOUND without a message; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_question_agency(
    struct sl_store *store,
    const struct sl_mention *mention,
    int32_t day,
    struct sl_arena *arena,
    struct sl_str *ret_agency,
    struct sl_error *err
);

#endif
