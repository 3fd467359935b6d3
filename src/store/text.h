/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text.h - text that goes into the database and comes out of it.
 *
 * Private to src/store.
 */
#ifndef SL_STORE_TEXT_H
#define SL_STORE_TEXT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "store/db.h"

/*
 * Is it text that any database keeps: not empty, UTF-8, no NUL, not longer than limit_bytes?
 *
 *   what  for the message: "the key"
 *
 * Errors: SL_INVALID, SL_LIMIT.
 */
SL_NODISCARD enum sl_status
sl_text_check(struct sl_str text, const char *what, size_t limit_bytes, struct sl_error *err);

/* A column's text, copied into the arena. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_text_column(
    struct sl_statement *statement,
    int index,
    struct sl_arena *arena,
    struct sl_str *ret_text,
    struct sl_error *err
);

/*
 * Step a statement that must give a row, and read its first column: then it is done.
 * Errors: SL_NOT_FOUND (without a message) when there is none; those of the database.
 */
SL_NODISCARD enum sl_status
sl_text_first_i64(struct sl_statement *statement, int64_t *ret_value, struct sl_error *err);

#endif
