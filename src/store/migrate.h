/* SPDX-License-Identifier: Apache-2.0 */
/*
 * migrate.h - a database of any earlier version, brought up to date.
 *
 * Private to src/store.
 */
#ifndef SL_STORE_MIGRATE_H
#define SL_STORE_MIGRATE_H

#include "store/db.h"

/* The version that this program writes: how many migrations there are. */
int sl_migrate_newest(void);

/*
 * Bring a database up to `version` in one transaction; at its version or above, it is left alone.
 * At the newest version all derived tables are made that are missing or of another version (empty).
 *
 * Errors: SL_UNSUPPORTED when the database is newer than this program; those of the database, and
 * then it is as before.
 */
SL_NODISCARD enum sl_status sl_migrate(struct sl_db *db, int version, struct sl_error *err);

/* Errors: SL_UNSUPPORTED unless the database is of exactly this program's version. */
SL_NODISCARD enum sl_status sl_migrate_check(struct sl_db *db, struct sl_error *err);

#endif
