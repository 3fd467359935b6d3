/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"
#include "cli/link_options.h"

static const struct sl_option options[] = {
    SL_LINK_COLUMN_OPTIONS,
    SL_LINK_RUN_OPTIONS,
};

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_link_inputs inputs;
    uint64_t short_rows = 0;

    SL_TRY(sl_link_options_input(arguments, &short_rows, &inputs, err));
    return sl_link_options_run(
        cli, arguments, &inputs, &(struct sl_linkage_options){ .seed = 0 }, err
    );
}

const struct sl_command sl_command_link_dedupe = {
    .group = "link",
    .name = "dedupe",
    .operands = "FILE.csv --id COL",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .takes_fields = true,
    .summary = "Find the records of one file that are about the same person",
    .text = "Find the records of one file that are about the same person. The model is learned "
            "from the records themselves; no examples are needed. Every pair of records whose "
            "weight reaches the threshold is found, whatever its fields.\n"
            "\n"
            "clusters.csv gets the columns id,cluster: records with the same cluster are one "
            "person. pairs.csv gets id_a,id_b,match_weight,match_probability. Files appear whole "
            "or, after any failure, not at all.",
    .example = "sightline link dedupe people.csv --id rec_id \\\n"
               "--fields forename=given_name,surname=surname,born=dob --out clusters.csv",
    .run = run,
};
