/* SPDX-License-Identifier: Apache-2.0 */
/*
 * options.h - the words behind a command, read by its table.
 */
#ifndef SL_CLI_OPTIONS_H
#define SL_CLI_OPTIONS_H

#include "base/error.h"
#include "cli/command.h"

/*
 * Read the arguments of a command. "--name VALUE" and "--name=VALUE" are the same; behind "--"
 * everything is an operand, and a lone "-" always is.
 *
 *   words  word_count words behind the command's own; borrowed by *ret_arguments
 *
 * Errors: SL_USAGE, with the nearest option in hint for one that is not known.
 */
SL_NODISCARD enum sl_status sl_options_parse(
    const struct sl_command *command,
    const char *const *words,
    size_t word_count,
    struct sl_arguments *ret_arguments,
    struct sl_error *err
);

/* Is --help or -h among the words, before any "--"? */
bool sl_options_want_help(const char *const *words, size_t word_count);

#endif
