/* SPDX-License-Identifier: Apache-2.0 */
#include "xml_write.h"

#include "base/date.h"

void sl_xml_open(struct sl_buf *buf, const char *name)
{
    sl_buf_add_byte(buf, '<');
    sl_buf_add(buf, sl_str_from(name));
    sl_buf_add_byte(buf, '>');
}

void sl_xml_close(struct sl_buf *buf, const char *name)
{
    sl_buf_add(buf, SL_STR("</"));
    sl_buf_add(buf, sl_str_from(name));
    sl_buf_add_byte(buf, '>');
}

/* What stands for a byte in a text; empty when it stands for itself. */
static struct sl_str entity_of(char byte)
{
    switch (byte) {
    case '<':
        return SL_STR("&lt;");
    case '>':
        return SL_STR("&gt;");
    case '&':
        return SL_STR("&amp;");
    default:
        return SL_STR("");
    }
}

void sl_xml_text(struct sl_buf *buf, const char *name, struct sl_str text)
{
    sl_xml_open(buf, name);
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const struct sl_str entity = entity_of(text.ptr[i]);
        if (entity.len > 0) {
            sl_buf_add(buf, sl_str_part(text, from, i - from));
            sl_buf_add(buf, entity);
            from = i + 1;
        }
    }
    sl_buf_add(buf, sl_str_part(text, from, text.len - from));
    sl_xml_close(buf, name);
}

void sl_xml_word(struct sl_buf *buf, const char *name, const char *word)
{
    sl_xml_text(buf, name, sl_str_from(word));
}

void sl_xml_day(struct sl_buf *buf, const char *name, int32_t day)
{
    sl_xml_open(buf, name);
    sl_date_print(sl_date_from_days(day), buf);
    sl_xml_close(buf, name);
}
