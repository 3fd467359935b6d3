/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <string.h>

struct sl_str sl_str_from(const char *text)
{
    return (struct sl_str){ .ptr = text, .len = text == NULL ? 0 : strlen(text) };
}

bool sl_str_equal(struct sl_str left, struct sl_str right)
{
    return left.len == right.len && (left.len == 0 || memcmp(left.ptr, right.ptr, left.len) == 0);
}

int sl_str_compare(struct sl_str left, struct sl_str right)
{
    const size_t common = left.len < right.len ? left.len : right.len;
    const int order = common == 0 ? 0 : memcmp(left.ptr, right.ptr, common);
    if (order != 0) {
        return order;
    }
    return left.len < right.len ? -1 : left.len > right.len ? 1 : 0;
}

bool sl_str_starts(struct sl_str text, struct sl_str prefix)
{
    return text.len >= prefix.len && sl_str_equal(sl_str_part(text, 0, prefix.len), prefix);
}

bool sl_str_ends(struct sl_str text, struct sl_str suffix)
{
    return text.len >= suffix.len &&
           sl_str_equal(sl_str_part(text, text.len - suffix.len, suffix.len), suffix);
}

size_t sl_str_find(struct sl_str text, struct sl_str needle)
{
    if (needle.len == 0) {
        return 0;
    }
    if (needle.len > text.len) {
        return text.len;
    }
    const char *found = memmem(text.ptr, text.len, needle.ptr, needle.len);
    return found == NULL ? text.len : (size_t)(found - text.ptr);
}

struct sl_str sl_str_part(struct sl_str text, size_t first, size_t len)
{
    if (first >= text.len) {
        /* An empty slice at the end; adding 0 to a NULL pointer would be undefined. */
        return (struct sl_str){ .ptr = text.len == 0 ? text.ptr : text.ptr + text.len, .len = 0 };
    }
    const size_t left = text.len - first;
    return (struct sl_str){ .ptr = text.ptr + first, .len = len < left ? len : left };
}

/* The blanks of the C locale, whatever locale is set. */
static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct sl_str sl_str_trim(struct sl_str text)
{
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

bool sl_str_split(struct sl_str *rest, char separator, struct sl_str *ret_part)
{
    if (rest->ptr == NULL) {
        return false;
    }
    const char *found = rest->len == 0 ? NULL : memchr(rest->ptr, separator, rest->len);
    if (found == NULL) {
        *ret_part = *rest;
        *rest = (struct sl_str){ .ptr = NULL, .len = 0 };
        return true;
    }
    const size_t len = (size_t)(found - rest->ptr);
    *ret_part = (struct sl_str){ .ptr = rest->ptr, .len = len };
    *rest = (struct sl_str){ .ptr = found + 1, .len = rest->len - len - 1 };
    return true;
}
