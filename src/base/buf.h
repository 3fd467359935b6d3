/* SPDX-License-Identifier: Apache-2.0 */
/*
 * buf.h - building bytes, up to a limit.
 *
 * Errors stick: append freely, ask sl_buf_status once at the end. The bytes are always followed by
 * a NUL, and ptr is never NULL.
 */
#ifndef SL_BASE_BUF_H
#define SL_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

/* Invariant: len < capacity or capacity == 0; len <= limit_bytes; ptr[len] == 0. */
struct sl_buf {
    char *ptr;
    size_t len;
    size_t capacity;
    size_t limit_bytes;
    enum sl_status status;
};

/* Start empty; holds at most limit_bytes. Allocates nothing. */
void sl_buf_init(struct sl_buf *buf, size_t limit_bytes);
/* Free the bytes; zeroed and NULL are fine. */
void sl_buf_finish(struct sl_buf *buf);
/* Empty it and forget an error, keeping its memory. */
void sl_buf_clear(struct sl_buf *buf);

/*
 * Append bytes, one byte, a number in decimal, or what printf makes: all of it or, with the status
 * set, nothing. What is appended must not lie in the buffer itself.
 */
void sl_buf_add(struct sl_buf *buf, struct sl_str text);
void sl_buf_add_byte(struct sl_buf *buf, char byte);
void sl_buf_add_u64(struct sl_buf *buf, uint64_t value);
void sl_buf_addf(struct sl_buf *buf, const char *format, ...) SL_PRINTF(2, 3);
/* Drop bytes from the end until at most len are left. */
void sl_buf_cut(struct sl_buf *buf, size_t len);

/* What was built so far; good until the next change. */
struct sl_str sl_buf_str(const struct sl_buf *buf);

/* SL_OK, SL_LIMIT or SL_NO_MEMORY: the first thing that went wrong since init or clear. */
SL_NODISCARD enum sl_status sl_buf_status(const struct sl_buf *buf, struct sl_error *err);

#endif
