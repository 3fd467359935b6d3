/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_check.h"

#include "app/agreement_files.h"
#include "base/memory.h"
#include "sharing/plain.h"

static enum sl_status
check_together(struct sl_agreement_files *files, struct sl_buf *text, struct sl_error *err)
{
    struct sl_policy policy;

    SL_TRY(sl_policy_compile(files->documents, files->count, 0, files->arena, &policy, err));
    sl_buf_addf(
        text,
        "\nTogether: agreements %zu, agencies %zu, policy ",
        policy.agreement_count,
        policy.agency_count
    );
    sl_policy_id_print(&policy.id, text);
    sl_buf_add(text, SL_STR("\n"));
    return sl_buf_status(text, err);
}

static enum sl_status check_files(
    struct sl_agreement_files *files,
    const char *const *paths,
    size_t path_count,
    struct sl_buf *text,
    struct sl_error *err
)
{
    for (size_t i = 0; i < path_count; i++) {
        SL_TRY(sl_agreement_files_add(files, paths[i], err));
        sl_buf_addf(text, "%s", i == 0 ? "" : "\n");
        sl_agreement_plain(&files->documents[i], text);
    }
    return path_count == 1 ? sl_buf_status(text, err) : check_together(files, text, err);
}

enum sl_status sl_agreement_check(
    const char *const *paths, size_t path_count, struct sl_buf *text, struct sl_error *err
)
{
    SL_CLEANUP(sl_free_ptr) struct sl_agreement_files *files = sl_alloc(1, sizeof(*files));
    struct sl_arena arena;

    if (files == NULL) {
        return sl_fail_memory(err);
    }
    sl_arena_init(&arena, SL_AGREEMENT_FILES_BYTES);
    sl_agreement_files_init(files, &arena);
    const enum sl_status status = check_files(files, paths, path_count, text, err);
    sl_arena_finish(&arena);
    return status;
}
