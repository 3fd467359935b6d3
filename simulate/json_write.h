/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_write.h - JSON (RFC 8259) put together member by member.
 *
 * Commas and quotes come by themselves. Texts are UTF-8; what JSON does not take as it is is
 * escaped. Nothing is checked but the nesting: callers open and close in order.
 */
#ifndef SL_SIMULATE_JSON_WRITE_H
#define SL_SIMULATE_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Begin with { .buf = ... }. */
struct sl_json_writer {
    struct sl_buf *buf; /* appended to; errors stick there */
    bool has_item;      /* the innermost object or array holds one: a comma comes next */
};

/* Open and close an object or an array, as an item of an array or with a name in an object. */
void sl_json_open(struct sl_json_writer *json, const char *name, char bracket);
void sl_json_close(struct sl_json_writer *json, char bracket);

/* A text; name is NULL in an array. */
void sl_json_text(struct sl_json_writer *json, const char *name, struct sl_str text);

/* A text, unless it is empty. */
void sl_json_text_if(struct sl_json_writer *json, const char *name, struct sl_str text);

/* true or false, a number, or a day (days since 1970-01-01) as YYYY-MM-DD. */
void sl_json_bool(struct sl_json_writer *json, const char *name, bool value);
void sl_json_number(struct sl_json_writer *json, const char *name, uint64_t value);
void sl_json_day(struct sl_json_writer *json, const char *name, int32_t day);

#endif
