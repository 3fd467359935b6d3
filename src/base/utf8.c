/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* How many leading bytes are surely ASCII: a multiple of the step, fast. */
static size_t skip_ascii(const char *ptr, size_t len)
{
    size_t at = 0;
    while (len - at >= 32) {
        uint64_t words[4];
        memcpy(words, ptr + at, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & HIGH_BITS) != 0) {
            break;
        }
        at += 32;
    }
    while (at < len && (unsigned char)ptr[at] < 0x80) {
        at++;
    }
    return at;
}

/*
 * The length of the valid sequence at ptr, 1 to 4 bytes, or 0. What follows the lead byte must lie
 * between low and high; that is where overlong forms, surrogates and too large values fall out
 * (RFC 3629, section 4).
 */
static size_t sequence_len(const char *ptr, size_t len)
{
    const unsigned lead = (unsigned char)ptr[0];
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    const size_t want = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (len < want) {
        return 0;
    }
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    const unsigned second = (unsigned char)ptr[1];
    if (second < low || second > high) {
        return 0;
    }
    for (size_t i = 2; i < want; i++) {
        if (((unsigned char)ptr[i] & 0xC0u) != 0x80u) {
            return 0;
        }
    }
    return want;
}

size_t sl_utf8_check(struct sl_str text)
{
    size_t at = 0;
    while (at < text.len) {
        at += skip_ascii(text.ptr + at, text.len - at);
        while (at < text.len && (unsigned char)text.ptr[at] >= 0x80) {
            const size_t step = sequence_len(text.ptr + at, text.len - at);
            if (step == 0) {
                return at;
            }
            at += step;
        }
    }
    return text.len;
}

uint32_t sl_utf8_take(struct sl_str *text)
{
    const size_t len = sequence_len(text->ptr, text->len);
    const size_t step = len == 0 ? 1 : len;
    const uint32_t lead = (unsigned char)text->ptr[0];
    uint32_t code_point = len == 0 ? UINT32_MAX : len == 1 ? lead : lead & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        code_point = code_point << 6 | ((unsigned char)text->ptr[i] & 0x3Fu);
    }
    text->ptr += step;
    text->len -= step;
    return code_point;
}

void sl_utf8_add(struct sl_buf *buf, uint32_t code_point)
{
    const bool valid = code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
    const uint32_t value = valid ? code_point : 0xFFFD;
    char bytes[4];
    size_t len = 0;
    if (value < 0x80) {
        bytes[len++] = (char)value;
    } else if (value < 0x800) {
        bytes[len++] = (char)(0xC0 | value >> 6);
        bytes[len++] = (char)(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        bytes[len++] = (char)(0xE0 | value >> 12);
        bytes[len++] = (char)(0x80 | (value >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (value & 0x3F));
    } else {
        bytes[len++] = (char)(0xF0 | value >> 18);
        bytes[len++] = (char)(0x80 | (value >> 12 & 0x3F));
        bytes[len++] = (char)(0x80 | (value >> 6 & 0x3F));
        bytes[len++] = (char)(0x80 | (value & 0x3F));
    }
    sl_buf_add(buf, (struct sl_str){ .ptr = bytes, .len = len });
}

size_t sl_utf8_count(struct sl_str text)
{
    size_t count = 0;
    size_t at = 0;
    while (at < text.len) {
        const size_t ascii = skip_ascii(text.ptr + at, text.len - at);
        count += ascii;
        at += ascii;
        if (at < text.len) {
            const size_t step = sequence_len(text.ptr + at, text.len - at);
            at += step == 0 ? 1 : step;
            count++;
        }
    }
    return count;
}
