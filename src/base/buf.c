/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

/* The first room a buffer gets, in bytes. */
#define FIRST_BYTES 64

/* What ptr shows while nothing is allocated; never written to. */
static char empty_text[1];

void sl_buf_init(struct sl_buf *buf, size_t limit_bytes)
{
    *buf = (struct sl_buf){ .ptr = empty_text, .limit_bytes = limit_bytes, .status = SL_OK };
}

void sl_buf_finish(struct sl_buf *buf)
{
    if (buf == NULL) {
        return;
    }
    if (buf->capacity > 0) {
        sl_free(buf->ptr);
    }
    sl_buf_init(buf, buf->limit_bytes);
}

void sl_buf_clear(struct sl_buf *buf)
{
    buf->status = SL_OK;
    sl_buf_cut(buf, 0);
}

void sl_buf_cut(struct sl_buf *buf, size_t len)
{
    if (len < buf->len) {
        buf->len = len;
        buf->ptr[len] = '\0';
    }
}

/* Make room for `more` bytes and the NUL behind them; false, with the status set, when it cannot.
 */
static bool reserve(struct sl_buf *buf, size_t more)
{
    if (buf->status != SL_OK) {
        return false;
    }
    if (more < buf->capacity - buf->len) {
        return true;
    }
    if (more > buf->limit_bytes - buf->len || buf->len + more == SIZE_MAX) {
        buf->status = SL_LIMIT;
        return false;
    }
    const size_t need = buf->len + more + 1;
    size_t capacity = buf->capacity < FIRST_BYTES ? FIRST_BYTES : buf->capacity;
    while (capacity < need) {
        capacity = capacity > SIZE_MAX / 2 ? need : capacity * 2;
    }
    if (buf->limit_bytes < capacity) {
        capacity = buf->limit_bytes + 1;
    }
    char *grown = sl_realloc(buf->capacity == 0 ? NULL : buf->ptr, capacity, 1);
    if (grown == NULL) {
        buf->status = SL_NO_MEMORY;
        return false;
    }
    buf->ptr = grown;
    buf->capacity = capacity;
    buf->ptr[buf->len] = '\0';
    return true;
}

void sl_buf_add(struct sl_buf *buf, struct sl_str text)
{
    if (text.len == 0 || !reserve(buf, text.len)) {
        return;
    }
    memcpy(buf->ptr + buf->len, text.ptr, text.len);
    buf->len += text.len;
    buf->ptr[buf->len] = '\0';
}

void sl_buf_add_byte(struct sl_buf *buf, char byte)
{
    if (reserve(buf, 1)) {
        buf->ptr[buf->len++] = byte;
        buf->ptr[buf->len] = '\0';
    }
}

void sl_buf_add_u64(struct sl_buf *buf, uint64_t value)
{
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    sl_buf_add(buf, (struct sl_str){ .ptr = digits + first, .len = sizeof digits - first });
}

void sl_buf_addf(struct sl_buf *buf, const char *format, ...)
{
    if (buf->status != SL_OK) {
        return;
    }
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const size_t room = buf->capacity - buf->len;
    const int wanted = vsnprintf(room == 0 ? NULL : buf->ptr + buf->len, room, format, arguments);
    if (wanted < 0) {
        buf->status = SL_LIMIT; /* longer than the library can say */
    } else if ((size_t)wanted < room) {
        buf->len += (size_t)wanted;
    } else if (wanted > 0 && reserve(buf, (size_t)wanted)) {
        const size_t enough = buf->capacity - buf->len;
        const int written = vsnprintf(buf->ptr + buf->len, enough, format, again);
        buf->len += written == wanted ? (size_t)written : 0;
    }
    if (buf->capacity > 0) {
        buf->ptr[buf->len] = '\0'; /* what did not fit may stand behind the end */
    }
    va_end(again);
    va_end(arguments);
}

struct sl_str sl_buf_str(const struct sl_buf *buf)
{
    return (struct sl_str){ .ptr = buf->ptr, .len = buf->len };
}

enum sl_status sl_buf_status(const struct sl_buf *buf, struct sl_error *err)
{
    if (buf->status == SL_NO_MEMORY) {
        return sl_fail_memory(err);
    }
    if (buf->status != SL_OK) {
        return sl_fail(err, buf->status, "text longer than %zu bytes", buf->limit_bytes);
    }
    return SL_OK;
}
