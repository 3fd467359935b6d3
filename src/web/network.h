/* SPDX-License-Identifier: Apache-2.0 */
/*
 * network.h - people and the records that tie them, as a drawing.
 *
 * People stand on the left and records on the right, each in a line; a line joins who is in what.
 * Circles and squares tell them apart, and not colours. The page has the same as a list, for who
 * does not see the drawing, and beyond its limits.
 */
#ifndef SL_WEB_NETWORK_H
#define SL_WEB_NETWORK_H

#include "web/visit.h"

/* The most of each side that are drawn. */
#define SL_NETWORK_LIMIT 16u

/* Is the person `left` in the record `right`? */
typedef bool sl_network_joined_fn(const void *context, size_t left, size_t right);

/* What is drawn. Borrowed for the call. */
struct sl_network {
    const struct sl_str *left, *right; /* what stands beside the circles and the squares */
    size_t left_count, right_count;
    sl_network_joined_fn *joined;
    const void *context;
};

/*
 * The drawing for a template: { width, height, people, records, lines }, in units of the drawing; a
 * node is { x, y, text }, a line { x1, y1, x2, y2 }. Undefined when a side has nobody, or more than
 * are drawn.
 */
struct sl_value sl_network_value(struct sl_visit *visit, const struct sl_network *network);

#endif
