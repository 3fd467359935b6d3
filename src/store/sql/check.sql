-- SPDX-License-Identifier: Apache-2.0

-- name: check_count_records
SELECT count(*) FROM record;
-- name: check_records
SELECT id, source, hash, key, body, version FROM record ORDER BY id;
-- name: check_count_keys
SELECT count(*) FROM record_key;
-- name: check_count_superseded
SELECT count(*) FROM superseded;
-- name: check_key_has
SELECT 1 FROM record_key WHERE key_hash = $1 AND record = $2;
-- A first version that stands twice. A later one that does is found as it has no row of its own in
-- superseded, or one that fits nothing.
-- name: check_key_twice
SELECT a.id, b.id
FROM record_key k
JOIN record a ON a.id = k.record
JOIN record_key m ON m.key_hash = k.key_hash AND m.record > k.record
JOIN record b ON b.id = m.record
WHERE a.version = 1 AND b.version = 1 AND a.source = b.source AND a.key = b.key
LIMIT 20;
-- name: check_version_gap
SELECT s.record, s.by_record
FROM superseded s
LEFT JOIN record a ON a.id = s.record
LEFT JOIN record b ON b.id = s.by_record
WHERE a.id IS NULL OR b.id IS NULL OR a.source <> b.source OR a.key <> b.key
   OR b.version <> a.version + 1 OR s.by_run <> b.run
LIMIT 20;
-- name: check_run_source
SELECT r.id FROM record r JOIN run ON run.id = r.run
WHERE run.source <> r.source OR run.state = 'abandoned'
   OR r.id < run.first_record OR r.id > run.last_record
LIMIT 20;
-- name: check_layouts
SELECT id, hash, text FROM layout ORDER BY id;
-- name: check_counts
SELECT run.id FROM run
WHERE run.accepted_count + run.new_version_count <>
      (SELECT count(*) FROM record r
       WHERE r.run = run.id AND r.id BETWEEN run.first_record AND run.last_record)
   OR run.rejected_count <> (SELECT count(*) FROM reject WHERE reject.run = run.id)
LIMIT 20;
