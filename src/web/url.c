/* SPDX-License-Identifier: Apache-2.0 */
#include "web/url.h"

#include <string.h>

#include "base/utf8.h"

/* The value of a hexadecimal digit; 16 when it is none. */
static unsigned digit_of(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return (unsigned)(byte - '0');
    }
    const char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? (unsigned)(lower - 'a') + 10 : 16;
}

/* Decode into bytes, which has room for all of text; false when a percent sign stands alone. */
static bool decode(struct sl_str text, bool is_form, char *bytes, size_t *ret_len)
{
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if (byte != '%') {
            bytes[len++] = byte == '+' && is_form ? ' ' : byte;
            continue;
        }
        if (text.len - i < 3) {
            return false;
        }
        const unsigned high = digit_of(text.ptr[i + 1]);
        const unsigned low = digit_of(text.ptr[i + 2]);
        if (high > 15 || low > 15) {
            return false;
        }
        bytes[len++] = (char)(high * 16 + low);
        i += 2;
    }
    *ret_len = len;
    return true;
}

/* CR LF, as forms send it, and a lone CR become LF; in place. */
static size_t one_line_end(char *bytes, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != '\r') {
            bytes[kept++] = bytes[i];
        } else if (i + 1 == len || bytes[i + 1] != '\n') {
            bytes[kept++] = '\n';
        }
    }
    return kept;
}

enum sl_status sl_url_decode(
    struct sl_str text,
    bool is_form,
    struct sl_arena *arena,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    size_t len = 0;

    if (text.len == 0) {
        *ret_text = SL_STR("");
        return SL_OK;
    }
    char *bytes = sl_arena_alloc(arena, text.len, 1);
    if (bytes == NULL) {
        return sl_fail_memory(err);
    }
    if (!decode(text, is_form, bytes, &len)) {
        return sl_fail(err, SL_INVALID, "the address has a percent sign that stands for nothing");
    }
    if (is_form) {
        len = one_line_end(bytes, len);
    }
    const struct sl_str decoded = { .ptr = bytes, .len = len };
    if (sl_utf8_check(decoded) < len || memchr(bytes, '\0', len) != NULL) {
        return sl_fail(err, SL_INVALID, "the address or the form has what is no text");
    }
    *ret_text = decoded;
    return SL_OK;
}

/* Letters, digits and the four signs that stand for themselves everywhere: RFC 3986, 2.3. */
static bool is_unreserved(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

void sl_url_encode(struct sl_str text, struct sl_buf *url)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < text.len; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        if (is_unreserved(text.ptr[i])) {
            sl_buf_add_byte(url, text.ptr[i]);
            continue;
        }
        sl_buf_add_byte(url, '%');
        sl_buf_add_byte(url, digits[byte >> 4]);
        sl_buf_add_byte(url, digits[byte & 15]);
    }
}

bool sl_url_is_local(struct sl_str url)
{
    if (url.len == 0 || url.ptr[0] != '/' || (url.len > 1 && url.ptr[1] == '/')) {
        return false;
    }
    for (size_t i = 0; i < url.len; i++) {
        if (url.ptr[i] <= ' ' || url.ptr[i] > '~' || url.ptr[i] == '\\') {
            return false;
        }
    }
    return true;
}
