/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_text_impl.h - what the sections of the page share; for this folder only.
 */
#ifndef SL_PICTURE_PICTURE_TEXT_IMPL_H
#define SL_PICTURE_PICTURE_TEXT_IMPL_H

#include "picture/picture_text.h"
#include "picture/screen.h"

/*
 * A page under way. Cells of a row lie one behind the other in `text` until the row is shown.
 * An error of a part sticks to `out`.
 */
struct sl_page {
    const struct sl_picture *picture;
    const struct sl_picture_view *view;
    struct sl_buf *out;
    struct sl_buf text;
    size_t columns;
    size_t ends[SL_SCREEN_CELL_LIMIT]; /* of the cells' texts */
    size_t cell_count;
    struct sl_arena arena;
};

/* A heading, and words behind it; an empty text has none. */
void sl_page_heading(struct sl_page *page, const char *words);
/* End the cell whose text was appended; add one with a text. */
void sl_page_end(struct sl_page *page);
void sl_page_cell(struct sl_page *page, struct sl_str text);
/*
 * Show the row. Widths are of the cells but the last, which takes what is left.
 *
 *   width_count  at least one less than there are cells
 */
void sl_page_row(struct sl_page *page, const size_t *widths, size_t width_count);
/* Show a line of words, indented like the first cell of rows. */
void sl_page_line(struct sl_page *page, struct sl_str text);

/* Append "#17", or several with blanks between. */
void sl_page_record(struct sl_page *page, size_t record);
void sl_page_sources(struct sl_page *page, const struct sl_picture_sources *sources);

/* The sections. */
void sl_page_now(struct sl_page *page);
void sl_page_who(struct sl_page *page);
void sl_page_network(struct sl_page *page);
void sl_page_chronology(struct sl_page *page);
void sl_page_answers(struct sl_page *page);

#endif
