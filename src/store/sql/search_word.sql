-- SPDX-License-Identifier: Apache-2.0
-- The words of names that are in use.

-- name: search_word_change
INSERT INTO search_word (word, mentions) VALUES ($1, $2)
ON CONFLICT (word) DO UPDATE SET mentions = search_word.mentions + excluded.mentions
RETURNING mentions;
-- name: search_word_delete
DELETE FROM search_word WHERE word = $1;
-- name: search_word_find
SELECT mentions FROM search_word WHERE word = $1;
-- name: search_word_range
SELECT word, mentions FROM search_word WHERE word >= $1 AND word < $2 ORDER BY word LIMIT $3;
-- name: search_slip_put
INSERT INTO search_slip (key, word) VALUES ($1, $2) ON CONFLICT DO NOTHING;
-- name: search_slip_delete
DELETE FROM search_slip WHERE key = $1 AND word = $2;
-- name: search_slip_find
SELECT w.word, w.mentions FROM search_slip s JOIN search_word w ON w.word = s.word
WHERE s.key = $1 ORDER BY w.word LIMIT $2;
