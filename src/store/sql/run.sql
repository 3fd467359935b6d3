-- SPDX-License-Identifier: Apache-2.0

-- name: run_add
INSERT INTO run (source, format, file_name, file_hash, file_bytes, started_at, state)
VALUES ($1, $2, $3, $4, $5, $6, 'open') RETURNING id;
-- name: run_get
SELECT id, source, format, file_name, file_hash, file_bytes, started_at, ended_at, state,
       finish_order, accepted_count, new_version_count, unchanged_count, rejected_count,
       done_records, done_bytes, first_record, last_record
FROM run WHERE id = $1;
-- name: run_next
SELECT id, source, format, file_name, file_hash, file_bytes, started_at, ended_at, state,
       finish_order, accepted_count, new_version_count, unchanged_count, rejected_count,
       done_records, done_bytes, first_record, last_record
FROM run WHERE id > $1 ORDER BY id LIMIT 1;
-- name: run_find_open
SELECT id FROM run WHERE source = $1 AND state = 'open';
-- name: run_find_same
SELECT max(id) FROM run
WHERE file_hash = $1 AND source = $2 AND format = $3 AND state = 'finished';
-- name: run_count_open
SELECT count(*) FROM run WHERE state = 'open';
-- name: run_count_put
UPDATE run
SET accepted_count = accepted_count + $2, new_version_count = new_version_count + $3,
    unchanged_count = unchanged_count + $4,
    first_record = coalesce(first_record, $5), last_record = coalesce($6, last_record)
WHERE id = $1;
-- name: run_count_reject
UPDATE run SET rejected_count = rejected_count + 1 WHERE id = $1;
-- name: run_progress
UPDATE run SET done_records = $2, done_bytes = $3 WHERE id = $1;
-- name: run_finish
UPDATE run SET state = 'finished', ended_at = $2, finish_order = $3 WHERE id = $1;
-- name: run_abandon
UPDATE run
SET state = 'abandoned', ended_at = $2, accepted_count = 0, new_version_count = 0,
    unchanged_count = 0, rejected_count = 0, done_records = 0, done_bytes = 0,
    first_record = NULL, last_record = NULL
WHERE id = $1;
-- name: reject_add
INSERT INTO reject (run, line, at_column, field, reason, text, is_cut)
VALUES ($1, $2, $3, $4, $5, $6, $7);
-- name: reject_next
SELECT id, line, at_column, field, reason, text, is_cut
FROM reject WHERE run = $1 AND id > $2 ORDER BY id LIMIT 1;
-- name: reject_delete_run
DELETE FROM reject WHERE run = $1;
