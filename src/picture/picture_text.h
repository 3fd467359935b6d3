/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_text.h - a picture as text for a terminal.
 *
 * Order of sections: the child's own words, who, what goes on now, family and network, chronology,
 * what is not known, and the records that were shown, by the numbers that stand beside each value.
 */
#ifndef SL_PICTURE_PICTURE_TEXT_H
#define SL_PICTURE_PICTURE_TEXT_H

#include "base/buf.h"
#include "picture/picture.h"

#define SL_PICTURE_MIN_COLUMNS 80u
#define SL_PICTURE_MAX_COLUMNS 120u

/* What is shown, and how. Zeroed but for columns and kind: all, newest first. */
struct sl_picture_view {
    size_t columns; /* of the terminal; brought between the two limits */
    bool oldest_first;
    struct sl_str agency; /* only events that it tells; empty is all */
    unsigned kind;        /* only events of this kind; SL_EVENT_KIND_COUNT is all */
    size_t row_limit;     /* events shown; 0 is all. How many more there are is said */
};

/*
 * Append the picture. Every value stands with the number of its record, "#17". The same picture
 * and view give the same bytes. Errors: those that stick to buf.
 */
void sl_picture_print(
    const struct sl_picture *picture, const struct sl_picture_view *view, struct sl_buf *buf
);

#endif
