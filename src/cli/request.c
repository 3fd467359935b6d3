/* SPDX-License-Identifier: Apache-2.0 */
/* Asking another agency for records: request ask, answer, withdraw, list. */
#include "app/request_manage.h"

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, DOOR_COUNT };
enum { ASK_OF = DOOR_COUNT, ASK_REASON, ASK_URGENT, ASK_COUNT };
enum {
    REPLY_GIVEN = DOOR_COUNT,
    REPLY_REDACTED,
    REPLY_WITHHELD,
    REPLY_REASON,
    REPLY_WORDS,
    REPLY_COUNT
};
enum { LIST_ALL = DOOR_COUNT, LIST_JSON, LIST_COUNT };

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION

static const struct sl_option door_options[DOOR_COUNT] = { DOOR_OPTIONS };

static const struct sl_option ask_options[ASK_COUNT] = {
    DOOR_OPTIONS,
    [ASK_OF] = { .name = "--of", .value = "AGENCY", .type = SL_OPTION_TEXT, .required = true,
                 .text = "The agency that holds them" },
    [ASK_REASON] = { .name = "--reason", .value = "TEXT", .type = SL_OPTION_TEXT,
                     .required = true, .text = "Why they are needed, in words" },
    [ASK_URGENT] = { .name = "--urgent", .type = SL_OPTION_FLAG,
                     .text = "To be answered in one working day, and not in five" },
};

static const struct sl_option reply_options[REPLY_COUNT] = {
    DOOR_OPTIONS,
    [REPLY_GIVEN] = { .name = "--given", .type = SL_OPTION_FLAG, .text = "All of it is given" },
    [REPLY_REDACTED] = { .name = "--redacted", .type = SL_OPTION_FLAG,
                         .text = "A part of it is withheld" },
    [REPLY_WITHHELD] = { .name = "--withheld", .type = SL_OPTION_FLAG,
                         .text = "All of it is withheld" },
    [REPLY_REASON] = { .name = "--reason", .value = "REASON", .type = SL_OPTION_TEXT,
                       .text = "Why: other_people, risk_of_harm, enquiry, court_order, "
                               "legal_privilege, no_lawful_basis or not_held" },
    [REPLY_WORDS] = { .name = "--words", .value = "TEXT", .type = SL_OPTION_TEXT,
                      .text = "What is withheld, and why, in words" },
};

static const struct sl_option list_options[LIST_COUNT] = {
    DOOR_OPTIONS,
    [LIST_ALL] = { .name = "--all", .type = SL_OPTION_FLAG,
                   .text = "Those that are closed, too" },
    [LIST_JSON] = SL_JSON_OPTION,
};
/* clang-format on */

/* By enum sl_request_state and by enum sl_request_outcome: for people, and as JSON. */
static const char *const state_words[] = {
    "asked", "given", "given in part", "refused", "withdrawn"
};
static const char *const outcome_words[] = { "no answer yet", "given", "redacted", "withheld" };
static enum sl_status
say(struct sl_cli *cli, int64_t number, const char *what, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "Request %lld %s\n", (long long)number, what);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_ask(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_str records[SL_OPERAND_LIMIT];
    const struct sl_request_question question = {
        .child = sl_str_from(arguments->operands[0]),
        .holder = sl_str_from(values[ASK_OF].texts[0]),
        .records = records,
        .record_count = arguments->operand_count - 1,
        .reason = sl_str_from(values[ASK_REASON].texts[0]),
        .is_urgent = values[ASK_URGENT].count > 0,
    };
    int64_t number = 0;

    for (size_t i = 1; i < arguments->operand_count; i++) {
        records[i - 1] = sl_str_from(arguments->operands[i]);
    }
    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_request_ask(access, &question, &number, err));
    return say(cli, number, "was sent.", err);
}

/* Which of the three outcomes was given, and the reason that goes with it. */
static enum sl_status read_outcome(
    const struct sl_option_value *values, struct sl_request_reply *reply, struct sl_error *err
)
{
    const bool given = values[REPLY_GIVEN].count > 0;
    const bool redacted = values[REPLY_REDACTED].count > 0;
    const bool withheld = values[REPLY_WITHHELD].count > 0;
    const bool has_reason = values[REPLY_REASON].count > 0 && values[REPLY_WORDS].count > 0;
    unsigned reason = 0;

    if ((given ? 1 : 0) + (redacted ? 1 : 0) + (withheld ? 1 : 0) != 1) {
        return sl_fail(err, SL_USAGE, "give one of --given, --redacted and --withheld");
    }
    if (given) {
        reply->outcome = SL_OUTCOME_GIVEN;
        return SL_OK;
    }
    if (!has_reason) {
        sl_fail(err, SL_USAGE, "what is withheld needs a reason from the list, and one in words");
        sl_fail_hint(err, "Give --reason and --words.");
        return SL_USAGE;
    }
    SL_TRY(sl_cli_choose(
        sl_withheld_terms(),
        SL_WITHHELD_COUNT,
        "a reason",
        values[REPLY_REASON].texts[0],
        &reason,
        err
    ));
    reply->outcome = redacted ? SL_OUTCOME_REDACTED : SL_OUTCOME_WITHHELD;
    reply->reason = (enum sl_withheld_reason)reason;
    reply->words = sl_str_from(values[REPLY_WORDS].texts[0]);
    return SL_OK;
}

static enum sl_status
run_answer(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_request_reply reply = { .record = sl_str_from(arguments->operands[1]) };

    SL_TRY(sl_cli_number(arguments->operands[0], "a request", &reply.request, err));
    SL_TRY(read_outcome(arguments->options, &reply, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_request_reply_make(access, &reply, err));
    return say(cli, reply.request, "is answered about this record.", err);
}

static enum sl_status
run_withdraw(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    int64_t number = 0;

    SL_TRY(sl_cli_number(arguments->operands[0], "a request", &number, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_request_take_back(access, number, err));
    return say(cli, number, "was taken back.", err);
}

static void add_item(struct sl_buf *text, const struct sl_request_item *item)
{
    sl_buf_addf(text, "       %-13s  ", outcome_words[item->outcome]);
    sl_print_value(text, item->record, 0, 0);
    if (item->outcome > SL_OUTCOME_GIVEN) {
        sl_buf_add(text, SL_STR(": "));
        sl_print_value(text, item->words, 0, 0);
    }
    sl_buf_add_byte(text, '\n');
}

static void add_line(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_request_line *line = row;
    const struct sl_record_request *request = &line->request.request;

    (void)listing;
    sl_buf_addf(
        text,
        "%5lld  %-13s  %.*s  %.*s asks %.*s, due ",
        (long long)line->request.id,
        state_words[line->status.state],
        SL_STR_ARG(request->identity),
        SL_STR_ARG(request->agency),
        SL_STR_ARG(request->holder)
    );
    sl_cli_add_day(text, line->status.due);
    if (line->status.late) {
        sl_buf_addf(text, ", %d working days late", (int)line->status.late_days);
    }
    sl_buf_add(text, SL_STR(": "));
    sl_print_value(text, request->reason, 0, 0);
    sl_buf_add_byte(text, '\n');
    for (size_t i = 0; i < request->item_count; i++) {
        add_item(text, &request->items[i]);
    }
}

static json_t *item_json(const struct sl_request_item *item)
{
    const bool is_withheld = item->outcome > SL_OUTCOME_GIVEN;

    return json_pack(
        "{s:o, s:s, s:o, s:o, s:o, s:o}",
        "record",
        sl_cli_str_json(item->record),
        "answer",
        sl_request_outcome_name(item->outcome).ptr,
        "reason",
        is_withheld && item->reason < SL_WITHHELD_COUNT
            ? sl_cli_str_json(sl_withheld_terms()[item->reason].name)
            : json_null(),
        "words",
        sl_cli_str_json(item->words),
        "by",
        sl_cli_str_json(item->decided_by),
        "day",
        item->outcome == SL_OUTCOME_NONE ? json_null() : sl_cli_day_json(item->decided)
    );
}

static json_t *line_json(const struct sl_cli_listing *listing, const void *row)
{
    const struct sl_request_line *line = row;
    const struct sl_record_request *request = &line->request.request;
    json_t *items = json_array();

    (void)listing;
    for (size_t i = 0; i < request->item_count; i++) {
        (void)json_array_append_new(items, item_json(&request->items[i]));
    }
    return json_pack(
        "{s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:i, s:o}",
        "request",
        (json_int_t)line->request.id,
        "state",
        sl_request_state_name(line->status.state).ptr,
        "identity",
        sl_cli_str_json(request->identity),
        "asked_by",
        sl_cli_str_json(request->asked_by),
        "agency",
        sl_cli_str_json(request->agency),
        "holder",
        sl_cli_str_json(request->holder),
        "purpose",
        sl_cli_str_json(sl_purpose_terms()[request->purpose].name),
        "reason",
        sl_cli_str_json(request->reason),
        "asked",
        sl_cli_day_json(request->asked),
        "due",
        sl_cli_day_json(line->status.due),
        "late",
        line->status.late ? 1 : 0,
        "late_days",
        (int)line->status.late_days,
        "records",
        items
    );
}

static enum sl_status read_list(struct sl_cli_listing *listing, struct sl_error *err)
{
    struct sl_request_line *lines = NULL;

    SL_TRY(sl_request_list(
        listing->access,
        listing->options[LIST_ALL].count > 0,
        &listing->arena,
        &lines,
        &listing->count,
        err
    ));
    listing->rows = lines;
    return SL_OK;
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_BRIEF,
        .row_bytes = sizeof(struct sl_request_line),
        .read = read_list,
        .add = add_line,
        .json = line_json,
        .json_option = LIST_JSON,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

const struct sl_command sl_command_request_ask = {
    .group = "request",
    .name = "ask",
    .operands = "CHILD RECORD...",
    .operand = "the child or a record",
    .operand_min = 2,
    .operand_max = 1 + SL_REQUEST_ITEM_LIMIT,
    .options = ask_options,
    .option_count = ASK_COUNT,
    .summary = "Ask another agency for named records",
    .text = "For records of which you are told that they exist and not what they say, or not even "
            "that. Records are named as you were told of them. The holder has five working days, "
            "or one when it is urgent, and says of each record what is given or withheld, and why.",
    .example = "sightline request ask P3K7Q0ZD8 bolton/csc/assessment/9 --of bolton --reason "
               "\"Strategy meeting\"",
    .run = run_ask,
};

const struct sl_command sl_command_request_answer = {
    .group = "request",
    .name = "answer",
    .operands = "NUMBER RECORD",
    .operand = "the number or the record",
    .operand_min = 2,
    .operand_max = 2,
    .options = reply_options,
    .option_count = REPLY_COUNT,
    .summary = "Answer a request, record by record",
    .text = "For the agency that is asked. A record is answered once. What is withheld, in part or "
            "whole, needs a reason from the list and one in words.",
    .example = "sightline request answer 3 bolton/csc/assessment/9 --given",
    .run = run_answer,
};

const struct sl_command sl_command_request_withdraw = {
    .group = "request",
    .name = "withdraw",
    .operands = "NUMBER",
    .operand = "the number",
    .operand_min = 1,
    .operand_max = 1,
    .options = door_options,
    .option_count = DOOR_COUNT,
    .summary = "Take a request back",
    .text = "For the agency that has asked. What was answered stays.",
    .example = "sightline request withdraw 3",
    .run = run_withdraw,
};

const struct sl_command sl_command_request_list = {
    .group = "request",
    .name = "list",
    .operands = "",
    .options = list_options,
    .option_count = LIST_COUNT,
    .summary = "List requests that the agency has asked or is asked",
    .text = "Each with its state as of today, the last day of its clock, and what was answered.",
    .example = "sightline request list --all",
    .run = run_list,
};
