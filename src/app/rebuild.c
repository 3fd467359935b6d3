/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rebuild.h"

#include "store/derived.h"
#include "store/mention.h"
#include "store/store.h"

static enum sl_status rebuild_keys(struct sl_store *store, struct sl_error *err)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = sl_store_rebuild_keys(store, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}

enum sl_status sl_rebuild(
    const char *path,
    sl_people_index_progress_fn *progress,
    void *context,
    struct sl_rebuild_result *ret_result,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    SL_CLEANUP(sl_people_index_close_ptr) struct sl_people_index *index = NULL;
    const struct sl_people_index_options options = { .must_rebuild = true,
                                                     .progress = progress,
                                                     .context = context };
    struct sl_people_index_result built;

    SL_TRY(sl_store_open(path, SL_STORE_WRITE, &store, err));
    SL_TRY(sl_people_index_open(&index, err));
    if (progress != NULL) {
        progress(context, "keys of records", 0, 0);
    }
    SL_TRY(rebuild_keys(store, err));
    SL_TRY(sl_people_index_update(index, store, &options, &built, err));
    ret_result->record_count = built.record_count;
    return sl_store_mention_row_count(store, &ret_result->row_count, err);
}
