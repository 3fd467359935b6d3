/* SPDX-License-Identifier: Apache-2.0 */
/*
 * throttle.h - how long to wait after failures to sign in.
 *
 * The first SL_THROTTLE_FREE failures cost nothing: people mistype. From then on each failure
 * doubles the wait, up to SL_THROTTLE_MOST_US, so guessing is slow and nobody is locked out for
 * good. Failures are counted for two things, and the longer wait counts: for the account (as tried
 * from places that it was never used from, or as tried from one that it was: somebody far away
 * cannot shut out a person at their own desk), and for the place, whatever accounts it tries. A try
 * is counted for both before it is judged, and taken back when it was right: many at once are not
 * judged as one.
 *
 * Source: NIST SP 800-63B (2017), section 5.2.2: at most 100 failures in a row for an account.
 *         With the longest wait there are 96 tries a day, each of which needs its own guess, and
 *         SL_THROTTLE_FORGET_US without any forgets them. The idea of trusting places that were
 * used before is that of the OWASP "Device Cookies".
 */
#ifndef SL_SIGNIN_THROTTLE_H
#define SL_SIGNIN_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/str.h"
#include "signin/session_rule.h"

#define SL_THROTTLE_FREE      3u
#define SL_THROTTLE_FIRST_US  (2 * SL_SIGNIN_SECOND_US)
#define SL_THROTTLE_MOST_US   (15 * SL_SIGNIN_MINUTE_US)
#define SL_THROTTLE_FORGET_US (24 * SL_SIGNIN_HOUR_US)
/* A place from where many sign in has so many times as many that are free. */
#define SL_THROTTLE_PLACE_FREE 20u

/* Failures in a row, and when the last one was, in microseconds since 1970. None: zeros. */
struct sl_failures {
    uint64_t count;
    int64_t last_us;
};

/*
 * How long to wait from now, in microseconds; 0 when the next try may be made. A clock that was set
 * back makes nobody wait longer than the whole time.
 *
 *   free  how many failures cost nothing: SL_THROTTLE_FREE or SL_THROTTLE_PLACE_FREE
 */
int64_t sl_throttle_wait(const struct sl_failures *failures, uint64_t free, int64_t now_us);

/*
 * What failures are counted for: an account, as tried from a place that it knows or from any that
 * it does not; or a place. There need not be such an account.
 */
struct sl_digest sl_throttle_account(struct sl_str user, struct sl_str source, bool is_known);
struct sl_digest sl_throttle_place(struct sl_str source);
/* What tries from a place are counted for that had to wait. They are no failures. */
struct sl_digest sl_throttle_waiting(struct sl_str source);

/* Is a try that had to wait written down? The first is, and each time that there are twice as many:
 * all of them would fill a log for whoever wants that. */
bool sl_throttle_is_noted(uint64_t count);

#endif
