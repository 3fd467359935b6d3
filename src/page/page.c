/* SPDX-License-Identifier: Apache-2.0 */
#include "page/page.h"

#include <string.h>

#include "page/escape.h"

void sl_page_init(struct sl_page *page, struct sl_buf *out, struct sl_arena *arena)
{
    *page = (struct sl_page){ .out = out, .arena = arena, .status = SL_OK };
}

enum sl_status sl_page_status(const struct sl_page *page, struct sl_error *err)
{
    SL_TRY(sl_buf_status(page->out, err));
    if (page->status == SL_OK) {
        return SL_OK;
    }
    return page->status == SL_NO_MEMORY
               ? sl_fail_memory(err)
               : sl_fail(err, page->status, "the page could not be written");
}

bool sl_page_goes_on(const struct sl_page *page)
{
    return page->status == SL_OK && page->out->status == SL_OK;
}

void sl_page_fail(struct sl_page *page, enum sl_status status)
{
    if (page->status == SL_OK) {
        page->status = status;
    }
}

bool sl_page_enter(struct sl_page *page)
{
    if (page->depth >= SL_PAGE_DEPTH_LIMIT) {
        sl_page_fail(page, SL_LIMIT);
    }
    page->depth += sl_page_goes_on(page);
    return sl_page_goes_on(page);
}

void sl_page_leave(struct sl_page *page)
{
    page->depth--;
}

void sl_page_add(struct sl_page *page, struct sl_str html)
{
    sl_buf_add(page->out, html);
}

void sl_page_put(struct sl_page *page, struct sl_value value)
{
    if (value.kind == SL_VALUE_TEXT) {
        sl_escape_add(page->out, sl_value_str(value));
    } else if (value.kind == SL_VALUE_SAFE) {
        sl_buf_add(page->out, sl_value_str(value));
    } else if (value.kind == SL_VALUE_LIST) {
        const size_t mark = sl_page_mark(page);
        sl_value_print(value, page->out);
        sl_escape_add(page->out, sl_value_str(sl_page_take_text(page, mark)));
    } else if (value.kind != SL_VALUE_UNDEFINED && value.kind != SL_VALUE_NULL) {
        sl_value_print(value, page->out);
    }
}

size_t sl_page_mark(const struct sl_page *page)
{
    return page->out->len;
}

/* When there is no room: was it the arena's limit, or the machine's memory? */
static void fail_room(struct sl_page *page, size_t bytes)
{
    const size_t left = page->arena->limit_bytes - page->arena->used_bytes;
    sl_page_fail(page, bytes > left ? SL_LIMIT : SL_NO_MEMORY);
}

/* The bytes since the mark, copied; nothing when the page does not go on. */
static bool take(struct sl_page *page, size_t mark, struct sl_str *ret_text)
{
    const struct sl_str text = sl_str_part(sl_buf_str(page->out), mark, page->out->len - mark);

    if (!sl_page_goes_on(page)) {
        return false;
    }
    const struct sl_str copy = sl_arena_copy(page->arena, text);
    if (copy.ptr == NULL) {
        fail_room(page, text.len + 1);
        return false;
    }
    sl_buf_cut(page->out, mark);
    *ret_text = copy;
    return true;
}

struct sl_value sl_page_take_text(struct sl_page *page, size_t mark)
{
    struct sl_str text = SL_STR("");
    return take(page, mark, &text) ? sl_value_text(text) : sl_value_undefined();
}

struct sl_value sl_page_take_safe(struct sl_page *page, size_t mark)
{
    struct sl_str text = SL_STR("");
    return take(page, mark, &text) ? sl_value_safe(text) : sl_value_undefined();
}

void sl_page_drop(struct sl_page *page, size_t mark)
{
    sl_buf_cut(page->out, mark);
}

/* `count` items of `item_bytes` in the arena, or NULL with the status set. */
static void *room(struct sl_page *page, size_t count, size_t item_bytes)
{
    void *items = sl_page_goes_on(page) ? sl_arena_alloc(page->arena, count, item_bytes) : NULL;

    if (items == NULL) {
        fail_room(page, count * item_bytes);
    }
    return items;
}

struct sl_value *sl_page_room(struct sl_page *page, size_t count)
{
    return room(page, count, sizeof(struct sl_value));
}

struct sl_value sl_page_list(struct sl_page *page, const struct sl_value *items, size_t count)
{
    struct sl_value *copy = sl_page_room(page, count);

    if (copy == NULL) {
        return sl_value_undefined();
    }
    memcpy(copy, items, count * sizeof(*items));
    return sl_value_list(copy, count);
}

struct sl_value sl_page_map(struct sl_page *page, const struct sl_member *members, size_t count)
{
    struct sl_member *copy = room(page, count, sizeof(*members));

    if (copy == NULL) {
        return sl_value_undefined();
    }
    memcpy(copy, members, count * sizeof(*members));
    return sl_value_map(copy, count);
}
