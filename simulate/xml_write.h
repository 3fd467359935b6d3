/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_write.h - elements of XML 1.0 without attributes, as the statutory returns use them.
 *
 * Texts are UTF-8 without control characters other than tab and line end.
 */
#ifndef SL_SIMULATE_XML_WRITE_H
#define SL_SIMULATE_XML_WRITE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* <name> or </name>. */
void sl_xml_open(struct sl_buf *buf, const char *name);
void sl_xml_close(struct sl_buf *buf, const char *name);

/* <name>text</name>, with what XML keeps for itself escaped. */
void sl_xml_text(struct sl_buf *buf, const char *name, struct sl_str text);

/* The same of a C string, or of a day (days since 1970-01-01) as YYYY-MM-DD. */
void sl_xml_word(struct sl_buf *buf, const char *name, const char *word);
void sl_xml_day(struct sl_buf *buf, const char *name, int32_t day);

#endif
