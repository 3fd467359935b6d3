/* SPDX-License-Identifier: Apache-2.0 */
/* The commands token add, list and end: what programs come in by. */
#include "app/token_manage.h"

#include "app/session_file.h"
#include "base/number.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/proof.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, DOOR_COUNT };
enum { PASSWORD_FILE = DOOR_COUNT, SCOPES, DAYS, SYSTEM, LA_CODE, ADD_COUNT };
enum { USER = DOOR_COUNT, LIST_JSON, LIST_COUNT };

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION

static const struct sl_option end_options[DOOR_COUNT] = { DOOR_OPTIONS };

static const struct sl_option add_options[ADD_COUNT] = {
    DOOR_OPTIONS,
    [PASSWORD_FILE] = SL_PROOF_OPTION,
    [SCOPES] = { .name = "--scopes", .value = "NAMES", .type = SL_OPTION_TEXT, .required = true,
                 .text = "What it is for, of search, picture, question, request and intake, with "
                         "blanks between them" },
    [DAYS] = { .name = "--days", .value = "N", .type = SL_OPTION_TEXT,
               .text = "For how long, 1 to 366 days (default: 90)" },
    [SYSTEM] = { .name = "--system", .value = "S", .type = SL_OPTION_TEXT,
                 .text = "Take in files of this system of your agency only" },
    [LA_CODE] = { .name = "--la-code", .value = "N", .type = SL_OPTION_TEXT,
                  .text = "Take in the daily data of children's social care as the authority of "
                          "this number at the Department for Education; needs --system" },
};

static const struct sl_option list_options[LIST_COUNT] = {
    DOOR_OPTIONS,
    [USER] = { .name = "--user", .value = "USER", .type = SL_OPTION_TEXT,
               .text = "Those of another user, or of all with '*'; for administrators" },
    [LIST_JSON] = SL_JSON_OPTION,
};
/* clang-format on */

/* A number of an option, from 1; as it was when the option was not given. */
static enum sl_status read_number(
    const struct sl_option_value *option, int64_t most, int64_t *number, struct sl_error *err
)
{
    if (option->count == 0 ||
        sl_parse_i64(sl_str_from(option->texts[0]), 1, most, number, NULL) == SL_OK) {
        return SL_OK;
    }
    return sl_fail(
        err, SL_USAGE, "'%s' is not a number from 1 to %lld", option->texts[0], (long long)most
    );
}

static enum sl_status make(
    const struct sl_option_value *values,
    const struct sl_token_new *asked,
    struct sl_buf *token,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_cli_proof proof;

    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    enum sl_status status = sl_cli_proof_read(&values[PASSWORD_FILE], &proof, err);
    if (status == SL_OK) {
        const struct sl_password_proof password = sl_cli_proof_of(&proof);
        status = sl_token_add(access, &password, asked, token, err);
    }
    sl_cli_proof_finish(&proof);
    return status;
}

static enum sl_status
run_add(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct sl_token_new asked = {
        .name = sl_str_from(arguments->operands[0]),
        .scopes = sl_str_from(values[SCOPES].texts[0]),
        .system = sl_str_from(values[SYSTEM].count > 0 ? values[SYSTEM].texts[0] : ""),
        .days = SL_TOKEN_DAYS_DEFAULT,
    };
    struct sl_buf token;

    SL_TRY(read_number(&values[DAYS], SL_TOKEN_DAYS_MAX, &asked.days, err));
    SL_TRY(read_number(&values[LA_CODE], SL_TOKEN_LA_CODE_MAX, &asked.la_code, err));
    sl_buf_init(&token, SL_PRINT_LIMIT_BYTES);
    enum sl_status status = make(values, &asked, &token, err);
    if (status == SL_OK) {
        sl_buf_add_byte(&token, '\n');
        status = sl_print_buf(cli->out, &token, err);
    }
    sl_session_token_finish(&token);
    if (status == SL_OK) {
        (void)fprintf(
            cli->err,
            "This token is shown once. Whoever has it may do for %lld days what it is for.\n",
            (long long)asked.days
        );
    }
    return status;
}

static enum sl_status read_tokens(struct sl_cli_listing *listing, struct sl_error *err)
{
    const struct sl_option_value *user = &listing->options[USER];
    struct sl_stored_token *tokens = NULL;

    SL_TRY(sl_token_list(
        listing->access,
        sl_str_from(user->count > 0 ? user->texts[0] : ""),
        &listing->arena,
        &tokens,
        &listing->count,
        err
    ));
    listing->rows = tokens;
    return SL_OK;
}

static void add_token(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_stored_token *token = row;

    (void)listing;
    sl_buf_addf(text, "%8lld  ", (long long)token->id);
    sl_cli_add_time(text, token->expires_at);
    sl_buf_add(text, SL_STR("  "));
    if (token->seen_at == 0) {
        sl_buf_addf(text, "%-19s", "never");
    } else {
        sl_cli_add_time(text, token->seen_at);
    }
    sl_buf_addf(text, "  %-14.*s  ", SL_STR_ARG(token->user));
    sl_print_value(text, token->name, 0, 0);
    sl_buf_addf(text, " (%.*s", SL_STR_ARG(token->scopes));
    if (token->system.len > 0) {
        sl_buf_add(text, SL_STR("; "));
        sl_print_value(text, token->system, 0, 0);
    }
    if (token->la_code > 0) {
        sl_buf_addf(text, "; authority %lld", (long long)token->la_code);
    }
    sl_buf_add(text, SL_STR(")\n"));
}

static json_t *token_json(const struct sl_cli_listing *listing, const void *row)
{
    const struct sl_stored_token *token = row;

    (void)listing;
    return json_pack(
        "{s:I, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o, s:o}",
        "token",
        (json_int_t)token->id,
        "user",
        sl_cli_str_json(token->user),
        "name",
        sl_cli_str_json(token->name),
        "scopes",
        sl_cli_str_json(token->scopes),
        "system",
        token->system.len == 0 ? json_null() : sl_cli_str_json(token->system),
        "la_code",
        (json_int_t)token->la_code,
        "factors",
        (json_int_t)token->factors,
        "made",
        sl_cli_time_json(token->made_at),
        "expires",
        sl_cli_time_json(token->expires_at),
        "used",
        sl_cli_time_json(token->seen_at)
    );
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_READ,
        .row_bytes = sizeof(struct sl_stored_token),
        .title = "  number  ends                 last used            user            for",
        .read = read_tokens,
        .add = add_token,
        .json = token_json,
        .json_option = LIST_JSON,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

static enum sl_status
run_end(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    int64_t number = 0;

    (void)cli;
    SL_TRY(sl_cli_number(arguments->operands[0], "a token", &number, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    return sl_token_stop(access, number, err);
}

/* clang-format off */
const struct sl_command sl_commands_token[SL_TOKEN_COMMANDS] = {
    {
        .group = "token",
        .name = "add",
        .operands = "NAME",
        .operand = "name",
        .operand_min = 1,
        .operand_max = 1,
        .options = add_options,
        .option_count = ADD_COUNT,
        .summary = "Make a token by which a program comes in as you",
        .text = "Ask for your password again, and print a token, once. A program that sends it to "
                "the addresses below /api/ may do of what you may what the token is for, and "
                "nothing else; each of its acts is in the ledger under your name. So make it as a "
                "user of its own for each system: an administrator adds one. It ends by its date, "
                "when you change your password, and with 'sightline token end'.",
        .example = "sightline token add 'case management, nightly' --scopes intake \\\n"
                   "--system csc --la-code 350",
        .run = run_add,
    },
    {
        .group = "token",
        .name = "list",
        .operands = "",
        .options = list_options,
        .option_count = LIST_COUNT,
        .summary = "List tokens of programs",
        .text = "Show your tokens, what each is for, until when it can be used, and when it last "
                "was. Administrators see those of the users whom they manage.",
        .example = "sightline token list",
        .run = run_list,
    },
    {
        .group = "token",
        .name = "end",
        .operands = "NUMBER",
        .operand = "number",
        .operand_min = 1,
        .operand_max = 1,
        .options = end_options,
        .option_count = DOOR_COUNT,
        .summary = "End a token",
        .text = "End a token by the number that 'sightline token list' shows: one of your own, or "
                "as an administrator one of a user whom you manage. The next request with it is "
                "refused.",
        .example = "sightline token end 3",
        .run = run_end,
    },
};
/* clang-format on */
