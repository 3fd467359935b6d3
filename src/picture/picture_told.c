/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture_told.h"

#include "base/json.h"
#include "picture/labels.h"
#include "picture/picture_text_impl.h"

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/* Where the number of a record begins, as sl_page_record writes it; the length of the text. */
static size_t find_record(struct sl_str text)
{
    size_t at = 0;
    while (at < text.len && (text.ptr[at] != '#' || (at > 0 && text.ptr[at - 1] != ' ') ||
                             at + 1 == text.len || !is_digit(text.ptr[at + 1]))) {
        at++;
    }
    return at;
}

static void add_run(struct sl_buf *out, const char *kind, struct sl_str text)
{
    if (out->status != SL_OK) {
        return;
    }
    sl_buf_add(out, out->ptr[out->len - 1] == '[' ? SL_STR("{") : SL_STR(",{"));
    sl_buf_addf(out, "\"%s\":", kind);
    sl_json_quote(text, out);
    sl_buf_add_byte(out, '}');
}

/* A cell as runs; the sign that parts what was said before from it is for columns. */
static void add_cell(struct sl_buf *out, struct sl_str text)
{
    const struct sl_str sign = SL_STR("; ");
    if (sl_str_equal(sl_str_part(text, 0, sign.len), sign)) {
        text = sl_str_part(text, sign.len, text.len);
    }
    sl_buf_add_byte(out, '[');
    while (text.len > 0) {
        const size_t at = find_record(text);
        size_t end = at + 1;
        if (at > 0) {
            add_run(out, "text", sl_str_part(text, 0, at));
        }
        while (end < text.len && is_digit(text.ptr[end])) {
            end++;
        }
        if (at < text.len) {
            add_run(out, "record", sl_str_part(text, at + 1, end - at - 1));
        }
        text = sl_str_part(text, end, text.len);
    }
    sl_buf_add_byte(out, ']');
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
    if (out->status != SL_OK) {
        return;
    }
    sl_buf_add(out, out->ptr[out->len - 1] == '[' ? SL_STR("") : SL_STR(","));
    sl_buf_add(out, SL_STR("{\"mark\":"));
    sl_json_quote(page->mark, out);
    sl_buf_add(out, SL_STR(",\"cells\":["));
    for (size_t i = 0; i < page->cell_count; i++) {
        sl_buf_add(out, i > 0 ? SL_STR(",") : SL_STR(""));
        add_cell(out, sl_str_part(sl_buf_str(&page->text), first, page->ends[i] - first));
        first = page->ends[i];
    }
    sl_buf_add(out, SL_STR("]}"));
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
    sl_page_add_life(picture, &page.text);
    add_member(&page, "life");
    sl_page_add_basis(picture, &page.text);
    add_member(&page, "basis");
    add_notes(&page);
    add_agencies(&page);
    sl_page_sections(&page);
    sl_buf_add(buf, SL_STR("]}"));
    sl_page_close(&page);
}
