/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_text.h - a picture as text for a terminal: one page, made to be read aloud.
 *
 * Order of sections: the child's own words, what goes on now, who the child is, family and network,
 * chronology, what is not known, and who holds records. Every statement stands with the numbers of
 * its records; what several sources say of one thing stands once, with all of them.
 */
#ifndef SL_PICTURE_PICTURE_TEXT_H
#define SL_PICTURE_PICTURE_TEXT_H

#include "base/buf.h"
#include "picture/picture.h"

#define SL_PICTURE_MIN_COLUMNS 80u
#define SL_PICTURE_MAX_COLUMNS 120u

/* What is shown, and how. Zeroed: all, newest first, in the fewest columns. Borrowed. */
struct sl_picture_view {
    size_t columns; /* of the terminal; brought between the two limits */
    bool oldest_first;
    const struct sl_str *agencies; /* only events that one of these tells; none: all */
    size_t agency_count;
    const unsigned *kinds; /* only events of one of these kinds (enum sl_event_kind); none: all */
    size_t kind_count;
    int32_t since, until; /* only events that began on these days or between (from 1); 0: all */
    size_t row_limit;     /* events, and people of the network; 0: all. How many more is said */
};

/*
 * Append the picture. The same picture and view give the same bytes.
 * Errors: those that stick to buf.
 */
void sl_picture_print(
    const struct sl_picture *picture, const struct sl_picture_view *view, struct sl_buf *buf
);

#endif
