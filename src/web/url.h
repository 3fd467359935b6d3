/* SPDX-License-Identifier: Apache-2.0 */
/*
 * url.h - addresses: their parts taken apart and put together.
 *
 * Source: RFC 3986, "Uniform Resource Identifier (URI): Generic Syntax", 2005.
 */
#ifndef SL_WEB_URL_H
#define SL_WEB_URL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/*
 * The text that percent signs stand for.
 *
 *   is_form  as in forms: a plus is a blank, and line ends become one LF
 *
 * Errors: SL_INVALID when a percent sign lacks its digits, or the text is not UTF-8 or has a NUL;
 * SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_url_decode(
    struct sl_str text,
    bool is_form,
    struct sl_arena *arena,
    struct sl_str *ret_text,
    struct sl_error *err
);

/* Append a text as it stands in one segment of a path, or in a value of a query. */
void sl_url_encode(struct sl_str text, struct sl_buf *url);

/*
 * Is it a path on this site, with or without a query, and nothing that a browser could take for
 * another site or a header? It begins with one slash, and is of the visible ASCII characters
 * without a backslash.
 */
bool sl_url_is_local(struct sl_str url);

#endif
