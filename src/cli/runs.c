/* SPDX-License-Identifier: Apache-2.0 */
/* The commands about what was taken in before: runs, rejects and findings. */
#include "app/store_runs.h"

#include <string.h>

#include "app/findings.h"
#include "base/number.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"

enum { RUNS_STORE, RUNS_SESSION, RUNS_PURPOSE, RUNS_ABANDON, RUNS_JSON, RUNS_COUNT };
enum { REJECTS_STORE, REJECTS_SESSION, REJECTS_PURPOSE, REJECTS_JSON, REJECTS_COUNT };
enum {
    FINDINGS_STORE,
    FINDINGS_SESSION,
    FINDINGS_PURPOSE,
    FINDINGS_RULE,
    FINDINGS_JSON,
    FINDINGS_COUNT
};

/* clang-format off */
static const struct sl_option runs_options[RUNS_COUNT] = {
    [RUNS_STORE] = SL_STORE_OPTION,
    [RUNS_SESSION] = SL_SESSION_OPTION,
    [RUNS_PURPOSE] = SL_PURPOSE_OPTION,
    [RUNS_ABANDON] = { .name = "--abandon",
                       .value = "RUN",
                       .type = SL_OPTION_WHOLE,
                       .min = 1,
                       .max = INT64_MAX,
                       .text = "First give up this open run: its records are deleted, and other "
                               "files of its system can be taken in" },
    [RUNS_JSON] = { .name = "--json",
                    .type = SL_OPTION_FLAG,
                    .text = "Print JSON instead of a table" },
};

static const struct sl_option rejects_options[REJECTS_COUNT] = {
    [REJECTS_STORE] = SL_STORE_OPTION,
    [REJECTS_SESSION] = SL_SESSION_OPTION,
    [REJECTS_PURPOSE] = SL_PURPOSE_OPTION,
    [REJECTS_JSON] = { .name = "--json",
                       .type = SL_OPTION_FLAG,
                       .text = "Print JSON, which has the text of each record, too" },
};

static const struct sl_option findings_options[FINDINGS_COUNT] = {
    [FINDINGS_STORE] = SL_STORE_OPTION,
    [FINDINGS_SESSION] = SL_SESSION_OPTION,
    [FINDINGS_PURPOSE] = SL_PURPOSE_OPTION,
    [FINDINGS_RULE] = { .name = "--rule",
                        .value = "NUMBER",
                        .type = SL_OPTION_TEXT,
                        .text = "Only what this rule finds, such as 4220" },
    [FINDINGS_JSON] = { .name = "--json",
                        .type = SL_OPTION_FLAG,
                        .text = "Print JSON, which has the numbers of run and record, too" },
};
/* clang-format on */

/* What is printed, as text or as JSON: json is NULL for text. */
struct listing {
    struct sl_buf text;
    json_t *json;
};

/* Keep a value in the list; it is taken over. */
static enum sl_status append(struct listing *listing, json_t *value, struct sl_error *err)
{
    return json_array_append_new(listing->json, value) == 0 ? SL_OK : sl_fail_memory(err);
}

static json_t *time_json(int64_t at)
{
    struct sl_buf text;

    if (at == 0) {
        return json_null();
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_cli_add_time(&text, at);
    json_t *value = json_stringn(text.ptr, text.len);
    sl_buf_finish(&text);
    return value;
}

static json_t *run_json(const struct sl_run *run, const struct sl_store_source *source)
{
    return json_pack(
        "{s:I, s:s, s:s%, s:s%, s:s%, s:s%, s:I, s:I, s:I, s:I, s:I, s:o, s:o}",
        "run",
        (json_int_t)run->id,
        "state",
        sl_run_state_name(run->state).ptr,
        "agency",
        source->agency.ptr,
        source->agency.len,
        "system",
        source->system.ptr,
        source->system.len,
        "format",
        run->file.format.ptr,
        run->file.format.len,
        "file",
        run->file.name.ptr,
        run->file.name.len,
        "bytes",
        (json_int_t)run->file.bytes,
        "accepted",
        (json_int_t)run->counts.accepted,
        "new_version",
        (json_int_t)run->counts.new_version,
        "unchanged",
        (json_int_t)run->counts.unchanged,
        "rejected",
        (json_int_t)run->counts.rejected,
        "started",
        time_json(run->started_at),
        "ended",
        time_json(run->ended_at)
    );
}

static void
run_text(struct sl_buf *text, const struct sl_run *run, const struct sl_store_source *source)
{
    sl_buf_addf(
        text,
        "%5lld  %-9s %11llu %12llu %11llu %10llu  ",
        (long long)run->id,
        sl_run_state_name(run->state).ptr,
        (unsigned long long)run->counts.accepted,
        (unsigned long long)run->counts.new_version,
        (unsigned long long)run->counts.unchanged,
        (unsigned long long)run->counts.rejected
    );
    sl_cli_add_time(text, run->started_at);
    sl_buf_addf(text, "  ");
    sl_print_value(text, source->agency, 0, 0);
    sl_buf_addf(text, "/");
    sl_print_value(text, source->system, 0, 0);
    sl_buf_addf(text, " ");
    sl_print_value(text, run->file.name, 0, 0);
    sl_buf_addf(text, "\n");
}

static enum sl_status add_run(
    void *context,
    const struct sl_run *run,
    const struct sl_store_source *source,
    struct sl_error *err
)
{
    struct listing *listing = context;

    if (listing->json != NULL) {
        return append(listing, run_json(run, source), err);
    }
    run_text(&listing->text, run, source);
    return sl_buf_status(&listing->text, err);
}

static json_t *text_json(struct sl_str text)
{
    json_t *value = json_stringn(text.ptr == NULL ? "" : text.ptr, text.len);

    return value == NULL ? json_null() : value; /* it need not be UTF-8 */
}

static enum sl_status add_reject(
    void *context,
    const struct sl_run *run,
    const struct sl_stored_reject *reject,
    struct sl_error *err
)
{
    struct listing *listing = context;
    struct sl_buf *text = &listing->text;

    if (listing->json != NULL) {
        json_t *value = json_pack(
            "{s:I, s:I, s:o, s:o, s:o, s:b}",
            "line",
            (json_int_t)reject->line,
            "column",
            (json_int_t)reject->column,
            "field",
            text_json(reject->field),
            "reason",
            text_json(reject->reason),
            "text",
            text_json(reject->text),
            "text_is_cut",
            reject->is_cut
        );
        return append(listing, value, err);
    }
    sl_print_value(text, run->file.name, 0, 0);
    sl_buf_addf(text, ":%llu", (unsigned long long)reject->line);
    if (reject->column > 0) {
        sl_buf_addf(text, ":%llu", (unsigned long long)reject->column);
    }
    sl_buf_addf(text, ": ");
    if (reject->field.len > 0) {
        sl_print_value(text, reject->field, 0, 0);
        sl_buf_addf(text, ": ");
    }
    sl_print_value(text, reject->reason, 0, 0);
    sl_buf_addf(text, "\n");
    return sl_buf_status(text, err);
}

static enum sl_status
add_finding(void *context, const struct sl_told_finding *told, struct sl_error *err)
{
    struct listing *listing = context;
    struct sl_buf *text = &listing->text;

    if (listing->json != NULL) {
        json_t *value = json_pack(
            "{s:o, s:o, s:o, s:o, s:o, s:I, s:I}",
            "rule",
            text_json(told->finding->rule),
            "agency",
            text_json(told->source->agency),
            "system",
            text_json(told->source->system),
            "key",
            text_json(told->finding->key),
            "words",
            text_json(told->finding->words),
            "run",
            (json_int_t)told->record->run,
            "record",
            (json_int_t)told->record->id
        );
        return append(listing, value, err);
    }
    sl_print_value(text, told->finding->rule, 0, 6);
    sl_buf_addf(text, " ");
    sl_print_value(text, told->source->agency, 0, 0);
    sl_buf_addf(text, "/");
    sl_print_value(text, told->source->system, 0, 0);
    sl_buf_addf(text, " ");
    sl_print_value(text, told->finding->key, 0, 0);
    sl_buf_addf(text, ": ");
    sl_print_value(text, told->finding->words, 0, 0);
    sl_buf_addf(text, "\n");
    return sl_buf_status(text, err);
}

static void begin_listing(struct listing *listing, bool as_json, const char *head)
{
    listing->json = as_json ? json_array() : NULL;
    sl_buf_init(&listing->text, SL_PRINT_LIMIT_BYTES);
    sl_buf_add(&listing->text, sl_str_from(head));
}

/* Print it, unless making it has failed; gives it back either way. */
static enum sl_status end_listing(
    struct sl_cli *cli, struct listing *listing, enum sl_status status, struct sl_error *err
)
{
    json_t *json = listing->json;

    if (status != SL_OK) {
        json_decref(json);
    } else if (json != NULL) {
        status = sl_print_json(cli->out, json, err);
    } else {
        status = sl_print_buf(cli->out, &listing->text, err);
    }
    sl_buf_finish(&listing->text);
    return status;
}

static enum sl_status
run_runs(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const char head[] = "  run  state        accepted  new version   unchanged   rejected  "
                               "started (UTC)        file\n";
    const struct sl_option_value *values = arguments->options;
    const bool must_give_up = values[RUNS_ABANDON].count > 0;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct listing listing;

    SL_TRY(sl_cli_open(
        &values[RUNS_STORE], must_give_up ? SL_STORE_WRITE : SL_STORE_READ, &access, err
    ));
    if (must_give_up) {
        SL_TRY(sl_run_give_up(access, values[RUNS_ABANDON].whole, err));
    }
    begin_listing(&listing, values[RUNS_JSON].count > 0, head);
    const enum sl_status status = sl_runs_tell(access, add_run, &listing, err);
    return end_listing(cli, &listing, status, err);
}

static enum sl_status parse_run(const char *word, int64_t *ret_run, struct sl_error *err)
{
    if (sl_parse_i64(sl_str_from(word), 1, INT64_MAX, ret_run, NULL) != SL_OK) {
        sl_fail(err, SL_USAGE, "'%s' is not the number of a run", word);
        sl_fail_hint(err, "'sightline runs' lists them.");
        return SL_USAGE;
    }
    return SL_OK;
}

static enum sl_status
run_rejects(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct listing listing;
    int64_t run = 0;

    SL_TRY(parse_run(arguments->operands[0], &run, err));
    SL_TRY(sl_cli_open(&values[REJECTS_STORE], SL_STORE_READ, &access, err));
    begin_listing(&listing, values[REJECTS_JSON].count > 0, "");
    const enum sl_status status = sl_rejects_tell(access, run, add_reject, &listing, err);
    return end_listing(cli, &listing, status, err);
}

static enum sl_status
run_findings(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_findings_job job = { .run = 0 };
    struct listing listing;

    if (arguments->operand_count > 0) {
        SL_TRY(parse_run(arguments->operands[0], &job.run, err));
    }
    if (values[FINDINGS_RULE].count > 0) {
        job.rule = sl_str_from(values[FINDINGS_RULE].texts[0]);
    }
    SL_TRY(sl_cli_open(&values[FINDINGS_STORE], SL_STORE_READ, &access, err));
    job.access = access;
    begin_listing(&listing, values[FINDINGS_JSON].count > 0, "");
    const enum sl_status status = sl_findings_tell(&job, add_finding, &listing, err);
    return end_listing(cli, &listing, status, err);
}

const struct sl_command sl_command_runs = {
    .group = "runs",
    .name = "",
    .operands = "",
    .options = runs_options,
    .option_count = RUNS_COUNT,
    .summary = "List the files that were taken in",
    .text =
        "List the runs of 'sightline intake' on files of your agency; where yours is the hub, of "
        "all: what became of the records of a file. Records of an open run are not seen by "
        "anybody; to go on with it, take the same file in again.",
    .example = "sightline runs --store region.db",
    .run = run_runs,
};

const struct sl_command sl_command_rejects = {
    .group = "rejects",
    .name = "",
    .operands = "RUN",
    .operand = "the number of a run",
    .operand_min = 1,
    .operand_max = 1,
    .options = rejects_options,
    .option_count = REJECTS_COUNT,
    .summary = "Show which records of a run were rejected, and why",
    .text =
        "Show each record of a file that could not be taken in: its line and column, the field, "
        "and the reason. To get the records themselves as a file that can be mended and sent "
        "again, give 'sightline intake' a folder with --rejects.",
    .example = "sightline rejects 7 --store region.db",
    .run = run_rejects,
};

const struct sl_command sl_command_findings = {
    .group = "findings",
    .name = "",
    .operands = "[RUN]",
    .operand = "the number of a run",
    .operand_min = 0,
    .operand_max = 1,
    .options = findings_options,
    .option_count = FINDINGS_COUNT,
    .summary = "Show what rules of data quality find in the records",
    .text =
        "Show where records are not as the department's published rules want them: the number of "
        "the rule, whose record it is, and what is missing or does not fit. The latest version of "
        "each record is looked at, of one run or of all, so what was mended and sent again is "
        "found no more. Findings never keep a record out.",
    .example = "sightline findings --rule 4220 --store region.db",
    .run = run_findings,
};
