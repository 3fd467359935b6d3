/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pace.h - how often somebody may do something: so many in a time, and then ever again one.
 *
 * Whoever it is, is a number (a hash of a token, of an address). Of those who come most often the
 * last SL_PACE_SLOTS or so are known; who is forgotten may begin anew, which harms nobody but the
 * limit. Threads may ask at once.
 *
 * Source: ITU-T I.371 (2004), annex A, the generic cell rate algorithm in its virtual scheduling.
 */
#ifndef SL_WEB_PACE_H
#define SL_WEB_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define SL_PACE_SLOTS 4096u

struct sl_pace;

/*
 *   count      at once, and in every window: from 1
 *   window_us  microseconds; at least as many as the count
 *
 * Errors: SL_NO_MEMORY. Close with sl_pace_close, which takes NULL.
 */
SL_NODISCARD enum sl_status
sl_pace_open(unsigned count, int64_t window_us, struct sl_pace **ret_pace, struct sl_error *err);
void sl_pace_close(struct sl_pace *pace);

/*
 * May they, now? Yes counts.
 *
 *   who          any number
 *   now_us       a clock that may be set back: then they wait no longer than a window
 *   ret_wait_us  after how long they may, when they may not; else left alone
 */
bool sl_pace_take(struct sl_pace *pace, uint64_t who, int64_t now_us, int64_t *ret_wait_us);

/* The same, and yes does not count. */
bool sl_pace_check(struct sl_pace *pace, uint64_t who, int64_t now_us, int64_t *ret_wait_us);

#endif
