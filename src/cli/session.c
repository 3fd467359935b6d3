/* SPDX-License-Identifier: Apache-2.0 */
/* The commands session list and end, and passkey list and remove. */
#include "app/passkey_manage.h"
#include "app/session_manage.h"

#include "base/number.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/proof.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, PLAIN_COUNT };
enum { USER = PURPOSE + 1, USER_COUNT };
enum { PASSWORD_FILE = PURPOSE + 1, REMOVE_COUNT };

/* clang-format off */
static const struct sl_option plain_options[PLAIN_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
};

static const struct sl_option remove_options[REMOVE_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [PASSWORD_FILE] = SL_PROOF_OPTION,
};

static const struct sl_option list_options[USER_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [USER] = { .name = "--user", .value = "USER", .type = SL_OPTION_TEXT,
               .text = "Those of another user, or of all with '*'; for administrators" },
};

static const struct sl_option end_options[USER_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [USER] = { .name = "--user", .value = "USER", .type = SL_OPTION_TEXT,
               .text = "All sessions of this user, in place of a number; for administrators" },
};
/* clang-format on */

static enum sl_status print(struct sl_cli *cli, struct sl_buf *text, struct sl_error *err)
{
    const enum sl_status status = sl_print_buf(cli->out, text, err);

    sl_buf_finish(text);
    return status;
}

static void add_session(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_session_line *line = row;
    const struct sl_stored_session *session = &line->session;

    (void)listing;
    sl_buf_addf(text, "%8lld  ", (long long)session->id);
    sl_cli_add_time(text, session->begun_at);
    sl_buf_add(text, SL_STR("  "));
    sl_cli_add_time(text, session->seen_at);
    sl_buf_addf(
        text,
        "  %-14s %-14.*s %.*s%s\n",
        sl_proof_name(session->proof),
        SL_STR_ARG(session->user),
        SL_STR_ARG(session->source),
        line->is_this ? "  (this one)" : ""
    );
}

static enum sl_status read_sessions(struct sl_cli_listing *listing, struct sl_error *err)
{
    const struct sl_str user = sl_str_from(listing->options[USER].texts[0]);
    struct sl_session_line *lines = NULL;

    SL_TRY(sl_session_list(listing->access, user, &listing->arena, &lines, &listing->count, err));
    listing->rows = lines;
    return SL_OK;
}

static enum sl_status
run_session_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_READ,
        .row_bytes = sizeof(struct sl_session_line),
        .title = "  number  begun                last used            by             "
                 "user           from",
        .read = read_sessions,
        .add = add_session,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

/* The number of a session or passkey, as a person types it. */
static enum sl_status
read_number(const struct sl_arguments *arguments, int64_t *ret_number, struct sl_error *err)
{
    const char *word = arguments->operands[0];

    if (sl_parse_i64(sl_str_from(word), 1, INT64_MAX, ret_number, NULL) == SL_OK) {
        return SL_OK;
    }
    sl_fail(err, SL_USAGE, "'%s' is not a number of the list", word);
    return SL_USAGE;
}

/* All sessions of a user, and how many there were. */
static enum sl_status
end_all(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const struct sl_str user = sl_str_from(arguments->options[USER].texts[0]);
    struct sl_buf text;
    uint64_t count = 0;

    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_session_stop_all(access, user, &count, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "%llu session%s of %.*s ended\n",
        (unsigned long long)count,
        count == 1 ? "" : "s",
        SL_STR_ARG(user)
    );
    return print(cli, &text, err);
}

static enum sl_status
run_session_end(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const bool is_all = arguments->options[USER].count > 0;
    int64_t number = 0;

    if (is_all == (arguments->operand_count > 0)) {
        return sl_fail(err, SL_USAGE, "name one session by its number, or a user with --user");
    }
    if (is_all) {
        return end_all(cli, arguments, err);
    }
    SL_TRY(read_number(arguments, &number, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    return sl_session_stop(access, number, err);
}

static void add_passkey(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_stored_passkey *passkey = row;

    (void)listing;
    sl_buf_addf(text, "%8lld  ", (long long)passkey->id);
    sl_cli_add_time(text, passkey->made_at);
    sl_buf_add(text, SL_STR("  "));
    sl_cli_add_time(text, passkey->used_at);
    sl_buf_addf(text, "  %.*s\n", SL_STR_ARG(passkey->name));
}

static enum sl_status read_passkeys(struct sl_cli_listing *listing, struct sl_error *err)
{
    struct sl_stored_passkey *passkeys = NULL;

    SL_TRY(sl_passkey_list(listing->access, &listing->arena, &passkeys, &listing->count, err));
    listing->rows = passkeys;
    return SL_OK;
}

static enum sl_status
run_passkey_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_READ,
        .row_bytes = sizeof(struct sl_stored_passkey),
        .title = "  number  added                last used            name",
        .read = read_passkeys,
        .add = add_passkey,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

static enum sl_status
run_passkey_remove(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_cli_proof proof;
    int64_t number = 0;

    (void)cli;
    SL_TRY(read_number(arguments, &number, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    enum sl_status status = sl_cli_proof_read(&arguments->options[PASSWORD_FILE], &proof, err);
    if (status == SL_OK) {
        const struct sl_password_proof password = sl_cli_proof_of(&proof);
        status = sl_passkey_remove(access, &password, number, err);
    }
    sl_cli_proof_finish(&proof);
    return status;
}

const struct sl_command sl_command_session_list = {
    .group = "session",
    .name = "list",
    .operands = "",
    .options = list_options,
    .option_count = USER_COUNT,
    .summary = "List open sessions",
    .text = "Show where you are signed in: since when, when it was last used, and how it was "
            "proven who you are. Administrators see the sessions of others, too.",
    .example = "sightline session list",
    .run = run_session_list,
};

const struct sl_command sl_command_session_end = {
    .group = "session",
    .name = "end",
    .operands = "[NUMBER]",
    .operand = "number",
    .operand_min = 0,
    .operand_max = 1,
    .options = end_options,
    .option_count = USER_COUNT,
    .summary = "End open sessions",
    .text = "End a session by the number that 'sightline session list' shows: one of your own, or "
            "as an administrator any. With --user, end all of one user. Whoever uses them must "
            "sign in again.",
    .example = "sightline session end 7",
    .run = run_session_end,
};

const struct sl_command sl_command_passkey_list = {
    .group = "passkey",
    .name = "list",
    .operands = "",
    .options = plain_options,
    .option_count = PLAIN_COUNT,
    .summary = "List your passkeys",
    .text = "Show the devices with which you can sign in without a password.",
    .example = "sightline passkey list",
    .run = run_passkey_list,
};

const struct sl_command sl_command_passkey_remove = {
    .group = "passkey",
    .name = "remove",
    .operands = "NUMBER",
    .operand = "number",
    .operand_min = 1,
    .operand_max = 1,
    .options = remove_options,
    .option_count = REMOVE_COUNT,
    .summary = "Remove one of your passkeys",
    .text = "Ask for your password again, and remove a passkey by the number that 'sightline "
            "passkey list' shows, for example of a device that was lost.",
    .example = "sightline passkey remove 2",
    .run = run_passkey_remove,
};
