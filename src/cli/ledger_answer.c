/* SPDX-License-Identifier: Apache-2.0 */
/* Answers out of the ledger: ledger who-saw, what-saw, known; subject-access; agreement confirm. */
#include "app/ledger_answer.h"
#include "app/subject_access.h"

#include "app/policy_load.h"
#include "base/date.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"

#define DAY_US INT64_C(86400000000)

enum { STORE, SESSION, PURPOSE, JSON, SAW_COUNT };
enum { KNOWN_ON = JSON + 1, KNOWN_COUNT };
enum { ACCESS_OUT = PURPOSE + 1, ACCESS_COUNT };
enum { CONFIRM_COUNT = PURPOSE + 1 };

/* clang-format off */
static const struct sl_option saw_options[SAW_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [JSON] = { .name = "--json", .type = SL_OPTION_FLAG, .text = "Print JSON instead of text" },
};

static const struct sl_option known_options[KNOWN_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [JSON] = { .name = "--json", .type = SL_OPTION_FLAG, .text = "Print JSON instead of text" },
    [KNOWN_ON] = { .name = "--on", .value = "DATE", .type = SL_OPTION_TEXT, .required = true,
                   .text = "At the end of which day, YYYY-MM-DD (UTC)" },
};

static const struct sl_option access_options[ACCESS_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [ACCESS_OUT] = { .name = "--out", .value = "DIR", .type = SL_OPTION_TEXT, .required = true,
                     .text = "The folder to make and write to" },
};

static const struct sl_option confirm_options[CONFIRM_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
};
/* clang-format on */

/* What is printed: json is NULL for text. */
struct listing {
    struct sl_buf text;
    json_t *json;
    size_t count;
    bool is_of_user; /* who it was about is told, and not who it was */
};

static void begin_listing(struct listing *listing, bool as_json, bool is_of_user)
{
    *listing = (struct listing){ .json = as_json ? json_array() : NULL, .is_of_user = is_of_user };
    sl_buf_init(&listing->text, SL_PRINT_LIMIT_BYTES);
}

static enum sl_status end_listing(
    struct sl_cli *cli, struct listing *listing, enum sl_status status, struct sl_error *err
)
{
    if (status != SL_OK) {
        json_decref(listing->json);
    } else if (listing->json != NULL) {
        status = sl_print_json(cli->out, listing->json, err);
    } else {
        status = sl_print_buf(cli->out, &listing->text, err);
    }
    sl_buf_finish(&listing->text);
    return status;
}

static json_t *act_json(const struct sl_ledger_act *act)
{
    return json_pack(
        "{s:I, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}",
        "entry",
        (json_int_t)act->index,
        "at",
        sl_cli_time_json(act->when_us),
        "verb",
        act->verb,
        "outcome",
        act->outcome,
        "agency",
        sl_cli_str_json(act->agency),
        "role",
        sl_cli_str_json(act->role),
        "purpose",
        sl_cli_str_json(act->purpose),
        "kind",
        sl_cli_str_json(act->kind),
        "user",
        act->user.len > 0 ? sl_cli_str_json(act->user) : json_null(),
        "subject",
        act->subject.len > 0 ? sl_cli_str_json(act->subject) : json_null(),
        "detail",
        act->detail.len > 0 ? sl_cli_str_json(act->detail) : json_null(),
        "among_others",
        (int)act->is_listed
    );
}

/* "2026-04-01 09:30:00  read picture          police, investigator, investigation  a.malik" */
static enum sl_status add_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct listing *listing = context;
    struct sl_buf *text = &listing->text;

    listing->count++;
    if (listing->json != NULL) {
        return json_array_append_new(listing->json, act_json(act)) == 0 ? SL_OK
                                                                        : sl_fail_memory(err);
    }
    sl_cli_add_time(text, act->when_us);
    sl_buf_addf(text, "  %s ", act->verb);
    sl_print_value(text, act->kind, 0, 0);
    sl_buf_addf(
        text,
        "%s%s  ",
        act->is_listed ? " (among others)" : "",
        act->outcome[0] == 'a'   ? ""
        : act->outcome[0] == 'r' ? " REFUSED"
                                 : " FAILED"
    );
    sl_print_value(text, act->agency, 0, 0);
    sl_buf_addf(text, ", ");
    sl_print_value(text, act->role.len > 0 ? act->role : SL_STR("no role"), 0, 0);
    sl_buf_addf(text, ", ");
    sl_print_value(text, act->purpose, 0, 0);
    if (!listing->is_of_user) {
        sl_buf_addf(text, "  ");
        sl_print_value(text, act->user.len > 0 ? act->user : SL_STR("(not named)"), 0, 0);
    } else if (act->subject.len > 0) {
        sl_buf_addf(text, "  ");
        sl_print_value(text, act->subject, 0, 0);
    }
    if (act->detail.len > 0) {
        sl_buf_addf(text, "  ");
        sl_print_value(text, act->detail, 60, 0);
    }
    sl_buf_addf(text, "\n");
    return sl_buf_status(text, err);
}

static enum sl_status
run_who(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct listing listing;

    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &access, err));
    begin_listing(&listing, values[JSON].count > 0, false);
    const enum sl_status status =
        sl_ledger_who_saw(access, sl_str_from(arguments->operands[0]), 0, add_act, &listing, err);
    return end_listing(cli, &listing, status, err);
}

static enum sl_status
run_what(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct listing listing;

    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &access, err));
    begin_listing(&listing, values[JSON].count > 0, true);
    const enum sl_status status =
        sl_ledger_what_saw(access, sl_str_from(arguments->operands[0]), add_act, &listing, err);
    return end_listing(cli, &listing, status, err);
}

static enum sl_status
add_known(void *context, const struct sl_known_source *known, struct sl_error *err)
{
    struct listing *listing = context;
    struct sl_buf *text = &listing->text;

    if (listing->json != NULL) {
        json_t *value = json_pack(
            "{s:o, s:o, s:I, s:o, s:o}",
            "agency",
            sl_cli_str_json(known->agency),
            "system",
            sl_cli_str_json(known->system),
            "records",
            (json_int_t)known->record_count,
            "first",
            sl_cli_time_json(known->first_us),
            "last",
            sl_cli_time_json(known->last_us)
        );
        return json_array_append_new(listing->json, value) == 0 ? SL_OK : sl_fail_memory(err);
    }
    sl_print_value(text, known->agency, 0, 0);
    sl_buf_addf(text, "/");
    sl_print_value(text, known->system, 0, 0);
    sl_buf_addf(text, ": %llu records, from ", (unsigned long long)known->record_count);
    sl_cli_add_time(text, known->first_us);
    sl_buf_addf(text, " to ");
    sl_cli_add_time(text, known->last_us);
    sl_buf_addf(text, "\n");
    return sl_buf_status(text, err);
}

/* What had come, and then who had looked. */
static enum sl_status print_known(
    struct sl_cli *cli,
    struct sl_access *access,
    struct sl_str child,
    int64_t until_us,
    bool as_json,
    struct sl_error *err
)
{
    struct listing records;
    struct listing acts;

    begin_listing(&records, as_json, false);
    begin_listing(&acts, as_json, false);
    enum sl_status status = sl_ledger_known(access, child, until_us, add_known, &records, err);
    if (status == SL_OK) {
        sl_buf_addf(
            &records.text, "%s\nWho had looked:\n", records.text.len == 0 ? "Nothing.\n" : ""
        );
        status = sl_ledger_who_saw(access, child, until_us, add_act, &acts, err);
    }
    if (status == SL_OK && as_json) {
        json_t *both = json_pack("{s:o, s:o}", "records", records.json, "looked", acts.json);
        records.json = acts.json = NULL;
        status = sl_print_json(cli->out, both, err);
    } else if (status == SL_OK) {
        sl_buf_add(&records.text, sl_buf_str(&acts.text));
        sl_buf_addf(&records.text, "%s", acts.count == 0 ? "Nobody.\n" : "");
        status = sl_print_buf(cli->out, &records.text, err);
    }
    json_decref(records.json);
    json_decref(acts.json);
    sl_buf_finish(&records.text);
    sl_buf_finish(&acts.text);
    return status;
}

static enum sl_status
run_known(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_date date;

    if (sl_date_parse(sl_str_from(values[KNOWN_ON].texts[0]), &date, NULL) != SL_OK) {
        sl_fail(err, SL_USAGE, "'%s' is not a date", values[KNOWN_ON].texts[0]);
        sl_fail_hint(err, "Write it as 2026-03-31.");
        return SL_USAGE;
    }
    const int64_t until_us = ((int64_t)sl_date_to_days(date) + 1) * DAY_US;
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &access, err));
    return print_known(
        cli, access, sl_str_from(arguments->operands[0]), until_us, values[JSON].count > 0, err
    );
}

static enum sl_status
run_access(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_subject_access written;
    struct sl_buf text;

    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &access, err));
    SL_TRY(sl_subject_access_write(
        access, sl_str_from(arguments->operands[0]), values[ACCESS_OUT].texts[0], &written, err
    ));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "%s: %llu records of your agency, and %llu times that somebody has looked\n",
        values[ACCESS_OUT].texts[0],
        (unsigned long long)written.record_count,
        (unsigned long long)written.act_count
    );
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_confirm(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_policy_confirmed confirmed;
    struct sl_buf text;

    SL_TRY(sl_cli_open(&arguments->options[STORE], SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_policy_confirm(access, &confirmed, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "In force: %zu documents, %zu agencies, policy ",
        confirmed.document_count,
        confirmed.agency_count
    );
    sl_policy_id_print(&confirmed.id, &text);
    sl_buf_addf(&text, "\nConfirm again within %d days.\n", SL_POLICY_STALE_DAYS);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

const struct sl_command sl_command_ledger_who_saw = {
    .group = "ledger",
    .name = "who-saw",
    .operands = "CHILD",
    .operand = "a child",
    .operand_min = 1,
    .operand_max = 1,
    .options = saw_options,
    .option_count = SAW_COUNT,
    .summary = "Show who has looked at a child's records, and why",
    .text = "Show every time that somebody looked at, searched up, took out or was refused this "
            "child, with agency, role and purpose, the first one first. Of another agency's people "
            "no name is told: each agency answers for its own. CHILD is an identity, an NHS number "
            "or a mention (agency/system/key).",
    .example = "sightline ledger who-saw P3K7Q0ZD8",
    .run = run_who,
};

const struct sl_command sl_command_ledger_what_saw = {
    .group = "ledger",
    .name = "what-saw",
    .operands = "USER",
    .operand = "a user",
    .operand_min = 1,
    .operand_max = 1,
    .options = saw_options,
    .option_count = SAW_COUNT,
    .summary = "Show what a person of your agency has looked at",
    .text = "Show every act of a user of your own agency, the first one first, with what they "
            "asked for and about whom.",
    .example = "sightline ledger what-saw a.malik",
    .run = run_what,
};

const struct sl_command sl_command_ledger_known = {
    .group = "ledger",
    .name = "known",
    .operands = "CHILD",
    .operand = "a child",
    .operand_min = 1,
    .operand_max = 1,
    .options = known_options,
    .option_count = KNOWN_COUNT,
    .summary = "Show what was known of a child on a day, and who knew it",
    .text = "Show how many records of each system had come by the end of a day, as far as you may "
            "be told, and who had looked by then.",
    .example = "sightline ledger known P3K7Q0ZD8 --on 2026-03-31",
    .run = run_known,
};

const struct sl_command sl_command_subject_access = {
    .group = "subject-access",
    .name = "",
    .operands = "CHILD",
    .operand = "a child",
    .operand_min = 1,
    .operand_max = 1,
    .options = access_options,
    .option_count = ACCESS_COUNT,
    .summary = "Write what a child who asks is given by your agency",
    .text = "Write your agency's records that name the child, as they came (records.csv), and who "
            "has looked, without names (looked.csv), into a new folder. Read them before they are "
            "given: records tell of other people, too.",
    .example = "sightline subject-access P3K7Q0ZD8 --out for-aisha",
    .run = run_access,
};

const struct sl_command sl_command_agreement_confirm = {
    .group = "agreement",
    .name = "confirm",
    .operands = "",
    .options = confirm_options,
    .option_count = CONFIRM_COUNT,
    .summary = "Put the agreements in the store's folder in force",
    .text = "Confirm that the documents in the folder of agreements are all there are. From then "
            "on they open what they say; a document that is changed, added or taken away after "
            "that closes everything until this is done again, and so does a week without it.",
    .example = "sightline agreement confirm --store region.db",
    .run = run_confirm,
};
