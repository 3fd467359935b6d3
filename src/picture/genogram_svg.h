/* SPDX-License-Identifier: Apache-2.0 */
/*
 * genogram_svg.h - a genogram as a drawing: SVG that stands alone.
 *
 * Where people stand comes from outside (a layout is not our business); what is drawn there is
 * ours to the last line, so no text of a record is ever read as anything but text. The drawing has
 * a title, and a description which says in words what it shows; it refers to nothing outside.
 *
 * Source of the format: W3C, "Scalable Vector Graphics (SVG) 1.1 (Second Edition)", 2011; of the
 * names for those who cannot see it: W3C, "SVG Accessibility API Mappings", 2018.
 */
#ifndef SL_PICTURE_GENOGRAM_SVG_H
#define SL_PICTURE_GENOGRAM_SVG_H

#include "base/buf.h"
#include "picture/genogram.h"

/* Sizes in points: a person is a symbol with its text beside it. */
#define SL_GENOGRAM_SYMBOL     40.0
#define SL_GENOGRAM_BOX_WIDTH  190.0
#define SL_GENOGRAM_BOX_HEIGHT 84.0

/*
 * Where everybody stands: the middle of a person's box, and the point below which a family's
 * children are. One place for each of the genogram's; all within width and height.
 */
struct sl_genogram_layout {
    const struct sl_svg_point *persons, *families;
    double width, height;
};

/*
 * Append the drawing as one SVG document. Letters that could hide others, and what XML does not
 * allow, become '?'. The same genogram and layout give the same bytes.
 * Errors: those that stick to buf.
 */
void sl_genogram_svg(
    const struct sl_genogram *genogram, const struct sl_genogram_layout *layout, struct sl_buf *buf
);

#endif
