/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_profile.h"

#include "cli/command.h"
#include "cli/print.h"
#include "cli/profile_text.h"
#include "cli/progress.h"

enum { JSON };

/* clang-format off */
static const struct sl_option options[] = {
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of tables" },
};
/* clang-format on */

static enum sl_status print_profile(
    struct sl_cli *cli,
    const struct sl_profile *profile,
    const char *path,
    const struct sl_csv_short *short_rows,
    struct sl_error *err
)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_profile_text(profile, path, short_rows, &text);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    const char *path = arguments->operands[0];
    struct sl_csv_short short_rows;
    struct sl_progress progress;

    sl_progress_init(&progress, cli->err, true, sl_progress_clock);
    const enum sl_status status =
        sl_link_profile(path, sl_progress_tell, &progress, &profile, &short_rows, err);
    sl_progress_finish(&progress);
    SL_TRY(status);
    if (arguments->options[JSON].count > 0) {
        return sl_print_json(cli->out, sl_profile_json(profile, &short_rows), err);
    }
    return print_profile(cli, profile, path, &short_rows, err);
}

const struct sl_command sl_command_link_profile = {
    .group = "link",
    .name = "profile",
    .operands = "FILE.csv",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "Show what is in a file, and propose how to link it",
    .text = "Show how complete and how varied each column of a file is, its commonest values and "
            "what they look like, and propose what to compare, with the reason and a line to "
            "paste. A proposal is read from names and values; look at it before you use it.",
    .example = "sightline link profile people.csv",
    .run = run,
};
