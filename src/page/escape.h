/* SPDX-License-Identifier: Apache-2.0 */
/*
 * escape.h - text that may stand anywhere in HTML, between tags or in a quoted attribute.
 *
 * Source: Nunjucks 3.2.4, lib.js: & " ' < > and the backslash become &amp; &quot; &#39; &lt; &gt;
 *         &#92;. Everything else stays as it is.
 */
#ifndef SL_PAGE_ESCAPE_H
#define SL_PAGE_ESCAPE_H

#include "base/buf.h"
#include "base/str.h"

/* Append text, escaped. It must not lie in the buffer. Time: proportional to its length. */
void sl_escape_add(struct sl_buf *buf, struct sl_str text);

#endif
