/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nhs_number.h - NHS numbers of England, Wales and the Isle of Man.
 *
 * Source: NHS Data Dictionary, "NHS NUMBER": ten digits, the last a check digit, modulus 11.
 */
#ifndef SL_RECORD_NHS_NUMBER_H
#define SL_RECORD_NHS_NUMBER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the number as digits; a wrong check digit is kept, as a slip is still evidence. Nothing
 * for placeholders: one digit repeated, 0123456789, and the usual words. Other text as an
 * identifier. An sl_normal_fn: parameters, memory as it says.
 */
void sl_nhs_number_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/* Is this normal form ten digits with the right check digit? */
bool sl_nhs_number_valid(struct sl_str normal);

#endif
