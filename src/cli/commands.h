/* SPDX-License-Identifier: Apache-2.0 */
/*
 * commands.h - the program: find the command, do it, tell how it ended.
 */
#ifndef SL_CLI_COMMANDS_H
#define SL_CLI_COMMANDS_H

#include "cli/command.h"

/*
 * Run the program. Results go to cli->out, messages to cli->err.
 *
 *   argc, argv  as main has them
 *
 * Returns the exit status (sl_status_exit): 0 when all went well, 2 for words not understood.
 */
int sl_cli_main(int argc, char **argv, struct sl_cli *cli);

/* The table of commands, in the order of help; for tests and documents. */
const struct sl_command *const *sl_cli_commands(size_t *ret_count);

#endif
