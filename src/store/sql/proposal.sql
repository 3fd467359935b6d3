-- SPDX-License-Identifier: Apache-2.0

-- name: proposal_add
INSERT INTO proposal (act, subject, value, agency, made_by, made_at, is_confirmed)
VALUES ($1, $2, $3, $4, $5, $6, 0) RETURNING id;
-- name: proposal_next
SELECT id, act, subject, value, agency, made_by, made_at FROM proposal
WHERE id > $1 AND ended_at IS NULL ORDER BY id LIMIT 1;
-- name: proposal_end
UPDATE proposal SET ended_by = $2, ended_at = $3, is_confirmed = $4
WHERE id = $1 AND ended_at IS NULL RETURNING 1;
