/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_told.h - a picture as rows of words, as JSON: what the one page says, for other pages.
 *
 * The same sections and words as picture_text.h, in the same order; how they look is for whoever
 * shows them. It is not the picture's data: that is picture_json.h.
 */
#ifndef SL_PICTURE_PICTURE_TOLD_H
#define SL_PICTURE_PICTURE_TOLD_H

#include "base/buf.h"
#include "picture/picture_text.h"

/*
 * Append an object:
 *
 *   child, name, life, basis   texts: the id, who it is, "14 years old, born ...", from what
 *   isOpen                     may the reader read any record?
 *   notes, agencies            lists of texts; agencies that hold records of the child
 *   kinds, years               of all events { name, words, count }: by kind; latest year first
 *   words, now, who, network, chronology, gaps, holders, answers
 *                              sections: lists of rows { mark, cells }; answers only where the
 *                              reader may not see everything
 *
 * A cell is a list of runs: { text }, with `record`, `agency` or `person` where the text stands for
 * one: its number, its name, the id of a child. A row of one cell is a sentence, or, with the mark
 * "year", the year of the events behind it. Cells:
 *
 *   now, chronology  when, what, what is said of it, who tells
 *   who              attribute or none, as the row before; a word of columns; value; who says so.
 *                    The mark is "differs", "earlier", or what is known (labels.h)
 *   answers          agencies or none; the answer; of what. The mark is the name of the answer
 *   network          circle or none; name; age; a reason each. The mark is "stated" or "inferred"
 *
 * Errors: those that stick to buf.
 */
void sl_picture_tell(
    const struct sl_picture *picture, const struct sl_picture_view *view, struct sl_buf *buf
);

#endif
