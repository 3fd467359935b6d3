/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page_text.h - a page to write to in tests, and what values look like as text.
 */
#ifndef SL_TESTS_PAGE_TEXT_H
#define SL_TESTS_PAGE_TEXT_H

#include "page/page.h"
#include "support/support.h"

#define PAGE_LIMIT_BYTES ((size_t)1 << 20)

/* A page with its own memory. */
struct page_text {
    struct sl_buf out;
    struct sl_arena arena;
    struct sl_page page;
};

static inline void page_text_open(struct page_text *text)
{
    sl_buf_init(&text->out, PAGE_LIMIT_BYTES);
    sl_arena_init(&text->arena, PAGE_LIMIT_BYTES);
    sl_page_init(&text->page, &text->out, &text->arena);
}

static inline void page_text_close(struct page_text *text)
{
    sl_buf_finish(&text->out);
    sl_arena_finish(&text->arena);
}

static inline struct sl_value text_of(const char *text)
{
    return sl_value_text(sl_str_from(text));
}

static inline struct sl_value safe_of(const char *html)
{
    return sl_value_safe(sl_str_from(html));
}

/* The value must be of this kind and print as this; the page must be empty and well. */
static inline void
check_value(struct page_text *text, struct sl_value value, enum sl_value_kind kind, const char *as)
{
    struct sl_error err;

    SL_CHECK_OK(sl_page_status(&text->page, &err), &err);
    SL_CHECK_U64(text->out.len, 0);
    SL_CHECK_I64(value.kind, kind);
    sl_value_print(value, &text->out);
    SL_CHECK_STR(sl_buf_str(&text->out), as);
    sl_buf_clear(&text->out);
}

#endif
