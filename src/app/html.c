/* SPDX-License-Identifier: Apache-2.0 */
#include "app/html.h"

static void add_escaped(struct sl_buf *buf, char byte)
{
    switch (byte) {
    case '&':
        sl_buf_add(buf, SL_STR("&amp;"));
        break;
    case '<':
        sl_buf_add(buf, SL_STR("&lt;"));
        break;
    case '>':
        sl_buf_add(buf, SL_STR("&gt;"));
        break;
    case '"':
        sl_buf_add(buf, SL_STR("&quot;"));
        break;
    case '\'':
        sl_buf_add(buf, SL_STR("&#39;"));
        break;
    default:
        if ((unsigned char)byte < ' ' || byte == 0x7F) {
            sl_buf_add(buf, SL_STR("\xEF\xBF\xBD"));
        } else {
            sl_buf_add_byte(buf, byte);
        }
        break;
    }
}

void sl_html_text(struct sl_buf *buf, struct sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        add_escaped(buf, text.ptr[i]);
    }
}

void sl_html_attr_named(struct sl_buf *buf, struct sl_str name, struct sl_str value)
{
    sl_buf_add_byte(buf, ' ');
    sl_buf_add(buf, name);
    sl_buf_add(buf, SL_STR("=\""));
    sl_html_text(buf, value);
    sl_buf_add_byte(buf, '"');
}
