/* SPDX-License-Identifier: Apache-2.0 */
#include "app/policy_load.h"

#include "app/access_change.h"
#include "app/agreement_files.h"
#include "base/date.h"
#include "base/memory.h"
#include "store/setting.h"

#define DAY_BYTES   10u
#define VALUE_BYTES 100u

/* "2026-04-01 9f86d0...": the day, and the policy that was confirmed then. */
static void add_value(struct sl_buf *text, int32_t day, const struct sl_policy_id *id)
{
    sl_date_print(sl_date_from_days(day), text);
    sl_buf_add_byte(text, ' ');
    sl_policy_id_print(id, text);
}

/* The policy that a folder makes, and why not. */
static enum sl_status compile(
    const char *folder,
    int32_t day,
    struct sl_arena *arena,
    struct sl_agreement_files **ret_files,
    struct sl_policy *ret_policy,
    struct sl_error *err
)
{
    struct sl_agreement_files *files = sl_arena_alloc(arena, 1, sizeof *files);

    if (files == NULL) {
        return sl_fail_memory(err);
    }
    sl_agreement_files_init(files, arena);
    *ret_files = files;
    *ret_policy = sl_agreement_files_policy(files, folder, day, err);
    return err->status;
}

/* Is it what was confirmed? */
static enum sl_status is_confirmed(
    struct sl_str value,
    const struct sl_policy *policy,
    bool *ret_is_confirmed,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, VALUE_BYTES);
    add_value(&text, policy->confirmed, &policy->id);
    SL_TRY(sl_buf_status(&text, err));
    *ret_is_confirmed = sl_str_equal(value, sl_buf_str(&text));
    return SL_OK;
}

enum sl_status sl_policy_load(
    struct sl_store *store,
    const char *folder,
    struct sl_arena *arena,
    struct sl_policy *ret_policy,
    bool *ret_is_there,
    struct sl_error *err
)
{
    struct sl_agreement_files *files = NULL;
    struct sl_error why = { .status = SL_OK };
    bool is_right = false;
    struct sl_str value;
    struct sl_date date;

    *ret_policy = sl_policy_damaged();
    enum sl_status status =
        sl_store_setting_find(store, SL_STR(SL_SETTING_POLICY), arena, &value, err);
    *ret_is_there = status == SL_OK;
    if (status != SL_OK) {
        return status == SL_NOT_FOUND ? SL_OK : status;
    }
    if (sl_date_parse(sl_str_part(value, 0, DAY_BYTES), &date, NULL) != SL_OK) {
        return SL_OK;
    }
    status = compile(folder, sl_date_to_days(date), arena, &files, ret_policy, &why);
    if (status == SL_NO_MEMORY) {
        return sl_fail_memory(err);
    }
    if (status != SL_OK) {
        *ret_policy = sl_policy_damaged();
        return SL_OK;
    }
    SL_TRY(is_confirmed(value, ret_policy, &is_right, err));
    if (!is_right) {
        *ret_policy = sl_policy_damaged();
    }
    return SL_OK;
}

static enum sl_status keep(struct sl_store *store, void *context, struct sl_error *err)
{
    const struct sl_str *value = context;

    return sl_store_setting_put(store, SL_STR(SL_SETTING_POLICY), *value, err);
}

static enum sl_status
confirm(struct sl_access *access, const struct sl_policy *policy, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, VALUE_BYTES);
    add_value(&text, policy->confirmed, &policy->id);
    SL_TRY(sl_buf_status(&text, err));
    struct sl_str value = sl_buf_str(&text);
    const struct sl_access_deed deed = { .verb = SL_VERB_MANAGE,
                                         .kind = SL_STR("agreements"),
                                         .detail = value };
    return sl_access_change(access, &deed, 1, keep, &value, err);
}

enum sl_status sl_policy_confirm(
    struct sl_access *access, struct sl_policy_confirmed *ret_confirmed, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    const struct sl_access_deed deed = { .verb = SL_VERB_MANAGE, .kind = SL_STR("agreements") };
    struct sl_agreement_files *files = NULL;
    struct sl_error why = { .status = SL_OK };
    struct sl_policy policy;

    sl_arena_init(&arena, SL_AGREEMENT_FILES_BYTES);
    SL_TRY(sl_access_may(access, SL_MAY_AGREEMENT, &deed, err));
    const enum sl_status status =
        compile(sl_access_agreements(access), sl_access_day(access), &arena, &files, &policy, &why);
    if (status != SL_OK) {
        if (err != NULL) {
            *err = why;
        }
        return status;
    }
    SL_TRY(confirm(access, &policy, err));
    *ret_confirmed = (struct sl_policy_confirmed){
        .id = policy.id,
        .document_count = files->count,
        .agency_count = policy.agency_count,
    };
    return SL_OK;
}
