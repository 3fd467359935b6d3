/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rebuild.h"

#include "app/access.h"
#include "app/notice_door.h"
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

/* Who is who, from the index that has just been built, when anybody had been identified; and what
 * was raised of them. */
static enum sl_status identify_again(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_rebuild_result *result,
    struct sl_error *err
)
{
    struct sl_identify_options identify = *options;
    struct sl_identify_result identified;
    struct sl_notice_kept kept;
    struct sl_derived was;

    SL_TRY(sl_store_derived_get(store, SL_STR("membership"), &was, err));
    if (was.state == SL_DERIVED_EMPTY) {
        return SL_OK;
    }
    SL_TRY(sl_notice_kept(store, &kept, err));
    SL_TRY(sl_store_begin(store, err));
    enum sl_status status = sl_store_derived_drop(store, SL_STR("membership"), err);
    if (status == SL_OK) {
        status = sl_store_derived_drop(store, SL_STR("review"), err);
    }
    if (status == SL_OK) {
        status = sl_store_derived_drop(store, SL_STR("near"), err);
    }
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    SL_TRY(sl_store_commit(store, err));
    identify.must_learn = false;
    SL_TRY(sl_identify(store, &identify, &identified, err));
    result->identity_count = identified.identity_count;
    return sl_notice_run_again(store, &kept, options->thread_count, err);
}

static enum sl_status rebuild(
    struct sl_store *store,
    const struct sl_identify_options *options,
    struct sl_rebuild_result *result,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_people_index_close_ptr) struct sl_people_index *index = NULL;
    const struct sl_people_index_options index_options = { .must_rebuild = true,
                                                           .progress = options->progress,
                                                           .context = options->context };
    struct sl_people_index_result built;

    SL_TRY(sl_people_index_open(&index, err));
    if (options->progress != NULL) {
        options->progress(options->context, "keys of records", 0, 0);
    }
    SL_TRY(rebuild_keys(store, err));
    SL_TRY(sl_people_index_update(index, store, &index_options, &built, err));
    result->record_count = built.record_count;
    SL_TRY(sl_store_mention_row_count(store, &result->row_count, err));
    return identify_again(store, options, result, err);
}

enum sl_status sl_rebuild(
    struct sl_access *access,
    const struct sl_identify_options *options,
    struct sl_rebuild_result *ret_result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_WRITE, .kind = SL_STR("index") };

    *ret_result = (struct sl_rebuild_result){ .record_count = 0 };
    SL_TRY(sl_access_act(access, SL_MAY_STORE, &deed, err));
    return sl_access_done(
        access, &deed, rebuild(sl_access_store(access), options, ret_result, err), err
    );
}
