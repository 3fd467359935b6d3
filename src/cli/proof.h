/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof.h - commands that change how one signs in ask for the password again.
 */
#ifndef SL_CLI_PROOF_H
#define SL_CLI_PROOF_H

#include "app/password_prove.h"
#include "base/buf.h"
#include "cli/command.h"

#define SL_CLI_SOURCE_BYTES ((size_t)250)

/* The option --password-file of such a command. */
#define SL_PROOF_OPTION                                                                         \
    {                                                                                           \
        .name = "--password-file", .value = "FILE", .type = SL_OPTION_TEXT,                     \
        .text = "Read your password, which is asked for again, from the first line of a file; " \
                "- is standard input"                                                           \
    }

/* A password, and where it was typed. */
struct sl_cli_proof {
    struct sl_buf password;
    char source[SL_CLI_SOURCE_BYTES];
};

/*
 * Ask for the password, or read it from the file that is named.
 *
 *   file       the option's value
 *   ret_proof  to be given back with sl_cli_proof_finish in any case
 *
 * Errors: those of sl_secret_ask and sl_secret_read.
 */
SL_NODISCARD enum sl_status sl_cli_proof_read(
    const struct sl_option_value *file, struct sl_cli_proof *ret_proof, struct sl_error *err
);

/* It as sl_password_prove takes it; borrows from it. */
struct sl_password_proof sl_cli_proof_of(const struct sl_cli_proof *proof);

/* Wipe and free. */
void sl_cli_proof_finish(struct sl_cli_proof *proof);

/* Where from: the user and the machine that run the program. source: SL_CLI_SOURCE_BYTES. */
void sl_cli_source(char *source);

#endif
