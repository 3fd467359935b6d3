/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_evaluate.h"

#include "cli/command.h"
#include "cli/print.h"

enum { CLUSTERS, TRUTH, ID, ID_B, TRUTH_COLUMN, TRUTH_FROM_ID, FILL_SHORT_ROWS, JSON };

/* clang-format off */
static const struct sl_option options[] = {
    [CLUSTERS] = { .name = "--clusters",
                   .value = "clusters.csv",
                   .type = SL_OPTION_TEXT,
                   .required = true,
                   .text = "What 'link dedupe' or 'link match' has written" },
    [TRUTH] = { .name = "--truth",
                .value = "FILE.csv",
                .type = SL_OPTION_TEXT,
                .required = true,
                .repeat = 2,
                .text = "The file with the truth; for 'match' given twice, A first and then B" },
    [ID] = { .name = "--id",
             .value = "COL",
             .type = SL_OPTION_TEXT,
             .required = true,
             .text = "The column of the truth that names records" },
    [ID_B] = { .name = "--id-b",
               .value = "COL",
               .type = SL_OPTION_TEXT,
               .text = "The same in the second truth file (default: as in the first)" },
    [TRUTH_COLUMN] = { .name = "--truth-column",
                       .value = "COL",
                       .type = SL_OPTION_TEXT,
                       .text = "The column of the truth that names the person; who has no value "
                               "is a person of their own" },
    [TRUTH_FROM_ID] = { .name = "--truth-from-id",
                        .value = "REGEX",
                        .type = SL_OPTION_TEXT,
                        .text = "Or: the part of the id that names the person is what the first "
                                "(group) of this POSIX extended regular expression matches" },
    [FILL_SHORT_ROWS] = { .name = "--fill-short-rows",
                          .type = SL_OPTION_FLAG,
                          .text = "Take what a row of the truth lacks at its end for empty, as for "
                                  "the run" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of a table" },
};
/* clang-format on */

static json_t *quality_json(const struct sl_quality *quality)
{
    return json_pack(
        "{s:f, s:f, s:f}",
        "precision",
        quality->precision,
        "recall",
        quality->recall,
        "f1",
        quality->f1
    );
}

static json_t *evaluation_json(const struct sl_evaluation *result)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o}",
        "records",
        (json_int_t)result->record_count,
        "clusters",
        (json_int_t)result->cluster_count,
        "people",
        (json_int_t)result->class_count,
        "joined_pairs",
        (json_int_t)result->joined_pairs,
        "true_pairs",
        (json_int_t)result->true_pairs,
        "joined_true_pairs",
        (json_int_t)result->joined_true_pairs,
        "pairs",
        quality_json(&result->pairs),
        "bcubed",
        quality_json(&result->bcubed)
    );
}

static void add_quality(struct sl_buf *buf, const char *name, const struct sl_quality *quality)
{
    sl_buf_addf(
        buf, "%-8s%12.6f%12.6f%12.6f\n", name, quality->precision, quality->recall, quality->f1
    );
}

static void evaluation_text(const struct sl_evaluation *result, struct sl_buf *buf)
{
    sl_print_count(buf, result->record_count);
    sl_buf_addf(buf, " records in ");
    sl_print_count(buf, result->cluster_count);
    sl_buf_addf(buf, " clusters; the truth has ");
    sl_print_count(buf, result->class_count);
    sl_buf_addf(buf, " people\n");
    sl_print_count(buf, result->joined_pairs);
    sl_buf_addf(buf, " pairs joined, ");
    sl_print_count(buf, result->joined_true_pairs);
    sl_buf_addf(buf, " of them right; the truth has ");
    sl_print_count(buf, result->true_pairs);
    sl_buf_addf(buf, "\n\n%-8s%12s%12s%12s\n", "", "precision", "recall", "F1");
    add_quality(buf, "pairs", &result->pairs);
    add_quality(buf, "B-cubed", &result->bcubed);
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const char *id_b = values[ID_B].texts[0];
    uint64_t short_rows = 0;
    const struct sl_evaluate_job job = {
        .clusters_path = values[CLUSTERS].texts[0],
        .truth_count = values[TRUTH].count,
        .truth_paths = {values[TRUTH].texts[0], values[TRUTH].texts[1]                   },
        .id_columns = { values[ID].texts[0],   id_b == NULL ? values[ID].texts[0] : id_b},
        .truth_column = values[TRUTH_COLUMN].texts[0],
        .truth_pattern = values[TRUTH_FROM_ID].texts[0],
        .short_rows = values[FILL_SHORT_ROWS].count > 0 ? &short_rows : NULL,
    };
    struct sl_evaluation result;
    struct sl_buf text;

    if ((job.truth_column == NULL) == (job.truth_pattern == NULL)) {
        sl_fail(
            err, SL_USAGE, "one of --truth-column COL and --truth-from-id REGEX is needed, not both"
        );
        sl_fail_hint(err, "Give the one that says whose record each is.");
        return SL_USAGE;
    }
    SL_TRY(sl_link_evaluate(&job, &result, err));
    if (values[JSON].count > 0) {
        return sl_print_json(cli->out, evaluation_json(&result), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    evaluation_text(&result, &text);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

const struct sl_command sl_command_link_evaluate = {
    .group = "link",
    .name = "evaluate",
    .operands = "",
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "Compare clusters with the truth, where it is known",
    .text = "Compare clusters with the truth. Pairs: of all pairs of records that are joined, how "
            "many are right (precision), and how many of the right ones are joined (recall). "
            "B-cubed: the same for each record, averaged. F1 is the harmonic mean. Where nothing "
            "is joined, or nothing should be, the ratio is 1.",
    .example = "sightline link evaluate --clusters clusters.csv --truth people.csv \\\n"
               "--id rec_id --truth-from-id '^rec-([0-9]+)-'",
    .run = run,
};
