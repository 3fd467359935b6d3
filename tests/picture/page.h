/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.h - a picture printed, and what stands in it.
 */
#ifndef SL_TESTS_PICTURE_PAGE_H
#define SL_TESTS_PICTURE_PAGE_H

#include <stdio.h>

#include "family.h"
#include "picture/picture_text.h"

static inline void page_print(struct told *told, struct sl_picture_view view, struct sl_buf *out)
{
    sl_buf_init(out, (size_t)1 << 20);
    sl_picture_print(told_make(told), &view, out);
    SL_CHECK_OK(sl_buf_status(out, NULL), NULL);
}

/* Each text stands in the page, behind the one before. */
static inline void page_has(const struct sl_buf *out, const char *const *texts, size_t count)
{
    const char *at = out->ptr;
    for (size_t i = 0; i < count; i++) {
        const char *next = strstr(at, texts[i]);
        if (next == NULL) {
            (void)fprintf(stderr, "%s", out->ptr);
            fail_msg("not there, or not in its place: %s", texts[i]);
        } else {
            at = next + 1;
        }
    }
}

#define PAGE_HAS(out, ...)                                                  \
    page_has(                                                               \
        (out),                                                              \
        (const char *const[]){ __VA_ARGS__ },                               \
        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *) \
    )

#endif
