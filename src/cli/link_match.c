/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"
#include "cli/link_options.h"

enum { ID_B = SL_LINK_RUN_COUNT, FIELDS_B, SOURCE_B, ONE_TO_ONE };

/* clang-format off */
static const struct sl_option options[] = {
    SL_LINK_COLUMN_OPTIONS,
    SL_LINK_RUN_OPTIONS,
    [ID_B] = { .name = "--id-b",
               .value = "COL",
               .type = SL_OPTION_TEXT,
               .text = "The column that names records of B (default: as in A)" },
    [FIELDS_B] = { .name = "--fields-b",
                   .value = "SPEC",
                   .type = SL_OPTION_TEXT,
                   .text = "The columns of B (default: as in A): the same kinds, each as often; "
                           "columns of one kind are paired in the order in which they are "
                           "written" },
    [SOURCE_B] = { .name = "--source-b",
                   .value = "COL",
                   .type = SL_OPTION_TEXT,
                   .text = "With --source: the column that names the source of records of B "
                           "(default: as in A)" },
    [ONE_TO_ONE] = { .name = "--one-to-one",
                     .type = SL_OPTION_FLAG,
                     .text = "No record has more than one partner" },
};
/* clang-format on */

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_link_inputs inputs;
    uint64_t short_rows = 0;
    const struct sl_linkage_options engine = {
        .one_to_one = arguments->options[ONE_TO_ONE].count > 0,
    };
    const struct sl_link_second_options second = { ID_B, FIELDS_B, SOURCE_B };

    SL_TRY(sl_link_options_input(arguments, &short_rows, &inputs, err));
    sl_link_options_second(arguments, &second, &inputs);
    return sl_link_options_run(cli, arguments, &inputs, &engine, err);
}

const struct sl_command sl_command_link_match = {
    .group = "link",
    .name = "match",
    .operands = "A.csv B.csv --id COL",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .takes_fields = true,
    .summary = "Find the records of two files that are about the same person",
    .text = "Find the records of file A and file B that are about the same person. Records of A "
            "are compared with records of B; the model is learned from the records themselves.\n"
            "\n"
            "clusters.csv gets the columns file,id,cluster, where file is a or b. pairs.csv gets "
            "id_a,id_b,match_weight,match_probability. Files appear whole or, after any failure, "
            "not at all.",
    .example = "sightline link match police.csv school.csv --id ref --id-b upn \\\n"
               "--fields forename=given_name,surname=surname,born=dob \\\n"
               "--fields-b first=given_name,last=surname,dob=dob --out clusters.csv",
    .run = run,
};
