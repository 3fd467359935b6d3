/* SPDX-License-Identifier: Apache-2.0 */
/*
 * screen.h - columns of text on a terminal, whatever the text.
 *
 * What a terminal would obey or could not show (control characters, marks that turn the direction
 * of writing, bytes that are not UTF-8) is shown as "?", so that no record can rewrite the screen.
 */
#ifndef SL_PICTURE_SCREEN_H
#define SL_PICTURE_SCREEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* The most columns of a row. */
#define SL_SCREEN_CELL_LIMIT 12

/* A text and how many columns of the terminal it may take; at least 2. */
struct sl_screen_cell {
    struct sl_str text;
    size_t width;
};

/*
 * Append a row: cells side by side, one blank between, each broken over as many lines as it needs,
 * at blanks where there are any; nothing is cut off. No blanks stand at the end of a line. An
 * empty row is an empty line.
 *
 *   count  at most SL_SCREEN_CELL_LIMIT
 */
void sl_screen_row(struct sl_buf *buf, const struct sl_screen_cell *cells, size_t count);

/*
 * How many columns a text takes: two for wide East Asian letters, none for combining marks.
 * Source: Unicode 15, EastAsianWidth (W, F) and general categories Mn and Me, by their main blocks.
 */
size_t sl_screen_width(struct sl_str text);

/*
 * Take the part of *text that fits into so many columns (at least 2), up to a blank where there is
 * one, and move *text behind it and the blanks that follow.
 */
struct sl_str sl_screen_take_line(struct sl_str *text, size_t width);

/* The letter to show for one: itself, or '?' where a terminal would obey it or could hide it. */
uint32_t sl_screen_letter(uint32_t point);

#endif
