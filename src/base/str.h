/* SPDX-License-Identifier: Apache-2.0 */
/*
 * str.h - a borrowed run of bytes.
 *
 * A struct sl_str never owns its bytes and is passed by value; it is not NUL-terminated. An empty
 * slice may have ptr NULL.
 */
#ifndef SL_BASE_STR_H
#define SL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/banned.h"

#include "sightline/str.h"

/* The two arguments that the printf format "%.*s" takes for a slice. */
#define SL_STR_ARG(str) (int)(str).len, (str).ptr

/* A slice of a NUL-terminated string; NULL gives the empty slice. */
struct sl_str sl_str_from(const char *text);

/* The same bytes? Two empty slices are equal, whatever their ptr. */
bool sl_str_equal(struct sl_str left, struct sl_str right);

/* Order by bytes, shorter first on a common prefix: negative, 0 or positive. */
int sl_str_compare(struct sl_str left, struct sl_str right);

/* Is prefix at the beginning, or suffix at the end, of text? An empty one always is. */
bool sl_str_starts(struct sl_str text, struct sl_str prefix);
bool sl_str_ends(struct sl_str text, struct sl_str suffix);

/* Where needle first stands in text, or text.len when nowhere. An empty needle is at 0. */
size_t sl_str_find(struct sl_str text, struct sl_str needle);

/* Bytes from `first`, at most `len` of them; clamped to the slice. */
struct sl_str sl_str_part(struct sl_str text, size_t first, size_t len);

/* Without ASCII blanks (space, tab, CR, LF, VT, FF) at both ends. */
struct sl_str sl_str_trim(struct sl_str text);

/*
 * Take the part of *rest before the next separator byte, and move *rest behind it. When there is
 * no separator the whole rest is taken. Returns false when nothing is left (then *ret_part is
 * untouched); note that "a," gives "a" and then "".
 * Start with rest as the text itself; a NULL ptr in *rest means nothing is left.
 */
bool sl_str_split(struct sl_str *rest, char separator, struct sl_str *ret_part);

#endif
