/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_run.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/link_output.h"
#include "app/output_set.h"

/* Places of the outputs in the set; SIZE_MAX for one that is not wanted. */
struct places {
    size_t clusters;
    size_t pairs;
    size_t ties;
    size_t model;
};

static double now(const struct sl_linkage_options *options)
{
    return options->clock == NULL ? 0.0 : options->clock(options->context);
}

static size_t want(struct sl_output_set *set, const char *path)
{
    return path == NULL ? SIZE_MAX : sl_output_set_add(set, path);
}

static enum sl_status check_outputs(
    const struct sl_link_job *job, const struct sl_output_set *outputs, struct sl_error *err
)
{
    const char *inputs[3];
    size_t count = 0;

    for (size_t i = 0; i < job->inputs.input_count; i++) {
        inputs[count++] = job->inputs.inputs[i].path;
    }
    if (job->inputs.model_path != NULL) {
        inputs[count++] = job->inputs.model_path;
    }
    return sl_output_set_check(outputs, inputs, count, err);
}

static enum sl_status write_results(
    struct sl_linkage *linkage,
    const struct places *places,
    struct sl_output_set *outputs,
    bool two_files,
    struct sl_error *err
)
{
    SL_TRY(sl_output_set_begin(outputs, err));
    if (places->clusters != SIZE_MAX) {
        SL_TRY(sl_link_write_clusters(linkage, two_files, outputs->writers[places->clusters], err));
    }
    if (places->pairs != SIZE_MAX) {
        SL_TRY(sl_link_write_pairs(linkage, outputs->writers[places->pairs], err));
    }
    if (places->ties != SIZE_MAX) {
        SL_TRY(sl_link_write_ties(linkage, two_files, outputs->writers[places->ties], err));
    }
    if (places->model != SIZE_MAX) {
        struct sl_str json;
        SL_TRY(sl_linkage_model_json(linkage, &json, err));
        sl_file_write(outputs->writers[places->model], json);
        if (!sl_str_ends(json, SL_STR("\n"))) {
            sl_file_write(outputs->writers[places->model], SL_STR("\n"));
        }
    }
    return sl_output_set_commit(outputs, err);
}

/* A run fails over what stands in a file: say in which, when there is one only. */
static enum sl_status
name_file(enum sl_status status, const struct sl_link_inputs *inputs, struct sl_error *err)
{
    char detail[SL_ERROR_TEXT_BYTES];

    if (status == SL_INVALID && err != NULL && inputs->input_count == 1) {
        memcpy(detail, err->detail, sizeof(detail));
        sl_fail_detail(
            err, "%s%s%s", inputs->inputs[0].path, detail[0] == '\0' ? "" : ": ", detail
        );
    }
    return status;
}

/* The sources with the most records first; of equals in the order of their names. */
static int by_records(const void *left, const void *right)
{
    const struct sl_linkage_source *one = left;
    const struct sl_linkage_source *two = right;
    if (one->record_count != two->record_count) {
        return one->record_count > two->record_count ? -1 : 1;
    }
    return sl_str_compare(one->name, two->name);
}

/* What became of each source, kept beyond the linkage. */
static enum sl_status keep_sources(
    const struct sl_linkage *linkage,
    struct sl_arena *arena,
    struct sl_link_report *report,
    struct sl_error *err
)
{
    const size_t count = arena == NULL ? 0 : sl_linkage_source_count(linkage);

    if (count == 0) {
        return SL_OK;
    }
    struct sl_linkage_source *sources = sl_arena_alloc(arena, count, sizeof(*sources));
    if (sources == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        sources[i] = sl_linkage_source_get(linkage, i);
        sources[i].name = sl_arena_copy(arena, sources[i].name);
        if (sources[i].name.ptr == NULL) {
            return sl_fail_memory(err);
        }
    }
    qsort(sources, count, sizeof(*sources), by_records);
    report->sources = sources;
    report->source_count = count;
    return SL_OK;
}

enum sl_status sl_link_run(
    const struct sl_link_job *job,
    const struct sl_linkage_options *options,
    struct sl_link_report *ret_report,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_output_set_abandon) struct sl_output_set outputs = { .count = 0 };
    SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
    struct sl_linkage_options engine = *options;
    const double begun = now(options);
    const struct places places = {
        .clusters = want(&outputs, job->clusters_path),
        .pairs = want(&outputs, job->pairs_path),
        .ties = want(&outputs, job->ties_path),
        .model = want(&outputs, job->save_model_path),
    };

    engine.find_ties = job->ties_path != NULL;
    SL_TRY(check_outputs(job, &outputs, err));
    SL_TRY(sl_link_load(&job->inputs, &engine, &linkage, err));
    const double loaded = now(options);
    SL_TRY(name_file(sl_linkage_run(linkage, err), &job->inputs, err));
    const double linked = now(options);
    struct sl_link_report report = {
        .summary = *sl_linkage_summary(linkage),
        .distinct_in_source = engine.distinct_in_source,
        .strict_twins = engine.strict_twins,
    };
    SL_TRY(keep_sources(linkage, job->arena, &report, err));
    SL_TRY(write_results(linkage, &places, &outputs, job->inputs.input_count == 2, err));
    const double written = now(options);
    report.write_seconds = written - linked;
    report.total_seconds = written - begun;
    report.summary.stage_seconds[SL_STAGE_READ] += loaded - begun;
    *ret_report = report;
    return SL_OK;
}
