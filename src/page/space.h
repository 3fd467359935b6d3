/* SPDX-License-Identifier: Apache-2.0 */
/*
 * space.h - which bytes at the ends of a text are blank?
 *
 * Source: ECMAScript, white space and line terminators: what \s means to templates and their
 *         filter trim. No-break spaces count.
 */
#ifndef SL_PAGE_SPACE_H
#define SL_PAGE_SPACE_H

#include <stddef.h>

#include "base/str.h"

/* How many bytes at the beginning, or at the end, of the text are blank: 0 to text.len. */
size_t sl_space_first(struct sl_str text);
size_t sl_space_last(struct sl_str text);

/* The text without them. */
struct sl_str sl_space_trim(struct sl_str text);

#endif
