/* SPDX-License-Identifier: Apache-2.0 */
/*
 * drawn.h - a genogram of the family of kin.h, laid out in one row, and drawn.
 */
#ifndef SL_TESTS_PICTURE_DRAWN_H
#define SL_TESTS_PICTURE_DRAWN_H

#include "kin.h"
#include "picture/genogram_svg.h"

struct drawn {
    struct told told;
    struct sl_genogram genogram;
    struct sl_svg_point persons[SL_GENOGRAM_FAMILY_LIMIT], families[SL_GENOGRAM_FAMILY_LIMIT];
    struct sl_genogram_layout layout;
    struct sl_buf out;
};

static inline void drawn_open(struct drawn *drawn)
{
    told_open(&drawn->told);
    tell_kin(&drawn->told);
    SL_CHECK_OK(
        sl_genogram_make(told_make(&drawn->told), &drawn->told.arena, &drawn->genogram, NULL), NULL
    );
    for (size_t i = 0; i < SL_GENOGRAM_FAMILY_LIMIT; i++) {
        drawn->persons[i] = (struct sl_svg_point){ 100.0 + 200.0 * (double)i, 40.0 };
        drawn->families[i] = (struct sl_svg_point){ 100.0 + 200.0 * (double)i, 80.0 };
    }
    drawn->layout = (struct sl_genogram_layout
    ){ .persons = drawn->persons, .families = drawn->families, .width = 2000, .height = 120 };
    sl_buf_init(&drawn->out, (size_t)1 << 20);
    sl_genogram_svg(&drawn->genogram, &drawn->layout, &drawn->out);
    SL_CHECK_OK(sl_buf_status(&drawn->out, NULL), NULL);
}

static inline void drawn_close(struct drawn *drawn)
{
    sl_buf_finish(&drawn->out);
    told_close(&drawn->told);
}

/* How often a text stands in the drawing. */
static inline size_t drawn_count(const struct drawn *drawn, const char *text)
{
    size_t count = 0;
    for (const char *at = strstr(drawn->out.ptr, text); at != NULL; at = strstr(at + 1, text)) {
        count++;
    }
    return count;
}

#endif
