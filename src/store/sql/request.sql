-- SPDX-License-Identifier: Apache-2.0
-- Glasses and their reviews; requests, what they name, and what was answered.

-- name: glass_add
INSERT INTO glass (account, identity, reason, words, from_at, until_at)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id;
-- name: glass_end
UPDATE glass SET ended_by = $2, ended_at = $3
WHERE id = $1 AND ended_at IS NULL AND until_at > $3 RETURNING 1;
-- name: glass_judge
INSERT INTO glass_review (glass, is_right, words, judged_by, judged_at)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING glass;
-- name: glass_next
SELECT g.id, g.account, g.identity, g.reason, g.words, g.from_at, g.until_at, g.ended_by, g.ended_at,
       r.is_right, r.words, r.judged_by, r.judged_at
FROM glass g LEFT JOIN glass_review r ON r.glass = g.id
WHERE g.id > $1 ORDER BY g.id LIMIT 1;
-- name: glass_of
SELECT id, account, identity, reason, words, from_at, until_at, ended_by, ended_at
FROM glass WHERE account = $1 AND until_at > $2 AND from_at <= $2 ORDER BY id;
-- name: request_add
INSERT INTO request (asked_by, agency, holder, identity, purpose, reason, asked_day, asked_at,
                     clock_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id;
-- name: request_item_add
INSERT INTO request_item (request, ordinal, record) VALUES ($1, $2, $3);
-- name: request_withdraw
UPDATE request SET withdrawn_day = $2, withdrawn_at = $3
WHERE id = $1 AND withdrawn_at IS NULL RETURNING 1;
-- name: request_get
SELECT id, asked_by, agency, holder, identity, purpose, reason, asked_day, asked_at, clock_days,
       withdrawn_day
FROM request WHERE id = $1;
-- name: request_next
SELECT id FROM request WHERE (agency = $1 OR holder = $1) AND id > $2 ORDER BY id LIMIT 1;
-- name: request_items
SELECT i.record, a.outcome, a.reason, a.words, a.decided_day, a.decided_by
FROM request_item i
LEFT JOIN request_answer a ON a.request = i.request AND a.ordinal = i.ordinal
WHERE i.request = $1 ORDER BY i.ordinal;
-- name: request_answer_add
INSERT INTO request_answer (request, ordinal, outcome, reason, words, decided_day, decided_by,
                            decided_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING ordinal;
