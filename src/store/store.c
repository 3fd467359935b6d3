/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "store/derived_impl.h"
#include "store/migrate.h"
#include "store/place.h"
#include "store/store_impl.h"

#define STAMP SL_STR("stamp")

static enum sl_status build(const char *path, struct sl_error *err)
{
    struct sl_db *db = NULL;

    SL_TRY(sl_db_open(path, SL_DB_BUILD, &db, err));
    const enum sl_status status = sl_migrate(db, sl_migrate_newest(), err);
    sl_db_close(db);
    return status;
}

enum sl_status sl_store_create(const char *path, struct sl_error *err)
{
    struct sl_place place = { 0 };

    enum sl_status status = sl_place_begin(&place, path, err);
    if (status == SL_OK) {
        status = build(place.temp_path.ptr, err);
    }
    if (status == SL_OK) {
        status = sl_place_commit(&place, err);
    }
    sl_place_finish(&place);
    return status;
}

/* The lock comes first: a writer changes the file by the very opening of it. */
static enum sl_status open_writer(struct sl_store *store, const char *path, struct sl_error *err)
{
    SL_TRY(sl_db_open(path, SL_DB_READ, &store->db, err)); /* no lock beside what is no store */
    int version = 0;
    SL_TRY(sl_db_version(store->db, &version, err));
    if (version == 0) {
        return sl_migrate_check(store->db, err);
    }
    sl_db_close(store->db);
    store->db = NULL;
    SL_TRY(sl_lock_take(path, &store->lock, err));
    SL_TRY(sl_db_open(path, SL_DB_WRITE, &store->db, err));
    SL_TRY(sl_migrate(store->db, sl_migrate_newest(), err));
    return sl_derived_complete(store, err);
}

static enum sl_status open_reader(struct sl_store *store, const char *path, struct sl_error *err)
{
    SL_TRY(sl_db_open(path, SL_DB_READ, &store->db, err));
    return sl_migrate_check(store->db, err);
}

/* Older stores are brought up to date by a writer, who is gone again at once. */
static enum sl_status open_brief(struct sl_store *store, const char *path, struct sl_error *err)
{
    SL_TRY(sl_db_open(path, SL_DB_READ, &store->db, err));
    int version = 0;
    SL_TRY(sl_db_version(store->db, &version, err));
    if (version > 0 && version < sl_migrate_newest()) {
        struct sl_store *writer = NULL;
        SL_TRY(sl_store_open(path, SL_STORE_WRITE, &writer, err));
        sl_store_close(writer);
    }
    SL_TRY(sl_migrate_check(store->db, err));
    sl_db_close(store->db);
    store->db = NULL;
    return sl_db_open(path, SL_DB_WRITE, &store->db, err);
}

static enum sl_status
open_mode(struct sl_store *store, const char *path, enum sl_store_mode mode, struct sl_error *err)
{
    switch (mode) {
    case SL_STORE_READ:
        return open_reader(store, path, err);
    case SL_STORE_WRITE:
        return open_writer(store, path, err);
    case SL_STORE_BRIEF:
        break;
    }
    return open_brief(store, path, err);
}

/* Which file is it? Looked at before it is opened: one that is put there later is another. */
static void note_file(struct sl_store *store, const char *path)
{
    struct stat file;

    if (stat(path, &file) == 0) {
        store->device = (uint64_t)file.st_dev;
        store->inode = (uint64_t)file.st_ino;
    }
}

enum sl_status sl_store_open(
    const char *path, enum sl_store_mode mode, struct sl_store **ret_store, struct sl_error *err
)
{
    struct sl_store *store = sl_calloc(1, sizeof *store);
    if (store == NULL) {
        return sl_fail_memory(err);
    }
    store->mode = mode;
    store->lock.fd = -1;
    note_file(store, path);
    const enum sl_status status = open_mode(store, path, mode, err);
    if (status != SL_OK) {
        sl_store_close(store);
        return status;
    }
    *ret_store = store;
    return SL_OK;
}

void sl_store_close(struct sl_store *store)
{
    if (store == NULL) {
        return;
    }
    sl_db_close(store->db);
    sl_lock_release(&store->lock);
    sl_key_index_finish(&store->keys);
    sl_free(store);
}

void sl_store_close_ptr(struct sl_store **store)
{
    sl_store_close(*store);
    *store = NULL;
}

void sl_store_assert_writing(const struct sl_store *store)
{
    SL_ASSERT(store->mode == SL_STORE_WRITE && store->has_begun);
}

void sl_store_assert_brief(const struct sl_store *store)
{
    SL_ASSERT(store->mode != SL_STORE_READ && store->has_begun);
}

enum sl_status sl_store_note(struct sl_store *store, enum sl_status status)
{
    store->has_failed = store->has_failed || status != SL_OK;
    return status;
}

enum sl_status sl_store_begin(struct sl_store *store, struct sl_error *err)
{
    SL_ASSERT(!store->has_begun);
    const bool is_writer = store->mode != SL_STORE_READ;
    sl_db_rollback(store->db); /* one that could not be taken back for want of memory */
    enum sl_status status =
        sl_db_run(store->db, is_writer ? SL_SQL_BEGIN_WRITE : SL_SQL_BEGIN_READ, err);
    if (status != SL_OK) {
        sl_db_rollback(store->db); /* a database may have begun, and then failed */
        return status;
    }
    store->has_begun = true;
    store->has_failed = false;
    int64_t as_of = 0;
    status = sl_store_as_of(store, &as_of, err); /* a reader sees from here */
    if (status != SL_OK) {
        sl_store_rollback(store);
    }
    return status;
}

static enum sl_status fail_partial(struct sl_error *err)
{
    return sl_fail(err, SL_INVALID, "nothing was kept, as a part of the change had failed");
}

/* Drawn, and not counted: two copies of a store that went different ways never meet again. */
static enum sl_status draw_stamp(struct sl_store *store, struct sl_error *err)
{
    uint64_t drawn = 0;

    if (getrandom(&drawn, sizeof drawn, 0) != (ssize_t)sizeof drawn) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    return sl_store_set_counter(store->db, STAMP, (int64_t)(drawn >> 1) | 1, err);
}

enum sl_status sl_store_stamp(struct sl_store *store, int64_t *ret_stamp, struct sl_error *err)
{
    return sl_store_counter(store->db, STAMP, ret_stamp, err);
}

static enum sl_status commit(struct sl_store *store, bool is_change, struct sl_error *err)
{
    SL_ASSERT(store->has_begun);
    enum sl_status status = SL_OK;
    /* After a full disk the database has taken everything back by itself. */
    if (store->has_failed || !sl_db_in_transaction(store->db)) {
        status = fail_partial(err);
    } else {
        status = is_change ? draw_stamp(store, err) : SL_OK;
        status = status == SL_OK ? sl_db_run(store->db, SL_SQL_COMMIT, err) : status;
    }
    if (status != SL_OK) {
        sl_store_rollback(store);
        return status;
    }
    store->has_begun = false;
    return SL_OK;
}

enum sl_status sl_store_commit(struct sl_store *store, struct sl_error *err)
{
    return commit(store, store->mode != SL_STORE_READ, err);
}

enum sl_status sl_store_commit_seen(struct sl_store *store, struct sl_error *err)
{
    return commit(store, false, err);
}

void sl_store_rollback(struct sl_store *store)
{
    if (!store->has_begun) {
        return;
    }
    sl_db_rollback(store->db);
    store->has_begun = false;
    sl_key_index_finish(&store->keys);
}

void sl_store_rest(struct sl_store *store)
{
    sl_store_rollback(store);
    sl_db_rest(store->db);
}

/* Has another program brought it up to a newer version meanwhile? */
static bool is_own_version(struct sl_store *store)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    if (sl_db_use(store->db, SL_SQL_STORE_VERSION, &statement, NULL) != SL_OK ||
        sl_statement_step(statement, &has_row, NULL) != SL_OK) {
        return false;
    }
    const bool is_own = has_row && sl_column_i64(statement, 0) == sl_migrate_newest();
    sl_statement_reset(statement);
    return is_own;
}

bool sl_store_is_current(struct sl_store *store)
{
    struct stat file;

    return stat(sl_db_path(store->db), &file) == 0 && (uint64_t)file.st_dev == store->device &&
           (uint64_t)file.st_ino == store->inode && is_own_version(store);
}

enum sl_status
sl_store_counter(struct sl_db *db, struct sl_str name, int64_t *ret_value, struct sl_error *err)
{
    struct sl_statement *statement = NULL;
    bool has_row = false;

    SL_TRY(sl_db_use(db, SL_SQL_COUNTER_GET, &statement, err));
    sl_bind_text(statement, 1, name);
    SL_TRY(sl_statement_step(statement, &has_row, err));
    *ret_value = has_row ? sl_column_i64(statement, 0) : 0;
    sl_statement_reset(statement);
    return SL_OK;
}

enum sl_status
sl_store_set_counter(struct sl_db *db, struct sl_str name, int64_t value, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(sl_db_use(db, SL_SQL_COUNTER_SET, &statement, err));
    sl_bind_text(statement, 1, name);
    sl_bind_i64(statement, 2, value);
    return sl_statement_run(statement, err);
}

enum sl_status sl_store_as_of(struct sl_store *store, int64_t *ret_as_of, struct sl_error *err)
{
    return sl_store_counter(store->db, SL_STR("finish_order"), ret_as_of, err);
}
