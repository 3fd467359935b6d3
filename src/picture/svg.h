/* SPDX-License-Identifier: Apache-2.0 */
/*
 * svg.h - lines, shapes and words of a drawing.
 *
 * Text is always escaped; what is put as it is are literals of ours. Numbers have one decimal and
 * are the same on every machine.
 */
#ifndef SL_PICTURE_SVG_H
#define SL_PICTURE_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/* In points; y goes down. */
struct sl_svg_point {
    double x, y;
};

/* A drawing under way. `text` is for words under construction. */
struct sl_svg {
    struct sl_buf *out; /* borrowed */
    struct sl_buf text;
};

enum sl_svg_shape { SL_SVG_SQUARE, SL_SVG_CIRCLE, SL_SVG_DIAMOND, SL_SVG_TRIANGLE };

/* Append markup as it is; a number; ` name="number"`. */
void sl_svg_put(struct sl_svg *svg, const char *markup);
void sl_svg_number(struct sl_svg *svg, double value);
void sl_svg_measure(struct sl_svg *svg, const char *name, double value);

/*
 * Append text as XML has it. What XML does not allow, and what could hide other text, is '?'.
 * Source: W3C, "Extensible Markup Language (XML) 1.0 (Fifth Edition)", 2008, 2.2 and 2.4.
 */
void sl_svg_text(struct sl_svg *svg, struct sl_str text);

/* A line of text of a class of the style, from a point on its base line. */
void sl_svg_line_of_text(
    struct sl_svg *svg, const char *class, struct sl_svg_point at, struct sl_str text
);

/* How text is broken into lines: at blanks where there are any. */
struct sl_svg_lines {
    const char *class;
    double step;    /* from line to line */
    size_t columns; /* letters of a line */
    size_t most;    /* lines; the last one ends in an ellipsis when there is more */
};

/* The words in `text`, which is then empty, as lines; gives the base line behind the last. */
double
sl_svg_lines_of_text(struct sl_svg *svg, const struct sl_svg_lines *lines, struct sl_svg_point at);

/* A straight line of a class of the style. */
void sl_svg_stroke(
    struct sl_svg *svg, const char *class, struct sl_svg_point from, struct sl_svg_point to
);

/* A symbol, `size` across, with its middle at a point; a cross over one. */
void sl_svg_symbol(
    struct sl_svg *svg,
    const char *class,
    enum sl_svg_shape shape,
    struct sl_svg_point at,
    double size
);
void sl_svg_cross(struct sl_svg *svg, const char *class, struct sl_svg_point at, double size);

#endif
