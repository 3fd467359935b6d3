/* SPDX-License-Identifier: Apache-2.0 */
/* The commands that change users: user add, invite, end, role, tie, import. */
#include "app/user_import.h"
#include "app/user_manage.h"
#include "app/user_tie.h"

#include "app/session_file.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/proposal_text.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, DOOR_COUNT };
enum { ADD_NAME = DOOR_COUNT, ADD_AGENCY, ADD_COUNT };
enum { SPAN_FROM = DOOR_COUNT, SPAN_UNTIL, SPAN_END, SPAN_COUNT };
enum { IMPORT_TIES = DOOR_COUNT, IMPORT_JSON, IMPORT_COUNT };

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION

static const struct sl_option door_options[DOOR_COUNT] = { DOOR_OPTIONS };

static const struct sl_option add_options[ADD_COUNT] = {
    DOOR_OPTIONS,
    [ADD_NAME] = { .name = "--name", .value = "NAME", .type = SL_OPTION_TEXT, .required = true,
                   .text = "The name, for people to read" },
    [ADD_AGENCY] = { .name = "--agency", .value = "AGENCY", .type = SL_OPTION_TEXT,
                     .required = true, .text = "The agency that the user works for" },
};

static const struct sl_option span_options[SPAN_COUNT] = {
    DOOR_OPTIONS,
    [SPAN_FROM] = SL_FROM_OPTION,
    [SPAN_UNTIL] = SL_UNTIL_OPTION,
    [SPAN_END] = { .name = "--end", .type = SL_OPTION_FLAG,
                   .text = "End it instead, at once" },
};

static const struct sl_option import_options[IMPORT_COUNT] = {
    DOOR_OPTIONS,
    [IMPORT_TIES] = { .name = "--ties", .type = SL_OPTION_FLAG,
                      .text = "The file has relationships to children, and not users" },
    [IMPORT_JSON] = { .name = "--json", .type = SL_OPTION_FLAG,
                      .text = "Print JSON instead of text" },
};
/* clang-format on */

/* Print one line when all went well. */
static enum sl_status
say(struct sl_cli *cli, enum sl_status status, struct sl_buf *text, struct sl_error *err)
{
    if (status == SL_OK) {
        status = sl_print_buf(cli->out, text, err);
    }
    sl_session_token_finish(text);
    return status;
}

/* The code of an invitation, or who must confirm it before there is one. */
static void add_code(struct sl_buf *text, const struct sl_buf *code, int64_t proposal)
{
    if (proposal != 0) {
        sl_cli_add_proposal(text, proposal);
    } else {
        sl_cli_add_invitation(text, code);
    }
}

static enum sl_status
run_add(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const struct sl_user_new user = {
        .id = sl_str_from(arguments->operands[0]),
        .name = sl_str_from(values[ADD_NAME].texts[0]),
        .agency = sl_str_from(values[ADD_AGENCY].texts[0]),
    };
    struct sl_buf code;
    struct sl_buf text;
    int64_t proposal = 0;

    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    sl_buf_init(&code, SL_PRINT_LIMIT_BYTES);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status = sl_user_add(access, &user, &code, &proposal, err);
    sl_buf_addf(&text, "%s is a user now, without any role.\n", arguments->operands[0]);
    add_code(&text, &code, proposal);
    sl_session_token_finish(&code);
    return say(cli, status, &text, err);
}

static enum sl_status
run_invite(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_buf code;
    struct sl_buf text;
    int64_t proposal = 0;

    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    sl_buf_init(&code, SL_PRINT_LIMIT_BYTES);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status =
        sl_user_invite(access, sl_str_from(arguments->operands[0]), &code, &proposal, err);
    if (proposal == 0) {
        sl_buf_addf(&text, "%s is invited.\n", arguments->operands[0]);
    }
    add_code(&text, &code, proposal);
    sl_session_token_finish(&code);
    return say(cli, status, &text, err);
}

static enum sl_status
run_end(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const struct sl_str user = sl_str_from(arguments->operands[0]);
    struct sl_buf text;
    int64_t proposal = 0;

    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status = sl_user_end(access, user, &proposal, err);
    if (proposal != 0) {
        sl_cli_add_proposal(&text, proposal);
    } else {
        sl_buf_addf(&text, "The account of %s has ended.\n", arguments->operands[0]);
    }
    return say(cli, status, &text, err);
}

/* Tell of a role or a relationship. */
static void
add_change(struct sl_buf *text, bool ends, const char *user, const char *what, struct sl_span held)
{
    if (ends) {
        sl_buf_addf(text, "%s no longer has: %s\n", user, what);
        return;
    }
    sl_buf_addf(text, "%s has: %s, from ", user, what);
    sl_cli_add_day(text, held.from);
    if (held.until != SL_SPAN_OPEN) {
        sl_buf_add(text, SL_STR(" until "));
        sl_cli_add_day(text, held.until);
    }
    sl_buf_add_byte(text, '\n');
}

static enum sl_status
run_role(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const bool ends = values[SPAN_END].count > 0;
    struct sl_user_role_change change = { .user = sl_str_from(arguments->operands[0]) };
    const struct sl_term *terms = sl_user_role_terms();
    unsigned role = 0;
    struct sl_buf text;
    int64_t proposal = 0;

    SL_TRY(sl_cli_choose(terms, SL_USER_ROLE_COUNT, "a role", arguments->operands[1], &role, err));
    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_cli_span(&values[SPAN_FROM], sl_access_day(access), &change.held, err));
    change.role = (enum sl_user_role)role;
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status = ends ? sl_user_end_role(access, &change, &proposal, err)
                                       : sl_user_give_role(access, &change, &proposal, err);
    if (proposal != 0) {
        sl_cli_add_proposal(&text, proposal);
    } else {
        add_change(&text, ends, arguments->operands[0], terms[role].words.ptr, change.held);
    }
    return say(cli, status, &text, err);
}

static enum sl_status
run_tie(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const bool ends = values[SPAN_END].count > 0;
    struct sl_user_tie_change change = {
        .user = sl_str_from(arguments->operands[0]),
        .child = sl_str_from(arguments->operands[2]),
    };
    const struct sl_term *terms = sl_tie_terms();
    unsigned kind = 0;
    struct sl_buf text;

    SL_TRY(sl_cli_choose(
        terms, SL_USER_TIE_COUNT, "a relationship", arguments->operands[1], &kind, err
    ));
    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_cli_span(&values[SPAN_FROM], sl_access_day(access), &change.held, err));
    change.kind = (enum sl_user_tie_kind)kind;
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status =
        ends ? sl_user_end_tie(access, &change, err) : sl_user_give_tie(access, &change, err);
    add_change(&text, ends, arguments->operands[0], terms[kind].words.ptr, change.held);
    return say(cli, status, &text, err);
}

static enum sl_status print_import(
    struct sl_cli *cli, const struct sl_user_import_result *result, bool json, struct sl_error *err
)
{
    struct sl_buf text;

    if (json) {
        return sl_print_json(
            cli->out,
            json_pack(
                "{s:I, s:I, s:I, s:I}",
                "lines",
                (json_int_t)result->line_count,
                "users",
                (json_int_t)result->user_count,
                "given",
                (json_int_t)result->given_count,
                "present",
                (json_int_t)result->present_count
            ),
            err
        );
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "%zu lines: %zu users are new, %zu roles or relationships were given, %zu lines changed "
        "nothing\n",
        result->line_count,
        result->user_count,
        result->given_count,
        result->present_count
    );
    return say(cli, SL_OK, &text, err);
}

static enum sl_status
run_import(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_user_import_result result;
    const char *path = arguments->operands[0];

    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    if (values[IMPORT_TIES].count > 0) {
        SL_TRY(sl_user_import_ties(access, path, &result, err));
    } else {
        SL_TRY(sl_user_import(access, path, &result, err));
    }
    return print_import(cli, &result, values[IMPORT_JSON].count > 0, err);
}

const struct sl_command sl_command_user_add = {
    .group = "user",
    .name = "add",
    .operands = "ID",
    .operand = "the id",
    .operand_min = 1,
    .operand_max = 1,
    .options = add_options,
    .option_count = ADD_COUNT,
    .summary = "Add a user, and invite them",
    .text = "Add a user of an agency, without any role, and print a one-time code with which they "
            "set a password; where the agency has two administrators, another one confirms that "
            "first ('sightline proposal'). Administrators manage users of their own agency, and of "
            "an agency whose first administrator has not signed in yet. An id is of small "
            "letters, figures, dots and dashes, is one of the whole partnership, and is never "
            "given to another.",
    .example = "sightline user add a.malik --name \"Aisha Malik\" --agency bolton",
    .run = run_add,
};

const struct sl_command sl_command_user_invite = {
    .group = "user",
    .name = "invite",
    .operands = "ID",
    .operand = "the id",
    .operand_min = 1,
    .operand_max = 1,
    .options = door_options,
    .option_count = DOOR_COUNT,
    .summary = "Print a new code for a user to set a password with",
    .text = "For a user who came out of a file, or has forgotten the password. An earlier "
            "invitation ends. Where the agency has two administrators, another one confirms it.",
    .example = "sightline user invite a.malik",
    .run = run_invite,
};

const struct sl_command sl_command_user_end = {
    .group = "user",
    .name = "end",
    .operands = "ID",
    .operand = "the id",
    .operand_min = 1,
    .operand_max = 1,
    .options = door_options,
    .option_count = DOOR_COUNT,
    .summary = "End a user's account, at once",
    .text = "The user may do nothing more from this moment, in no session. What they did, and were "
            "given, stays to be seen. The account of an administrator ends when another one has "
            "confirmed it, where the agency has two; their sessions are ended at once with "
            "'sightline session end'.",
    .example = "sightline user end a.malik",
    .run = run_end,
};

const struct sl_command sl_command_user_role = {
    .group = "user",
    .name = "role",
    .operands = "ID ROLE",
    .operand = "the id or the role",
    .operand_min = 2,
    .operand_max = 2,
    .options = span_options,
    .option_count = SPAN_COUNT,
    .summary = "Give a user a role, or end it",
    .text = "Roles are practitioner, investigator, manager, data_steward, leader, inspector, "
            "partnership_lead, privacy_officer and administrator. Nobody gives one to themselves. "
            "A role that ends has ended at once, in every session. Where the agency has two "
            "administrators, another one confirms who becomes one, and who is one no longer.",
    .example = "sightline user role a.malik practitioner --until 2026-12-31",
    .run = run_role,
};

const struct sl_command sl_command_user_tie = {
    .group = "user",
    .name = "tie",
    .operands = "ID KIND CHILD",
    .operand = "the id, the kind or the child",
    .operand_min = 3,
    .operand_max = 3,
    .options = span_options,
    .option_count = SPAN_COUNT,
    .summary = "Say with which child a user works, or no longer",
    .text = "KIND is allocated, team, household, operation or sample. CHILD is an identity such as "
            "P3K7Q0ZD8, an NHS number, or agency/system/key. Administrators give these "
            "relationships, and within an agency those who allocate work; nobody gives one to "
            "themselves. Without one, records of a child are not read but for an emergency.",
    .example = "sightline user tie a.malik allocated P3K7Q0ZD8",
    .run = run_tie,
};

const struct sl_command sl_command_user_import = {
    .group = "user",
    .name = "import",
    .operands = "FILE.csv",
    .operand_min = 1,
    .operand_max = 1,
    .options = import_options,
    .option_count = IMPORT_COUNT,
    .summary = "Add users, roles or relationships out of a file",
    .text = "The columns are id, name, agency, role, from and until, with a line for each role; "
            "with --ties they are user, child, kind, from and until. All of the file is taken in "
            "or nothing. It may be given again: what is there already is left alone, and nothing "
            "is ended. Administrators are made by a file only where there is one.",
    .example = "sightline user import users.csv",
    .run = run_import,
};
