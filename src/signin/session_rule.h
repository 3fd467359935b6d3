/* SPDX-License-Identifier: Apache-2.0 */
/*
 * session_rule.h - how long a session lasts, and a clock that never runs back.
 *
 * Source: NIST SP 800-63B (2017), section 4.2.3, assurance level 2: sign in again after 12 hours,
 *         and after 30 minutes without use. Agencies' desks are shared, so there is no longer one.
 */
#ifndef SL_SIGNIN_SESSION_RULE_H
#define SL_SIGNIN_SESSION_RULE_H

#include <stdbool.h>
#include <stdint.h>

#define SL_SIGNIN_SECOND_US INT64_C(1000000)
#define SL_SIGNIN_MINUTE_US (60 * SL_SIGNIN_SECOND_US)
#define SL_SIGNIN_HOUR_US   (60 * SL_SIGNIN_MINUTE_US)

/* Without use, and in all. */
#define SL_SESSION_IDLE_US (30 * SL_SIGNIN_MINUTE_US)
#define SL_SESSION_AGE_US  (12 * SL_SIGNIN_HOUR_US)
/* That it is used is noted when the last note is so old: not each time, which would be a write to
 * the disk for each read. */
#define SL_SESSION_NOTE_US SL_SIGNIN_MINUTE_US

/* Clocks of two machines differ by so much; what is further in the future was not noted now. */
#define SL_SIGNIN_SKEW_US (2 * SL_SIGNIN_MINUTE_US)

/* X(enumerator, words): how a session stands. Words follow "the session". */
#define SL_SESSION_STATE_TABLE(X)                     \
    X(SL_SESSION_OPEN, "is open")                     \
    X(SL_SESSION_IDLE, "was not used for 30 minutes") \
    X(SL_SESSION_OLD, "is more than 12 hours old")    \
    X(SL_SESSION_ENDED, "was ended")                  \
    X(SL_SESSION_AHEAD, "was used later than the clock says it is")

#define SL_SESSION_STATE_ENUM(enumerator, words) enumerator,
enum sl_session_state { SL_SESSION_STATE_TABLE(SL_SESSION_STATE_ENUM) };
#undef SL_SESSION_STATE_ENUM

/* Microseconds since 1970 in UTC. ended_at: 0 unless somebody ended it. */
struct sl_session_times {
    int64_t begun_at, seen_at, ended_at;
};

/*
 * How does a session stand now? A clock that was set back closes it: how long it was idle is then
 * not known.
 */
enum sl_session_state sl_session_state(const struct sl_session_times *times, int64_t now_us);

/* The words of the table; static. */
const char *sl_session_state_words(enum sl_session_state state);

/* Is it time to note that an open session was used? */
bool sl_session_notes(const struct sl_session_times *times, int64_t now_us);

#endif
