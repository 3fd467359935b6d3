/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/link_options.h"

#include <string.h>

#include "app/link_run.h"
#include "base/csv.h"
#include "cli/print.h"
#include "cli/summary.h"

#define DEFAULT_SEED 1u

/* Room for the names of sources, each at most a record of the input. */
#define NAMES_LIMIT_BYTES (SL_SOURCE_LIMIT * SL_CSV_RECORD_LIMIT_BYTES)

static const char *text_of(const struct sl_arguments *arguments, size_t option)
{
    return arguments->options[option].texts[0];
}

static bool has(const struct sl_arguments *arguments, size_t option)
{
    return arguments->options[option].count > 0;
}

enum sl_status sl_link_options_input(
    const struct sl_arguments *arguments,
    uint64_t *short_rows,
    struct sl_link_inputs *ret_inputs,
    struct sl_error *err
)
{
    const bool numbered = has(arguments, SL_LINK_NUMBER_ROWS);

    if (numbered == has(arguments, SL_LINK_ID)) {
        sl_fail(
            err,
            SL_USAGE,
            numbered ? "--id and --number-rows exclude each other" : "--id COL is missing"
        );
        sl_fail_hint(err, "Records need names: a column of the file, or --number-rows.");
        return SL_USAGE;
    }
    if (has(arguments, SL_LINK_DISTINCT_IN_SOURCE) && !has(arguments, SL_LINK_SOURCE) &&
        arguments->operand_count == 1) {
        sl_fail(err, SL_USAGE, "--distinct-in-source needs --source COL");
        sl_fail_hint(err, "Name the column that says where a record comes from.");
        return SL_USAGE;
    }
    *ret_inputs = (struct sl_link_inputs){
        .input_count = 1,
        .inputs = { {
            .path = arguments->operands[0],
            .id_column = text_of(arguments, SL_LINK_ID),
            .fields = text_of(arguments, SL_LINK_FIELDS),
            .source_column = text_of(arguments, SL_LINK_SOURCE),
        } },
        .never_differ = text_of(arguments, SL_LINK_NEVER_DIFFER),
    };
    if (has(arguments, SL_LINK_FILL_SHORT_ROWS)) {
        ret_inputs->short_rows = short_rows;
    }
    return SL_OK;
}

static const char *or_else(const char *text, const char *otherwise)
{
    return text == NULL ? otherwise : text;
}

void sl_link_options_second(
    const struct sl_arguments *arguments,
    const struct sl_link_second_options *places,
    struct sl_link_inputs *inputs
)
{
    const struct sl_link_input *first = &inputs->inputs[0];

    inputs->input_count = 2;
    inputs->inputs[1] = (struct sl_link_input){
        .path = arguments->operands[1],
        .id_column = or_else(text_of(arguments, places->id), first->id_column),
        .fields = text_of(arguments, places->fields),
        .source_column = or_else(text_of(arguments, places->source), first->source_column),
    };
}

struct sl_linkage_options sl_link_options_plain(struct sl_progress *progress)
{
    return (struct sl_linkage_options){
        .threshold_auto = true,
        .thread_count = sl_threads_available(),
        .seed = DEFAULT_SEED,
        .progress = sl_progress_tell,
        .clock = sl_progress_clock,
        .context = progress,
    };
}

/* JSON is alone on standard output, and so is one CSV. */
static enum sl_status check_standard(const struct sl_arguments *arguments, struct sl_error *err)
{
    static const size_t outputs[] = {
        SL_LINK_OUT, SL_LINK_PAIRS, SL_LINK_TIES, SL_LINK_SAVE_MODEL
    };
    unsigned count = has(arguments, SL_LINK_JSON) ? 1 : 0;

    for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++) {
        const char *path = text_of(arguments, outputs[i]);
        count += path != NULL && strcmp(path, "-") == 0 ? 1 : 0;
    }
    return count < 2 ? SL_OK : sl_fail(err, SL_USAGE, "only one result can be on standard output");
}

static void set_options(const struct sl_arguments *arguments, struct sl_linkage_options *options)
{
    const struct sl_option_value *threshold = &arguments->options[SL_LINK_THRESHOLD];
    const struct sl_option_value *threads = &arguments->options[SL_LINK_THREADS];
    const struct sl_option_value *seed = &arguments->options[SL_LINK_SEED];

    options->threshold_auto = threshold->count == 0 || threshold->is_auto;
    options->threshold_bits = threshold->weight;
    options->thread_count = threads->count == 0 ? sl_threads_available() : (unsigned)threads->whole;
    options->seed = seed->count == 0 ? DEFAULT_SEED : (uint64_t)seed->whole;
    options->brute_force = has(arguments, SL_LINK_BRUTE_FORCE);
    options->distinct_in_source = has(arguments, SL_LINK_DISTINCT_IN_SOURCE);
    options->strict_twins = has(arguments, SL_LINK_STRICT_TWINS);
    options->clock = sl_progress_clock;
}

static enum sl_status print_summary(
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    const struct sl_link_job *job,
    const struct sl_link_report *report,
    struct sl_error *err
)
{
    const size_t peak_bytes = sl_summary_peak_bytes();
    struct sl_buf text;

    if (has(arguments, SL_LINK_JSON)) {
        return sl_print_json(cli->out, sl_summary_json(job, report, peak_bytes), err);
    }
    if (has(arguments, SL_LINK_QUIET)) {
        return SL_OK;
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_summary_text(job, report, peak_bytes, &text);
    if (job->clusters_path == NULL && job->pairs_path == NULL) {
        sl_buf_addf(&text, "\nNo results were written: add --out clusters.csv to keep them.\n");
    }
    const enum sl_status status = sl_print_buf(cli->err, &text, err);
    sl_buf_finish(&text);
    return status;
}

enum sl_status sl_link_options_run(
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    const struct sl_link_inputs *inputs,
    const struct sl_linkage_options *options,
    struct sl_error *err
)
{
    struct sl_linkage_options engine = *options;
    struct sl_link_report report;
    struct sl_progress progress;
    struct sl_arena arena;
    struct sl_link_job job = {
        .inputs = *inputs,
        .clusters_path = text_of(arguments, SL_LINK_OUT),
        .pairs_path = text_of(arguments, SL_LINK_PAIRS),
        .ties_path = text_of(arguments, SL_LINK_TIES),
        .save_model_path = text_of(arguments, SL_LINK_SAVE_MODEL),
        .arena = &arena,
    };

    SL_TRY(check_standard(arguments, err));
    job.inputs.model_path = text_of(arguments, SL_LINK_MODEL);
    sl_progress_init(&progress, cli->err, !has(arguments, SL_LINK_QUIET), sl_progress_clock);
    set_options(arguments, &engine);
    engine.progress = sl_progress_tell;
    engine.context = &progress;
    sl_arena_init(&arena, NAMES_LIMIT_BYTES);
    enum sl_status status = sl_link_run(&job, &engine, &report, err);
    sl_progress_finish(&progress);
    if (status == SL_OK) {
        status = print_summary(cli, arguments, &job, &report, err);
    }
    sl_arena_finish(&arena);
    return status;
}
