/* SPDX-License-Identifier: Apache-2.0 */
/*
 * town.h - names of towns, villages and suburbs.
 */
#ifndef SL_RECORD_TOWN_H
#define SL_RECORD_TOWN_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the folded name with "saint" as "st" and "mount" as "mt"; nothing for placeholders.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_town_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
