/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_list.h"

#include <signal.h>

#include "app/identifier.h"
#include "app/intake_watch.h"
#include "app/notice_keep.h"
#include "app/notice_live.h"
#include "app/notice_load.h"
#include "base/threads.h"
#include "cli/command.h"
#include "cli/intake_text.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_options.h"

enum {
    STORE,
    SESSION,
    PURPOSE,
    AGENCY,
    SYSTEM,
    FORMAT,
    MANIFEST,
    REJECTS,
    WATCH,
    ONCE,
    IDENTIFY,
    JSON,
    OPTION_COUNT
};

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [AGENCY] = { .name = "--agency",
                 .value = "A",
                 .type = SL_OPTION_TEXT,
                 .text = "Who sent the files: bolton, police" },
    [SYSTEM] = { .name = "--system",
                 .value = "S",
                 .type = SL_OPTION_TEXT,
                 .text = "Out of which of its systems; within it, a key names one thing" },
    [FORMAT] = { .name = "--format",
                 .value = "F",
                 .type = SL_OPTION_TEXT,
                 .text = "How they are written; 'sightline formats' lists what is known" },
    [MANIFEST] = { .name = "--manifest",
                   .value = "FILE.csv",
                   .type = SL_OPTION_TEXT,
                   .text = "Instead of PATH: a CSV with the columns agency, system, format and "
                           "path, a file a row; paths begin at its own folder" },
    [REJECTS] = { .name = "--rejects",
                  .value = "DIR",
                  .type = SL_OPTION_TEXT,
                  .text = "Write rejected records there, in the format of their file, with the "
                          "reasons in a file beside (default: they are in the store alone; with "
                          "--watch, the folder 'rejects' in it)" },
    [WATCH] = { .name = "--watch",
                .value = "DIR",
                .type = SL_OPTION_TEXT,
                .text = "Instead of PATH: take in each file that is renamed into this folder, and "
                        "move it to 'done' or 'failed' in it, until SIGTERM or SIGINT comes" },
    [ONCE] = { .name = "--once",
               .type = SL_OPTION_FLAG,
               .text = "With --watch: take what is there, and end" },
    [IDENTIFY] = { .name = "--identify",
                   .type = SL_OPTION_FLAG,
                   .text = "After each file find out who is one person, as 'sightline identify' "
                           "does: only whom the file changes is compared" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of a table; with --watch, one object a line" },
};
/* clang-format on */

/* Set by a signal that ends a watch. */
static volatile sig_atomic_t is_told_to_stop;

static void on_signal(int number)
{
    (void)number;
    is_told_to_stop = 1;
}

/* What the command remembers while files are taken in. */
struct session {
    struct sl_cli *cli;
    struct sl_progress progress;
    struct sl_intake_report report;
    bool is_watching; /* each file is printed at once; then what came of that */
    bool is_lacking;  /* a file was not taken in: it failed, or has to wait */
    enum sl_status print_status;
    struct sl_error print_fault;
    struct sl_identifier *identifier; /* with --identify, from the first file on */
    struct sl_notice_live *notice;    /* the same, where what is raised is kept */
    struct sl_arena catalogue_arena;
    struct sl_notice_catalogues catalogues; /* by which it is asked */
};

static void tell_progress(void *context, const char *step, uint64_t done, uint64_t total)
{
    struct session *session = context;

    sl_progress_step(&session->progress, step, done, total);
}

/* Where what is raised is kept, bring it up to date; the first time by asking everybody. */
static enum sl_status
follow_notice(struct session *session, struct sl_store *store, struct sl_error *err)
{
    struct sl_notice_followed followed;
    struct sl_notice_kept kept;
    int64_t as_of = 0;

    SL_TRY(sl_notice_kept(store, &kept, err));
    SL_TRY(sl_cli_now_instant(&as_of, err));
    if (!kept.is_there) {
        return SL_OK;
    }
    if (session->notice != NULL) {
        return sl_notice_live_follow(session->notice, store, as_of, &followed, err);
    }
    SL_TRY(sl_notice_load_own(&session->catalogue_arena, &session->catalogues, err));
    return sl_notice_live_open(
        store, &session->catalogues.indicators, sl_threads_available(), as_of, &session->notice, err
    );
}

/* The first file is followed by opening, which compares everybody. */
static enum sl_status
follow_run(void *context, struct sl_store *store, int64_t run, struct sl_error *err)
{
    struct session *session = context;
    const struct sl_identify_options identify = {
        .thread_count = sl_threads_available(),
        .at = sl_cli_now(),
        .progress = tell_progress,
        .clock = sl_progress_clock,
        .context = session,
    };
    struct sl_identifier_result result;

    if (session->identifier == NULL) {
        SL_TRY(sl_identifier_open(store, &identify, &session->identifier, err));
        return follow_notice(session, store, err);
    }
    SL_TRY(sl_identifier_reopen(session->identifier, store, err));
    SL_TRY(sl_identifier_follow(session->identifier, identify.at, run, false, &result, err));
    return follow_notice(session, store, err);
}

static bool is_stopped(void *context)
{
    (void)context;
    return is_told_to_stop != 0;
}

/* A result that cannot be printed fails the command, but ends no watch. */
static void print_line(struct session *session)
{
    const enum sl_status status =
        sl_intake_report_flush(&session->report, session->cli->out, &session->print_fault);

    (void)fflush(session->cli->out);
    if (status != SL_OK) {
        session->print_status = status;
    }
}

static void tell_done(
    void *context,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    const struct sl_reject_files *rejects
)
{
    struct session *session = context;

    sl_progress_finish(&session->progress);
    sl_intake_report_add(&session->report, item, result, rejects);
    if (session->is_watching) {
        print_line(session);
    }
}

static void tell_failed(void *context, const char *name, const struct sl_error *reason)
{
    struct session *session = context;
    struct sl_error named = *reason;

    session->is_lacking = true;
    sl_progress_finish(&session->progress);
    if (named.detail[0] == '\0') {
        sl_fail_detail(&named, "%s", name);
    }
    sl_print_failure(session->cli->err, &named);
}

/* Which files are meant is said in one way, and whose they are is said. */
static enum sl_status check_usage(const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const unsigned ways =
        (arguments->operand_count > 0 ? 1u : 0u) + values[MANIFEST].count + values[WATCH].count;
    const unsigned named = values[AGENCY].count + values[SYSTEM].count + values[FORMAT].count;

    if (ways != 1) {
        sl_fail(err, SL_USAGE, "one of PATH ..., --manifest FILE.csv and --watch DIR is needed");
        sl_fail_hint(err, "Try 'sightline intake --help'.");
        return SL_USAGE;
    }
    if (values[MANIFEST].count > 0 && named > 0) {
        return sl_fail(err, SL_USAGE, "a manifest says the agency, system and format of each file");
    }
    if (values[MANIFEST].count == 0 && named != 3) {
        sl_fail(err, SL_USAGE, "--agency A, --system S and --format F are needed");
        sl_fail_hint(err, "Try 'sightline intake --help'.");
        return SL_USAGE;
    }
    if (values[ONCE].count > 0 && values[WATCH].count == 0) {
        return sl_fail(err, SL_USAGE, "--once goes with --watch DIR only");
    }
    const struct sl_format *format = NULL;
    return named == 0 ? SL_OK : sl_intake_format(values[FORMAT].texts[0], &format, err);
}

static enum sl_status take_paths(
    const struct sl_intake_plan *plan, const struct sl_arguments *arguments, struct sl_error *err
)
{
    struct sl_intake_item items[SL_OPERAND_LIMIT];
    const struct sl_format *format = NULL;

    SL_TRY(sl_intake_format(arguments->options[FORMAT].texts[0], &format, err));
    for (size_t i = 0; i < arguments->operand_count; i++) {
        items[i] = (struct sl_intake_item){
            .agency = arguments->options[AGENCY].texts[0],
            .system = arguments->options[SYSTEM].texts[0],
            .format = format,
            .path = arguments->operands[i],
            .name = arguments->operands[i],
        };
    }
    return sl_intake_all(plan, items, arguments->operand_count, err);
}

static enum sl_status
take_manifest(const struct sl_intake_plan *plan, const char *path, struct sl_error *err)
{
    struct sl_intake_list list = { .count = 0 };

    SL_TRY(sl_intake_list_read(path, &list, err));
    const enum sl_status status = sl_intake_all(plan, list.items, list.count, err);
    sl_arena_finish(&list.arena);
    return status;
}

static enum sl_status watch_folder(
    const struct sl_intake_plan *plan, const struct sl_arguments *arguments, struct sl_error *err
)
{
    const struct sl_option_value *values = arguments->options;
    const struct sigaction stop = { .sa_handler = on_signal };
    struct sigaction old_term;
    struct sigaction old_int;
    struct sl_intake_folder folder = {
        .path = values[WATCH].texts[0],
        .agency = values[AGENCY].texts[0],
        .system = values[SYSTEM].texts[0],
        .once = values[ONCE].count > 0,
        .failed = tell_failed,
    };

    SL_TRY(sl_intake_format(values[FORMAT].texts[0], &folder.format, err));
    is_told_to_stop = 0;
    (void)sigaction(SIGTERM, &stop, &old_term);
    (void)sigaction(SIGINT, &stop, &old_int);
    const enum sl_status status = sl_intake_watch(plan, &folder, err);
    (void)sigaction(SIGTERM, &old_term, NULL);
    (void)sigaction(SIGINT, &old_int, NULL);
    return status;
}

static enum sl_status
take_files(struct session *session, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_intake_plan plan = {
        .rejects_folder = values[REJECTS].texts[0],
        .clock = sl_cli_now,
        .watcher = {
            .context = session,
            .progress = tell_progress,
            .stop = session->is_watching ? is_stopped : NULL,
        },
        .follow = values[IDENTIFY].count > 0 ? follow_run : NULL,
        .done = tell_done,
    };

    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_WRITE, &access, err));
    plan.access = access;
    if (session->is_watching) {
        return watch_folder(&plan, arguments, err);
    }
    return values[MANIFEST].count > 0 ? take_manifest(&plan, values[MANIFEST].texts[0], err)
                                      : take_paths(&plan, arguments, err);
}

/* What is printed at the end; gives how the command ends. */
static enum sl_status print_report(
    struct session *session,
    const struct sl_arguments *arguments,
    enum sl_status status,
    struct sl_error *err
)
{
    struct sl_cli *cli = session->cli;

    if (status != SL_OK && (session->is_watching || session->report.file_count == 0)) {
        return status;
    }
    if (status != SL_OK) {
        /* Files before the one that failed are in the store: that is told, but is no result. */
        const enum sl_status told = sl_intake_report_print(&session->report, cli->err, NULL);
        return told == SL_NO_MEMORY ? told : status;
    }
    if (!session->is_watching) {
        return sl_intake_report_print(&session->report, cli->out, err);
    }
    if (session->print_status != SL_OK) {
        *err = session->print_fault;
        return session->print_status;
    }
    if (session->is_lacking && arguments->options[ONCE].count > 0) {
        sl_fail(err, SL_INVALID, "not all files were taken in");
        sl_fail_hint(
            err, "What failed is in the folder 'failed'; what has to wait is where it was."
        );
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct session session = {
        .cli = cli,
        .is_watching = arguments->options[WATCH].count > 0,
    };
    const bool as_json = arguments->options[JSON].count > 0;

    SL_TRY(check_usage(arguments, err));
    sl_arena_init(&session.catalogue_arena, SL_NOTICE_LOAD_BYTES);
    sl_progress_init(&session.progress, cli->err, true, sl_progress_clock);
    sl_intake_report_init(&session.report, as_json, session.is_watching);
    enum sl_status status = take_files(&session, arguments, err);
    sl_progress_finish(&session.progress);
    sl_identifier_close(session.identifier);
    sl_notice_live_close(session.notice);
    sl_arena_finish(&session.catalogue_arena);
    status = print_report(&session, arguments, status, err);
    sl_intake_report_finish(&session.report);
    return status;
}

const struct sl_command sl_command_intake = {
    .group = "intake",
    .name = "",
    .operands = "PATH ...",
    .operand_max = SL_OPERAND_LIMIT,
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Take files of an agency's system into the store",
    .text = "Take files apart into records and keep each as it stands there. A record whose key is "
            "new is accepted; one that differs from the latest with its key is a new version; the "
            "same again is unchanged; one that cannot be read is rejected with its line and the "
            "reason, and the others are taken.\n\n"
            "A file is seen by readers when all of it is in the store. If the command is ended "
            "before, give the same file again: it goes on where it stopped. The same file twice "
            "changes nothing.",
    .example = "sightline intake --agency police --system records --format pole-jsonl \\\n"
               "police.jsonl --rejects rejects",
    .run = run,
};
