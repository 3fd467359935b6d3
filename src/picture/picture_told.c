/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_told.h"

#include "base/array.h"
#include "base/date.h"
#include "base/json.h"
#include "picture/labels.h"
#include "picture/picture_text_impl.h"

void sl_told_span(struct sl_page *page, size_t first, const char *kind, struct sl_str value)
{
    const struct sl_str kept = sl_arena_copy(&page->arena, value);
    if (kept.ptr == NULL ||
        sl_array_room(&page->arena, &page->spans, page->span_count, sizeof *page->spans, NULL) !=
            SL_OK) {
        page->out->status = SL_NO_MEMORY;
        return;
    }
    page->spans[page->span_count++] =
        (struct sl_page_span){ .first = first, .end = page->text.len, .kind = kind, .value = kept };
}

/* A run; span NULL: words. */
static void add_run(struct sl_buf *out, struct sl_str text, const struct sl_page_span *span)
{
    if (out->status != SL_OK || text.len == 0) {
        return;
    }
    sl_buf_add(out, out->ptr[out->len - 1] == '[' ? SL_STR("{") : SL_STR(",{"));
    sl_buf_add(out, SL_STR("\"text\":"));
    sl_json_quote(text, out);
    if (span != NULL) {
        sl_buf_addf(out, ",\"%s\":", span->kind);
        sl_json_quote(span->value, out);
    }
    sl_buf_add_byte(out, '}');
}

/*
 * The cell of the text from `at` to `end`, as runs; the sign that parts what was said before from
 * it is for columns. Returns the first span behind it.
 */
static size_t add_cell(struct sl_page *page, size_t at, size_t end, size_t span)
{
    const struct sl_str text = sl_buf_str(&page->text);
    const struct sl_str sign = SL_STR("; ");
    if (sl_str_starts(sl_str_part(text, at, end - at), sign)) {
        at += sign.len;
    }
    sl_buf_add_byte(page->out, '[');
    for (; span < page->span_count && page->spans[span].end <= end; span++) {
        const struct sl_page_span *next = &page->spans[span];
        add_run(page->out, sl_str_part(text, at, next->first - at), NULL);
        add_run(page->out, sl_str_part(text, next->first, next->end - next->first), next);
        at = next->end;
    }
    add_run(page->out, sl_str_part(text, at, end - at), NULL);
    sl_buf_add_byte(page->out, ']');
    return span;
}

void sl_told_part(struct sl_page *page, const char *part)
{
    sl_buf_add(page->out, page->has_part ? SL_STR("],") : SL_STR(","));
    sl_buf_addf(page->out, "\"%s\":[", part);
    page->has_part = true;
}

void sl_told_row(struct sl_page *page)
{
    struct sl_buf *out = page->out;
    size_t first = 0;
    size_t span = 0;
    if (out->status != SL_OK) {
        return;
    }
    sl_buf_add(out, out->ptr[out->len - 1] == '[' ? SL_STR("") : SL_STR(","));
    sl_buf_add(out, SL_STR("{\"mark\":"));
    sl_json_quote(page->mark, out);
    sl_buf_add(out, SL_STR(",\"cells\":["));
    for (size_t i = 0; i < page->cell_count; i++) {
        sl_buf_add(out, i > 0 ? SL_STR(",") : SL_STR(""));
        span = add_cell(page, first, page->ends[i], span);
        first = page->ends[i];
    }
    sl_buf_add(out, SL_STR("]}"));
}

/* The year of a moment; 0: nobody knows it. */
static int year_of(struct sl_moment moment)
{
    return moment.precision == SL_PRECISION_NONE ? 0 : sl_date_from_days(moment.day).year;
}

void sl_told_year(struct sl_page *page, struct sl_moment start, int *year)
{
    if (year_of(start) == *year) {
        return;
    }
    *year = year_of(start);
    page->mark = SL_STR("year");
    if (*year == 0) {
        sl_page_line(page, SL_STR("no date"));
    } else {
        sl_buf_addf(&page->text, "%d", *year);
        sl_page_end(page);
        sl_page_row(page, NULL, 0);
    }
}

/* A member, out of the text of the page, which is then empty. */
static void add_member(struct sl_page *page, const char *name)
{
    sl_buf_addf(page->out, ",\"%s\":", name);
    sl_json_quote(sl_buf_str(&page->text), page->out);
    if (page->text.status != SL_OK) {
        page->out->status = page->text.status;
    }
    sl_buf_clear(&page->text);
}

static void add_notes(struct sl_page *page)
{
    const struct sl_picture_input *input = page->picture->input;
    sl_buf_add(page->out, SL_STR(",\"notes\":["));
    for (size_t i = 0; i < input->note_count; i++) {
        sl_buf_add(page->out, i > 0 ? SL_STR(",") : SL_STR(""));
        sl_json_quote(input->notes[i], page->out);
    }
    sl_buf_add_byte(page->out, ']');
}

/* Holders are in the order of agencies, which may have several systems. */
static void add_agencies(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    sl_buf_add(page->out, SL_STR(",\"agencies\":["));
    for (size_t i = 0; i < picture->holder_count; i++) {
        const struct sl_str agency = picture->holders[i].agency;
        if (i == 0 || !sl_str_equal(agency, picture->holders[i - 1].agency)) {
            sl_buf_add(page->out, i > 0 ? SL_STR(",") : SL_STR(""));
            sl_json_quote(agency, page->out);
        }
    }
    sl_buf_add_byte(page->out, ']');
}

static void begin_count(struct sl_buf *out)
{
    if (out->status == SL_OK && out->ptr[out->len - 1] != '[') {
        sl_buf_add_byte(out, ',');
    }
}

/* One of several, each with how many events it has. */
static void add_count(struct sl_buf *out, struct sl_str name, struct sl_str words, size_t count)
{
    begin_count(out);
    sl_buf_add(out, SL_STR("{\"name\":"));
    sl_json_quote(name, out);
    sl_buf_add(out, SL_STR(",\"words\":"));
    sl_json_quote(words, out);
    sl_buf_addf(out, ",\"count\":%zu}", count);
}

static void add_kinds(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    sl_buf_add(page->out, SL_STR(",\"kinds\":["));
    for (unsigned kind = 0; kind < SL_EVENT_KIND_COUNT; kind++) {
        const struct sl_term *term = &sl_event_kind_terms()[kind];
        size_t count = 0;
        for (size_t i = 0; i < picture->event_count; i++) {
            count += picture->events[i].entity->kind == kind &&
                     picture->events[i].same_as == SL_PICTURE_NONE;
        }
        if (count > 0) {
            add_count(page->out, term->name, term->words, count);
        }
    }
    sl_buf_add_byte(page->out, ']');
}

static void add_years(struct sl_page *page)
{
    const struct sl_picture *picture = page->picture;
    struct sl_buf *out = page->out;

    sl_buf_add(out, SL_STR(",\"years\":["));
    for (size_t at = picture->event_count; at > 0;) {
        const int year = year_of(picture->events[at - 1].entity->start);
        size_t count = 0;
        for (; at > 0 && year_of(picture->events[at - 1].entity->start) == year; at--) {
            count += picture->events[at - 1].same_as == SL_PICTURE_NONE;
        }
        if (year > 0 && count > 0) {
            begin_count(out);
            sl_buf_addf(out, "{\"name\":\"%d\",\"words\":\"%d\",\"count\":%zu}", year, year, count);
        }
    }
    sl_buf_add_byte(out, ']');
}

void sl_picture_tell(
    const struct sl_picture *picture, const struct sl_picture_view *view, struct sl_buf *buf
)
{
    struct sl_page page;
    sl_page_open(&page, picture, view, buf);
    page.as_rows = true;
    sl_buf_add(buf, SL_STR("{\"child\":"));
    sl_json_quote(picture->input->child, buf);
    sl_picture_add_child_name(picture, &page.text);
    add_member(&page, "name");
    sl_picture_add_life(picture, &page.text);
    add_member(&page, "life");
    sl_page_add_basis(picture, &page.text);
    add_member(&page, "basis");
    sl_buf_add(
        buf,
        picture->input->record_count > 0 ? SL_STR(",\"isOpen\":true") : SL_STR(",\"isOpen\":false")
    );
    add_notes(&page);
    add_agencies(&page);
    add_kinds(&page);
    add_years(&page);
    sl_page_sections(&page);
    sl_buf_add(buf, SL_STR("]}"));
    sl_page_close(&page);
}
