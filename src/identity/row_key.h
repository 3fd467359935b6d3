/* SPDX-License-Identifier: Apache-2.0 */
/*
 * row_key.h - what the linkage calls the rows of a mention.
 *
 * Sixteen hexadecimal digits: the order of the texts is that of mentions and then of their rows, so
 * a cluster, which is named by its first row, is named by its lowest mention.
 */
#ifndef SL_IDENTITY_ROW_KEY_H
#define SL_IDENTITY_ROW_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "record/mention_field.h"

#define SL_ROW_KEY_BYTES 17

/* Plain memory. */
struct sl_row_key {
    char text[SL_ROW_KEY_BYTES];
};

/* The name of a row: mention above 0 and below 2^40, ordinal below SL_MENTION_ROW_STEP. */
struct sl_row_key sl_row_key_print(int64_t mention, unsigned ordinal);

/* The name as a slice, good as long as the key. */
struct sl_str sl_row_key_str(const struct sl_row_key *key);

/* Which mention's row it is; ret_ordinal may be NULL. The text is one that print made. */
int64_t sl_row_key_parse(struct sl_str text, unsigned *ret_ordinal);

/*
 * A hash of a value as it is written, by which two of it are told apart: letters without case, and
 * digits; 0 when it has neither.
 */
uint32_t sl_row_text_hash(struct sl_str text);

/* A hash of the values of rows and of how many there are; not negative. */
int64_t sl_rows_hash(const struct sl_mention_row *rows, size_t count);

#endif
