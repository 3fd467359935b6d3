/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy.h - all agreements together, compiled so that a decision is a look-up.
 *
 *     cells   one for each (reader's agency, holder, purpose)   -> its rules, side by side
 *     rules   from when to when, which kinds, which fields, how much, and by which agreement
 *
 * A policy has an id, the hash of what it was compiled from, which stands on every decision. It is
 * confirmed on a day: somebody, or a feed, said that these are all the agreements and revocations
 * there are. After SL_POLICY_STALE_DAYS it is stale. A policy that is stale, missing or damaged
 * opens nothing (decide.h).
 *
 * Source: compiled bit sets over source, mode, type, purpose and dates, a version id on every
 *         decision, and failing closed are ideas of the department's single unique identifier
 *         designs (architecture decision 0005, a draft of 2026).
 */
#ifndef SL_SHARING_POLICY_H
#define SL_SHARING_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "sharing/agreement.h"

/*
 * How old a confirmation may be. A revocation must not wait for long, and a hub must not go blind
 * over a holiday of four days because nobody has confirmed what has not changed: our own choice.
 */
#define SL_POLICY_STALE_DAYS 7

/* Documents, agencies and rules of one policy. */
#define SL_POLICY_DOCUMENT_LIMIT 1000u
#define SL_POLICY_AGENCY_LIMIT   256u
#define SL_POLICY_RULE_LIMIT     2000000u

/* No agency, or no agreement. */
#define SL_POLICY_NONE UINT16_MAX

#define SL_POLICY_ID_BYTES 32u

/* SHA-256. All zero: there is no policy. */
struct sl_policy_id {
    unsigned char bytes[SL_POLICY_ID_BYTES];
};

enum sl_policy_state {
    SL_POLICY_READY,
    SL_POLICY_MISSING,
    SL_POLICY_DAMAGED, /* a document could not be read, or the tables are not what was compiled */
    SL_POLICY_EARLY,   /* it was confirmed after the day that is asked about */
    SL_POLICY_STALE,
};

/* What one share gives to one agency of another's, for one purpose. */
struct sl_policy_rule {
    struct sl_span valid; /* that of the agreement, ended by its revocation */
    uint64_t kinds, fields;
    uint8_t level, emergency; /* enum sl_sight */
    uint16_t agreement;       /* in policy->agreements */
};

/* An agreement in force, now or at another time: the highest version of its id. */
struct sl_policy_agreement {
    const struct sl_agreement *agreement;
    const struct sl_revocation *revocation; /* the first to end it; NULL when there is none */
    struct sl_span valid;
};

/* Everything lives in the arena of its compilation, and in the documents. Read only. */
struct sl_policy {
    enum sl_policy_state state; /* READY or DAMAGED */
    struct sl_policy_id id;
    int32_t confirmed;             /* day */
    const struct sl_str *agencies; /* by bytes */
    size_t agency_count;
    const struct sl_policy_agreement *agreements; /* in the order of the documents */
    size_t agreement_count;
    const uint32_t *cells; /* where the rules of a cell begin; one more than there are cells */
    const struct sl_policy_rule *rules;
    uint64_t tables_hash;
};

/* What is looked up. Agencies are numbers of this policy. */
struct sl_policy_question {
    uint16_t reader, holder; /* or SL_POLICY_NONE, which finds nothing */
    enum sl_purpose purpose;
    unsigned kind;
    int32_t day;
    bool emergency;
};

/* What agreements give; zeroed but for REFUSED and SL_POLICY_NONE when none does. */
struct sl_policy_answer {
    enum sl_sight level; /* REFUSED, EXISTENCE or CONTENT */
    uint64_t fields;     /* when CONTENT */
    uint16_t agreement;  /* the first that gives so much */
};

/*
 * Compile.
 *
 *   documents  document_count agreements and revocations in any order; borrowed, as long as the
 *              policy is used
 *   confirmed  the day on which these were said to be all
 *
 * Of several versions of one agreement the highest counts. The order of documents does not change
 * the id or any decision.
 * Errors: SL_INVALID when a version stands twice, or a revocation is of what is not among the
 * documents or by one who is no party: then nobody knows what was meant, and nothing is compiled.
 * SL_LIMIT; SL_NO_MEMORY, also when the arena is full.
 */
SL_NODISCARD enum sl_status sl_policy_compile(
    const struct sl_sharing_document *documents,
    size_t document_count,
    int32_t confirmed,
    struct sl_arena *arena,
    struct sl_policy *ret_policy,
    struct sl_error *err
);

/* A policy to hand on when documents could not be read or compiled: it opens nothing. */
struct sl_policy sl_policy_damaged(void);

/* In which state is it on a day? policy NULL is MISSING. */
enum sl_policy_state sl_policy_state_on(const struct sl_policy *policy, int32_t day);

/*
 * Are its tables still what was compiled? To be asked now and then by who keeps one for long; if
 * not, use sl_policy_damaged in its place. Time: proportional to the tables.
 */
bool sl_policy_is_whole(const struct sl_policy *policy);

/* The number of an agency; SL_POLICY_NONE when no agreement names it. Time: some tens of ns. */
uint16_t sl_policy_agency(const struct sl_policy *policy, struct sl_str name);

/*
 * What do agreements give? The policy must be READY; the caller asks for its state on the day.
 * Several agreements add up: the most that one gives, and all fields that those give which give it.
 * Time: proportional to the rules of the cell.
 */
struct sl_policy_answer
sl_policy_find(const struct sl_policy *policy, const struct sl_policy_question *question);

/* Append an id as 64 hexadecimal digits. */
void sl_policy_id_print(const struct sl_policy_id *id, struct sl_buf *buf);

#endif
