/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

#include <string.h>

#include "cli/closest.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/print.h"

#ifndef SL_VERSION
#define SL_VERSION "0.0.0"
#endif

/* Words of a command line; more are refused. */
#define WORD_LIMIT 512

static const struct sl_command *const commands[] = {
    &sl_command_init,
    &sl_command_sign_in,
    &sl_command_sign_out,
    &sl_command_password,
    &sl_command_session_list,
    &sl_command_session_end,
    &sl_command_passkey_list,
    &sl_command_passkey_remove,
    &sl_command_authenticator_begin,
    &sl_command_authenticator_confirm,
    &sl_command_authenticator_end,
    &sl_command_intake,
    &sl_command_formats,
    &sl_command_runs,
    &sl_command_rejects,
    &sl_command_findings,
    &sl_command_backup,
    &sl_command_restore,
    &sl_command_check,
    &sl_command_identify,
    &sl_command_identity_show,
    &sl_command_identity_review,
    &sl_commands_identity_decide[0],
    &sl_commands_identity_decide[1],
    &sl_commands_identity_decide[2],
    &sl_commands_identity_decide[3],
    &sl_command_rebuild,
    &sl_command_search,
    &sl_command_picture,
    &sl_command_user_add,
    &sl_command_user_invite,
    &sl_command_user_end,
    &sl_command_user_role,
    &sl_command_user_tie,
    &sl_command_user_import,
    &sl_command_user_list,
    &sl_command_user_show,
    &sl_command_proposal_list,
    &sl_command_proposal_confirm,
    &sl_command_proposal_refuse,
    &sl_command_setting,
    &sl_command_seal_add,
    &sl_command_seal_lift,
    &sl_command_seal_allow,
    &sl_command_seal_deny,
    &sl_command_seal_withhold,
    &sl_command_seal_list,
    &sl_command_glass_break,
    &sl_command_glass_review,
    &sl_command_glass_list,
    &sl_command_glass_count,
    &sl_command_request_ask,
    &sl_command_request_answer,
    &sl_command_request_withdraw,
    &sl_command_request_list,
    &sl_commands_question[0],
    &sl_commands_question[1],
    &sl_commands_question[2],
    &sl_commands_question[3],
    &sl_commands_question[4],
    &sl_commands_question[5],
    &sl_commands_question[6],
    &sl_commands_question[7],
    &sl_command_agreement_check,
    &sl_command_agreement_diff,
    &sl_command_agreement_explain,
    &sl_command_agreement_confirm,
    &sl_command_notice_check,
    &sl_command_notice_run,
    &sl_command_notice_list,
    &sl_command_notice_explain,
    &sl_command_notice_audit,
    &sl_command_ledger_key,
    &sl_command_ledger_init,
    &sl_command_ledger_verify,
    &sl_command_ledger_witness,
    &sl_command_ledger_show,
    &sl_command_ledger_prove,
    &sl_command_ledger_who_saw,
    &sl_command_ledger_what_saw,
    &sl_command_ledger_known,
    &sl_command_ledger_erase,
    &sl_command_subject_access,
    &sl_command_link_dedupe,
    &sl_command_link_match,
    &sl_command_link_evaluate,
    &sl_command_link_explain,
    &sl_command_link_profile,
};
#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))
/* With those of the program around this folder. */
#define COMMAND_LIMIT (COMMAND_COUNT + 8)

const struct sl_command *const *sl_cli_commands(size_t *ret_count)
{
    *ret_count = COMMAND_COUNT;
    return commands;
}

static bool is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0;
}

static enum sl_status finish_print(struct sl_cli *cli, struct sl_buf *text, struct sl_error *err)
{
    const enum sl_status status = sl_print_buf(cli->out, text, err);
    sl_buf_finish(text);
    return status;
}

/* A word that is no command; the nearest of the names in the hint. */
static enum sl_status fail_unknown(
    const char *word,
    const char *group,
    const char *const *names,
    size_t count,
    struct sl_error *err
)
{
    const char *closest = sl_closest(word, names, count);
    const char *blank = group[0] == '\0' ? "" : " ";

    sl_fail(err, SL_USAGE, "'%s' is not a command", word);
    if (closest != NULL) {
        sl_fail_hint(err, "Did you mean 'sightline%s%s %s'?", blank, group, closest);
    } else {
        sl_fail_hint(err, "Try 'sightline%s%s --help'.", blank, group);
    }
    return SL_USAGE;
}

static enum sl_status run_command(
    struct sl_cli *cli,
    const struct sl_command *command,
    const char *const *words,
    size_t word_count,
    struct sl_error *err
)
{
    struct sl_arguments arguments;
    struct sl_buf text;

    if (sl_options_want_help(words, word_count)) {
        sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
        sl_help_command(command, &text);
        return finish_print(cli, &text, err);
    }
    SL_TRY(sl_options_parse(command, words, word_count, &arguments, err));
    return command->run(cli, &arguments, err);
}

/* The commands of this folder and those of the program around it. */
struct all {
    const struct sl_command *items[COMMAND_LIMIT];
    size_t count;
};

static void list_all(const struct sl_cli *cli, struct all *all)
{
    SL_ASSERT(cli->more_count <= COMMAND_LIMIT - COMMAND_COUNT);
    all->count = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        all->items[all->count++] = commands[i];
    }
    for (size_t i = 0; i < cli->more_count; i++) {
        all->items[all->count++] = cli->more[i];
    }
}

/* The words behind the name of a group. */
static enum sl_status run_group(
    struct sl_cli *cli,
    const struct all *all,
    const char *group,
    const char *const *words,
    size_t word_count,
    struct sl_error *err
)
{
    const char *names[COMMAND_LIMIT] = { NULL };
    struct sl_buf text;

    if (word_count == 0) {
        sl_fail(err, SL_USAGE, "'%s' needs a command", group);
        sl_fail_hint(err, "Try 'sightline %s --help'.", group);
        return SL_USAGE;
    }
    if (is_help(words[0])) {
        sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
        sl_help_group(all->items, all->count, group, &text);
        return finish_print(cli, &text, err);
    }
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i]->group, group) != 0) {
            continue;
        }
        if (strcmp(all->items[i]->name, words[0]) == 0) {
            return run_command(cli, all->items[i], words + 1, word_count - 1, err);
        }
        names[i] = all->items[i]->name;
    }
    return fail_unknown(words[0], group, names, all->count, err);
}

static enum sl_status run_program(
    struct sl_cli *cli,
    const struct all *all,
    const char *const *words,
    size_t word_count,
    struct sl_error *err
)
{
    const char *groups[COMMAND_LIMIT];
    struct sl_buf text;

    if (word_count == 0) {
        sl_fail(err, SL_USAGE, "no command");
        sl_fail_hint(err, "Try 'sightline --help'.");
        return SL_USAGE;
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    if (is_help(words[0])) {
        sl_help_program(all->items, all->count, &text);
        return finish_print(cli, &text, err);
    }
    if (strcmp(words[0], "--version") == 0) {
        sl_buf_addf(&text, "sightline %s\n", SL_VERSION);
        return finish_print(cli, &text, err);
    }
    for (size_t i = 0; i < all->count; i++) {
        groups[i] = all->items[i]->group;
        if (strcmp(groups[i], words[0]) != 0) {
            continue;
        }
        return all->items[i]->name[0] == '\0'
                   ? run_command(cli, all->items[i], words + 1, word_count - 1, err)
                   : run_group(cli, all, groups[i], words + 1, word_count - 1, err);
    }
    return fail_unknown(words[0], "", groups, all->count, err);
}

int sl_cli_main(int argc, char **argv, struct sl_cli *cli)
{
    const char *words[WORD_LIMIT];
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = SL_OK;
    struct all all;

    list_all(cli, &all);
    if (argc > WORD_LIMIT) {
        status = sl_fail(&err, SL_USAGE, "more than %d arguments", WORD_LIMIT);
    } else {
        for (int i = 1; i < argc; i++) {
            words[i - 1] = argv[i];
        }
        status = run_program(cli, &all, words, argc > 1 ? (size_t)argc - 1 : 0, &err);
    }
    if (status != SL_OK) {
        if (err.message[0] == '\0') {
            (void)sl_fail(&err, status, "%s", sl_status_text(status));
        }
        sl_print_failure(cli->err, &err);
    }
    return sl_status_exit(status);
}
