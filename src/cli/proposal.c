/* SPDX-License-Identifier: Apache-2.0 */
/* The commands proposal list, confirm and refuse, and setting. */
#include "app/proposal.h"

#include "app/session_file.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/proposal_text.h"
#include "cli/store_options.h"

#define LIST_LIMIT_BYTES ((size_t)16 << 20)

enum { STORE, SESSION, PURPOSE, DOOR_COUNT };

/* clang-format off */
static const struct sl_option options[DOOR_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
};
/* clang-format on */

/* Print, and wipe what may be a code. */
static enum sl_status
print(struct sl_cli *cli, enum sl_status status, struct sl_buf *text, struct sl_error *err)
{
    if (status == SL_OK) {
        status = sl_print_buf(cli->out, text, err);
    }
    sl_session_token_finish(text);
    return status;
}

static void add_line(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_store_proposal *proposal = row;

    (void)listing;
    sl_buf_addf(text, "%8lld  ", (long long)proposal->id);
    sl_cli_add_time(text, proposal->made.at);
    sl_buf_addf(text, "  %-14.*s ", SL_STR_ARG(proposal->made.by));
    sl_cli_add_proposed(text, proposal);
    sl_buf_add_byte(text, '\n');
}

static enum sl_status read_list(struct sl_cli_listing *listing, struct sl_error *err)
{
    struct sl_store_proposal *proposals = NULL;

    SL_TRY(sl_proposal_list(listing->access, &listing->arena, &proposals, &listing->count, err));
    listing->rows = proposals;
    return SL_OK;
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_READ,
        .row_bytes = sizeof(struct sl_store_proposal),
        .title = "  number  proposed             by             what",
        .read = read_list,
        .add = add_line,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

static enum sl_status
run_confirm(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_store_proposal proposal = { .act = SL_PROPOSAL_COUNT };
    struct sl_buf code;
    struct sl_buf text;
    int64_t number = 0;

    sl_arena_init(&arena, LIST_LIMIT_BYTES);
    SL_TRY(sl_cli_number(arguments->operands[0], "a proposal", &number, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    sl_buf_init(&code, SL_PRINT_LIMIT_BYTES);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status =
        sl_proposal_confirm(access, number, &arena, &code, &proposal, err);
    if (status == SL_OK) {
        sl_buf_add(&text, SL_STR("Done: "));
        sl_cli_add_proposed(&text, &proposal);
        sl_buf_add_byte(&text, '\n');
    }
    if (code.len > 0) {
        sl_cli_add_invitation(&text, &code);
    }
    sl_session_token_finish(&code);
    return print(cli, status, &text, err);
}

static enum sl_status
run_refuse(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    int64_t number = 0;

    (void)cli;
    SL_TRY(sl_cli_number(arguments->operands[0], "a proposal", &number, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    return sl_proposal_refuse(access, number, err);
}

/* A setting by its name: those of the acts that have a value. */
static enum sl_status
read_setting(const char *name, enum sl_proposal_act *ret_act, struct sl_error *err)
{
    const struct sl_term *terms = sl_proposal_terms();
    const unsigned act = sl_term_find(terms, SL_PROPOSAL_COUNT, sl_str_from(name));

    if (act == SL_PROPOSAL_FACTORS || act == SL_PROPOSAL_HUB) {
        *ret_act = (enum sl_proposal_act)act;
        return SL_OK;
    }
    sl_fail(err, SL_USAGE, "'%s' is not a setting", name);
    sl_fail_hint(err, "Settings are factors and hub.");
    return SL_USAGE;
}

static enum sl_status
run_setting(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_proposal_asked asked = { .value = sl_str_from(arguments->operands[1]) };
    const struct sl_str nobody_else =
        SL_STR("There is no other administrator yet. Make one with\n"
               "'sightline user role ID administrator', and let them sign in.\n");
    struct sl_buf text;
    uint64_t others = 0;
    int64_t proposal = 0;

    SL_TRY(read_setting(arguments->operands[0], &asked.act, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    enum sl_status status = sl_proposal_ask(access, &asked, NULL, &proposal, err);
    if (status == SL_OK && proposal != 0) {
        status = sl_proposal_others(access, SL_STR(""), SL_STR(""), &others, err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    if (proposal != 0) {
        sl_cli_add_proposal(&text, proposal);
        sl_buf_add(&text, others > 0 ? SL_STR("") : nobody_else);
    } else {
        sl_buf_addf(&text, "%s: %s\n", arguments->operands[0], arguments->operands[1]);
    }
    return print(cli, status, &text, err);
}

const struct sl_command sl_command_proposal_list = {
    .group = "proposal",
    .name = "list",
    .operands = "",
    .options = options,
    .option_count = DOOR_COUNT,
    .summary = "List what waits for a second person",
    .text =
        "What administrators of your agency have asked for and another one of them must confirm "
        "where the agency has two administrators: an invitation, the end of somebody's "
        "authenticator, who becomes an administrator, and who is one no longer; and settings of "
        "the whole store, which administrators of any agency confirm. For privacy officers and "
        "senior leaders: what another one has asked to be erased from the ledger. What nobody "
        "confirms in three days is over.",
    .example = "sightline proposal list",
    .run = run_list,
};

const struct sl_command sl_command_proposal_confirm = {
    .group = "proposal",
    .name = "confirm",
    .operands = "NUMBER",
    .operand = "the number",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .option_count = DOOR_COUNT,
    .summary = "Confirm what somebody else asked for",
    .text = "It is done at once. Ask the user first whether they wanted it: whoever has the code "
            "of an invitation can sign in as them. What is erased cannot be brought back. Nobody "
            "confirms what they proposed themselves.",
    .example = "sightline proposal confirm 3",
    .run = run_confirm,
};

const struct sl_command sl_command_proposal_refuse = {
    .group = "proposal",
    .name = "refuse",
    .operands = "NUMBER",
    .operand = "the number",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .option_count = DOOR_COUNT,
    .summary = "Refuse what somebody else asked for, or take it back",
    .text = "It is not done, and the ledger has who refused it.",
    .example = "sightline proposal refuse 3",
    .run = run_refuse,
};

const struct sl_command sl_command_setting = {
    .group = "setting",
    .name = "",
    .operands = "NAME VALUE",
    .operand = "the name or the value",
    .operand_min = 2,
    .operand_max = 2,
    .options = options,
    .option_count = DOOR_COUNT,
    .summary = "Change what holds for the whole store",
    .text = "The setting factors is two (the beginning) or one, which is for examples and tests "
            "with made-up people: how many factors it takes to sign in. The setting hub is none, "
            "or the agency whose data stewards take in files of all agencies; the others take in "
            "those of their own. What is stricter is done at once; one and an agency are done when "
            "another administrator, of whichever agency, has confirmed it.",
    .example = "sightline setting hub hub",
    .run = run_setting,
};
