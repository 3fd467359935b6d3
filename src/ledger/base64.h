/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base64.h - bytes as text, and back.
 *
 * Source: S. Josefsson, RFC 4648, 2006, section 4: the standard alphabet, with padding; computed by
 *         libsodium. Read strictly: no blanks, no missing padding, no bits that say nothing.
 */
#ifndef SL_LEDGER_BASE64_H
#define SL_LEDGER_BASE64_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* The most bytes that are written or read at once. */
#define SL_BASE64_LIMIT_BYTES ((size_t)4096)

/* Append len bytes as text; len <= SL_BASE64_LIMIT_BYTES. */
void sl_base64_print(const uint8_t *bytes, size_t len, struct sl_buf *buf);

/*
 * Read text.
 *
 *   bytes  room for `room` bytes, at most SL_BASE64_LIMIT_BYTES
 *
 * Returns false when it is not base64 or has no room; *ret_len is then left alone.
 */
bool sl_base64_parse(struct sl_str text, uint8_t *bytes, size_t room, size_t *ret_len);

#endif
