-- SPDX-License-Identifier: Apache-2.0
-- Statements that a twin for another database says in another way.

-- name: begin_write
BEGIN IMMEDIATE;
-- name: store_version
PRAGMA user_version;
-- name: check_integrity
PRAGMA integrity_check(20);
-- name: check_foreign_keys
SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 20;
