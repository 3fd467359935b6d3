/* SPDX-License-Identifier: Apache-2.0 */
/*
 * placeholder.h - words that stand where a value is missing.
 *
 * Source: our own list of what people and programs write into a field that they cannot fill.
 */
#ifndef SL_RECORD_PLACEHOLDER_H
#define SL_RECORD_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * Is this folded text (see sl_fold_text) the whole of a placeholder: "unknown", "n a", "not
 * stated", "xxx", "9999", "0000" ...? The empty text is one as well.
 */
bool sl_placeholder(struct sl_str folded);

/* The table of placeholder words, ascending by bytes, for tests and documents. */
size_t sl_placeholder_count(void);
struct sl_str sl_placeholder_get(size_t index);

#endif
