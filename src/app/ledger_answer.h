/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger_answer.h - answers out of the ledger: who has seen a child, what somebody has looked at,
 * what was known on a day and who knew it.
 *
 * Of another agency's people their agency, role and purpose are told, and no name: each agency
 * answers for its own. What a seal kept back is told to the agency whose record it is.
 */
#ifndef SL_APP_LEDGER_ANSWER_H
#define SL_APP_LEDGER_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "app/access.h"
#include "base/error.h"

/* An act, as far as it may be told. Texts are good for the call. */
struct sl_ledger_act {
    uint64_t index; /* of its entry */
    int64_t when_us;
    const char *verb, *outcome;
    struct sl_str agency, role, purpose, kind;
    struct sl_str user;    /* empty: of another agency, or erased */
    struct sl_str subject; /* whom it was about; empty: several, or nobody */
    struct sl_str detail;  /* empty for another agency's */
    bool is_listed;        /* seen among others */
};

typedef enum sl_status
sl_ledger_act_fn(void *context, const struct sl_ledger_act *act, struct sl_error *err);

/*
 * Who has seen this child's records, and why? Entries of ids that were joined into theirs, too.
 *
 *   child     as sl_child_find
 *   until_us  entries before this; 0: all
 *
 * Permission: ledger_read. Errors: SL_DENIED; SL_NOT_FOUND; those of sl_child_find, of the ledger,
 * and of told. Time: proportional to the ledger.
 */
SL_NODISCARD enum sl_status sl_ledger_who_saw(
    struct sl_access *access,
    struct sl_str child,
    int64_t until_us,
    sl_ledger_act_fn *told,
    void *context,
    struct sl_error *err
);

/* What did this person of the own agency look at? Errors: as above; SL_NOT_FOUND in the same words
 * when there is no such user and when they are of another agency. */
SL_NODISCARD enum sl_status sl_ledger_what_saw(
    struct sl_access *access,
    struct sl_str user,
    sl_ledger_act_fn *told,
    void *context,
    struct sl_error *err
);

/* How many records about the child a system had sent by the end of a day, and when. */
struct sl_known_source {
    struct sl_str agency, system;
    uint64_t record_count;
    int64_t first_us, last_us; /* when they came */
};

typedef enum sl_status
sl_known_fn(void *context, const struct sl_known_source *known, struct sl_error *err);

/*
 * What was known of the child at the end of a day: what had come, by system. Who knew it is
 * sl_ledger_who_saw until then.
 *
 * Permission, errors: as sl_ledger_who_saw.
 */
SL_NODISCARD enum sl_status sl_ledger_known(
    struct sl_access *access,
    struct sl_str child,
    int64_t until_us,
    sl_known_fn *told,
    void *context,
    struct sl_error *err
);

#endif
