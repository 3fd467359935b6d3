/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text.h - a short text by value, for names and addresses that are made, changed and thrown away
 * by the million.
 */
#ifndef SL_SIMULATE_TEXT_H
#define SL_SIMULATE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define SL_TEXT_LIMIT_BYTES 62

/* Invariant: len <= SL_TEXT_LIMIT_BYTES. Zeroed memory is the empty text. */
struct sl_text {
    uint16_t len;
    char bytes[SL_TEXT_LIMIT_BYTES];
};

/* Become a copy of str; what does not fit is cut off. */
void sl_text_set(struct sl_text *text, struct sl_str str);

/* Append; what does not fit is cut off. */
void sl_text_add(struct sl_text *text, struct sl_str str);

/* Append a number in decimal, with zeros in front up to `digits`. */
void sl_text_add_number(struct sl_text *text, uint64_t number, unsigned digits);

/* The text as a slice, good until it changes. */
struct sl_str sl_text_str(const struct sl_text *text);

bool sl_text_equal(const struct sl_text *left, const struct sl_text *right);

/* Put a byte in at a position (0 .. len), take one out, or cut to the first `len` bytes. */
void sl_text_insert(struct sl_text *text, unsigned position, char byte);
void sl_text_remove(struct sl_text *text, unsigned position);
void sl_text_cut(struct sl_text *text, unsigned len);

/* Put `by` in the place of `count` bytes at a position; what does not fit is cut off. */
void sl_text_replace(struct sl_text *text, unsigned position, unsigned count, struct sl_str by);

/* Letters, the Polish ones of names_data.c too, to upper case; other bytes stay. */
void sl_text_upper(struct sl_text *text);

/* The Polish letters of names_data.c without their marks: "Wójcik" gives "Wojcik". */
void sl_text_unmark(struct sl_text *text);

#endif
