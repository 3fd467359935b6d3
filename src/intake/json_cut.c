/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_cut.h"

#include <string.h>

/* What one byte has shown. */
enum step { STEP_ON, STEP_BEGUN, STEP_WHOLE, STEP_STRAY };

/* Depths behind the base of a Bundle: in itself, in its list of entries, in an entry. */
#define IN_BUNDLE 1u
#define IN_ENTRY  3u

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Take bytes off the window's front, counting their lines. */
static void take(struct sl_json_cut *cut, struct sl_stream *stream, size_t count)
{
    const struct sl_str gone = sl_str_part(sl_stream_window(stream), 0, count);
    for (size_t i = 0; i < gone.len; i++) {
        cut->line += gone.ptr[i] == '\n' ? 1 : 0;
    }
    sl_stream_take(stream, count);
    cut->at -= count < cut->at ? count : cut->at;
}

static enum sl_json_cut_name last_name(const struct sl_json_cut *cut)
{
    static const struct sl_str names[] = {
        [SL_JSON_CUT_OTHER] = {"",              0 },
          [SL_JSON_CUT_TYPE] = { "resourceType", 12},
        [SL_JSON_CUT_ENTRY] = { "entry",        5 },
          [SL_JSON_CUT_RESOURCE] = { "resource",     8 },
        [SL_JSON_CUT_BUNDLE] = { "Bundle",       6 },
    };
    const struct sl_str name = { .ptr = cut->name, .len = cut->name_len };
    for (unsigned i = SL_JSON_CUT_TYPE; i < sizeof names / sizeof names[0]; i++) {
        if (sl_str_equal(names[i], name)) {
            return i;
        }
    }
    return SL_JSON_CUT_OTHER;
}

/* Where the name of the last member at this depth is kept; NULL when it does not matter. */
static enum sl_json_cut_name *member_slot(struct sl_json_cut *cut)
{
    const unsigned depth = cut->depth - cut->base;
    const bool matters = cut->is_bundle ? !cut->is_inside : cut->is_inside && !cut->is_typed;
    return matters && cut->depth > cut->base && depth <= IN_ENTRY ? &cut->member[depth] : NULL;
}

/* What seemed a record is a Bundle. */
static void begin_bundle(struct sl_json_cut *cut)
{
    cut->is_inside = false;
    cut->is_too_long = false;
    cut->is_bundle = true;
}

/* A byte of a text. */
static void step_text(struct sl_json_cut *cut, char byte)
{
    if (!cut->is_slash && byte == '"') {
        cut->is_text = false;
        const bool in_root = cut->is_inside && !cut->is_typed && cut->depth == cut->base + 1;
        if (in_root && cut->member[IN_BUNDLE] == SL_JSON_CUT_TYPE) {
            cut->is_typed = true;
            if (last_name(cut) == SL_JSON_CUT_BUNDLE) {
                begin_bundle(cut);
            }
        }
        return;
    }
    cut->is_slash = !cut->is_slash && byte == '\\';
    if (cut->name_len < SL_JSON_CUT_NAME_BYTES) {
        cut->name[cut->name_len++] = byte;
    }
}

static enum step step_open(struct sl_json_cut *cut, char byte)
{
    const bool in_list = cut->depth == 1 && cut->is_list;
    enum step step = STEP_ON;
    if (cut->is_inside) {
        if (byte == '[' && !cut->is_typed && cut->depth == cut->base + 1 &&
            cut->member[IN_BUNDLE] == SL_JSON_CUT_ENTRY) {
            begin_bundle(cut);
        }
    } else if (cut->is_bundle) {
        if (cut->depth == cut->base + IN_ENTRY && cut->member[IN_BUNDLE] == SL_JSON_CUT_ENTRY &&
            cut->member[IN_ENTRY] == SL_JSON_CUT_RESOURCE) {
            cut->is_inside = true;
            step = STEP_BEGUN;
        }
    } else if (in_list || (cut->depth == 0 && byte == '{')) {
        cut->is_inside = true;
        cut->is_typed = !cut->has_bundles;
        cut->base = cut->depth;
        step = STEP_BEGUN;
    } else if (cut->depth == 0) {
        cut->is_list = true;
    }
    cut->depth++;
    if (cut->depth - cut->base <= IN_ENTRY) {
        cut->member[cut->depth - cut->base] = SL_JSON_CUT_OTHER;
    }
    return step;
}

static enum step step_close(struct sl_json_cut *cut)
{
    if (cut->depth == 0) {
        return STEP_STRAY;
    }
    cut->depth--;
    if (cut->is_inside) {
        const unsigned around = cut->is_bundle ? cut->base + IN_ENTRY : cut->base;
        cut->is_inside = cut->depth > around;
        return cut->is_inside ? STEP_ON : STEP_WHOLE;
    }
    cut->is_bundle = cut->is_bundle && cut->depth > cut->base;
    cut->is_list = cut->is_list && cut->depth > 0;
    return STEP_ON;
}

static enum step step(struct sl_json_cut *cut, char byte)
{
    enum sl_json_cut_name *member = NULL;
    if (cut->is_text) {
        step_text(cut, byte);
        return STEP_ON;
    }
    switch (byte) {
    case '{':
    case '[':
        return step_open(cut, byte);
    case '}':
    case ']':
        return step_close(cut);
    case ':':
    case ',':
        member = member_slot(cut);
        if (member != NULL) {
            *member = byte == ':' ? last_name(cut) : SL_JSON_CUT_OTHER;
        }
        break;
    default:
        break;
    }
    /* Between records there are only commas and blanks. */
    const bool is_between =
        !cut->is_inside && !cut->is_bundle && cut->depth == (cut->is_list ? 1u : 0u);
    if (is_between && byte != ',' && !is_blank(byte)) {
        return STEP_STRAY;
    }
    if (byte == '"') {
        cut->is_text = true;
        cut->is_slash = false;
        cut->name_len = 0;
    }
    return STEP_ON;
}

/* Look at the window from cut->at on, until something is shown or the window ends. */
static enum step look(struct sl_json_cut *cut, struct sl_str window)
{
    while (cut->at < window.len) {
        const enum step shown = step(cut, window.ptr[cut->at]);
        if (shown != STEP_ON) {
            return shown;
        }
        cut->at++;
    }
    return STEP_ON;
}

/* Read on. What is in front of cut->at is of no use outside of a record. */
static enum sl_status
read_on(struct sl_json_cut *cut, struct sl_stream *stream, struct sl_error *err)
{
    if (!cut->is_inside) {
        take(cut, stream, cut->at);
    }
    const enum sl_status status = sl_stream_more(stream, err);
    if (status != SL_LIMIT) {
        return status;
    }
    cut->is_too_long = true;
    take(cut, stream, cut->at);
    return sl_stream_more(stream, err);
}

/* What is no object where one is wanted: until the next that could be one, or the line's end. */
static void cut_stray(struct sl_json_cut *cut, struct sl_str window)
{
    do {
        cut->at++;
    } while (cut->at < window.len && strchr("{[\n", window.ptr[cut->at]) == NULL);
}

/* The file has ended. */
static enum sl_json_piece end_piece(struct sl_json_cut *cut)
{
    if (cut->is_inside) {
        cut->is_inside = false;
        cut->is_ended = true;
        return cut->is_too_long ? SL_JSON_TOO_LONG : SL_JSON_BROKEN;
    }
    if (cut->depth > 0 && !cut->is_ended) {
        cut->is_ended = true;
        return SL_JSON_CUT_OFF;
    }
    return SL_JSON_NO_MORE;
}

/* Go on until something is found, or the file ends: what and where cut->at says. */
static enum sl_status find_piece(
    struct sl_json_cut *cut, struct sl_stream *stream, enum step *ret_shown, struct sl_error *err
)
{
    for (;;) {
        *ret_shown = look(cut, sl_stream_window(stream));
        if (*ret_shown == STEP_BEGUN) {
            take(cut, stream, cut->at);
            cut->at = 1;
            cut->first_line = cut->line + 1;
        } else if (*ret_shown == STEP_ON && !stream->at_end) {
            SL_TRY(read_on(cut, stream, err));
        } else {
            return SL_OK;
        }
    }
}

enum sl_status sl_json_cut_next(
    struct sl_json_cut *cut,
    struct sl_stream *stream,
    enum sl_json_piece *ret_piece,
    struct sl_str *ret_text,
    uint64_t *ret_line,
    struct sl_error *err
)
{
    /* The record that was given last. */
    take(cut, stream, cut->at);
    cut->is_too_long = false;
    enum step shown = STEP_ON;
    SL_TRY(find_piece(cut, stream, &shown, err));
    if (shown == STEP_STRAY) {
        take(cut, stream, cut->at);
        cut_stray(cut, sl_stream_window(stream));
        *ret_piece = SL_JSON_BROKEN;
    } else if (shown == STEP_WHOLE) {
        cut->at++;
        *ret_piece = cut->is_too_long ? SL_JSON_TOO_LONG : SL_JSON_RECORD;
    } else {
        take(cut, stream, cut->is_inside ? 0 : sl_stream_window(stream).len);
        *ret_piece = end_piece(cut);
    }
    const bool is_given = *ret_piece != SL_JSON_TOO_LONG;
    *ret_line = *ret_piece == SL_JSON_RECORD || !is_given ? cut->first_line : cut->line + 1;
    *ret_text = sl_str_part(sl_stream_window(stream), 0, is_given ? cut->at : 0);
    return SL_OK;
}

enum sl_status sl_json_cut_split(
    struct sl_json_cut *cut,
    struct sl_splitter *splitter,
    struct sl_split *ret_split,
    struct sl_error *err
)
{
    static const char *const reasons[] = {
        [SL_JSON_BROKEN] = "this is no object, or one that has no end",
        [SL_JSON_TOO_LONG] = "the object is too long",
        [SL_JSON_CUT_OFF] = "the file ends inside of its list or Bundle",
    };
    struct sl_reading reading = { .facts = NULL };
    enum sl_json_piece piece = SL_JSON_NO_MORE;
    uint64_t line = 0;
    SL_TRY(sl_json_cut_next(cut, &splitter->stream, &piece, &reading.body, &line, err));
    switch (piece) {
    case SL_JSON_NO_MORE:
        *ret_split = (struct sl_split){ .step = SL_SPLIT_END };
        return SL_OK;
    case SL_JSON_BROKEN:
    case SL_JSON_TOO_LONG:
    case SL_JSON_CUT_OFF:
        (void)sl_fail(
            &splitter->fault,
            piece == SL_JSON_TOO_LONG ? SL_LIMIT : SL_INVALID,
            "%s",
            reasons[piece]
        );
        sl_splitter_reject(splitter, &reading, line, piece == SL_JSON_TOO_LONG, ret_split);
        return SL_OK;
    case SL_JSON_RECORD:
        break;
    }
    sl_splitter_reset(splitter);
    return sl_splitter_take(splitter, &reading, line, ret_split, err);
}
