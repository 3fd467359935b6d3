/* SPDX-License-Identifier: Apache-2.0 */
#include "record/identifier.h"

#include "record/category.h"
#include "record/placeholder.h"

/* "7535316.0" is what a column of whole numbers with gaps looks like after a spreadsheet. */
static struct sl_str without_point_zero(struct sl_str raw)
{
    const struct sl_str trimmed = sl_str_trim(raw);
    if (trimmed.len < 3 || !sl_str_ends(trimmed, SL_STR(".0"))) {
        return raw;
    }
    for (size_t i = 0; i < trimmed.len - 2; i++) {
        if (trimmed.ptr[i] < '0' || trimmed.ptr[i] > '9') {
            return raw;
        }
    }
    return sl_str_part(trimmed, 0, trimmed.len - 2);
}

void sl_identifier_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_category_normal(fold, without_point_zero(raw), out);
    size_t end = start;
    for (size_t i = start; i < out->len; i++) {
        if (out->ptr[i] != ' ') {
            out->ptr[end++] = out->ptr[i];
        }
    }
    sl_buf_cut(out, end);
    if (sl_placeholder((struct sl_str){ .ptr = out->ptr + start, .len = out->len - start })) {
        sl_buf_cut(out, start);
    }
}
