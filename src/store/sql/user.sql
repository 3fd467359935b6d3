-- SPDX-License-Identifier: Apache-2.0
-- Settings, accounts, roles held and ties.

-- name: setting_put
INSERT INTO setting (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
-- name: setting_find
SELECT value FROM setting WHERE name = $1;
-- name: account_any
SELECT 1 FROM account LIMIT 1;
-- name: account_add
INSERT INTO account (id, name, agency, added_by, added_at) VALUES ($1, $2, $3, $4, $5);
-- name: account_find
SELECT id, name, agency, added_by, added_at, ended_by, ended_at FROM account WHERE id = $1;
-- name: account_next
SELECT id, name, agency, added_by, added_at, ended_by, ended_at FROM account
WHERE id > $1 ORDER BY id LIMIT 1;
-- name: account_end
UPDATE account SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING 1;
-- name: role_any
SELECT 1 FROM role_held LIMIT 1;
-- name: role_administrator
SELECT 1 FROM role_held r JOIN account a ON a.id = r.account
WHERE r.role = $1 AND r.from_day <= $2 AND r.until_day >= $2 AND r.ended_at IS NULL
  AND a.ended_at IS NULL LIMIT 1;
-- name: role_count
SELECT count(DISTINCT r.account) FROM role_held r JOIN account a ON a.id = r.account
WHERE r.role = $1 AND ($2 = '' OR a.agency = $2) AND a.id <> $6 AND a.id <> $7
  AND r.from_day <= $3 AND r.until_day >= $4
  AND (r.ended_at IS NULL OR r.ended_at > $5) AND (a.ended_at IS NULL OR a.ended_at > $5)
  AND EXISTS (SELECT 1 FROM session s WHERE s.account = r.account);
-- name: role_add
INSERT INTO role_held (account, role, from_day, until_day, given_by, given_at)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id;
-- name: role_next
SELECT id, role, from_day, until_day, given_by, given_at, ended_by, ended_at FROM role_held
WHERE account = $1 AND id > $2 ORDER BY id LIMIT 1;
-- name: role_end
UPDATE role_held SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING 1;
-- name: role_load
SELECT role, from_day, until_day FROM role_held
WHERE account = $1 AND until_day >= $2 AND ended_at IS NULL ORDER BY id;
-- name: tie_add
INSERT INTO tie (account, kind, source, key, entity, from_day, until_day, given_by, given_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id;
-- name: tie_next
SELECT id, kind, from_day, until_day, given_by, given_at, ended_by, ended_at, source, key FROM tie
WHERE account = $1 AND id > $2 ORDER BY id LIMIT 1;
-- name: tie_end
UPDATE tie SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING 1;
-- name: tie_load
SELECT t.kind, t.from_day, t.until_day, b.identity
FROM tie t
JOIN mention_key k ON k.entity = t.entity
JOIN mention m ON m.id = k.mention AND m.source = t.source AND m.key = t.key
JOIN membership b ON b.mention = m.id
WHERE t.account = $1 AND t.until_day >= $2 AND t.ended_at IS NULL
ORDER BY t.id;
