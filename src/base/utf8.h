/* SPDX-License-Identifier: Apache-2.0 */
/*
 * utf8.h - code points in and out of bytes.
 *
 * Source: RFC 3629 (no overlong forms, no surrogates, nothing above U+10FFFF).
 */
#ifndef SL_BASE_UTF8_H
#define SL_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Where the first invalid sequence begins, or text.len when all is valid. */
size_t sl_utf8_check(struct sl_str text);

/*
 * Take the first code point off *text. Returns it, or UINT32_MAX for an invalid byte (one byte is
 * then taken). *text must not be empty.
 */
uint32_t sl_utf8_take(struct sl_str *text);

/* Append a code point; an invalid one is written as U+FFFD. */
void sl_utf8_add(struct sl_buf *buf, uint32_t code_point);

/* How many code points; invalid bytes count one each. */
size_t sl_utf8_count(struct sl_str text);

#endif
