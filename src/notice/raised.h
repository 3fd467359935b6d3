/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raised.h - what an evaluation raises: an indicator that holds, of whom, since when, and by what.
 *
 * An evaluation gives all that holds as of an instant; what it does not give does not hold. Whether
 * a question follows is the business of those who ask: an indicator of the catalogue that has a
 * question opens one, the others are shown.
 */
#ifndef SL_NOTICE_RAISED_H
#define SL_NOTICE_RAISED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/str.h"
#include "record/term.h"

/* X(enumerator, name, words): of whom something is raised. */
#define SL_RAISED_SUBJECT_TABLE(X)                                \
    X(SL_RAISED_CHILD, "child", "a child")                        \
    X(SL_RAISED_ADULT, "adult", "an adult")                       \
    X(SL_RAISED_GROUP, "group", "people who may belong together") \
    X(SL_RAISED_OPERATION, "operation", "an operation")           \
    X(SL_RAISED_AGENCY, "agency", "what an agency sends")

enum sl_raised_subject {
#define SL_RAISED_ENUM(enumerator, name, words) enumerator,
    SL_RAISED_SUBJECT_TABLE(SL_RAISED_ENUM)
#undef SL_RAISED_ENUM
        SL_RAISED_SUBJECT_COUNT
};

/*
 * One thing that proves it. A record may tell of many things and have many versions; the mark
 * stands for the one thing that counts here, and stays when the record is corrected. Plain memory.
 */
struct sl_raised_proof {
    int64_t record; /* the version that was known then, by its id in the store */
    int64_t mark;   /* sl_entity_hash of the source and the key of an event, person or object */
};

/* Pointers are borrowed from whoever evaluated. */
struct sl_raised {
    enum sl_raised_subject subject;
    int32_t since;           /* a day since 1970-01-01: it has held since then without a break */
    int64_t identity;        /* child, adult; of a group the lowest of members; else 0 */
    struct sl_str about;     /* the key of an operation, the name of an agency; else empty */
    struct sl_str indicator; /* its id in the catalogue */
    const struct sl_raised_proof *proofs; /* ascending by mark, then record; each once */
    size_t proof_count;
    const int64_t *members; /* of a group: identities, ascending; else none */
    size_t member_count;
    struct sl_digest evidence; /* sl_raised_evidence of the proofs */
};

/* The terms of the table, by enumerator; static. */
const struct sl_term *sl_raised_subject_terms(void);

/* Put proofs in order, each once; returns how many are left. Time: n log n. */
size_t sl_raised_order(struct sl_raised_proof *proofs, size_t count);

/*
 * The digest of the marks of proofs that are in order: the same on every machine, for ever. Two
 * with the same digest rest on the same things. Another digest need not mean more: compare marks
 * to learn whether one is new.
 */
struct sl_digest sl_raised_evidence(const struct sl_raised_proof *proofs, size_t count);

/* How many marks of the one are not among those of the other; both are in order. Time: linear. */
size_t sl_raised_new(
    const struct sl_raised_proof *proofs,
    size_t count,
    const struct sl_raised_proof *known,
    size_t known_count
);

#endif
