/* SPDX-License-Identifier: Apache-2.0 */
/*
 * category.h - values out of a list (ethnicity, occupation, birth place) and any other text.
 */
#ifndef SL_RECORD_CATEGORY_H
#define SL_RECORD_CATEGORY_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the folded text; nothing for placeholders.
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_category_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
