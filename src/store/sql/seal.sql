-- SPDX-License-Identifier: Apache-2.0
-- Seals, the names on their lists, and what is withheld.

-- name: seal_add
INSERT INTO seal (source, key, reason, sealed_by, sealed_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING RETURNING id;
-- name: seal_end
UPDATE seal SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING 1;
-- name: seal_next
SELECT id, source, key, reason, sealed_by, sealed_at, ended_by, ended_at FROM seal
WHERE id > $1 ORDER BY id LIMIT 1;
-- name: seal_name_add
INSERT INTO seal_name (source, key, list, account, listed_by, listed_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING RETURNING id;
-- name: seal_name_end
UPDATE seal_name SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING 1;
-- name: seal_name_next
SELECT id, source, key, list, account, listed_by, listed_at, ended_by, ended_at FROM seal_name
WHERE id > $1 ORDER BY id LIMIT 1;
-- All that is in force for one user; 0: sealed, 1: allowed, 2: denied.
-- name: seal_book
SELECT source, key, 0 FROM seal WHERE ended_at IS NULL
UNION ALL
SELECT source, key, CASE list WHEN 'deny' THEN 2 ELSE 1 END FROM seal_name
WHERE account = $1 AND ended_at IS NULL
ORDER BY 1, 2;
-- The mentions that the versions of a record were the first to name.
-- name: seal_mentions
SELECT m.id
FROM record_key k
JOIN record r ON r.id = k.record AND r.source = $2 AND r.key = $3
JOIN mention m ON m.id BETWEEN r.id * $4 AND r.id * $4 + $4 - 1
WHERE k.key_hash = $1;
-- name: withheld_add
INSERT INTO withheld (source, key, entity, fields, reason, withheld_by, withheld_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING RETURNING id;
-- name: withheld_end
UPDATE withheld SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING 1;
-- name: withheld_next
SELECT id, source, key, fields, reason, withheld_by, withheld_at, ended_by, ended_at FROM withheld
WHERE id > $1 ORDER BY id LIMIT 1;
-- name: withheld_book
SELECT coalesce(b.identity, 0), s.agency, w.fields
FROM withheld w
JOIN source s ON s.id = w.source
LEFT JOIN mention_key k ON k.entity = w.entity
LEFT JOIN mention m ON m.id = k.mention AND m.source = w.source AND m.key = w.key
LEFT JOIN membership b ON b.mention = m.id
WHERE w.ended_at IS NULL
ORDER BY 1;
