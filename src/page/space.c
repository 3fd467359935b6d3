/* SPDX-License-Identifier: Apache-2.0 */
#include "page/space.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/utf8.h"

static bool is_space(uint32_t point)
{
    return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
           point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

size_t sl_space_first(struct sl_str text)
{
    struct sl_str rest = text;
    size_t blank = 0;

    while (rest.len > 0 && is_space(sl_utf8_take(&rest))) {
        blank = text.len - rest.len;
    }
    return blank;
}

/* Where the last code point of the text begins; the text is not empty. */
static size_t last_point(struct sl_str text)
{
    size_t first = text.len - 1;

    while (first > 0 && text.len - first < 4 && ((unsigned char)text.ptr[first] & 0xC0u) == 0x80u) {
        first--;
    }
    return first;
}

size_t sl_space_last(struct sl_str text)
{
    size_t len = text.len;

    while (len > 0) {
        const size_t first = last_point(sl_str_part(text, 0, len));
        struct sl_str point = sl_str_part(text, first, len - first);
        if (!is_space(sl_utf8_take(&point)) || point.len > 0) {
            break;
        }
        len = first;
    }
    return text.len - len;
}

struct sl_str sl_space_trim(struct sl_str text)
{
    const size_t first = sl_space_first(text);
    const struct sl_str rest = sl_str_part(text, first, text.len - first);

    return sl_str_part(rest, 0, rest.len - sl_space_last(rest));
}
