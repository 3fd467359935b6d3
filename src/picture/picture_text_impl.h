/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_text_impl.h - what the sections of the page share; for this folder only.
 */
#ifndef SL_PICTURE_PICTURE_TEXT_IMPL_H
#define SL_PICTURE_PICTURE_TEXT_IMPL_H

#include "picture/picture_text.h"
#include "picture/screen.h"

/*
 * Letters of a row that stand for something: of rows they are a run of their own, with what they
 * stand for.
 */
struct sl_page_span {
    size_t first, end; /* in the text */
    const char *kind;  /* "record", "agency", "person" */
    struct sl_str value;
};

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
    struct sl_page_span *spans; /* of the row under way, in the order of the text; of rows only */
    size_t span_count;
    struct sl_arena arena;
    bool as_rows;       /* what is shown is JSON (picture_told.h), and not columns */
    bool has_part;      /* of rows: a part has begun */
    struct sl_str mark; /* of the row under way, for rows; empty: none */
};

/* Begin and end a page, with nothing in it; and all its sections, in their order. */
void sl_page_open(
    struct sl_page *page,
    const struct sl_picture *picture,
    const struct sl_picture_view *view,
    struct sl_buf *out
);
void sl_page_close(struct sl_page *page);
void sl_page_sections(struct sl_page *page);

/* Append of which day the picture is, and from how many records. */
void sl_page_add_basis(const struct sl_picture *picture, struct sl_buf *text);

/* Begin a section: its name for rows, its heading. */
void sl_page_heading(struct sl_page *page, const char *part, const char *words);
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

/* Append "#17", or several with blanks between; an agency; what somebody is called. */
void sl_page_record(struct sl_page *page, size_t record);
void sl_page_sources(struct sl_page *page, const struct sl_picture_sources *sources);
void sl_page_agency(struct sl_page *page, struct sl_str agency);
void sl_page_person(struct sl_page *page, const struct sl_picture_person *person);

/*
 * Where rows are told: a part begins; a row, of the cells in the text; what the text from `first`
 * on stands for; events of another year begin.
 */
void sl_told_part(struct sl_page *page, const char *part);
void sl_told_row(struct sl_page *page);
void sl_told_span(struct sl_page *page, size_t first, const char *kind, struct sl_str value);
void sl_told_year(struct sl_page *page, struct sl_moment start, int *year);

/* The sections. */
void sl_page_now(struct sl_page *page);
void sl_page_who(struct sl_page *page);
void sl_page_network(struct sl_page *page);
void sl_page_chronology(struct sl_page *page);
void sl_page_answers(struct sl_page *page);

#endif
