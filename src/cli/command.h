/* SPDX-License-Identifier: Apache-2.0 */
/*
 * command.h - what a command is: words, operands, options, help, and the function that does it.
 *
 * Each command is one constant table in its own file; parsing, dispatch and help read the same
 * tables, so they cannot disagree.
 */
#ifndef SL_CLI_COMMAND_H
#define SL_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"

/* Operands that a command can take, options in a table, and times that one can be given. */
#define SL_OPERAND_LIMIT       256u
#define SL_OPTION_LIMIT        32u
#define SL_OPTION_REPEAT_LIMIT 8u

struct sl_command;

/* Where a command prints: results, and everything else; and the commands of the program that are
 * not of this folder, which may be none. */
struct sl_cli {
    FILE *out;
    FILE *err;
    const struct sl_command *const *more;
    size_t more_count;
};

enum sl_option_type {
    SL_OPTION_FLAG,  /* takes no value */
    SL_OPTION_TEXT,  /* any text that is not empty */
    SL_OPTION_WHOLE, /* a whole number, min .. max */
    SL_OPTION_WEIGHT /* a number of bits, min .. max, or "auto" */
};

struct sl_option {
    const char *name;  /* with its dashes */
    const char *value; /* how help calls its value; NULL for a flag */
    enum sl_option_type type;
    bool required;
    unsigned repeat; /* how often it may be given; 0 is once */
    int64_t min, max;
    const char *text; /* one or two sentences for help, without a last stop */
};

/* What was given of an option. */
struct sl_option_value {
    unsigned count;                            /* times; 0 when absent */
    const char *texts[SL_OPTION_REPEAT_LIMIT]; /* NULL when absent */
    int64_t whole;
    double weight;
    bool is_auto;
};

struct sl_arguments {
    size_t operand_count;
    const char *operands[SL_OPERAND_LIMIT];
    struct sl_option_value options[SL_OPTION_LIMIT]; /* in the order of the command's table */
};

/* Do a command. Results go to cli->out. A failure is printed by the caller. */
typedef enum sl_status
sl_command_fn(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err);

/* Invariants: operand_min <= operand_max <= SL_OPERAND_LIMIT; option_count <= SL_OPTION_LIMIT. */
struct sl_command {
    const char *group;    /* the first word */
    const char *name;     /* the second; empty for a command of one word */
    const char *operands; /* as help writes them */
    const char *operand;  /* what one is, for "... is missing"; NULL: a file */
    size_t operand_min, operand_max;
    const struct sl_option *options;
    size_t option_count;
    bool takes_fields;   /* help lists the kinds of column */
    const char *summary; /* what it does: one line without a stop */
    const char *text;    /* more about it, in paragraphs */
    const char *example;
    sl_command_fn *run;
};

/* Three arguments for "%s%s%s": the words of a command with a blank between them. */
#define SL_COMMAND_WORDS(command) \
    (command)->group, (command)->name[0] == '\0' ? "" : " ", (command)->name

/* The commands. */
extern const struct sl_command sl_command_init;
extern const struct sl_command sl_command_sign_in;
extern const struct sl_command sl_command_sign_out;
extern const struct sl_command sl_command_password;
extern const struct sl_command sl_command_session_list;
extern const struct sl_command sl_command_session_end;
extern const struct sl_command sl_command_passkey_list;
extern const struct sl_command sl_command_passkey_remove;
extern const struct sl_command sl_command_authenticator_begin;
extern const struct sl_command sl_command_authenticator_confirm;
extern const struct sl_command sl_command_authenticator_end;
extern const struct sl_command sl_command_intake;
extern const struct sl_command sl_command_formats;
extern const struct sl_command sl_command_runs;
extern const struct sl_command sl_command_rejects;
extern const struct sl_command sl_command_findings;
extern const struct sl_command sl_command_backup;
extern const struct sl_command sl_command_restore;
extern const struct sl_command sl_command_check;
extern const struct sl_command sl_command_rebuild;
extern const struct sl_command sl_command_identify;
extern const struct sl_command sl_command_identity_show;
extern const struct sl_command sl_command_identity_review;
/* join, split, hold-apart, release */
#define SL_DECIDING_COMMANDS 4
extern const struct sl_command sl_commands_identity_decide[SL_DECIDING_COMMANDS];
extern const struct sl_command sl_command_picture;
extern const struct sl_command sl_command_user_add;
extern const struct sl_command sl_command_user_invite;
extern const struct sl_command sl_command_user_end;
extern const struct sl_command sl_command_user_role;
extern const struct sl_command sl_command_user_tie;
extern const struct sl_command sl_command_user_import;
extern const struct sl_command sl_command_user_list;
extern const struct sl_command sl_command_user_show;
extern const struct sl_command sl_command_proposal_list;
extern const struct sl_command sl_command_proposal_confirm;
extern const struct sl_command sl_command_proposal_refuse;
extern const struct sl_command sl_command_setting;
extern const struct sl_command sl_command_seal_add;
extern const struct sl_command sl_command_seal_lift;
extern const struct sl_command sl_command_seal_allow;
extern const struct sl_command sl_command_seal_deny;
extern const struct sl_command sl_command_seal_withhold;
extern const struct sl_command sl_command_seal_list;
extern const struct sl_command sl_command_glass_break;
extern const struct sl_command sl_command_glass_review;
extern const struct sl_command sl_command_glass_list;
extern const struct sl_command sl_command_glass_count;
extern const struct sl_command sl_command_request_ask;
extern const struct sl_command sl_command_request_answer;
extern const struct sl_command sl_command_request_withdraw;
extern const struct sl_command sl_command_request_list;
/* raise, list, show, answer, allocate, challenge, escalate, close */
#define SL_QUESTION_COMMANDS 8
extern const struct sl_command sl_commands_question[SL_QUESTION_COMMANDS];
extern const struct sl_command sl_command_search;
extern const struct sl_command sl_command_agreement_check;
extern const struct sl_command sl_command_agreement_diff;
extern const struct sl_command sl_command_agreement_explain;
extern const struct sl_command sl_command_agreement_confirm;
extern const struct sl_command sl_command_notice_check;
extern const struct sl_command sl_command_notice_explain;
extern const struct sl_command sl_command_notice_audit;
extern const struct sl_command sl_command_notice_run;
extern const struct sl_command sl_command_notice_list;
extern const struct sl_command sl_command_ledger_key;
extern const struct sl_command sl_command_ledger_init;
extern const struct sl_command sl_command_ledger_verify;
extern const struct sl_command sl_command_ledger_witness;
extern const struct sl_command sl_command_ledger_show;
extern const struct sl_command sl_command_ledger_prove;
extern const struct sl_command sl_command_ledger_who_saw;
extern const struct sl_command sl_command_ledger_what_saw;
extern const struct sl_command sl_command_ledger_known;
extern const struct sl_command sl_command_ledger_erase;
extern const struct sl_command sl_command_subject_access;
extern const struct sl_command sl_command_link_dedupe;
extern const struct sl_command sl_command_link_match;
extern const struct sl_command sl_command_link_evaluate;
extern const struct sl_command sl_command_link_explain;
extern const struct sl_command sl_command_link_profile;

#endif
