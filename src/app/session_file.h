/* SPDX-License-Identifier: Apache-2.0 */
/*
 * session_file.h - where the token of a session is kept between two commands.
 *
 * One line, in a file that only its owner may read: SIGHTLINE_SESSION, else
 * $XDG_STATE_HOME/sightline/session, else ~/.local/state/sightline/session.
 */
#ifndef SL_APP_SESSION_FILE_H
#define SL_APP_SESSION_FILE_H

#include "base/buf.h"
#include "base/error.h"

/*
 * Append the path that is meant.
 *
 *   given  NULL or empty: the places above
 *
 * Errors: SL_USAGE when there is no home folder either; the buffer's.
 */
SL_NODISCARD enum sl_status
sl_session_file_path(const char *given, struct sl_buf *path, struct sl_error *err);

/*
 * Append the token; the caller wipes it (sl_session_token_finish).
 *
 * Errors: SL_DENIED when there is no file, or others may read it: sign in; SL_IO.
 */
SL_NODISCARD enum sl_status
sl_session_file_read(const char *given, struct sl_buf *token, struct sl_error *err);

/* Write a token, in place of the one before; folders that are missing are made. Errors: SL_IO. */
SL_NODISCARD enum sl_status
sl_session_file_write(const char *given, struct sl_str token, struct sl_error *err);

/* Remove the file; none is fine. Errors: SL_IO. */
SL_NODISCARD enum sl_status sl_session_file_forget(const char *given, struct sl_error *err);

/* Wipe and free what held a token, or another secret. */
void sl_session_token_finish(struct sl_buf *token);

#endif
