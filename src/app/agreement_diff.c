/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_diff.h"

#include "app/agreement_files.h"
#include "sharing/difference.h"

static enum sl_status read_agreement(
    const char *path,
    struct sl_arena *arena,
    struct sl_sharing_document *ret_document,
    struct sl_error *err
)
{
    struct sl_str text = SL_STR("");

    SL_TRY(sl_agreement_files_text(path, arena, &text, err));
    enum sl_status status = sl_agreement_parse(text, arena, ret_document, err);
    if (status == SL_OK && ret_document->revokes) {
        status = sl_fail(err, SL_INVALID, "this is a revocation, and not an agreement");
        sl_fail_hint(err, "Compare the agreement with another version of it.");
    }
    if (status != SL_OK) {
        sl_agreement_files_place(path, err);
    }
    return status;
}

static enum sl_status compare(
    const char *before,
    const char *after,
    struct sl_arena *arena,
    struct sl_buf *text,
    struct sl_error *err
)
{
    struct sl_sharing_document first, second;
    struct sl_difference difference;

    SL_TRY(read_agreement(before, arena, &first, err));
    SL_TRY(read_agreement(after, arena, &second, err));
    SL_TRY(sl_agreement_compare(&first.agreement, &second.agreement, arena, &difference, err));
    sl_difference_print(&difference, text);
    return sl_buf_status(text, err);
}

enum sl_status
sl_agreement_diff(const char *before, const char *after, struct sl_buf *text, struct sl_error *err)
{
    struct sl_arena arena;

    sl_arena_init(&arena, SL_AGREEMENT_FILES_BYTES);
    const enum sl_status status = compare(before, after, &arena, text, err);
    sl_arena_finish(&arena);
    return status;
}
