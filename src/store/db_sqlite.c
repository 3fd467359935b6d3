/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "store/db_memory.h"

#define PATH_LIMIT_BYTES ((size_t)4096)

/* "SLst": what file(1) and we know a store by. */
#define APPLICATION_ID 0x534c7374

/* How long a lock of another connection is waited for. */
#define BUSY_TIMEOUT_MS 10000

/* Pages copied between two reports. */
#define COPY_PAGES 4096

struct sl_statement {
    sqlite3_stmt *handle;
    struct sl_db *db;
    int failure; /* of binding: the first one */
};

struct sl_db {
    sqlite3 *handle;
    struct sl_buf path;
    struct sl_statement statements[SL_SQL_COUNT]; /* handle NULL until used */
};

/* What is said of a failure, by its primary code. */
struct failure {
    int code;
    enum sl_status status;
    const char *before, *after; /* the message, around the path */
    const char *hint;
};

/* clang-format off */
static const struct failure failures[] = {
    { SQLITE_FULL, SL_IO, "the disk is full: cannot write '", "'",
      "Make room and run it again; what was acknowledged is safe." },
    { SQLITE_IOERR, SL_IO, "the disk failed: cannot read or write '", "'",
      "Look at the disk, then run 'sightline check'; what was acknowledged is kept." },
    { SQLITE_CORRUPT, SL_INVALID, "the store '", "' is damaged",
      "Run 'sightline check' to see where, and 'sightline restore' from a backup." },
    { SQLITE_NOTADB, SL_INVALID, "'", "' is not a store",
      "A store is made by 'sightline init'." },
    { SQLITE_BUSY, SL_IO, "the store '", "' is in use",
      "Try again when the other program has finished." },
    { SQLITE_LOCKED, SL_IO, "the store '", "' is in use",
      "Try again when the other program has finished." },
    { SQLITE_READONLY, SL_IO, "cannot write '", "': it may only be read",
      "Give this user the right to write the file and its folder." },
    { SQLITE_PERM, SL_IO, "cannot write '", "': it may only be read",
      "Give this user the right to write the file and its folder." },
    { SQLITE_CANTOPEN, SL_IO, "cannot open '", "'",
      "Give this user the right to read and write the file and its folder." },
    { SQLITE_TOOBIG, SL_LIMIT, "a text is too long for the store '", "'", "" },
    { SQLITE_CONSTRAINT, SL_INVALID, "the store '", "' cannot hold this", "" },
};
/* clang-format on */

static const struct failure other_failure = {
    SQLITE_ERROR, SL_INVALID, "the store '", "' cannot be used", ""
};

static const struct failure *failure_of(int code, int reason)
{
    const bool is_full = reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
    const int primary = (code & 0xff) == SQLITE_IOERR && is_full ? SQLITE_FULL : code & 0xff;

    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        if (failures[i].code == primary) {
            return &failures[i];
        }
    }
    return &other_failure;
}

/* Record what SQLite said. The message is our own, its words are the detail. */
static enum sl_status fail_db(const struct sl_db *db, int code, struct sl_error *err)
{
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) {
        return sl_fail_memory(err);
    }
    const int reason = db->handle == NULL ? 0 : sqlite3_system_errno(db->handle);
    const struct failure *failure = failure_of(code, reason);
    const char *words = db->handle == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(db->handle);
    (void)sl_fail(err, failure->status, "%s%s%s", failure->before, db->path.ptr, failure->after);
    sl_fail_detail(err, "%s (%d)", words, code);
    if (failure->hint[0] != '\0') {
        sl_fail_hint(err, "%s", failure->hint);
    }
    return failure->status;
}

/* Run SQL of this file, which gives at most one number. */
static enum sl_status
run_own(struct sl_db *db, const char *sql, int *ret_value, struct sl_error *err)
{
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(handle);
        if (code == SQLITE_ROW && ret_value != NULL) {
            *ret_value = sqlite3_column_int(handle, 0);
        }
        code = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
    }
    const enum sl_status status = code == SQLITE_OK ? SL_OK : fail_db(db, code, err);
    (void)sqlite3_finalize(handle); /* repeats the failure of the step */
    return status;
}

static enum sl_status run_list(struct sl_db *db, const char *const *list, struct sl_error *err)
{
    for (; *list != NULL; list++) {
        SL_TRY(run_own(db, *list, NULL, err));
    }
    return SL_OK;
}

/* What each connection is told before anything else, by its mode. */
static enum sl_status configure(struct sl_db *db, enum sl_db_mode mode, struct sl_error *err)
{
    static const char *const all[] = {
        "PRAGMA cell_size_check = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA foreign_keys = ON",
        /* Not mapped: a failing disk must be an error and not a signal. */
        "PRAGMA mmap_size = 0",
        NULL
    };
    static const char *const read[] = { "PRAGMA query_only = ON",
                                        "PRAGMA cache_size = -65536",
                                        NULL };
    static const char *const write[] = { "PRAGMA journal_mode = WAL",
                                         "PRAGMA synchronous = FULL",
                                         "PRAGMA cache_size = -131072",
                                         /* 64 MiB: pages that many batches change are moved once */
                                         "PRAGMA wal_autocheckpoint = 16384",
                                         "PRAGMA journal_size_limit = 67108864",
                                         NULL };
    static const char *const build[] = { "PRAGMA page_size = 4096",
                                         "PRAGMA journal_mode = OFF",
                                         "PRAGMA synchronous = OFF",
                                         "PRAGMA cache_size = -65536",
                                         NULL };

    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, mode != SL_DB_BUILD, NULL);
    SL_TRY(run_list(db, all, err));
    switch (mode) {
    case SL_DB_READ:
        SL_TRY(run_list(db, read, err));
        break;
    case SL_DB_WRITE:
        SL_TRY(run_list(db, write, err));
        break;
    case SL_DB_BUILD:
        SL_TRY(run_list(db, build, err));
        break;
    }
    return run_own(db, "SELECT count(*) FROM sqlite_schema", NULL, err); /* is it a database? */
}

/* The path as the URI of a file that nobody changes; then no file is needed beside it. */
static void add_immutable_uri(struct sl_buf *buf, const char *path)
{
    sl_buf_add(buf, SL_STR("file:"));
    for (; *path != '\0'; path++) {
        if (strchr("%?#", *path) != NULL) {
            sl_buf_addf(buf, "%%%02x", (unsigned)(unsigned char)*path);
        } else {
            sl_buf_add_byte(buf, *path);
        }
    }
    sl_buf_add(buf, SL_STR("?immutable=1"));
}

static enum sl_status
open_name(struct sl_db *db, const char *name, enum sl_db_mode mode, struct sl_error *err)
{
    const int access = mode == SL_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;

    const int code = sqlite3_open_v2(name, &db->handle, flags, NULL);
    if (code != SQLITE_OK) {
        return fail_db(db, code, err);
    }
    return configure(db, mode, err);
}

/*
 * A reader of a file on read-only media cannot make the files beside it that SQLite shares with
 * writers. When there is no log to be read either, nobody is writing and the file is all there is.
 */
static enum sl_status open_immutable(struct sl_db *db, struct sl_error *err)
{
    struct sl_buf name;

    sl_buf_init(&name, 3 * PATH_LIMIT_BYTES + 32);
    (void)sqlite3_close(db->handle);
    db->handle = NULL;
    add_immutable_uri(&name, db->path.ptr);
    enum sl_status status = sl_buf_status(&name, err);
    if (status == SL_OK) {
        status = open_name(db, name.ptr, SL_DB_READ, err);
    }
    sl_buf_finish(&name);
    return status;
}

static bool may_be_immutable(const struct sl_db *db)
{
    char log[PATH_LIMIT_BYTES + 8];

    if (db->handle == NULL) {
        return false;
    }
    const int code = sqlite3_errcode(db->handle) & 0xff;
    (void)snprintf(log, sizeof log, "%s-wal", db->path.ptr);
    return (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) && access(log, F_OK) != 0;
}

static enum sl_status open_path(struct sl_db *db, enum sl_db_mode mode, struct sl_error *err)
{
    struct sl_buf name;

    /* An absolute or ./ path is never taken for a URI or a special name. */
    sl_buf_init(&name, PATH_LIMIT_BYTES + 2);
    sl_buf_addf(&name, "%s%s", db->path.ptr[0] == '/' ? "" : "./", db->path.ptr);
    enum sl_status status = sl_buf_status(&name, err);
    if (status == SL_OK) {
        status = open_name(db, name.ptr, mode, err);
    }
    sl_buf_finish(&name);
    if (status == SL_IO && mode == SL_DB_READ && may_be_immutable(db)) {
        return open_immutable(db, err);
    }
    return status;
}

enum sl_status
sl_db_open(const char *path, enum sl_db_mode mode, struct sl_db **ret_db, struct sl_error *err)
{
    sl_db_memory_init();
    if (access(path, F_OK) != 0) {
        const enum sl_status status = sl_fail(err, SL_NOT_FOUND, "there is no store '%s'", path);
        sl_fail_hint(err, "Make one with 'sightline init'.");
        return status;
    }
    struct sl_db *db = sl_calloc(1, sizeof *db);
    if (db == NULL) {
        return sl_fail_memory(err);
    }
    sl_buf_init(&db->path, PATH_LIMIT_BYTES);
    sl_buf_add(&db->path, sl_str_from(path));
    enum sl_status status = sl_buf_status(&db->path, err);
    if (status == SL_OK) {
        status = open_path(db, mode, err);
    }
    if (status != SL_OK) {
        sl_db_close(db);
        return status;
    }
    *ret_db = db;
    return SL_OK;
}

void sl_db_close(struct sl_db *db)
{
    if (db == NULL) {
        return;
    }
    for (size_t i = 0; i < SL_SQL_COUNT; i++) {
        (void)sqlite3_finalize(db->statements[i].handle);
    }
    const int code = sqlite3_close(db->handle);
    SL_ASSERT(code != SQLITE_BUSY); /* a statement of one's own was not given back */
    sl_buf_finish(&db->path);
    sl_free(db);
}

void sl_db_close_ptr(struct sl_db **db)
{
    sl_db_close(*db);
    *db = NULL;
}

const char *sl_db_path(const struct sl_db *db)
{
    return db->path.ptr;
}

enum sl_status sl_db_version(struct sl_db *db, int *ret_version, struct sl_error *err)
{
    int id = 0;
    int version = 0;
    int table_count = 0;

    SL_TRY(run_own(db, "PRAGMA application_id", &id, err));
    SL_TRY(run_own(db, "PRAGMA user_version", &version, err));
    SL_TRY(run_own(db, "SELECT count(*) FROM sqlite_schema", &table_count, err));
    const bool is_empty = id == 0 && version == 0 && table_count == 0;
    if (!is_empty && (id != APPLICATION_ID || version < 1)) {
        const enum sl_status status = sl_fail(err, SL_INVALID, "'%s' is not a store", db->path.ptr);
        sl_fail_detail(err, "it is a database of another program");
        return status;
    }
    *ret_version = version;
    return SL_OK;
}

enum sl_status sl_db_set_version(struct sl_db *db, int version, struct sl_error *err)
{
    char sql[64];

    (void)snprintf(sql, sizeof sql, "PRAGMA application_id = %d", APPLICATION_ID);
    SL_TRY(run_own(db, sql, NULL, err));
    (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    return run_own(db, sql, NULL, err);
}

enum sl_status
sl_db_run_script(struct sl_db *db, const struct sl_sql_script *script, struct sl_error *err)
{
    for (size_t i = 0; i < script->part_count; i++) {
        SL_TRY(run_own(db, script->parts[i], NULL, err));
    }
    return SL_OK;
}

enum sl_status
sl_db_drop_derived(struct sl_db *db, const struct sl_sql_script *script, struct sl_error *err)
{
    return run_own(db, script->drop, NULL, err);
}

bool sl_db_in_transaction(const struct sl_db *db)
{
    return sqlite3_get_autocommit(db->handle) == 0;
}

void sl_db_rollback(struct sl_db *db)
{
    if (sl_db_in_transaction(db)) {
        /* When even this fails, what was done is taken back when the database is opened next. */
        (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    }
}

void sl_db_rest(struct sl_db *db)
{
    for (size_t i = 0; i < SL_SQL_COUNT; i++) {
        if (db->statements[i].handle != NULL) {
            sl_statement_reset(&db->statements[i]);
        }
    }
    sl_db_rollback(db);
}

static enum sl_status
prepare(struct sl_db *db, enum sl_sql sql, struct sl_statement *statement, struct sl_error *err)
{
    const char *text = sl_sql_statements[sql];
    const int code = sqlite3_prepare_v3(
        db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, NULL
    );
    statement->db = db;
    statement->failure = SQLITE_OK;
    return code == SQLITE_OK ? SL_OK : fail_db(db, code, err);
}

enum sl_status sl_db_use(
    struct sl_db *db, enum sl_sql sql, struct sl_statement **ret_statement, struct sl_error *err
)
{
    struct sl_statement *statement = &db->statements[sql];
    if (statement->handle == NULL) {
        SL_TRY(prepare(db, sql, statement, err));
    }
    sl_statement_reset(statement);
    *ret_statement = statement;
    return SL_OK;
}

enum sl_status sl_db_prepare(
    struct sl_db *db, enum sl_sql sql, struct sl_statement **ret_statement, struct sl_error *err
)
{
    struct sl_statement *statement = sl_calloc(1, sizeof *statement);
    if (statement == NULL) {
        return sl_fail_memory(err);
    }
    const enum sl_status status = prepare(db, sql, statement, err);
    if (status != SL_OK) {
        sl_free(statement);
        return status;
    }
    *ret_statement = statement;
    return SL_OK;
}

void sl_statement_close(struct sl_statement *statement)
{
    if (statement != NULL) {
        (void)sqlite3_finalize(statement->handle);
        sl_free(statement);
    }
}

/* Keep the first failure of binding. */
static void note(struct sl_statement *statement, int code)
{
    if (statement->failure == SQLITE_OK) {
        statement->failure = code;
    }
}

void sl_bind_i64(struct sl_statement *statement, int index, int64_t value)
{
    note(statement, sqlite3_bind_int64(statement->handle, index, value));
}

void sl_bind_text(struct sl_statement *statement, int index, struct sl_str text)
{
    /* A NULL pointer would bind NULL, and not an empty text. */
    const char *ptr = text.len == 0 ? "" : text.ptr;
    note(
        statement,
        sqlite3_bind_text64(statement->handle, index, ptr, text.len, SQLITE_STATIC, SQLITE_UTF8)
    );
}

void sl_bind_bytes(struct sl_statement *statement, int index, struct sl_str bytes)
{
    const char *ptr = bytes.len == 0 ? "" : bytes.ptr;
    note(statement, sqlite3_bind_blob64(statement->handle, index, ptr, bytes.len, SQLITE_STATIC));
}

void sl_bind_null(struct sl_statement *statement, int index)
{
    note(statement, sqlite3_bind_null(statement->handle, index));
}

void sl_bind_id(struct sl_statement *statement, int index, int64_t id)
{
    if (id == 0) {
        sl_bind_null(statement, index);
    } else {
        sl_bind_i64(statement, index, id);
    }
}

enum sl_status
sl_statement_step(struct sl_statement *statement, bool *ret_has_row, struct sl_error *err)
{
    int code = statement->failure;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement->handle);
    }
    if (code == SQLITE_ROW) {
        *ret_has_row = true;
        return SL_OK;
    }
    if (code == SQLITE_DONE) {
        sl_statement_reset(statement);
        *ret_has_row = false;
        return SL_OK;
    }
    const enum sl_status status = fail_db(statement->db, code, err);
    sl_statement_reset(statement);
    return status;
}

enum sl_status sl_statement_run(struct sl_statement *statement, struct sl_error *err)
{
    bool has_row = true;

    while (has_row) {
        SL_TRY(sl_statement_step(statement, &has_row, err));
    }
    return SL_OK;
}

void sl_statement_reset(struct sl_statement *statement)
{
    if (statement != NULL) {
        (void)sqlite3_reset(statement->handle); /* repeats the failure of the step */
        statement->failure = SQLITE_OK;
    }
}

int64_t sl_column_i64(struct sl_statement *statement, int index)
{
    return sqlite3_column_int64(statement->handle, index);
}

struct sl_str sl_column_str(struct sl_statement *statement, int index)
{
    /* Texts are kept as UTF-8, so their bytes are what sqlite3_column_text would give. */
    const char *ptr = sqlite3_column_blob(statement->handle, index);
    const int len = sqlite3_column_bytes(statement->handle, index);
    return (struct sl_str){ .ptr = ptr == NULL ? "" : ptr, .len = (size_t)len };
}

bool sl_column_is_null(struct sl_statement *statement, int index)
{
    return sqlite3_column_type(statement->handle, index) == SQLITE_NULL;
}

enum sl_status sl_db_run(struct sl_db *db, enum sl_sql sql, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, sql, &statement, err));
    return sl_statement_run(statement, err);
}

/* Copy step by step. Gives SQLITE_DONE or a failure. */
static int copy_pages(sqlite3_backup *backup, sl_db_progress_fn *progress, void *context)
{
    for (;;) {
        const int code = sqlite3_backup_step(backup, COPY_PAGES);
        const int total = sqlite3_backup_pagecount(backup);
        if (progress != NULL) {
            progress(
                context, (uint64_t)(total - sqlite3_backup_remaining(backup)), (uint64_t)total
            );
        }
        if (code != SQLITE_OK) {
            return code;
        }
    }
}

static enum sl_status copy_all(
    struct sl_db *source,
    struct sl_db *target,
    sl_db_progress_fn *progress,
    void *context,
    struct sl_error *err
)
{
    sqlite3_backup *backup = sqlite3_backup_init(target->handle, "main", source->handle, "main");
    if (backup == NULL) {
        return fail_db(target, sqlite3_extended_errcode(target->handle), err);
    }
    const int code = copy_pages(backup, progress, context);
    const int end_code = sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE && end_code == SQLITE_OK) {
        return SL_OK;
    }
    /* The failure of either side is the target's; a damaged source is what it says. */
    const int worst = code == SQLITE_DONE ? end_code : code;
    const bool is_source = (worst & 0xff) == SQLITE_CORRUPT || (worst & 0xff) == SQLITE_NOTADB ||
                           worst == SQLITE_IOERR_READ || worst == SQLITE_IOERR_SHORT_READ;
    return fail_db(is_source ? source : target, worst, err);
}

enum sl_status sl_db_copy(
    struct sl_db *source,
    struct sl_db *target,
    sl_db_progress_fn *progress,
    void *context,
    struct sl_error *err
)
{
    /* Held open over all steps, so that a writer does not make the copy begin again. */
    SL_TRY(sl_db_run(source, SL_SQL_BEGIN_READ, err));
    enum sl_status status = run_own(source, "SELECT count(*) FROM sqlite_schema", NULL, err);
    if (status == SL_OK) {
        status = copy_all(source, target, progress, context, err);
    }
    sl_db_rollback(source);
    return status;
}
