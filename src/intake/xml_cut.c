/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/xml_cut.h"

#include <string.h>

enum markup { MARKUP_NONE, MARKUP_OTHER, MARKUP_START, MARKUP_END, MARKUP_WHOLE, MARKUP_TYPE };

/* One piece of markup: where it begins and ends in the window. */
struct tag {
    enum markup kind;
    size_t first, end;
    struct sl_str name;
};

/* Kinds of markup whose end is a fixed text. */
static const struct {
    struct sl_str begin, end;
    enum markup kind;
} fixed[] = {
    {{ "<!--", 4 },       { "-->", 3 }, MARKUP_OTHER},
    { { "<![CDATA[", 9 }, { "]]>", 3 }, MARKUP_OTHER},
    { { "<?", 2 },        { "?>", 2 },  MARKUP_OTHER},
    { { "<!", 2 },        { ">", 1 },   MARKUP_TYPE },
};

/* Where a tag ends that begins at `first`: behind its '>', or SIZE_MAX. Quotes may hold one. */
static size_t tag_end(struct sl_str window, size_t first)
{
    char quote = '\0';
    for (size_t i = first + 1; i < window.len; i++) {
        const char byte = window.ptr[i];
        if (quote != '\0') {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (byte == '>') {
            return i + 1;
        }
    }
    return SIZE_MAX;
}

static struct sl_str tag_name(struct sl_str tag)
{
    size_t len = 0;
    while (len < tag.len && strchr(" \t\r\n/>", tag.ptr[len]) == NULL) {
        len++;
    }
    return sl_str_part(tag, 0, len);
}

/* Look at the markup at window[first]; false when its end is not in the window. */
static bool look_at(struct sl_str window, size_t first, struct tag *ret_tag)
{
    const struct sl_str rest = sl_str_part(window, first, window.len - first);
    *ret_tag = (struct tag){ .first = first };
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        if (!sl_str_starts(rest, fixed[i].begin)) {
            /* Too little to tell yet: "<!" may become a comment. */
            if (rest.len < fixed[i].begin.len && sl_str_starts(fixed[i].begin, rest)) {
                return false;
            }
            continue;
        }
        const size_t skip = fixed[i].begin.len;
        const struct sl_str inside = sl_str_part(rest, skip, rest.len - skip);
        const size_t found = sl_str_find(inside, fixed[i].end);
        ret_tag->kind = fixed[i].kind;
        ret_tag->end = first + skip + found + fixed[i].end.len;
        return found < inside.len || fixed[i].kind == MARKUP_TYPE;
    }
    ret_tag->end = tag_end(window, first);
    if (ret_tag->end == SIZE_MAX) {
        return false;
    }
    const struct sl_str tag = sl_str_part(rest, 1, ret_tag->end - first - 1);
    const bool is_end = tag.ptr[0] == '/';
    const bool is_whole = tag.len > 1 && tag.ptr[tag.len - 2] == '/';
    ret_tag->kind = is_end ? MARKUP_END : is_whole ? MARKUP_WHOLE : MARKUP_START;
    ret_tag->name = tag_name(is_end ? sl_str_part(tag, 1, tag.len - 1) : tag);
    return true;
}

/* Take bytes off the window's front, counting their lines. */
static void take(struct sl_xml_cut *cut, struct sl_stream *stream, size_t count)
{
    const struct sl_str gone = sl_str_part(sl_stream_window(stream), 0, count);
    for (size_t i = 0; i < gone.len; i++) {
        cut->line += gone.ptr[i] == '\n' ? 1 : 0;
    }
    sl_stream_take(stream, count);
    cut->at -= count < cut->at ? count : cut->at;
}

/* Read on. What is in front of `keep` is of no use; an element that is too long is dropped. */
static enum sl_status
read_on(struct sl_xml_cut *cut, struct sl_stream *stream, size_t keep, struct sl_error *err)
{
    if (!cut->is_inside) {
        take(cut, stream, keep);
    }
    const enum sl_status status = sl_stream_more(stream, err);
    if (status != SL_LIMIT) {
        return status;
    }
    cut->is_too_long = cut->is_inside;
    take(cut, stream, keep > cut->at ? keep : sl_stream_window(stream).len);
    cut->at = 0;
    return sl_stream_more(stream, err);
}

/* The next piece of markup from cut->at on; kind MARKUP_NONE at the end of the file. */
static enum sl_status next_tag(
    struct sl_xml_cut *cut,
    struct sl_stream *stream,
    bool is_kept,
    struct tag *ret_tag,
    struct sl_error *err
)
{
    for (;;) {
        const struct sl_str window = sl_stream_window(stream);
        const char *from = window.ptr + cut->at;
        const char *found = window.len == cut->at ? NULL : memchr(from, '<', window.len - cut->at);
        const size_t first = found == NULL ? window.len : (size_t)(found - window.ptr);
        if (found != NULL && look_at(window, first, ret_tag)) {
            cut->at = ret_tag->end;
            return ret_tag->kind == MARKUP_TYPE
                       ? sl_fail(err, SL_INVALID, "the file has a document type; none is wanted")
                       : SL_OK;
        }
        if (stream->at_end) {
            *ret_tag = (struct tag){ .kind = MARKUP_NONE, .first = window.len, .end = window.len };
            return SL_OK;
        }
        if (is_kept) {
            SL_TRY(sl_stream_more(stream, err));
        } else {
            SL_TRY(read_on(cut, stream, first, err));
        }
    }
}

enum sl_status sl_xml_cut_open(
    struct sl_xml_cut *cut,
    struct sl_stream *stream,
    struct sl_str root,
    struct sl_buf *before,
    struct sl_error *err
)
{
    bool has_root = false;
    struct tag tag;
    for (;;) {
        SL_TRY(next_tag(cut, stream, true, &tag, err));
        const bool is_element = sl_str_equal(tag.name, cut->name);
        if (tag.kind == MARKUP_NONE || is_element) {
            break;
        }
        if (!has_root && tag.kind != MARKUP_OTHER && !sl_str_equal(tag.name, root)) {
            break;
        }
        has_root = has_root || sl_str_equal(tag.name, root);
    }
    if (!has_root) {
        (void)sl_fail(err, SL_INVALID, "'%s' is another kind of file", stream->path);
        sl_fail_detail(err, "its first element is not '%.*s'", SL_STR_ARG(root));
        return SL_INVALID;
    }
    sl_buf_add(before, sl_str_part(sl_stream_window(stream), 0, tag.first));
    cut->at = tag.first;
    take(cut, stream, tag.first);
    return sl_buf_status(before, err);
}

/* Go on to the start of the next of our elements, or to the end of the file. */
static enum sl_status find_start(
    struct sl_xml_cut *cut, struct sl_stream *stream, struct tag *ret_tag, struct sl_error *err
)
{
    do {
        take(cut, stream, cut->at);
        SL_TRY(next_tag(cut, stream, false, ret_tag, err));
        if (ret_tag->kind == MARKUP_NONE) {
            return SL_OK;
        }
    } while ((ret_tag->kind != MARKUP_START && ret_tag->kind != MARKUP_WHOLE) ||
             !sl_str_equal(ret_tag->name, cut->name));
    take(cut, stream, ret_tag->first);
    ret_tag->end -= ret_tag->first;
    ret_tag->first = 0;
    return SL_OK;
}

/* From behind a start on: the end of the element, another start of one, or the file's end. */
static enum sl_status find_end(
    struct sl_xml_cut *cut, struct sl_stream *stream, struct tag *ret_tag, struct sl_error *err
)
{
    do {
        SL_TRY(next_tag(cut, stream, false, ret_tag, err));
    } while (ret_tag->kind != MARKUP_NONE && !sl_str_equal(ret_tag->name, cut->name));
    return SL_OK;
}

enum sl_status sl_xml_cut_next(
    struct sl_xml_cut *cut,
    struct sl_stream *stream,
    enum sl_xml_piece *ret_piece,
    struct sl_str *ret_text,
    uint64_t *ret_line,
    struct sl_error *err
)
{
    struct tag tag;
    bool is_broken = false;
    SL_TRY(find_start(cut, stream, &tag, err));
    if (tag.kind == MARKUP_NONE) {
        *ret_piece = SL_XML_NO_MORE;
        return SL_OK;
    }
    cut->is_too_long = false;
    if (tag.kind == MARKUP_START) {
        cut->is_inside = true;
        SL_TRY(find_end(cut, stream, &tag, err));
        cut->is_inside = false;
        is_broken = tag.kind != MARKUP_END;
    }
    cut->at = is_broken ? tag.first : tag.end;
    *ret_line = cut->line + 1;
    *ret_text = sl_str_part(sl_stream_window(stream), 0, cut->at);
    *ret_piece = cut->is_too_long ? SL_XML_TOO_LONG : is_broken ? SL_XML_BROKEN : SL_XML_ELEMENT;
    return SL_OK;
}

enum sl_status sl_xml_cut_split(
    struct sl_xml_cut *cut,
    struct sl_splitter *splitter,
    struct sl_str layout,
    struct sl_split *ret_split,
    struct sl_error *err
)
{
    enum sl_xml_piece piece = SL_XML_NO_MORE;
    struct sl_reading reading = { .layout = layout };
    uint64_t line = 0;
    SL_TRY(sl_xml_cut_next(cut, &splitter->stream, &piece, &reading.body, &line, err));
    switch (piece) {
    case SL_XML_NO_MORE:
        *ret_split = (struct sl_split){ .step = SL_SPLIT_END };
        return SL_OK;
    case SL_XML_TOO_LONG:
        reading.body = sl_str_part(reading.body, 0, SL_SPLIT_SHOWN_BYTES);
        (void)sl_fail(&splitter->fault, SL_LIMIT, "the element is too long");
        sl_splitter_reject(splitter, &reading, line, true, ret_split);
        return SL_OK;
    case SL_XML_BROKEN:
        (void)sl_fail(&splitter->fault, SL_INVALID, "the element has no end");
        sl_splitter_reject(splitter, &reading, line, false, ret_split);
        return SL_OK;
    case SL_XML_ELEMENT:
        break;
    }
    sl_splitter_reset(splitter);
    return sl_splitter_take(splitter, &reading, line, ret_split, err);
}
