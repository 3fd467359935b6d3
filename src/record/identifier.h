/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identifier.h - numbers and codes that agencies give to people.
 */
#ifndef SL_RECORD_IDENTIFIER_H
#define SL_RECORD_IDENTIFIER_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the letters and digits of an identifier in lower case; leading zeros stay. A whole number
 * that a spreadsheet wrote with ".0" loses it. Nothing for placeholders.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_identifier_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
