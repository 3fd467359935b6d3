/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vehicle_mark.h - registration marks of vehicles, as on their number plates.
 *
 * Source: DVLA, "INF104: vehicle registration numbers and number plates" (shapes, and letters that
 *         are not used): AB12 CDE since September 2001, A123 BCD from 1983, ABC 123D from 1963;
 *         dateless marks before that and in Northern Ireland (ABZ 1234), letters or digits first.
 */
#ifndef SL_RECORD_VEHICLE_MARK_H
#define SL_RECORD_VEHICLE_MARK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the mark in lower case, without blanks. A mark that has no British shape and would have
 * exactly one with the fewest exchanges of O and 0, I and 1 is repaired so, if it has a digit at
 * all; but in dateless and Irish shapes only letters become digits. Nothing else is corrected, and
 * other marks stay as they are. Nothing for placeholders. An sl_normal_fn: parameters, memory as it
 * says.
 */
void sl_vehicle_mark_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/* Has this normal form the shape of a British mark? */
bool sl_vehicle_mark_british(struct sl_str normal);

#endif
