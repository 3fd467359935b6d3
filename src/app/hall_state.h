/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hall_state.h - may a service be asked? What whoever watches over it wants to know.
 *
 * Nobody is asked who they are, so nothing here tells of anybody: three answers and some counts.
 */
#ifndef SL_APP_HALL_STATE_H
#define SL_APP_HALL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/hall.h"
#include "sharing/policy.h"

struct sl_hall_state {
    enum sl_status store;         /* of opening and reading it */
    enum sl_status ledger;        /* of opening it to write; as store, when that has failed */
    enum sl_policy_state policy;  /* on this day; MISSING when it could not be asked */
    uint64_t session_count;       /* that are open; 0 when the store has failed */
    struct sl_scribe_counts said; /* by this service, since it began */
};

/*
 * Look. What fails is an answer here, and no failure.
 *
 *   now_us  microseconds since 1970 in UTC
 *
 * Time: less than a millisecond; up to SL_ACCESS_WAIT_MS when another process holds the ledger.
 */
void sl_hall_state_look(struct sl_hall *hall, int64_t now_us, struct sl_hall_state *ret_state);

/* Is all of it as it should be: the store opens, the ledger can be written, the policy is current?
 */
bool sl_hall_state_is_ready(const struct sl_hall_state *state);

/* What a part is, in a word: "ok", "failed"; "ok", "missing", "damaged", "early", "stale". Static.
 */
const char *sl_hall_state_word(enum sl_status status);
const char *sl_hall_state_policy(enum sl_policy_state state);

#endif
