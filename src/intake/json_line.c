/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_line.h"

enum sl_status sl_json_line_open(struct sl_splitter *splitter, struct sl_error *err)
{
    const char *path = splitter->stream.path;
    for (;;) {
        const struct sl_str text = sl_str_trim(sl_stream_window(&splitter->stream));
        if (text.len > 0) {
            if (text.ptr[0] == '{') {
                return SL_OK;
            }
            (void)sl_fail(
                err,
                SL_INVALID,
                "'%s' is not a file of %.*s",
                path,
                SL_STR_ARG(splitter->format->name)
            );
            sl_fail_detail(err, "its first line does not begin with {");
            sl_fail_hint(err, "Each line must be one JSON object.");
            return SL_INVALID;
        }
        if (splitter->stream.at_end || splitter->stream.read_bytes >= SL_STREAM_BLOCK_BYTES) {
            return SL_OK;
        }
        SL_TRY(sl_stream_more(&splitter->stream, err));
    }
}

enum sl_status
sl_json_line_next(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    struct sl_line line;
    bool more = false;
    SL_TRY(sl_stream_line(&splitter->stream, &splitter->line, &line, &more, err));
    if (!more) {
        *ret_split = (struct sl_split){ .step = SL_SPLIT_END };
        return SL_OK;
    }
    if (line.too_long) {
        sl_splitter_reject_long(splitter, &line, ret_split);
        return SL_OK;
    }
    sl_splitter_reset(splitter);
    struct sl_reading reading = { .body = line.text };
    return sl_splitter_take(splitter, &reading, line.number, ret_split, err);
}
