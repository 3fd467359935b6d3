/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plain.h - what an agreement means, in plain English: who may see what of whom, from when to when.
 */
#ifndef SL_SHARING_PLAIN_H
#define SL_SHARING_PLAIN_H

#include "base/buf.h"
#include "sharing/agreement.h"

/* The columns that a line fills. */
#define SL_PLAIN_COLUMNS 100u

/* Append what a document means, as paragraphs that end in a line end. Errors stick to buf. */
void sl_agreement_plain(const struct sl_sharing_document *document, struct sl_buf *buf);

/* Append a day as people write it: 1 April 2026. */
void sl_plain_day(int32_t day, struct sl_buf *buf);

/* Append the words of purposes (bits), separated by "; ". */
void sl_plain_purposes(uint8_t purposes, struct sl_buf *buf);

/*
 * Append a label and a text, filled to SL_PLAIN_COLUMNS: lines after the first begin with as many
 * blanks as the label has columns. Ends in a line end.
 */
void sl_plain_fill(struct sl_str label, struct sl_str text, struct sl_buf *buf);

#endif
