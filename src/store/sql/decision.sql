-- SPDX-License-Identifier: Apache-2.0

-- name: decision_add
INSERT INTO decision (kind, reason, decided_by, decided_at, reverses)
VALUES ($1, $2, $3, $4, $5) RETURNING id;
-- name: decision_mention_add
INSERT INTO decision_mention (decision, ordinal, side, source, key) VALUES ($1, $2, $3, $4, $5);
-- name: decision_next
SELECT d.id, d.kind, d.reason, d.decided_by, d.decided_at, d.reverses, r.id,
       (SELECT count(*) FROM decision_mention m WHERE m.decision = d.id)
FROM decision d LEFT JOIN decision r ON r.reverses = d.id
WHERE d.id > $1 ORDER BY d.id LIMIT 1;
-- name: decision_last
SELECT coalesce(max(id), 0) FROM decision;
-- name: decision_mentions
SELECT side, source, key FROM decision_mention WHERE decision = $1 ORDER BY ordinal;
-- name: decision_reversed_by
SELECT d.id, r.id FROM decision d LEFT JOIN decision r ON r.reverses = d.id WHERE d.id = $1;
-- name: decision_by_mention
SELECT DISTINCT decision FROM decision_mention
WHERE source = $1 AND key = $2 AND decision > $3 ORDER BY decision LIMIT 1;
-- name: model_add
INSERT INTO model (purpose, created_at, state, json) VALUES ($1, $2, 'candidate', $3)
RETURNING id;
-- name: model_retire_active
UPDATE model SET state = 'retired'
WHERE state = 'active' AND purpose = (SELECT purpose FROM model WHERE id = $1);
-- name: model_set_active
UPDATE model SET state = 'active' WHERE id = $1;
-- name: model_find_active
SELECT id, purpose, created_at, state, json FROM model WHERE purpose = $1 AND state = 'active';
-- name: model_get
SELECT id, purpose, created_at, state, json FROM model WHERE id = $1;
-- name: identity_event_add
INSERT INTO identity_event (happened_at, kind, identity, other_identity, decision, run)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id;
-- name: identity_event_last
SELECT coalesce(max(id), 0) FROM identity_event;
-- name: identity_event_next
SELECT id, happened_at, kind, identity, other_identity, decision, run
FROM identity_event WHERE id > $1 ORDER BY id LIMIT 1;
-- name: identity_event_next_of
SELECT id, happened_at, kind, identity, other_identity, decision, run
FROM identity_event WHERE id > $1 AND (identity = $2 OR other_identity = $2)
ORDER BY id LIMIT 1;
