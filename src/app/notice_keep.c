/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_keep.h"

#include "store/derived.h"
#include "store/raised.h"

#define RAISED     SL_STR("raised")
#define PROOF      SL_STR("raised_proof")
#define MEMBERSHIP SL_STR("membership")

enum sl_status
sl_notice_kept(struct sl_store *store, struct sl_notice_kept *ret_kept, struct sl_error *err)
{
    struct sl_derived raised, proofs, people;

    SL_TRY(sl_store_derived_get(store, RAISED, &raised, err));
    SL_TRY(sl_store_derived_get(store, PROOF, &proofs, err));
    SL_TRY(sl_store_derived_get(store, MEMBERSHIP, &people, err));
    *ret_kept = (struct sl_notice_kept){
        .as_of = raised.built_through,
        .is_there = raised.state != SL_DERIVED_EMPTY,
        .is_stale = raised.state == SL_DERIVED_STALE || people.state != SL_DERIVED_FRESH ||
                    people.built_through != proofs.built_through,
    };
    return SL_OK;
}

enum sl_status sl_notice_keep_drop(struct sl_store *store, struct sl_error *err)
{
    SL_TRY(sl_store_derived_drop(store, RAISED, err));
    return sl_store_derived_drop(store, PROOF, err);
}

enum sl_status sl_notice_keep_stale(struct sl_store *store, struct sl_error *err)
{
    struct sl_derived raised;

    SL_TRY(sl_store_derived_get(store, RAISED, &raised, err));
    return raised.state != SL_DERIVED_FRESH
               ? SL_OK
               : sl_store_derived_mark(store, RAISED, SL_DERIVED_STALE, raised.built_through, err);
}

static enum sl_status write(
    struct sl_store *store,
    const struct sl_raised *raised,
    size_t raised_count,
    int64_t as_of,
    struct sl_error *err
)
{
    struct sl_derived people;

    SL_TRY(sl_store_derived_get(store, MEMBERSHIP, &people, err));
    SL_TRY(sl_notice_keep_drop(store, err));
    for (size_t i = 0; i < raised_count; i++) {
        SL_TRY(sl_store_raised_put(store, &raised[i], err));
    }
    SL_TRY(sl_store_derived_mark(store, RAISED, SL_DERIVED_FRESH, as_of, err));
    return sl_store_derived_mark(store, PROOF, SL_DERIVED_FRESH, people.built_through, err);
}

enum sl_status sl_notice_keep(
    struct sl_store *store,
    const struct sl_raised *raised,
    size_t raised_count,
    int64_t as_of,
    struct sl_error *err
)
{
    SL_TRY(sl_store_begin(store, err));
    const enum sl_status status = write(store, raised, raised_count, as_of, err);
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    return sl_store_commit(store, err);
}
