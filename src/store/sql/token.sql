-- SPDX-License-Identifier: Apache-2.0

-- name: token_add
INSERT INTO api_token (account, digest, name, scopes, system, la_code, factors, made_at, expires_at,
    seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) RETURNING id;
-- name: token_find
SELECT id, account, name, scopes, system, la_code, factors, made_at, expires_at, seen_at, ended_by,
    ended_at
FROM api_token WHERE digest = $1;
-- name: token_see
UPDATE api_token SET seen_at = $2 WHERE id = $1 AND seen_at < $2;
-- name: token_end
UPDATE api_token SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING id;
-- name: token_end_user
UPDATE api_token SET ended_by = $2, ended_at = $3 WHERE account = $1 AND ended_at IS NULL;
-- name: token_end_all
UPDATE api_token SET ended_by = account, ended_at = $1 WHERE ended_at IS NULL;
-- name: token_next
SELECT id, account, name, scopes, system, la_code, factors, made_at, expires_at, seen_at, ended_by,
    ended_at
FROM api_token WHERE id > $1 AND ended_at IS NULL ORDER BY id LIMIT 1;
-- name: token_next_of
SELECT id, account, name, scopes, system, la_code, factors, made_at, expires_at, seen_at, ended_by,
    ended_at
FROM api_token WHERE id > $1 AND ended_at IS NULL AND account = $2 ORDER BY id LIMIT 1;
