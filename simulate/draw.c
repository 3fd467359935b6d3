/* SPDX-License-Identifier: Apache-2.0 */
#include "draw.h"

#include <math.h>

#include "base/date.h"

#define YEAR_DAYS 365.25
#define WAIT_DAYS 100000.0

bool sl_draw_chance(struct sl_random *random, unsigned permille)
{
    return permille > 0 && sl_random_below(random, 1000) < permille;
}

int32_t sl_draw_between(struct sl_random *random, int32_t first, int32_t last)
{
    return first + (int32_t)sl_random_below(random, (uint64_t)(last - first) + 1);
}

unsigned sl_draw_weighted(struct sl_random *random, const unsigned *weights, unsigned count)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < count; i++) {
        sum += weights[i];
    }
    uint64_t target = sl_random_below(random, sum);
    unsigned chosen = 0;
    while (chosen + 1 < count && target >= weights[chosen]) {
        target -= weights[chosen++];
    }
    return chosen;
}

int32_t sl_draw_wait(struct sl_random *random, double rate)
{
    const double days = -log(1.0 - sl_random_unit(random)) / rate * YEAR_DAYS;
    return days < WAIT_DAYS ? 1 + (int32_t)days : (int32_t)WAIT_DAYS;
}

int32_t sl_draw_office_day(int32_t day)
{
    const unsigned weekday = sl_date_weekday(sl_date_from_days(day));
    return weekday < 5 ? day : day + 7 - (int32_t)weekday;
}

int32_t sl_draw_working_days(int32_t day, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        day = sl_draw_office_day(day + 1);
    }
    return day;
}

void sl_draw_begin(struct sl_random *random, uint64_t seed, uint64_t thing, uint64_t purpose)
{
    sl_random_init(random, sl_hash_u64(sl_hash_u64(seed) ^ sl_hash_u64(thing * 64 + purpose)));
}
