-- SPDX-License-Identifier: Apache-2.0
-- Statements by name; $1, $2 ... are bound by number.

-- name: begin_read
BEGIN;
-- name: commit
COMMIT;
-- name: counter_get
SELECT value FROM counter WHERE name = $1;
-- name: counter_set
INSERT INTO counter (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = $2;
-- name: derived_list
SELECT name, version, state, built_through FROM derived ORDER BY name;
-- name: derived_find
SELECT version, state, built_through FROM derived WHERE name = $1;
-- name: derived_add
INSERT INTO derived (name, version, state, built_through) VALUES ($1, $2, 'empty', 0);
-- name: derived_mark
UPDATE derived SET state = $2, built_through = $3 WHERE name = $1;
-- name: derived_remove
DELETE FROM derived WHERE name = $1;
