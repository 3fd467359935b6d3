/* SPDX-License-Identifier: Apache-2.0 */
/* The command that makes everything derived again. */
#include "app/rebuild.h"

#include "base/threads.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE };

/* clang-format off */
static const struct sl_option options[] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
};
/* clang-format on */

static enum sl_status
run_rebuild(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const char *path = sl_cli_store_path(&arguments->options[STORE]);
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_rebuild_result result = { .record_count = 0 };
    struct sl_progress progress;
    struct sl_buf text;

    sl_progress_init(&progress, cli->err, true, sl_progress_clock);
    const struct sl_identify_options identify = {
        .thread_count = sl_threads_available(),
        .at = sl_cli_now(),
        .progress = sl_progress_step,
        .context = &progress,
    };
    SL_TRY(sl_cli_open(&arguments->options[STORE], SL_STORE_WRITE, &access, err));
    enum sl_status status = sl_rebuild(access, &identify, &result, err);
    sl_progress_finish(&progress);
    SL_TRY(status);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "%s: ", path);
    sl_print_count(&text, result.record_count);
    sl_buf_addf(&text, " records read, ");
    sl_print_count(&text, (uint64_t)result.row_count);
    sl_buf_addf(&text, " rows of mentions, ");
    sl_print_count(&text, result.identity_count);
    sl_buf_addf(&text, " identities\n");
    status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

const struct sl_command sl_command_rebuild = {
    .group = "rebuild",
    .name = "",
    .operands = "",
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "Make everything that is derived from the records again",
    .text =
        "Drop the indexes of records and of people and the answer to who is who, and build them "
        "again from what agencies sent and people decided: the same, to the byte. Nothing that "
        "was sent or decided is touched. Use it when 'sightline check' finds an index that does "
        "not agree.",
    .example = "sightline rebuild --store region.db",
    .run = run_rebuild,
};
