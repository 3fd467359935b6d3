-- SPDX-License-Identifier: Apache-2.0
-- A record is visible when its run has finished, and of a finish_order that the reader knows.

-- name: record_add
INSERT INTO record (id, source, run, version, layout, hash, key, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
-- name: record_head
SELECT source, version, run, layout, hash, key FROM record WHERE id = $1;
-- name: record_last
SELECT max(id) FROM record;
-- name: record_tail
SELECT id, source, key FROM record WHERE id > $1 ORDER BY id;
-- name: record_of_run
SELECT id, key FROM record WHERE id BETWEEN $1 AND $2 AND run = $3 ORDER BY id;
-- name: record_delete_run
DELETE FROM record WHERE id BETWEEN $1 AND $2 AND run = $3;
-- name: record_key_find
SELECT record FROM record_key WHERE key_hash = $1 AND record < $2 ORDER BY record DESC LIMIT 1;
-- name: record_key_add
INSERT INTO record_key (key_hash, record) VALUES ($1, $2);
-- name: record_key_delete
DELETE FROM record_key WHERE key_hash = $1 AND record = $2;
-- name: record_key_any
SELECT 1 FROM record_key LIMIT 1;
-- name: superseded_add
INSERT INTO superseded (record, by_record, by_run) VALUES ($1, $2, $3);
-- name: superseded_delete_run
DELETE FROM superseded WHERE by_run = $1;
-- name: superseded_build
INSERT INTO superseded (record, by_record, by_run)
SELECT o.id, n.id, n.run
FROM record_key k
JOIN record o ON o.id = k.record
JOIN record n ON n.id = (
    SELECT m.record FROM record_key m JOIN record x ON x.id = m.record
    WHERE m.key_hash = k.key_hash AND m.record > k.record AND x.source = o.source AND x.key = o.key
    ORDER BY m.record LIMIT 1)
ORDER BY o.id;
-- name: record_get
SELECT r.id, r.source, r.run, r.version, r.layout, r.hash, r.key, r.body
FROM record r JOIN run ON run.id = r.run
WHERE r.id = $1 AND run.finish_order <= $2;
-- name: record_latest
SELECT r.id, r.source, r.run, r.version, r.layout, r.hash, r.key, r.body
FROM record_key k JOIN record r ON r.id = k.record JOIN run ON run.id = r.run
WHERE k.key_hash = $1 AND r.source = $2 AND r.key = $3 AND run.finish_order <= $4
ORDER BY r.version DESC LIMIT 1;
-- name: record_versions
SELECT r.id, r.source, r.run, r.version, r.layout, r.hash, r.key, r.body
FROM record_key k JOIN record r ON r.id = k.record JOIN run ON run.id = r.run
WHERE k.key_hash = $1 AND r.source = $2 AND r.key = $3 AND run.finish_order <= $4
ORDER BY r.version;
-- name: record_scan
SELECT r.id, r.source, r.run, r.version, r.layout, r.hash, r.key, r.body
FROM record r
WHERE r.id BETWEEN $1 AND $2 AND ($3 = 0 OR r.source = $3)
  AND r.run NOT IN (SELECT id FROM run WHERE finish_order IS NULL OR finish_order > $4)
  AND NOT EXISTS (
      SELECT 1 FROM superseded s
      WHERE s.record = r.id
        AND s.by_run NOT IN (SELECT id FROM run WHERE finish_order IS NULL OR finish_order > $4))
ORDER BY r.id;
