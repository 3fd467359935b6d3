/* SPDX-License-Identifier: Apache-2.0 */
/*
 * db.h - a connection to a database, its statements, and nothing of which database it is.
 *
 * Private to src/store. All SQL is named (sql_text.h); text from outside is only ever bound.
 * db_sqlite.c is the only file that knows SQLite; a twin for another database gives the same
 * functions.
 *
 * A connection, with all its statements, is used by one thread at a time.
 */
#ifndef SL_STORE_DB_H
#define SL_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "store/sql_text.h"

struct sl_db;
struct sl_statement;

enum sl_db_mode {
    SL_DB_READ,  /* nothing can be changed */
    SL_DB_WRITE, /* the file exists */
    SL_DB_BUILD, /* the file exists and is ours alone: no log beside it, synced by the caller */
};

/*
 * Open the database in the file at `path`, which must exist; an empty file is an empty database.
 *
 * Errors: SL_NOT_FOUND when there is no file; SL_INVALID when it is no database or a damaged one;
 * SL_IO when it cannot be opened, is in use, or the disk fails; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_db_open(const char *path, enum sl_db_mode mode, struct sl_db **ret_db, struct sl_error *err);

/* Close it, and give back its statements. What was not committed is gone. NULL is fine. */
void sl_db_close(struct sl_db *db);
/* For SL_CLEANUP on a struct sl_db * variable. */
void sl_db_close_ptr(struct sl_db **db);

/* The path that it was opened by; good until it is closed. */
const char *sl_db_path(const struct sl_db *db);

/*
 * Whose file it is and which migration it has seen: 0 when it is empty. Errors: as sl_db_open, and
 * SL_INVALID when the file is a database of another program.
 */
SL_NODISCARD enum sl_status sl_db_version(struct sl_db *db, int *ret_version, struct sl_error *err);
/* Mark the file as ours and at a version; part of the transaction that is open. */
SL_NODISCARD enum sl_status sl_db_set_version(struct sl_db *db, int version, struct sl_error *err);

/* Run all statements of a script; the transaction is the caller's. */
SL_NODISCARD enum sl_status
sl_db_run_script(struct sl_db *db, const struct sl_sql_script *script, struct sl_error *err);

/* Drop the table of a derived script. */
SL_NODISCARD enum sl_status
sl_db_drop_derived(struct sl_db *db, const struct sl_sql_script *script, struct sl_error *err);

/* Take back what the open transaction did, if there is one. */
void sl_db_rollback(struct sl_db *db);

/*
 * Let go of what was begun and not ended: the transaction, and statements that wait for their next
 * row. Until then a reader sees the past.
 */
void sl_db_rest(struct sl_db *db);

/* Is a transaction open? After some failures a database has closed it by itself. */
bool sl_db_in_transaction(const struct sl_db *db);

/*
 * The statement of a name, ready for binding: what an earlier use of it held is dropped. It belongs
 * to the connection, so two uses of one name cannot overlap.
 */
SL_NODISCARD enum sl_status sl_db_use(
    struct sl_db *db, enum sl_sql sql, struct sl_statement **ret_statement, struct sl_error *err
);

/*
 * A statement of one's own, for reading that overlaps with anything: given back with
 * sl_statement_close, before the connection is.
 */
SL_NODISCARD enum sl_status sl_db_prepare(
    struct sl_db *db, enum sl_sql sql, struct sl_statement **ret_statement, struct sl_error *err
);
/* NULL is fine. */
void sl_statement_close(struct sl_statement *statement);

/*
 * Bind parameter `index`, from 1. Text and bytes are borrowed until the statement is done or bound
 * anew. A failure sticks and is given by the next step.
 */
void sl_bind_i64(struct sl_statement *statement, int index, int64_t value);
void sl_bind_text(struct sl_statement *statement, int index, struct sl_str text);
void sl_bind_bytes(struct sl_statement *statement, int index, struct sl_str bytes);
void sl_bind_null(struct sl_statement *statement, int index);
/* A number that is not known when it is 0. */
void sl_bind_id(struct sl_statement *statement, int index, int64_t id);

/* Find the next row. When there is none the statement is done and may be bound and stepped anew. */
SL_NODISCARD enum sl_status
sl_statement_step(struct sl_statement *statement, bool *ret_has_row, struct sl_error *err);
/* Step through all rows, whatever they hold. */
SL_NODISCARD enum sl_status sl_statement_run(struct sl_statement *statement, struct sl_error *err);
/* Be done before the last row. NULL is fine. */
void sl_statement_reset(struct sl_statement *statement);

/* Column `index`, from 0, of the row. Texts are good until the next step, reset or bind. NULL: 0.
 */
int64_t sl_column_i64(struct sl_statement *statement, int index);
struct sl_str sl_column_str(struct sl_statement *statement, int index);
bool sl_column_is_null(struct sl_statement *statement, int index);

/* Use a statement without parameters and run it. */
SL_NODISCARD enum sl_status sl_db_run(struct sl_db *db, enum sl_sql sql, struct sl_error *err);

/* Pages done, and in all. */
typedef void sl_db_progress_fn(void *context, uint64_t done, uint64_t total);

/*
 * Copy everything that `source` holds now into `target`, an empty database in mode SL_DB_BUILD.
 * Writers of the source are not held up, and what they write meanwhile is not copied.
 *
 *   progress  may be NULL
 *
 * Errors: SL_IO, SL_NO_MEMORY; SL_INVALID when the source is damaged.
 */
SL_NODISCARD enum sl_status sl_db_copy(
    struct sl_db *source,
    struct sl_db *target,
    sl_db_progress_fn *progress,
    void *context,
    struct sl_error *err
);

#endif
