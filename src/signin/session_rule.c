/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/session_rule.h"

enum sl_session_state sl_session_state(const struct sl_session_times *times, int64_t now_us)
{
    if (times->ended_at != 0) {
        return SL_SESSION_ENDED;
    }
    if (now_us < times->seen_at - SL_SIGNIN_SKEW_US) {
        return SL_SESSION_AHEAD;
    }
    if (now_us - times->begun_at >= SL_SESSION_AGE_US) {
        return SL_SESSION_OLD;
    }
    return now_us - times->seen_at >= SL_SESSION_IDLE_US ? SL_SESSION_IDLE : SL_SESSION_OPEN;
}

const char *sl_session_state_words(enum sl_session_state state)
{
    static const char *const words[] = {
#define SL_SESSION_STATE_WORDS(enumerator, text) [enumerator] = (text),
        SL_SESSION_STATE_TABLE(SL_SESSION_STATE_WORDS)
#undef SL_SESSION_STATE_WORDS
    };

    return words[state];
}

bool sl_session_notes(const struct sl_session_times *times, int64_t now_us)
{
    return now_us - times->seen_at >= SL_SESSION_NOTE_US;
}
