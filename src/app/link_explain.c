/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_explain.h"

#include "app/explain_page.h"
#include "app/output_set.h"
#include "base/buf.h"
#include "link/spec.h"

/* Room for ids, steps and their texts; and for the page. */
#define PAIR_LIMIT_BYTES ((size_t)64 << 20)
#define PAGE_LIMIT_BYTES ((size_t)64 << 20)

static enum sl_status
parse_pair(const char *text, struct sl_arena *arena, struct sl_str ret_ids[2], struct sl_error *err)
{
    struct sl_str rest = sl_str_from(text);

    SL_TRY(sl_spec_take(&rest, arena, &ret_ids[0], err));
    if (rest.ptr != NULL) {
        SL_TRY(sl_spec_take(&rest, arena, &ret_ids[1], err));
    }
    if (rest.ptr != NULL || ret_ids[0].len == 0 || ret_ids[1].len == 0) {
        sl_fail(err, SL_INVALID, "'%s' is not two ids", text);
        sl_fail_hint(err, "Write --pair ID1,ID2; an id that holds a comma stands between quotes.");
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status explain_pair(struct sl_explained_pair *pair, bool two, struct sl_error *err)
{
    uint32_t records[2];

    for (unsigned i = 0; i < 2; i++) {
        SL_TRY(sl_linkage_record_find(pair->linkage, two ? i : 0, pair->ids[i], &records[i], err));
    }
    if (records[0] == records[1]) {
        return sl_fail(err, SL_INVALID, "both ids are the same record");
    }
    SL_TRY(sl_linkage_explain(pair->linkage, records[0], records[1], &pair->explanation, err));
    /* The explanation has its records in the order of their numbers. */
    for (unsigned i = 0; i < 2; i++) {
        const uint32_t record = i == 0 ? pair->explanation->left : pair->explanation->right;
        pair->ids[i] = sl_linkage_record_id(pair->linkage, record);
    }
    return sl_waterfall_build(pair->explanation, &pair->arena, &pair->waterfall, err);
}

static enum sl_status write_page(
    struct sl_output_set *outputs, const struct sl_explained_pair *pair, struct sl_error *err
)
{
    struct sl_buf page;

    sl_buf_init(&page, PAGE_LIMIT_BYTES);
    sl_explain_page(&pair->waterfall, pair->ids, &page);
    enum sl_status status = sl_buf_status(&page, err);
    if (status == SL_OK) {
        status = sl_output_set_begin(outputs, err);
    }
    if (status == SL_OK) {
        sl_file_write(outputs->writers[0], sl_buf_str(&page));
        status = sl_output_set_commit(outputs, err);
    }
    sl_buf_finish(&page);
    return status;
}

static enum sl_status explain(
    const struct sl_explain_job *job,
    const struct sl_linkage_options *options,
    struct sl_explained_pair *pair,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_output_set_abandon) struct sl_output_set outputs = { .count = 0 };
    const char *const inputs[] = {
        job->inputs.inputs[0].path,
        job->inputs.model_path,
        job->inputs.inputs[1].path,
    };

    SL_TRY(parse_pair(job->pair, &pair->arena, pair->ids, err));
    if (job->html_path != NULL) {
        (void)sl_output_set_add(&outputs, job->html_path);
    }
    SL_TRY(sl_output_set_check(&outputs, inputs, 1 + job->inputs.input_count, err));
    SL_TRY(sl_link_load(&job->inputs, options, &pair->linkage, err));
    SL_TRY(sl_linkage_prepare(pair->linkage, err));
    SL_TRY(explain_pair(pair, job->inputs.input_count == 2, err));
    return outputs.count == 0 ? SL_OK : write_page(&outputs, pair, err);
}

enum sl_status sl_link_explain(
    const struct sl_explain_job *job,
    const struct sl_linkage_options *options,
    struct sl_explained_pair *ret_pair,
    struct sl_error *err
)
{
    struct sl_explained_pair pair = { .linkage = NULL };

    sl_arena_init(&pair.arena, PAIR_LIMIT_BYTES);
    const enum sl_status status = explain(job, options, &pair, err);
    if (status == SL_OK) {
        *ret_pair = pair;
    } else {
        sl_explained_pair_finish(&pair);
    }
    return status;
}

void sl_explained_pair_finish(struct sl_explained_pair *pair)
{
    sl_explanation_free(pair->explanation);
    sl_linkage_close(pair->linkage);
    sl_arena_finish(&pair->arena);
    *pair = (struct sl_explained_pair){ .linkage = NULL };
}
