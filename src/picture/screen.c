/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/screen.h"

#include <stdint.h>

#include "base/error.h"
#include "base/utf8.h"

/* Code points from first to last take so many columns; what is not here takes one. */
static const struct range {
    uint32_t first, last;
    unsigned width;
} ranges[] = {
    {0x0300,   0x036F,  0},
    { 0x0483,  0x0489,  0},
    { 0x0591,  0x05BD,  0},
    { 0x0610,  0x061A,  0},
    { 0x064B,  0x065F,  0},
    { 0x0670,  0x0670,  0},
    { 0x06D6,  0x06DC,  0},
    { 0x093C,  0x093C,  0},
    { 0x0941,  0x0948,  0},
    { 0x094D,  0x094D,  0},
    { 0x0A41,  0x0A4D,  0},
    { 0x1100,  0x115F,  2},
    { 0x1AB0,  0x1AFF,  0},
    { 0x1DC0,  0x1DFF,  0},
    { 0x20D0,  0x20FF,  0},
    { 0x2E80,  0x303E,  2},
    { 0x3041,  0xA4CF,  2},
    { 0xAC00,  0xD7A3,  2},
    { 0xF900,  0xFAFF,  2},
    { 0xFE00,  0xFE0F,  0},
    { 0xFE20,  0xFE2F,  0},
    { 0xFE30,  0xFE6F,  2},
    { 0xFF00,  0xFF60,  2},
    { 0xFFE0,  0xFFE6,  2},
    { 0x1F300, 0x1FAFF, 2},
    { 0x20000, 0x3FFFD, 2},
};

/* Does a terminal obey it, or could it hide what stands beside it? */
static bool is_unsafe(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == UINT32_MAX ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0x061C || point == 0xFEFF;
}

static size_t width_of(uint32_t point)
{
    for (size_t i = 0; !is_unsafe(point) && i < sizeof ranges / sizeof ranges[0]; i++) {
        if (point >= ranges[i].first && point <= ranges[i].last) {
            return ranges[i].width;
        }
    }
    return 1;
}

size_t sl_screen_width(struct sl_str text)
{
    size_t width = 0;
    while (text.len > 0) {
        width += width_of(sl_utf8_take(&text));
    }
    return width;
}

struct sl_str sl_screen_take_line(struct sl_str *text, size_t width)
{
    struct sl_str rest = *text;
    size_t used = 0;
    size_t blank = 0;
    while (rest.len > 0) {
        struct sl_str next = rest;
        const uint32_t point = sl_utf8_take(&next);
        const bool is_break = point == '\n' || point == '\r';
        if (used + width_of(point) > width && point != ' ' && !is_break) {
            break;
        }
        if (point == ' ' || is_break) {
            blank = text->len - rest.len;
            if (used >= width || is_break) {
                break;
            }
        }
        used += width_of(point);
        rest = next;
    }
    const size_t fits = text->len - rest.len;
    const size_t len = rest.len == 0 || blank == 0 ? fits : blank;
    struct sl_str line = sl_str_part(*text, 0, len);
    /* Two blanks in the text would leave one at the end. */
    while (rest.len > 0 && line.len > 0 && line.ptr[line.len - 1] == ' ') {
        line.len--;
    }
    *text = sl_str_trim(sl_str_part(*text, len, text->len));
    return line;
}

uint32_t sl_screen_letter(uint32_t point)
{
    return is_unsafe(point) ? '?' : point;
}

/* Append a text as it can be shown. */
static void add_safe(struct sl_buf *buf, struct sl_str text)
{
    while (text.len > 0) {
        const uint32_t point = sl_utf8_take(&text);
        sl_utf8_add(buf, sl_screen_letter(point));
    }
}

void sl_screen_row(struct sl_buf *buf, const struct sl_screen_cell *cells, size_t count)
{
    struct sl_str rest[SL_SCREEN_CELL_LIMIT];
    bool more = true;
    SL_ASSERT(count <= SL_SCREEN_CELL_LIMIT);
    for (size_t i = 0; i < count; i++) {
        SL_ASSERT(cells[i].width >= 2);
        /* A record's own line breaks are where its lines break; blanks at the front are indents. */
        rest[i] = cells[i].text;
    }
    while (more) {
        size_t owed = 0;
        more = false;
        for (size_t i = 0; i < count; i++) {
            const struct sl_str line = sl_screen_take_line(&rest[i], cells[i].width);
            for (; line.len > 0 && owed > 0; owed--) {
                sl_buf_add_byte(buf, ' ');
            }
            add_safe(buf, line);
            owed += cells[i].width - (line.len > 0 ? sl_screen_width(line) : 0) + 1;
            more = more || rest[i].len > 0;
        }
        sl_buf_add_byte(buf, '\n');
    }
}
