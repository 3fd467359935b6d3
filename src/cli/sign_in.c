/* SPDX-License-Identifier: Apache-2.0 */
/* The commands sign-in, sign-out and password. */
#include "app/sign_in.h"

#include "app/password_set.h"
#include "app/session_file.h"
#include "app/session_manage.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/proof.h"
#include "cli/secret_input.h"
#include "cli/store_options.h"
#include "signin/session_rule.h"

#define TOKEN_BYTES ((size_t)256)
/* Two lines and their ends. */
#define SECRET_BYTES (SL_SECRET_LINE_BYTES + 2)

enum { STORE, SESSION, FILE_OPTION, INVITED, AGENCY, SIGN_IN_COUNT };
enum { OUT_PURPOSE = SESSION + 1, SIGN_OUT_COUNT };
enum { PASSWORD_FILE = OUT_PURPOSE + 1, PASSWORD_COUNT };

/* clang-format off */
static const struct sl_option sign_in_options[SIGN_IN_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [FILE_OPTION] = { .name = "--password-file", .value = "FILE", .type = SL_OPTION_TEXT,
                      .text = "Read the password from the first line of a file, and a code of "
                              "your authenticator from the second; - is standard input. With "
                              "--invited the one-time code stands on a line between them" },
    [INVITED] = { .name = "--invited", .type = SL_OPTION_FLAG,
                  .text = "You were handed a one-time code: it is asked for and used up, and the "
                          "password is a new one" },
    [AGENCY] = { .name = "--agency", .value = "AGENCY", .type = SL_OPTION_TEXT,
                 .text = "Of the first administrator, with the code of 'sightline init'" },
};

static const struct sl_option sign_out_options[SIGN_OUT_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [OUT_PURPOSE] = SL_PURPOSE_OPTION,
};

static const struct sl_option password_options[PASSWORD_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [OUT_PURPOSE] = SL_PURPOSE_OPTION,
    [PASSWORD_FILE] = { .name = "--password-file", .value = "FILE", .type = SL_OPTION_TEXT,
                        .text = "Read the old password from the first line of a file, and the "
                                "new one from the second; - is standard input" },
};
/* clang-format on */

/* Secrets of one command, wiped together. */
struct secrets {
    struct sl_buf first, second;
    struct sl_buf code;   /* that was handed over */
    struct sl_buf before; /* the token that the session file holds */
};

static void secrets_init(struct secrets *secrets)
{
    sl_buf_init(&secrets->first, SECRET_BYTES);
    sl_buf_init(&secrets->second, SECRET_BYTES);
    sl_buf_init(&secrets->code, SECRET_BYTES);
    sl_buf_init(&secrets->before, TOKEN_BYTES);
}

static void secrets_finish(struct secrets *secrets)
{
    sl_session_token_finish(&secrets->first);
    sl_session_token_finish(&secrets->second);
    sl_session_token_finish(&secrets->code);
    sl_session_token_finish(&secrets->before);
}

/* Ask for a new password twice: it is not seen while it is typed. */
static enum sl_status ask_new(struct sl_buf *password, struct sl_error *err)
{
    struct sl_buf again;

    SL_TRY(sl_secret_ask("New password: ", password, err));
    sl_buf_init(&again, SECRET_BYTES);
    enum sl_status status = sl_secret_ask("The same again: ", &again, err);
    if (status == SL_OK && !sl_str_equal(sl_buf_str(password), sl_buf_str(&again))) {
        status = sl_fail(err, SL_INVALID, "the two passwords are not the same");
    }
    sl_session_token_finish(&again);
    return status;
}

/* What is typed, or stands in a file: a password, the code of who is invited, one of theirs. */
static enum sl_status
read_secrets(const struct sl_option_value *values, struct secrets *secrets, struct sl_error *err)
{
    const bool is_invited = values[INVITED].count > 0;
    struct sl_buf *const lines[] = {
        &secrets->first,
        is_invited ? &secrets->code : &secrets->second,
        &secrets->second,
    };

    /* No file, or none that can be read, is no session that goes on. */
    if (sl_session_file_read(values[SESSION].texts[0], &secrets->before, NULL) == SL_NO_MEMORY) {
        return sl_fail_memory(err);
    }
    if (values[FILE_OPTION].count > 0) {
        return sl_secret_read(values[FILE_OPTION].texts[0], lines, is_invited ? 3 : 2, err);
    }
    if (!is_invited) {
        return sl_secret_ask("Password: ", &secrets->first, err);
    }
    SL_TRY(sl_secret_ask("One-time code: ", &secrets->code, err));
    return ask_new(&secrets->first, err);
}

/* Sign in; ask for the second factor when that is all that is missing, and somebody is there. */
static enum sl_status try_in(
    const struct sl_arguments *arguments,
    struct secrets *secrets,
    struct sl_buf *token,
    int64_t now_us,
    struct sl_error *err
)
{
    const struct sl_option_value *values = arguments->options;
    const char *store = sl_cli_store_path(&values[STORE]);
    char source[SL_CLI_SOURCE_BYTES];
    enum sl_second_wanted wanted = SL_SECOND_NONE;

    sl_cli_source(source);
    struct sl_sign_in_job job = {
        .user = sl_str_from(arguments->operands[0]),
        .password = sl_buf_str(&secrets->first),
        .code = sl_buf_str(&secrets->code),
        .agency = sl_str_from(values[AGENCY].texts[0]),
        .second = sl_buf_str(&secrets->second),
        .before = sl_buf_str(&secrets->before),
        .source = sl_str_from(source),
        .now_us = now_us,
        .cost = SL_PASSWORD_COST,
    };
    const enum sl_status status = sl_sign_in(store, &job, token, &wanted, err);
    if (status != SL_DENIED || wanted != SL_SECOND_CODE || values[FILE_OPTION].count > 0) {
        return status;
    }
    sl_session_token_finish(token); /* a ticket: the password is still here */
    SL_TRY(sl_secret_ask("Code of your authenticator: ", &secrets->second, err));
    job.second = sl_buf_str(&secrets->second);
    return sl_sign_in(store, &job, token, &wanted, err);
}

static enum sl_status
print_in(struct sl_cli *cli, const char *user, int64_t now_us, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "%s: signed in until ", user);
    sl_cli_add_time(&text, now_us + SL_SESSION_AGE_US);
    sl_buf_addf(&text, " (UTC), or for 30 minutes without use\n");
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_sign_in(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const int64_t now_us = sl_cli_now();
    struct secrets secrets;
    struct sl_buf token;

    if (values[AGENCY].count > 0 && values[INVITED].count == 0) {
        sl_fail(err, SL_USAGE, "--agency needs --invited");
        sl_fail_hint(err, "Only the first administrator says which agency they are of.");
        return SL_USAGE;
    }
    secrets_init(&secrets);
    sl_buf_init(&token, TOKEN_BYTES);
    enum sl_status status = read_secrets(values, &secrets, err);
    if (status == SL_OK) {
        status = try_in(arguments, &secrets, &token, now_us, err);
    }
    if (status == SL_OK) {
        status = sl_session_file_write(values[SESSION].texts[0], sl_buf_str(&token), err);
    }
    if (status == SL_OK) {
        status = print_in(cli, arguments->operands[0], now_us, err);
    }
    sl_session_token_finish(&token);
    secrets_finish(&secrets);
    return status;
}

static enum sl_status
run_sign_out(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const struct sl_option_value *values = arguments->options;

    (void)cli;
    const enum sl_status status = sl_cli_open_with_one_factor(values, SL_STORE_BRIEF, &access, err);
    if (status == SL_OK) {
        SL_TRY(sl_sign_out(access, err));
    } else if (status != SL_DENIED) {
        return status;
    }
    return sl_session_file_forget(values[SESSION].texts[0], err); /* also one that is over */
}

static enum sl_status
read_change(const struct sl_option_value *values, struct secrets *secrets, struct sl_error *err)
{
    if (values[PASSWORD_FILE].count > 0) {
        struct sl_buf *const lines[] = { &secrets->first, &secrets->second };
        return sl_secret_read(values[PASSWORD_FILE].texts[0], lines, 2, err);
    }
    SL_TRY(sl_secret_ask("Old password: ", &secrets->first, err));
    return ask_new(&secrets->second, err);
}

static enum sl_status
run_password(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct secrets secrets;
    char source[SL_CLI_SOURCE_BYTES];

    (void)cli;
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    secrets_init(&secrets);
    sl_cli_source(source);
    enum sl_status status = read_change(arguments->options, &secrets, err);
    if (status == SL_OK) {
        const struct sl_password_change change = {
            .before = sl_buf_str(&secrets.first),
            .after = sl_buf_str(&secrets.second),
            .source = sl_str_from(source),
            .cost = SL_PASSWORD_COST,
        };
        status = sl_password_change(access, &change, err);
    }
    secrets_finish(&secrets);
    return status;
}

const struct sl_command sl_command_sign_in = {
    .group = "sign-in",
    .name = "",
    .operands = "USER",
    .operand = "user",
    .operand_min = 1,
    .operand_max = 1,
    .options = sign_in_options,
    .option_count = SIGN_IN_COUNT,
    .summary = "Say who you are",
    .text = "Ask for your password, and begin a session: its file lets the other commands know "
            "who you are. A session ends after 12 hours, or 30 minutes without use. With "
            "--invited a one-time code is asked for, and your new password: at least 12 "
            "characters, and not what others would try. The session that the file held before "
            "ends.\n\n"
            "Failed attempts make you wait, up to 15 minutes; no account is ever locked. Each "
            "attempt is an entry of the ledger.",
    .example = "sightline sign-in ann",
    .run = run_sign_in,
};

const struct sl_command sl_command_sign_out = {
    .group = "sign-out",
    .name = "",
    .operands = "",
    .options = sign_out_options,
    .option_count = SIGN_OUT_COUNT,
    .summary = "End your session",
    .text = "End the session, and remove its file. One that is over already is no failure.",
    .example = "sightline sign-out",
    .run = run_sign_out,
};

const struct sl_command sl_command_password = {
    .group = "password",
    .name = "",
    .operands = "",
    .options = password_options,
    .option_count = PASSWORD_COUNT,
    .summary = "Change your password",
    .text = "Ask for the old password and twice for the new one. All your other sessions end.",
    .example = "sightline password",
    .run = run_password,
};
