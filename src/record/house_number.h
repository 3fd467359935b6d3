/* SPDX-License-Identifier: Apache-2.0 */
/*
 * house_number.h - the number or name of a house.
 */
#ifndef SL_RECORD_HOUSE_NUMBER_H
#define SL_RECORD_HOUSE_NUMBER_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append a house number: "No. 012 A" is "12a", "12-14" is "12 14", names are address words.
 * Nothing for placeholders. An sl_normal_fn: parameters, memory as it says.
 */
void sl_house_number_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
