/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_write.h - JSON, value by value, into a buffer.
 *
 * Commas are put by themselves. What is begun is ended by who began it. `name` is that of a member
 * of an object, of plain characters; NULL: a value of a list, or the outermost. Errors stick to the
 * buffer.
 *
 * Source: RFC 8259.
 */
#ifndef SL_BASE_JSON_WRITE_H
#define SL_BASE_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Begin and end a list or an object. */
void sl_json_begin_list(struct sl_buf *json, const char *name);
void sl_json_end_list(struct sl_buf *json);
void sl_json_begin_object(struct sl_buf *json, const char *name);
void sl_json_end_object(struct sl_buf *json);

/* One value. A text is escaped; bytes that are not UTF-8 become U+FFFD. */
void sl_json_add_text(struct sl_buf *json, const char *name, struct sl_str value);
void sl_json_add_i64(struct sl_buf *json, const char *name, int64_t value);
void sl_json_add_truth(struct sl_buf *json, const char *name, bool value);

/* A value that the caller appends next, as it is. */
void sl_json_begin_value(struct sl_buf *json, const char *name);

#endif
