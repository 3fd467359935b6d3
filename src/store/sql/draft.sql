-- SPDX-License-Identifier: Apache-2.0
-- Drafts.

-- name: draft_put
INSERT INTO draft (account, form, source, key, base, fields, saved_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (account, form) DO UPDATE
SET base = excluded.base, fields = excluded.fields, saved_at = excluded.saved_at;
-- name: draft_count
SELECT count(*) FROM draft WHERE account = $1 AND form <> $2;
-- name: draft_remove
DELETE FROM draft WHERE account = $1 AND form = $2;
-- name: draft_expire
DELETE FROM draft WHERE saved_at <= $1;
-- name: draft_get
SELECT form, source, key, base, fields, saved_at FROM draft
WHERE account = $1 AND form = $2 AND saved_at > $3;
-- name: draft_next
SELECT form, source, key, base, fields, saved_at FROM draft
WHERE account = $1 AND form > $2 AND saved_at > $3 ORDER BY form LIMIT 1;
