/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/svg.h"

#include "base/utf8.h"
#include "picture/screen.h"

void sl_svg_put(struct sl_svg *svg, const char *markup)
{
    sl_buf_add(svg->out, sl_str_from(markup));
}

/* Tenths of a point are enough, and the same on every machine. */
void sl_svg_number(struct sl_svg *svg, double value)
{
    const long long tenths = (long long)(value * 10.0 + (value < 0 ? -0.5 : 0.5));
    const long long size = tenths < 0 ? -tenths : tenths;
    sl_buf_addf(svg->out, "%s%lld", tenths < 0 ? "-" : "", size / 10);
    if (size % 10 != 0) {
        sl_buf_addf(svg->out, ".%lld", size % 10);
    }
}

/* ` name="value"` of a number. */
void sl_svg_measure(struct sl_svg *svg, const char *name, double value)
{
    sl_buf_addf(svg->out, " %s=\"", name);
    sl_svg_number(svg, value);
    sl_svg_put(svg, "\"");
}

/* Text as XML has it. Source: W3C, XML 1.0 (Fifth Edition), 2.2 and 2.4. */
void sl_svg_text(struct sl_svg *svg, struct sl_str text)
{
    while (text.len > 0) {
        const uint32_t point = sl_screen_letter(sl_utf8_take(&text));
        switch (point) {
        case '&':
            sl_svg_put(svg, "&amp;");
            break;
        case '<':
            sl_svg_put(svg, "&lt;");
            break;
        case '>':
            sl_svg_put(svg, "&gt;");
            break;
        case '"':
            sl_svg_put(svg, "&quot;");
            break;
        default:
            sl_utf8_add(svg->out, (point & 0xFFFE) == 0xFFFE ? '?' : point);
        }
    }
}

void sl_svg_line_of_text(
    struct sl_svg *svg, const char *class, struct sl_svg_point at, struct sl_str text
)
{
    sl_buf_addf(svg->out, "<text class=\"%s\"", class);
    sl_svg_measure(svg, "x", at.x);
    sl_svg_measure(svg, "y", at.y);
    sl_svg_put(svg, ">");
    sl_svg_text(svg, text);
    sl_svg_put(svg, "</text>");
}

double
sl_svg_lines_of_text(struct sl_svg *svg, const struct sl_svg_lines *lines, struct sl_svg_point at)
{
    struct sl_str rest = sl_buf_str(&svg->text);
    for (size_t i = 0; i < lines->most && rest.len > 0; i++) {
        const bool is_last = i + 1 == lines->most;
        struct sl_str whole = rest;
        struct sl_str line = sl_screen_take_line(&rest, lines->columns);
        if (is_last && rest.len > 0) {
            line = sl_screen_take_line(&whole, lines->columns - 1);
        }
        sl_buf_addf(svg->out, "<text class=\"%s\"", lines->class);
        sl_svg_measure(svg, "x", at.x);
        sl_svg_measure(svg, "y", at.y);
        sl_svg_put(svg, ">");
        sl_svg_text(svg, line);
        sl_svg_put(svg, is_last && rest.len > 0 ? "\xE2\x80\xA6</text>" : "</text>");
        at.y += lines->step;
    }
    sl_buf_clear(&svg->text);
    return at.y;
}

void sl_svg_stroke(
    struct sl_svg *svg, const char *class, struct sl_svg_point from, struct sl_svg_point to
)
{
    sl_buf_addf(svg->out, "<line class=\"%s\"", class);
    sl_svg_measure(svg, "x1", from.x);
    sl_svg_measure(svg, "y1", from.y);
    sl_svg_measure(svg, "x2", to.x);
    sl_svg_measure(svg, "y2", to.y);
    sl_svg_put(svg, "/>");
}

/* A point of a path: " X Y" behind a letter. */
static void path_point(struct sl_svg *svg, const char *letter, double x, double y)
{
    sl_svg_put(svg, letter);
    sl_svg_number(svg, x);
    sl_svg_put(svg, " ");
    sl_svg_number(svg, y);
}

/* Corners reach a little further than sides, so that all symbols look of one size. */
static void
path(struct sl_svg *svg, const char *class, bool is_diamond, struct sl_svg_point at, double half)
{
    const double reach = half * 1.15;
    sl_buf_addf(svg->out, "<path class=\"%s\" d=\"", class);
    path_point(svg, "M", at.x, at.y - reach);
    path_point(svg, "L", at.x + reach, is_diamond ? at.y : at.y + half);
    if (is_diamond) {
        path_point(svg, "L", at.x, at.y + reach);
    }
    path_point(svg, "L", at.x - reach, is_diamond ? at.y : at.y + half);
    sl_svg_put(svg, "Z\"/>");
}

void sl_svg_symbol(
    struct sl_svg *svg,
    const char *class,
    enum sl_svg_shape shape,
    struct sl_svg_point at,
    double size
)
{
    const double half = size / 2;
    switch (shape) {
    case SL_SVG_SQUARE:
        sl_buf_addf(svg->out, "<rect class=\"%s\"", class);
        sl_svg_measure(svg, "x", at.x - half);
        sl_svg_measure(svg, "y", at.y - half);
        sl_svg_measure(svg, "width", size);
        sl_svg_measure(svg, "height", size);
        sl_svg_put(svg, "/>");
        break;
    case SL_SVG_CIRCLE:
        sl_buf_addf(svg->out, "<circle class=\"%s\"", class);
        sl_svg_measure(svg, "cx", at.x);
        sl_svg_measure(svg, "cy", at.y);
        sl_svg_measure(svg, "r", half);
        sl_svg_put(svg, "/>");
        break;
    case SL_SVG_DIAMOND:
    case SL_SVG_TRIANGLE:
        path(svg, class, shape == SL_SVG_DIAMOND, at, half);
        break;
    }
}

void sl_svg_cross(struct sl_svg *svg, const char *class, struct sl_svg_point at, double size)
{
    const double half = size / 2;
    const struct sl_svg_point corners[4] = {
        {at.x - half,  at.y - half},
        { at.x + half, at.y + half},
        { at.x - half, at.y + half},
        { at.x + half, at.y - half},
    };
    sl_svg_stroke(svg, class, corners[0], corners[1]);
    sl_svg_stroke(svg, class, corners[2], corners[3]);
}
