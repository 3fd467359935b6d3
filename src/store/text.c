/* SPDX-License-Identifier: Apache-2.0 */
#include "store/text.h"

#include <string.h>

#include "base/utf8.h"

enum sl_status
sl_text_check(struct sl_str text, const char *what, size_t limit_bytes, struct sl_error *err)
{
    if (text.len == 0) {
        return sl_fail(err, SL_INVALID, "%s is empty", what);
    }
    if (text.len > limit_bytes) {
        return sl_fail(err, SL_LIMIT, "%s has more than %zu bytes", what, limit_bytes);
    }
    if (sl_utf8_check(text) < text.len || memchr(text.ptr, '\0', text.len) != NULL) {
        return sl_fail(err, SL_INVALID, "%s is not UTF-8 text", what);
    }
    return SL_OK;
}

enum sl_status sl_text_column(
    struct sl_statement *statement,
    int index,
    struct sl_arena *arena,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    const struct sl_str copy = sl_arena_copy(arena, sl_column_str(statement, index));
    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_text = copy;
    return SL_OK;
}

enum sl_status
sl_text_first_i64(struct sl_statement *statement, int64_t *ret_value, struct sl_error *err)
{
    bool has_row = false;

    SL_TRY(sl_statement_step(statement, &has_row, err));
    if (!has_row) {
        return SL_NOT_FOUND;
    }
    const int64_t value = sl_column_i64(statement, 0);
    /* Stepped to its end, as a statement that changes something is to be. */
    SL_TRY(sl_statement_run(statement, err));
    *ret_value = value;
    return SL_OK;
}
