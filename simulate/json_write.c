/* SPDX-License-Identifier: Apache-2.0 */
#include "json_write.h"

#include "base/date.h"

static void add_escaped(struct sl_buf *buf, struct sl_str text)
{
    static const char DIGITS[] = "0123456789abcdef";
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        sl_buf_add(buf, sl_str_part(text, from, i - from));
        from = i + 1;
        if (byte >= 0x20) {
            sl_buf_add_byte(buf, '\\');
            sl_buf_add_byte(buf, (char)byte);
        } else {
            sl_buf_add(buf, SL_STR("\\u00"));
            sl_buf_add_byte(buf, DIGITS[byte >> 4]);
            sl_buf_add_byte(buf, DIGITS[byte & 15]);
        }
    }
    sl_buf_add(buf, sl_str_part(text, from, text.len - from));
}

static void begin(struct sl_json_writer *json, const char *name)
{
    if (json->has_item) {
        sl_buf_add_byte(json->buf, ',');
    }
    json->has_item = true;
    if (name != NULL) {
        sl_buf_add_byte(json->buf, '"');
        add_escaped(json->buf, sl_str_from(name));
        sl_buf_add(json->buf, SL_STR("\":"));
    }
}

void sl_json_open(struct sl_json_writer *json, const char *name, char bracket)
{
    begin(json, name);
    sl_buf_add_byte(json->buf, bracket);
    json->has_item = false;
}

void sl_json_close(struct sl_json_writer *json, char bracket)
{
    sl_buf_add_byte(json->buf, bracket);
    json->has_item = true;
}

void sl_json_text(struct sl_json_writer *json, const char *name, struct sl_str text)
{
    begin(json, name);
    sl_buf_add_byte(json->buf, '"');
    add_escaped(json->buf, text);
    sl_buf_add_byte(json->buf, '"');
}

void sl_json_text_if(struct sl_json_writer *json, const char *name, struct sl_str text)
{
    if (text.len > 0) {
        sl_json_text(json, name, text);
    }
}

void sl_json_bool(struct sl_json_writer *json, const char *name, bool value)
{
    begin(json, name);
    sl_buf_add(json->buf, value ? SL_STR("true") : SL_STR("false"));
}

void sl_json_number(struct sl_json_writer *json, const char *name, uint64_t value)
{
    begin(json, name);
    sl_buf_add_u64(json->buf, value);
}

void sl_json_day(struct sl_json_writer *json, const char *name, int32_t day)
{
    begin(json, name);
    sl_buf_add_byte(json->buf, '"');
    sl_date_print(sl_date_from_days(day), json->buf);
    sl_buf_add_byte(json->buf, '"');
}
