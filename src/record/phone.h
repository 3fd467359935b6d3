/* SPDX-License-Identifier: Apache-2.0 */
/*
 * phone.h - telephone numbers as digits.
 *
 * Source: ITU-T E.164 (country code 44); Ofcom's National Telephone Numbering Plan (national
 *         numbers are 0 and nine or ten digits).
 */
#ifndef SL_RECORD_PHONE_H
#define SL_RECORD_PHONE_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the digits of a number in UK national form: +44, 0044 and 44 before a national number
 * become 0, a zero that a spreadsheet lost comes back, an extension is dropped; other countries
 * begin with 00. Short and odd numbers stay as digits; text without digits is folded text.
 * Nothing for placeholders and for one digit repeated.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_phone_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
