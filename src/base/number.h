/* SPDX-License-Identifier: Apache-2.0 */
/*
 * number.h - numbers out of text, all of it or an error.
 */
#ifndef SL_BASE_NUMBER_H
#define SL_BASE_NUMBER_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/*
 * Parse a decimal integer with optional sign, nothing before or behind it.
 * Errors: SL_INVALID when it is none or not within min .. max (both included).
 */
SL_NODISCARD enum sl_status sl_parse_i64(
    struct sl_str text, int64_t min, int64_t max, int64_t *ret_value, struct sl_error *err
);

/* Parse a finite decimal number such as -3.25 or 1e-7, locale-independent; errors as above. */
SL_NODISCARD enum sl_status
sl_parse_f64(struct sl_str text, double min, double max, double *ret_value, struct sl_error *err);

#endif
