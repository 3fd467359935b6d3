/* SPDX-License-Identifier: Apache-2.0 */
/* The commands authenticator begin, confirm and end. */
#include "app/second_factor.h"

#include "app/session_file.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/proof.h"
#include "cli/secret_input.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, PASSWORD_FILE, BEGIN_COUNT };
enum { CODE_FILE = PURPOSE + 1, CONFIRM_COUNT };
enum { USER = PASSWORD_FILE + 1, END_COUNT };

/* clang-format off */
static const struct sl_option begin_options[BEGIN_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [PASSWORD_FILE] = SL_PROOF_OPTION,
};

static const struct sl_option confirm_options[CONFIRM_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [CODE_FILE] = { .name = "--code-file", .value = "FILE", .type = SL_OPTION_TEXT,
                    .text = "Read the code from the first line of a file; - is standard input" },
};

static const struct sl_option end_options[END_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [PASSWORD_FILE] = SL_PROOF_OPTION,
    [USER] = { .name = "--user", .value = "USER", .type = SL_OPTION_TEXT,
               .text = "That of a user who has lost it; for administrators" },
};
/* clang-format on */

/* Print what is secret once, and wipe it. */
static enum sl_status print_secret(struct sl_cli *cli, struct sl_buf *text, struct sl_error *err)
{
    const enum sl_status status = sl_print_buf(cli->out, text, err);

    sl_session_token_finish(text);
    return status;
}

static enum sl_status
run_begin(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_cli_proof proof;
    struct sl_buf text;

    SL_TRY(sl_cli_open_with_one_factor(arguments->options, SL_STORE_BRIEF, &access, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_add(
        &text,
        SL_STR("Give this address, which is shown once, to your authenticator, then "
               "run 'sightline authenticator confirm':\n")
    );
    enum sl_status status = sl_cli_proof_read(&arguments->options[PASSWORD_FILE], &proof, err);
    if (status == SL_OK) {
        const struct sl_password_proof password = sl_cli_proof_of(&proof);
        status = sl_second_factor_begin(access, &password, &text, err);
    }
    sl_cli_proof_finish(&proof);
    if (status != SL_OK) {
        sl_session_token_finish(&text);
        return status;
    }
    sl_buf_add_byte(&text, '\n');
    return print_secret(cli, &text, err);
}

static enum sl_status
read_code(const struct sl_option_value *value, struct sl_buf *code, struct sl_error *err)
{
    struct sl_buf rest;

    if (value->count == 0) {
        return sl_secret_ask("Code of your authenticator: ", code, err);
    }
    sl_buf_init(&rest, SL_SECRET_LINE_BYTES + 2);
    const enum sl_status status = sl_secret_read(value->texts[0], code, &rest, err);
    sl_session_token_finish(&rest);
    return status;
}

static enum sl_status
run_confirm(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_buf code;
    struct sl_buf text;

    SL_TRY(sl_cli_open_with_one_factor(arguments->options, SL_STORE_BRIEF, &access, err));
    sl_buf_init(&code, SL_SECRET_LINE_BYTES + 2);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_add(
        &text,
        SL_STR("Keep these codes where nobody finds them. Each takes the place of "
               "your authenticator, once:\n")
    );
    enum sl_status status = read_code(&arguments->options[CODE_FILE], &code, err);
    if (status == SL_OK) {
        status = sl_second_factor_confirm(access, sl_buf_str(&code), &text, err);
    }
    sl_session_token_finish(&code);
    if (status != SL_OK) {
        sl_session_token_finish(&text);
        return status;
    }
    return print_secret(cli, &text, err);
}

static enum sl_status
run_end(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const struct sl_str user = sl_str_from(arguments->options[USER].texts[0]);
    struct sl_cli_proof proof;

    (void)cli;
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    enum sl_status status = sl_cli_proof_read(&arguments->options[PASSWORD_FILE], &proof, err);
    if (status == SL_OK) {
        const struct sl_password_proof password = sl_cli_proof_of(&proof);
        status = sl_second_factor_end(access, &password, user, err);
    }
    sl_cli_proof_finish(&proof);
    return status;
}

const struct sl_command sl_command_authenticator_begin = {
    .group = "authenticator",
    .name = "begin",
    .operands = "",
    .options = begin_options,
    .option_count = BEGIN_COUNT,
    .summary = "Set up an authenticator beside your password",
    .text = "Ask for your password again, and print an address that an authenticator application "
            "takes. It is asked for from the "
            "moment that you confirm it. Roles that reach records of others, or change who may "
            "do what, need one: without it a password opens this command and no other.",
    .example = "sightline authenticator begin",
    .run = run_begin,
};

const struct sl_command sl_command_authenticator_confirm = {
    .group = "authenticator",
    .name = "confirm",
    .operands = "",
    .options = confirm_options,
    .option_count = CONFIRM_COUNT,
    .summary = "Confirm your authenticator by a code of it",
    .text = "Ask for a code of now. From then on 'sightline sign-in' asks for one, too: sign in "
            "again, with the next code. Eight recovery codes are printed, for when the device is "
            "lost.",
    .example = "sightline authenticator confirm",
    .run = run_confirm,
};

const struct sl_command sl_command_authenticator_end = {
    .group = "authenticator",
    .name = "end",
    .operands = "",
    .options = end_options,
    .option_count = END_COUNT,
    .summary = "Give your authenticator up",
    .text = "Ask for your password again, and sign in with the password alone from now on, which "
            "is enough for setting up another one. Administrators do it for users who have lost "
            "their device and their recovery codes.",
    .example = "sightline authenticator end",
    .run = run_end,
};
