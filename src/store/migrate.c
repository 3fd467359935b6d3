/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include "store/derived_impl.h"

int sl_migrate_newest(void)
{
    return (int)sl_sql_migrations_count;
}

static enum sl_status fail_newer(int version, struct sl_error *err)
{
    const enum sl_status status =
        sl_fail(err, SL_UNSUPPORTED, "the store was written by a newer version of this program");
    sl_fail_detail(err, "store version %d, this program knows %d", version, sl_migrate_newest());
    sl_fail_hint(err, "Use the newer program.");
    return status;
}

enum sl_status sl_migrate_check(struct sl_db *db, struct sl_error *err)
{
    int version = 0;

    SL_TRY(sl_db_version(db, &version, err));
    if (version == 0) {
        const enum sl_status status = sl_fail(err, SL_INVALID, "the file is empty, and no store");
        sl_fail_hint(err, "A store is made by 'sightline init'.");
        return status;
    }
    if (version > sl_migrate_newest()) {
        return fail_newer(version, err);
    }
    if (version < sl_migrate_newest()) {
        const enum sl_status status =
            sl_fail(err, SL_UNSUPPORTED, "the store was written by an older version");
        sl_fail_detail(
            err, "store version %d, this program reads %d", version, sl_migrate_newest()
        );
        sl_fail_hint(err, "Any command that writes to it brings it up to date.");
        return status;
    }
    return SL_OK;
}

/* Inside a transaction: run what is missing. */
static enum sl_status run_migrations(struct sl_db *db, int from, int to, struct sl_error *err)
{
    for (int i = from; i < to; i++) {
        SL_TRY(sl_db_run_script(db, &sl_sql_migrations[i], err));
    }
    if (from < to) {
        SL_TRY(sl_db_set_version(db, to, err));
    }
    return to == sl_migrate_newest() ? sl_derived_make(db, err) : SL_OK;
}

enum sl_status sl_migrate(struct sl_db *db, int version, struct sl_error *err)
{
    int from = 0;

    SL_TRY(sl_db_run(db, SL_SQL_BEGIN_WRITE, err));
    enum sl_status status = sl_db_version(db, &from, err);
    if (status == SL_OK && from > sl_migrate_newest()) {
        status = fail_newer(from, err);
    }
    if (status == SL_OK) {
        status = run_migrations(db, from, version > from ? version : from, err);
    }
    if (status == SL_OK) {
        status = sl_db_run(db, SL_SQL_COMMIT, err);
    }
    if (status != SL_OK) {
        sl_db_rollback(db);
    }
    return status;
}
