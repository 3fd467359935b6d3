/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sql_text.h - the SQL of src/store/sql, compiled in.
 *
 * cmake/sql.awk makes the text and the enumeration of the statements when the program is built.
 */
#ifndef SL_STORE_SQL_TEXT_H
#define SL_STORE_SQL_TEXT_H

#include <stddef.h>

#include "store/sql_names.h"

/*
 * Statements that are run one after the other. version: of a migration its place, from 1; of a
 * derived table what its file says. drop: removes a derived table; NULL for a migration.
 */
struct sl_sql_script {
    const char *name;
    int version;
    const char *const *parts;
    size_t part_count;
    const char *drop;
};

/* By enum sl_sql. */
extern const char *const sl_sql_statements[SL_SQL_COUNT];

/* Ascending by version: 1, 2, 3 ... */
extern const struct sl_sql_script sl_sql_migrations[];
extern const size_t sl_sql_migrations_count;

/* Ascending by name; the name is the table's. */
extern const struct sl_sql_script sl_sql_derived[];
extern const size_t sl_sql_derived_count;

#endif
