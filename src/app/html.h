/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html.h - writing HTML that cannot be broken by what it shows.
 *
 * Text and attribute values are always escaped; markup is written by sl_html_raw, which takes
 * string literals only. Failures stick to the buffer and are asked for once, at the end.
 */
#ifndef SL_APP_HTML_H
#define SL_APP_HTML_H

#include "base/buf.h"
#include "base/str.h"

/* Append markup; anything but a literal does not compile. */
#define sl_html_raw(buf, literal) sl_buf_add((buf), SL_STR(literal))

/* Append text, escaped for the content of an element. Control characters become U+FFFD. */
void sl_html_text(struct sl_buf *buf, struct sl_str text);

/* Append a blank, the name, and the value between quotes, escaped. */
#define sl_html_attr(buf, name, value) sl_html_attr_named((buf), SL_STR(name), (value))
/* What the macro calls: name is a literal there. */
void sl_html_attr_named(struct sl_buf *buf, struct sl_str name, struct sl_str value);

#endif
