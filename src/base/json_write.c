/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_write.h"

#include "base/json.h"

void sl_json_begin_value(struct sl_buf *json, const char *name)
{
    /* A comma is due unless a list or object has just begun. */
    const char last = json->len == 0 ? '{' : json->ptr[json->len - 1];

    if (last != '{' && last != '[' && last != ':') {
        sl_buf_add_byte(json, ',');
    }
    if (name != NULL) {
        sl_buf_addf(json, "\"%s\":", name);
    }
}

void sl_json_begin_list(struct sl_buf *json, const char *name)
{
    sl_json_begin_value(json, name);
    sl_buf_add_byte(json, '[');
}

void sl_json_end_list(struct sl_buf *json)
{
    sl_buf_add_byte(json, ']');
}

void sl_json_begin_object(struct sl_buf *json, const char *name)
{
    sl_json_begin_value(json, name);
    sl_buf_add_byte(json, '{');
}

void sl_json_end_object(struct sl_buf *json)
{
    sl_buf_add_byte(json, '}');
}

void sl_json_add_text(struct sl_buf *json, const char *name, struct sl_str value)
{
    sl_json_begin_value(json, name);
    sl_json_quote(value, json);
}

void sl_json_add_i64(struct sl_buf *json, const char *name, int64_t value)
{
    sl_json_begin_value(json, name);
    sl_buf_addf(json, "%lld", (long long)value);
}

void sl_json_add_truth(struct sl_buf *json, const char *name, bool value)
{
    sl_json_begin_value(json, name);
    sl_buf_add(json, value ? SL_STR("true") : SL_STR("false"));
}
