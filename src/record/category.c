/* SPDX-License-Identifier: Apache-2.0 */
#include "record/category.h"

#include <stdint.h>

#include "record/placeholder.h"

void sl_category_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_fold_text(fold, raw, out);
    if (sl_placeholder(sl_str_part(sl_buf_str(out), start, SIZE_MAX))) {
        sl_buf_cut(out, start);
    }
}
