/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.h - a page while it is being written: where its text goes, and what it needs meanwhile.
 *
 * What the compiled templates call. Errors stick: write freely, ask sl_page_status once at the end.
 * After an error nothing more is written, loops end, and values are undefined.
 */
#ifndef SL_PAGE_PAGE_H
#define SL_PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "page/value.h"

/* How deep macros may call each other. */
#define SL_PAGE_DEPTH_LIMIT 64u

/* Owned by whoever writes the page. */
struct sl_page {
    struct sl_buf *out;
    struct sl_arena *arena;
    enum sl_status status;
    unsigned depth;
};

/*
 * Start.
 *
 *   out    takes the page's text, behind what it already holds; its limit is the page's
 *   arena  takes what is computed on the way; can be reset when the page is done
 *
 * Both are borrowed until the page is done.
 */
void sl_page_init(struct sl_page *page, struct sl_buf *out, struct sl_arena *arena);

/* SL_OK, SL_LIMIT, SL_NO_MEMORY or SL_INVALID: the first thing that went wrong since the start. */
SL_NODISCARD enum sl_status sl_page_status(const struct sl_page *page, struct sl_error *err);

/* Is all well so far? What loops ask before each round. */
bool sl_page_goes_on(const struct sl_page *page);

/* Remember a failure, unless there was one before. */
void sl_page_fail(struct sl_page *page, enum sl_status status);

/* Enter and leave a macro. False, with the status set, when macros are nested too deep. */
bool sl_page_enter(struct sl_page *page);
void sl_page_leave(struct sl_page *page);

/* Write HTML as it is: what a template says between its tags. */
void sl_page_add(struct sl_page *page, struct sl_str html);

/* Write a value: HTML as it is, undefined and null as nothing, all else as text, escaped. */
void sl_page_put(struct sl_page *page, struct sl_value value);

/* Where the text stands now: what is written from here on can be taken back. */
size_t sl_page_mark(const struct sl_page *page);

/* Take back all since the mark: as a text, as HTML, or for good. Undefined after an error. */
struct sl_value sl_page_take_text(struct sl_page *page, size_t mark);
struct sl_value sl_page_take_safe(struct sl_page *page, size_t mark);
void sl_page_drop(struct sl_page *page, size_t mark);

/* A list or map whose items are copied into the page's arena. Undefined after an error. */
struct sl_value sl_page_list(struct sl_page *page, const struct sl_value *items, size_t count);
struct sl_value sl_page_map(struct sl_page *page, const struct sl_member *members, size_t count);

/* Room for `count` values in the page's arena, or NULL with the status set. */
struct sl_value *sl_page_room(struct sl_page *page, size_t count);

#endif
