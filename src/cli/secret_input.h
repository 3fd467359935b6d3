/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secret_input.h - passwords and codes, typed where nobody sees them or read from a file.
 *
 * A secret is never an argument of the program, as all users of a machine see those.
 */
#ifndef SL_CLI_SECRET_INPUT_H
#define SL_CLI_SECRET_INPUT_H

#include "base/buf.h"
#include "base/error.h"

/* The longest line that is read. */
#define SL_SECRET_LINE_BYTES ((size_t)1024)

/*
 * Ask on the terminal, and append what is typed; it is not shown. The caller wipes it.
 *
 *   prompt  "Password: "
 *
 * Errors: SL_USAGE when there is no terminal; SL_LIMIT, SL_IO, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_secret_ask(const char *prompt, struct sl_buf *secret, struct sl_error *err);

/*
 * Read the first lines of a file, without their ends.
 *
 *   path   "-" is standard input
 *   lines  the first line is appended to the first, and so on; a line may be empty or missing
 *
 * Errors: SL_IO, SL_LIMIT, SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_secret_read(
    const char *path, struct sl_buf *const *lines, size_t line_count, struct sl_error *err
);

#endif
