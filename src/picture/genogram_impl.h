/* SPDX-License-Identifier: Apache-2.0 */
/*
 * genogram_impl.h - what the files that draw a genogram share; for this folder only.
 */
#ifndef SL_PICTURE_GENOGRAM_IMPL_H
#define SL_PICTURE_GENOGRAM_IMPL_H

#include "picture/genogram_svg.h"

/* A drawing under way: the family's box begins at left, top. */
struct sl_genogram_drawing {
    struct sl_svg svg;
    const struct sl_genogram *genogram;
    const struct sl_genogram_layout *layout;
    double left, top;
};

/* Draw the lines between people of the family, and then the people. */
void sl_genogram_draw_family(struct sl_genogram_drawing *drawing);

/* Append somebody of the family in one line of words: name, kin, dates, home. */
void sl_genogram_add_sentence(const struct sl_genogram *genogram, size_t index, struct sl_buf *buf);

/* Append the numbers of the records that tie somebody to the child, the first few. */
void sl_genogram_add_sources(const struct sl_genogram *genogram, size_t tie, struct sl_buf *buf);

#endif
