/* SPDX-License-Identifier: Apache-2.0 */
/*
 * help.h - help texts, made from the tables of the commands.
 */
#ifndef SL_CLI_HELP_H
#define SL_CLI_HELP_H

#include <stddef.h>

#include "base/buf.h"
#include "cli/command.h"

/*
 * Append the help of the whole program, of one group of commands, or of one command. Lines are at
 * most 80 columns long. Failures stick to the buffer.
 */
void sl_help_program(const struct sl_command *const *commands, size_t count, struct sl_buf *buf);
/* As above: the commands whose first word is `group`. */
void sl_help_group(
    const struct sl_command *const *commands, size_t count, const char *group, struct sl_buf *buf
);
/* As above. */
void sl_help_command(const struct sl_command *command, struct sl_buf *buf);

/* Append how a command is written, on one line: operands, required options, and that there are
 * more. */
void sl_help_usage(const struct sl_command *command, struct sl_buf *buf);

/*
 * Append text with line ends put in at blanks.
 *
 *   column  where the first line begins
 *   indent  where the others begin
 *
 * A line end in the text stays one.
 */
void sl_help_wrap(struct sl_buf *buf, const char *text, size_t column, size_t indent);

#endif
