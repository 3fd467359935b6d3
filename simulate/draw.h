/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw.h - what chance decides: yes or no, a number, one of several, a day.
 */
#ifndef SL_SIMULATE_DRAW_H
#define SL_SIMULATE_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"

/* Yes in `permille` of a thousand cases. Zero draws nothing. */
bool sl_draw_chance(struct sl_random *random, unsigned permille);

/* A number, even over first .. last; first <= last. */
int32_t sl_draw_between(struct sl_random *random, int32_t first, int32_t last);

/* An index below count, as likely as its weight says; the weights do not sum to zero. */
unsigned sl_draw_weighted(struct sl_random *random, const unsigned *weights, unsigned count);

/* Days until something that happens `rate` times a year on average (rate > 0), 1 .. 100,000. */
int32_t sl_draw_wait(struct sl_random *random, double rate);

/* The same day, or the Monday after it when offices are closed. Holidays are not known here. */
int32_t sl_draw_office_day(int32_t day);

/* The day so many working days after a day; holidays are not known here. */
int32_t sl_draw_working_days(int32_t day, unsigned count);

/* Start the numbers for one purpose of one thing of the population that a seed stands for. */
void sl_draw_begin(struct sl_random *random, uint64_t seed, uint64_t thing, uint64_t purpose);

#endif
