/* SPDX-License-Identifier: Apache-2.0 */
/* The commands that look after a store: init, backup, restore, check. */
#include "app/store_init.h"
#include "app/store_restore.h"
#include "app/store_upkeep.h"

#include "app/session_file.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, JSON };
enum { RESTORE_STORE, RESTORE_JSON };
enum { INIT_LEDGER = STORE + 1, INIT_KEY, INIT_AGREEMENTS, INIT_SINGLE, INIT_HUB };

/* clang-format off */
static const struct sl_option init_options[] = {
    [STORE] = SL_STORE_OPTION,
    [INIT_LEDGER] = { .name = "--ledger", .value = "FOLDER", .type = SL_OPTION_TEXT,
                      .text = "The ledger (default: beside the store, X.ledger for X.db)" },
    [INIT_KEY] = { .name = "--ledger-key", .value = "FILE", .type = SL_OPTION_TEXT,
                   .text = "The ledger's secret key (default: X.key)" },
    [INIT_AGREEMENTS] = { .name = "--agreements", .value = "FOLDER", .type = SL_OPTION_TEXT,
                          .text = "The folder for sharing agreements (default: X.agreements)" },
    [INIT_SINGLE] = { .name = "--single-factor", .type = SL_OPTION_FLAG,
                      .text = "A password is enough to sign in: for examples and tests with "
                              "made-up people, and nothing else" },
    [INIT_HUB] = { .name = "--hub", .value = "AGENCY", .type = SL_OPTION_TEXT,
                   .text = "The agency whose data stewards take in files of all agencies "
                           "(default: each takes in its own)" },
};

static const struct sl_option options[] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of text" },
};

static const struct sl_option restore_options[] = {
    [RESTORE_STORE] = SL_STORE_OPTION,
    [RESTORE_JSON] = { .name = "--json",
                       .type = SL_OPTION_FLAG,
                       .text = "Print JSON instead of text" },
};
/* clang-format on */

static json_t *result_json(const struct sl_check_result *result)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:s%}",
        "records",
        (json_int_t)result->record_count,
        "layouts",
        (json_int_t)result->layout_count,
        "open_runs",
        (json_int_t)result->open_run_count,
        "problems",
        (json_int_t)result->problem_count,
        "problem_text",
        result->problems.len == 0 ? "" : result->problems.ptr,
        result->problems.len
    );
}

/* "FILE: 1,234 records" and how it is. */
static void result_text(const struct sl_check_result *result, const char *path, struct sl_buf *text)
{
    sl_buf_addf(text, "%s: ", path);
    sl_print_count(text, result->record_count);
    sl_buf_addf(text, " records");
    if (result->open_run_count > 0) {
        sl_buf_addf(text, ", open runs: ");
        sl_print_count(text, result->open_run_count);
    }
    sl_buf_addf(text, "; no problem found\n");
}

static enum sl_status print_result(
    struct sl_cli *cli,
    const struct sl_check_result *result,
    const char *path,
    bool as_json,
    struct sl_error *err
)
{
    struct sl_buf text;

    if (as_json) {
        return sl_print_json(cli->out, result_json(result), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    result_text(result, path, &text);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

/* Problems are told on standard error, and end the command as input that is not valid. */
static enum sl_status fail_unsound(
    struct sl_cli *cli, const struct sl_check_result *result, const char *path, struct sl_error *err
)
{
    SL_TRY(sl_print_buf(cli->err, &result->problems, err));
    sl_fail(err, SL_INVALID, "problems found: %llu", (unsigned long long)result->problem_count);
    sl_fail_detail(err, "%s", path);
    sl_fail_hint(err, "Keep the file as it is, and restore the last backup beside it.");
    return SL_INVALID;
}

/* What a command does with the store, or between two files. */
struct upkeep_job {
    struct sl_access *access; /* NULL: there is no store yet */
    const char *source, *target;
    struct sl_restored *restored; /* filled by restoring */
};
typedef enum sl_status upkeep_fn(
    const struct upkeep_job *job,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
);

/* Do it with a line of progress, and print what the check found. */
static enum sl_status do_upkeep(
    struct sl_cli *cli,
    upkeep_fn *upkeep,
    const struct upkeep_job *job,
    bool as_json,
    struct sl_error *err
)
{
    struct sl_check_result result;
    struct sl_progress progress;

    sl_progress_init(&progress, cli->err, true, sl_progress_clock);
    const struct sl_check_options check = { .progress = sl_progress_step, .context = &progress };
    sl_check_result_init(&result);
    enum sl_status status = upkeep(job, &check, &result, err);
    sl_progress_finish(&progress);
    if (result.problem_count > 0 && (status == SL_OK || status == SL_INVALID)) {
        status = fail_unsound(cli, &result, job->source, err);
    } else if (status == SL_OK) {
        status = print_result(cli, &result, job->target, as_json, err);
    }
    sl_check_result_finish(&result);
    return status;
}

/* What was made, and last, on a line of its own, the code. */
static void init_text(const char *path, const struct sl_buf *code, struct sl_buf *text)
{
    sl_buf_addf(
        text, "%s: an empty store, with its ledger, a key and a folder for agreements\n", path
    );
    sl_buf_addf(
        text,
        "Sign in as the first administrator within 24 hours:\n"
        "  sightline sign-in NAME --invited --agency AGENCY\n"
        "with this code, which it asks for and which is shown once:\n"
    );
    sl_buf_add(text, sl_buf_str(code));
    sl_buf_add_byte(text, '\n');
}

/* Said where nobody who only keeps the code would lose it. */
static enum sl_status warn_single(struct sl_cli *cli, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_add(
        &text,
        SL_STR("WARNING: a password alone is enough to sign in to this store, for every role.\n"
               "It is for examples and tests. Never put records of real people into it.\n")
    );
    const enum sl_status status = sl_print_buf(cli->err, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_init(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const struct sl_init_job job = {
        .store = sl_cli_store_path(&values[STORE]),
        .ledger = values[INIT_LEDGER].texts[0],
        .ledger_key = values[INIT_KEY].texts[0],
        .agreements = values[INIT_AGREEMENTS].texts[0],
        .now_us = sl_cli_now(),
        .single_factor = values[INIT_SINGLE].count > 0,
        .hub = values[INIT_HUB].texts[0],
    };
    struct sl_buf code;
    struct sl_buf text;

    sl_buf_init(&code, SL_PRINT_LIMIT_BYTES);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    enum sl_status status = sl_store_init(&job, &code, err);
    if (status == SL_OK) {
        init_text(job.store, &code, &text);
        status = sl_print_buf(cli->out, &text, err);
    }
    if (status == SL_OK && job.single_factor) {
        status = warn_single(cli, err);
    }
    sl_session_token_finish(&code);
    sl_session_token_finish(&text);
    return status;
}

static enum sl_status back_up(
    const struct upkeep_job *job,
    const struct sl_check_options *check,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    return sl_upkeep_backup(job->access, job->target, check, result, err);
}

static enum sl_status restore(
    const struct upkeep_job *job,
    const struct sl_check_options *check,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    const struct sl_restore_job restoring = { .source = job->source,
                                              .target = job->target,
                                              .now_us = sl_cli_now() };

    return sl_store_restore_safely(&restoring, check, result, job->restored, err);
}

/* What must be done before anybody signs in; where nobody overlooks it. */
static enum sl_status
warn_restored(struct sl_cli *cli, const struct sl_restored *restored, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "Ended, as the ledger says: sessions %llu, accounts %llu, roles %llu. Everybody signs in "
        "again.\nAgreements open nothing until 'sightline agreement confirm'.\n",
        (unsigned long long)restored->session_count,
        (unsigned long long)restored->account_count,
        (unsigned long long)restored->role_count
    );
    if (restored->unknown_count > 0) {
        sl_buf_addf(
            &text,
            "WARNING: ends of accounts or roles that could not be repeated: %llu. Compare 'user "
            "list' with the ledger.\n",
            (unsigned long long)restored->unknown_count
        );
    }
    if (restored->kind_count > 0) {
        sl_buf_add(&text, SL_STR("WARNING: the ledger has changes "));
        sl_buf_add(
            &text,
            restored->since_us > 0 ? SL_STR("since ")
                                   : SL_STR("of all times, as the age is "
                                            "not known")
        );
        sl_cli_add_time(&text, restored->since_us);
        sl_buf_add(&text, SL_STR(" that the backup may lack:\n"));
    }
    for (size_t i = 0; i < restored->kind_count; i++) {
        sl_buf_addf(
            &text,
            "  %s: %llu\n",
            restored->newer[i].kind,
            (unsigned long long)restored->newer[i].count
        );
    }
    if (restored->kind_count > 0) {
        sl_buf_add(
            &text,
            SL_STR("Make seals and withheld fields again before anybody signs in; 'sightline "
                   "ledger show' has when.\n")
        );
    }
    const enum sl_status status = sl_print_buf(cli->err, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status check_one(
    const struct upkeep_job *job,
    const struct sl_check_options *check,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    return sl_upkeep_check(job->access, check, result, err);
}

static enum sl_status
run_backup(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct upkeep_job job = { .source = sl_cli_store_path(&arguments->options[STORE]),
                              .target = arguments->operands[0] };

    SL_TRY(sl_cli_open(&arguments->options[STORE], SL_STORE_READ, &access, err));
    job.access = access;
    return do_upkeep(cli, back_up, &job, arguments->options[JSON].count > 0, err);
}

static enum sl_status
run_restore(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_restored restored = { .kind_count = 0 };
    const struct upkeep_job job = {
        .source = arguments->operands[0],
        .target = sl_cli_store_path(&arguments->options[RESTORE_STORE]),
        .restored = &restored,
    };

    SL_TRY(do_upkeep(cli, restore, &job, arguments->options[RESTORE_JSON].count > 0, err));
    return warn_restored(cli, &restored, err);
}

static enum sl_status
run_check(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const char *path = sl_cli_store_path(&arguments->options[STORE]);
    struct upkeep_job job = { .source = path, .target = path };

    SL_TRY(sl_cli_open(&arguments->options[STORE], SL_STORE_READ, &access, err));
    job.access = access;
    return do_upkeep(cli, check_one, &job, arguments->options[JSON].count > 0, err);
}

const struct sl_command sl_command_init = {
    .group = "init",
    .name = "",
    .operands = "",
    .options = init_options,
    .option_count = sizeof(init_options) / sizeof(init_options[0]),
    .summary = "Make an empty store",
    .text = "Make the file in which records, runs and decisions are kept, the ledger in which "
            "everything that is done and read is written down, the ledger's secret key, and a "
            "folder for sharing agreements. They can be read and written by their owner only. "
            "What exists is never touched. Keep a copy of the key in another place: without it "
            "nothing can be done any more.\n\n"
            "The last line that is printed is a one-time code. With it the first administrator "
            "signs in, within 24 hours, and adds the other users.",
    .example = "sightline init --store region.db",
    .run = run_init,
};

const struct sl_command sl_command_backup = {
    .group = "backup",
    .name = "",
    .operands = "COPY",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "Copy the store into a new file, and check the copy",
    .text =
        "Copy what the store holds now into a new file, while others go on reading and writing. "
        "The copy is checked record by record before it appears under its name.",
    .example = "sightline backup region-2026-03-31.db --store region.db",
    .run = run_backup,
};

const struct sl_command sl_command_restore = {
    .group = "restore",
    .name = "",
    .operands = "COPY",
    .operand_min = 1,
    .operand_max = 1,
    .options = restore_options,
    .option_count = sizeof(restore_options) / sizeof(restore_options[0]),
    .summary = "Make a store of a backup",
    .text =
        "Copy a backup into a new store, which must not exist, and check it. The backup is only "
        "read. It may be of an earlier version of this program. The ledger that the backup names, "
        "and its key, must be in their places.\n\n"
        "So that an old backup opens nothing again, all sessions are ended, and accounts and roles "
        "that were ended since; agreements must be confirmed again; and the ledger says that it "
        "was "
        "done. What else the ledger has and the store may lack is counted on standard error.",
    .example = "sightline restore region-2026-03-31.db --store restored.db",
    .run = run_restore,
};

const struct sl_command sl_command_check = {
    .group = "check",
    .name = "",
    .operands = "",
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .summary = "Read all of the store, and see whether it holds together",
    .text = "Read every record, compare it with its hash, and see that versions, runs, counts and "
            "indexes agree. Others may read and write meanwhile. Problems are told one a line, and "
            "the exit status is 3.",
    .example = "sightline check --store region.db",
    .run = run_check,
};
