/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_model.h"

#include <stdio.h>

#include "base/number.h"
#include "sightline/reference.h"
#include "store/saved_model.h"

static const struct sl_str model_purpose = { "identity", 8 };
static const struct sl_str rows_purpose = { "identity-rows", 13 };
static const struct sl_str reference_purpose = { "identity-reference", 18 };

bool sl_identity_model_is_outgrown(int64_t learned_row_count, int64_t row_count)
{
    return learned_row_count < 100000 && row_count / 4 >= learned_row_count;
}

enum sl_status sl_identity_model_find(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_identity_model *ret_model,
    struct sl_error *err
)
{
    struct sl_saved_model model;
    struct sl_saved_model reference;
    struct sl_saved_model rows;
    int64_t row_count = 0;

    SL_TRY(sl_store_model_find_active(store, model_purpose, arena, &model, err));
    SL_TRY(sl_store_model_find_active(store, reference_purpose, arena, &reference, err));
    SL_TRY(sl_store_model_find_active(store, rows_purpose, arena, &rows, err));
    SL_TRY(sl_parse_i64(rows.json, 0, INT64_MAX, &row_count, err));
    *ret_model = (struct sl_identity_model
    ){ .json = model.json, .reference = reference.json, .row_count = row_count };
    return SL_OK;
}

static enum sl_status keep(
    struct sl_store *store,
    struct sl_str purpose,
    struct sl_str bytes,
    int64_t at,
    struct sl_error *err
)
{
    const struct sl_saved_model model = { .purpose = purpose, .created_at = at, .json = bytes };
    int64_t id = 0;

    SL_TRY(sl_store_model_add(store, &model, &id, err));
    return sl_store_model_activate(store, id, err);
}

enum sl_status sl_identity_model_keep(
    struct sl_store *store,
    struct sl_linkage *linkage,
    int64_t row_count,
    int64_t at,
    struct sl_error *err
)
{
    struct sl_str bytes = { 0 };
    char rows[32];

    SL_TRY(sl_linkage_model_json(linkage, &bytes, err));
    SL_TRY(keep(store, model_purpose, bytes, at, err));
    (void)snprintf(rows, sizeof rows, "%lld", (long long)row_count);
    SL_TRY(keep(store, rows_purpose, sl_str_from(rows), at, err));
    SL_TRY(sl_linkage_reference(linkage, &bytes, err));
    return keep(store, reference_purpose, bytes, at, err);
}

enum sl_status sl_identity_model_use(
    const struct sl_identity_model *model, struct sl_linkage *linkage, struct sl_error *err
)
{
    SL_TRY(sl_linkage_use_model(linkage, model->json, err));
    return sl_linkage_use_reference(linkage, model->reference, err);
}
