/* SPDX-License-Identifier: Apache-2.0 */
#include "page/escape.h"

/* What stands for a byte, or an empty slice when it stands for itself. */
static struct sl_str escaped(char byte)
{
    switch (byte) {
    case '&':
        return SL_STR("&amp;");
    case '"':
        return SL_STR("&quot;");
    case '\'':
        return SL_STR("&#39;");
    case '<':
        return SL_STR("&lt;");
    case '>':
        return SL_STR("&gt;");
    case '\\':
        return SL_STR("&#92;");
    default:
        return SL_STR("");
    }
}

void sl_escape_add(struct sl_buf *buf, struct sl_str text)
{
    size_t done = 0;

    for (size_t i = 0; i < text.len; i++) {
        const struct sl_str instead = escaped(text.ptr[i]);
        if (instead.len > 0) {
            sl_buf_add(buf, sl_str_part(text, done, i - done));
            sl_buf_add(buf, instead);
            done = i + 1;
        }
    }
    sl_buf_add(buf, sl_str_part(text, done, text.len - done));
}
