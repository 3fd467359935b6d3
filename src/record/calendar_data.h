/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar_data.h - bank holidays in England and Wales, 2015 to 2036.
 *
 * Source: GOV.UK, "UK bank holidays", division England and Wales, up to 2028; then by its rules.
 */
#ifndef SL_RECORD_CALENDAR_DATA_H
#define SL_RECORD_CALENDAR_DATA_H

#include <stddef.h>

#include "base/date.h"

struct sl_bank_holiday {
    struct sl_date date;
    const char *name;
};

/* Ascending by date; none is a Saturday or Sunday, since those have their substitute day here. */
extern const struct sl_bank_holiday sl_bank_holidays[];
extern const size_t sl_bank_holiday_count;

#endif
