-- SPDX-License-Identifier: Apache-2.0
-- Questions, their deeds and what raised them.

-- name: question_add
INSERT INTO question (subject, source, key, about, indicator, wording, asks, indicator_set, meaning,
                      owner, clock_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id;
-- name: question_next
SELECT id, subject, source, key, about, indicator, wording, asks, indicator_set, meaning, owner,
       clock_days
FROM question WHERE id > $1 ORDER BY id LIMIT 1;
-- name: question_of_mention
SELECT id FROM question WHERE source = $1 AND key = $2 AND id > $3 ORDER BY id LIMIT 1;
-- name: question_about
SELECT id FROM question WHERE about = $1 AND id > $2 ORDER BY id LIMIT 1;
-- name: question_of_mark
SELECT question FROM question_proof WHERE mark = $1 AND question > $2 ORDER BY question LIMIT 1;
-- name: question_deed_add
INSERT INTO question_deed (question, act, done_by, done_at, done_day, agency, given_to, reply, until_day,
                           words)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id;
-- name: question_deeds
SELECT id, act, done_by, done_at, done_day, agency, given_to, reply, until_day, words
FROM question_deed WHERE question = $1 ORDER BY id;
-- name: question_proof_add
INSERT INTO question_proof (question, mark, record, deed) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING RETURNING mark;
-- name: question_proofs
SELECT mark, record, deed FROM question_proof WHERE question = $1 ORDER BY mark, deed;
-- name: question_agency_of_tie
SELECT a.agency FROM tie t JOIN account a ON a.id = t.account
WHERE t.entity = $1 AND t.source = $2 AND t.key = $3 AND t.kind = 'allocated' AND t.ended_at IS NULL
  AND a.ended_at IS NULL AND t.from_day <= $4 AND t.until_day >= $4
ORDER BY t.id LIMIT 1;
