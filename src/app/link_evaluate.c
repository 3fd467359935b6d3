/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_evaluate.h"

#include <stdint.h>

#include "app/label_list.h"
#include "base/memory.h"

static enum sl_status
read_truths(const struct sl_evaluate_job *job, struct sl_label_list *truths, struct sl_error *err)
{
    static const char *const prefixes[] = { "a:", "b:" };

    for (size_t i = 0; i < job->truth_count; i++) {
        const struct sl_truth_source source = {
            .path = job->truth_paths[i],
            .id_column = job->id_columns[i],
            .column = job->truth_column,
            .pattern = job->truth_pattern,
            .prefix = job->truth_count == 2 ? prefixes[i] : "",
            .short_rows = job->short_rows,
        };
        SL_TRY(sl_label_list_read_truth(truths, &source, err));
    }
    return SL_OK;
}

enum sl_status sl_link_evaluate(
    const struct sl_evaluate_job *job, struct sl_evaluation *ret_evaluation, struct sl_error *err
)
{
    SL_CLEANUP(sl_label_list_finish) struct sl_label_list clusters;
    SL_CLEANUP(sl_label_list_finish) struct sl_label_list truths;
    uint32_t *numbers[2] = { NULL, NULL };

    sl_label_list_init(&clusters);
    sl_label_list_init(&truths);
    SL_TRY(sl_label_list_read_clusters(&clusters, job->clusters_path, job->truth_count == 2, err));
    SL_TRY(read_truths(job, &truths, err));
    SL_TRY(sl_label_list_join(&clusters, &truths, numbers, err));
    const enum sl_status status =
        sl_evaluate(numbers[0], numbers[1], clusters.count, ret_evaluation, err);
    sl_free(numbers[0]);
    sl_free(numbers[1]);
    return status;
}
