/* SPDX-License-Identifier: Apache-2.0 */
/*
 * address.h - addresses as words.
 */
#ifndef SL_RECORD_ADDRESS_H
#define SL_RECORD_ADDRESS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/*
 * Append the words of an address in their order, kinds of street and dwelling in one short form
 * ("street" and "st" are "st", "apartment" and "flat" are "fl"), "no" before a number left out.
 * Nothing for placeholders and "no fixed abode".
 * An sl_normal_fn: parameters, memory as it says.
 */
void sl_address_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/* A word of an address and the short form that stands for it; never longer than the word. */
struct sl_address_word {
    struct sl_str word;
    struct sl_str short_form;
};

/* The table of words, ascending by bytes, for tests and documents. */
size_t sl_address_word_count(void);
struct sl_address_word sl_address_word_get(size_t index);

#endif
