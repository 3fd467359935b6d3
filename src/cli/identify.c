/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_door.h"

#include "base/threads.h"
#include "cli/command.h"
#include "cli/identity_text.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, LEARN, TRUTH, THREADS, JSON, QUIET, OPTION_COUNT };

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [LEARN] = { .name = "--learn",
                .type = SL_OPTION_FLAG,
                .text = "Learn a new model from all records (default: the one in use; the first "
                        "time one is learned)" },
    [TRUTH] = { .name = "--truth",
                .value = "DIR",
                .type = SL_OPTION_TEXT,
                .text = "Also print how good the identities are, from the folder 'truth' of a "
                        "simulated partnership" },
    [THREADS] = { .name = "--threads",
                  .value = "N",
                  .type = SL_OPTION_WHOLE,
                  .min = 1,
                  .max = SL_THREADS_LIMIT,
                  .text = "Use so many threads (default: all processors); the answer is the same "
                          "with any number" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of text" },
    [QUIET] = { .name = "--quiet",
                .type = SL_OPTION_FLAG,
                .text = "Print no summary and no progress" },
};
/* clang-format on */

static void tell_progress(void *context, const char *step, uint64_t done, uint64_t total)
{
    sl_progress_step(context, step, done, total);
}

static enum sl_status print_result(
    struct sl_cli *cli,
    const struct sl_identify_result *result,
    const struct sl_truth_quality *quality,
    bool as_json,
    struct sl_error *err
)
{
    struct sl_buf text;

    if (as_json) {
        return sl_print_json(cli->out, sl_identify_json(result, quality), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_identify_text(&text, result, quality);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const char *truth = values[TRUTH].texts[0];
    const bool is_quiet = values[QUIET].count > 0;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_identify_result result;
    struct sl_truth_quality quality;
    struct sl_progress progress;

    sl_progress_init(&progress, cli->err, !is_quiet, sl_progress_clock);
    const struct sl_identify_options identify = {
        .thread_count =
            values[THREADS].count > 0 ? (unsigned)values[THREADS].whole : sl_threads_available(),
        .must_learn = values[LEARN].count > 0,
        .at = sl_cli_now(),
        .progress = tell_progress,
        .clock = sl_progress_clock,
        .context = &progress,
    };
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_WRITE, &access, err));
    enum sl_status status = sl_identity_run(access, &identify, &result, err);
    sl_progress_finish(&progress);
    if (status == SL_OK && truth != NULL) {
        status = sl_identity_quality(access, truth, &quality, err);
    }
    if (status != SL_OK || is_quiet) {
        return status;
    }
    return print_result(cli, &result, truth == NULL ? NULL : &quality, values[JSON].count > 0, err);
}

const struct sl_command sl_command_identify = {
    .group = "identify",
    .name = "",
    .operands = "",
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Find out which mentions of all agencies are one person",
    .text =
        "Bring the index of persons up to date, compare every person whom any system names with "
        "all others, and publish who is one person: identities with stable ids, a journal of "
        "what became of each, and a list of possible matches for people to look at. What "
        "people decided ('sightline identity') holds, whatever the records say. The answer "
        "is written in one piece, or after any failure not at all.\n\n"
        "Each mention that is new gets one of these words: Match (it was joined with "
        "somebody), Potential match, Low confidence, Many match (it may be one of several), "
        "No match.",
    .example = "sightline identify --store region.db",
    .run = run,
};
