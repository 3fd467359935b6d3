/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_explain.h"

#include "cli/command.h"
#include "cli/explain_text.h"
#include "cli/link_options.h"
#include "cli/print.h"
#include "cli/progress.h"

enum { MODEL = SL_LINK_COLUMN_COUNT, PAIR, HTML, ID_B, FIELDS_B, SOURCE_B, JSON };

/* clang-format off */
static const struct sl_option options[] = {
    SL_LINK_COLUMN_OPTIONS,
    [MODEL] = { .name = "--model",
                .value = "M.json",
                .type = SL_OPTION_TEXT,
                .required = true,
                .text = "The model, as --save-model of the run wrote it" },
    [PAIR] = { .name = "--pair",
               .value = "ID1,ID2",
               .type = SL_OPTION_TEXT,
               .required = true,
               .text = "The two records; an id that holds a comma stands between double quotes" },
    [HTML] = { .name = "--html",
               .value = "OUT",
               .type = SL_OPTION_TEXT,
               .text = "Write the explanation as a page of its own" },
    [ID_B] = { .name = "--id-b",
               .value = "COL",
               .type = SL_OPTION_TEXT,
               .text = "For two files: the column that names records of B (default: as in A)" },
    [FIELDS_B] = { .name = "--fields-b",
                   .value = "SPEC",
                   .type = SL_OPTION_TEXT,
                   .text = "For two files: the columns of B (default: as in A)" },
    [SOURCE_B] = { .name = "--source-b",
                   .value = "COL",
                   .type = SL_OPTION_TEXT,
                   .text = "For two files: the source column of B (default: as in A)" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of text" },
};
/* clang-format on */

static enum sl_status print_pair(
    struct sl_cli *cli, const struct sl_explained_pair *pair, bool json, struct sl_error *err
)
{
    struct sl_buf text;

    if (json) {
        return sl_print_json(cli->out, sl_explain_json(pair), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_explain_text(pair, &text);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct sl_explain_job job = {
        .pair = values[PAIR].texts[0],
        .html_path = values[HTML].texts[0],
    };
    struct sl_explained_pair pair;
    struct sl_progress progress;
    uint64_t short_rows = 0;

    SL_TRY(sl_link_options_input(arguments, &short_rows, &job.inputs, err));
    job.inputs.model_path = values[MODEL].texts[0];
    if (arguments->operand_count == 2) {
        const struct sl_link_second_options second = { ID_B, FIELDS_B, SOURCE_B };
        sl_link_options_second(arguments, &second, &job.inputs);
    }
    sl_progress_init(&progress, cli->err, true, sl_progress_clock);
    struct sl_linkage_options engine = sl_link_options_plain(&progress);
    engine.distinct_in_source = values[SL_LINK_DISTINCT_IN_SOURCE].count > 0;
    engine.strict_twins = values[SL_LINK_STRICT_TWINS].count > 0;
    const enum sl_status status = sl_link_explain(&job, &engine, &pair, err);
    sl_progress_finish(&progress);
    SL_TRY(status);
    const enum sl_status printed = print_pair(cli, &pair, values[JSON].count > 0, err);
    sl_explained_pair_finish(&pair);
    return printed;
}

const struct sl_command sl_command_link_explain = {
    .group = "link",
    .name = "explain",
    .operands = "FILE.csv [B.csv] --id COL",
    .operand_min = 1,
    .operand_max = 2,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .takes_fields = true,
    .summary = "Show why two records match, or do not",
    .text =
        "Show why two records match, or do not: where every pair begins, what each field adds "
        "or takes and why, and the match weight in the end. Values are shown as they were "
        "compared. With two files, as for 'link match', the first id is in A and the second "
        "in B. With the rules of the run (--distinct-in-source, --never-differ, "
        "--strict-twins) it says, too, when one of them keeps the two apart whatever their weight.",
    .example = "sightline link explain people.csv --id rec_id \\\n"
               "--fields forename=given_name,surname=surname,born=dob \\\n"
               "--model model.json --pair 17,23 --html pair.html",
    .run = run,
};
