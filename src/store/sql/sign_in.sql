-- SPDX-License-Identifier: Apache-2.0

-- name: session_add
INSERT INTO session (account, token, proof, source, begun_at, seen_at)
VALUES ($1, $2, $3, $4, $5, $5) RETURNING id;
-- name: session_find
SELECT id, account, proof, source, begun_at, seen_at, ended_why, ended_by, ended_at
FROM session WHERE token = $1;
-- name: session_see
UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2;
-- name: session_end
UPDATE session SET ended_why = $2, ended_by = $3, ended_at = $4
WHERE id = $1 AND ended_at IS NULL RETURNING id;
-- name: session_end_user
UPDATE session SET ended_why = $2, ended_by = $3, ended_at = $4
WHERE account = $1 AND ended_at IS NULL AND id <> $5 RETURNING id;
-- name: session_next
SELECT id, account, proof, source, begun_at, seen_at, ended_why, ended_by, ended_at
FROM session WHERE id > $1 AND ended_at IS NULL ORDER BY id LIMIT 1;
-- name: session_next_of
SELECT id, account, proof, source, begun_at, seen_at, ended_why, ended_by, ended_at
FROM session WHERE id > $1 AND ended_at IS NULL AND account = $2 ORDER BY id LIMIT 1;
-- name: session_count
SELECT count(*) FROM session WHERE ended_at IS NULL AND seen_at > $1 AND begun_at > $2;
-- name: session_knows
SELECT 1 FROM session WHERE account = $1 AND source = $2 LIMIT 1;
-- name: credential_add
INSERT INTO credential (account, kind, secret, made_by, made_at, expires_at, last_step)
VALUES ($1, $2, $3, $4, $5, $6, 0) RETURNING id;
-- name: credential_find
SELECT id, account, kind, secret, made_by, made_at, expires_at, confirmed_at, last_step
FROM credential WHERE account = $1 AND kind = $2 AND ended_at IS NULL ORDER BY id DESC LIMIT 1;
-- name: credential_find_secret
SELECT id, account, kind, secret, made_by, made_at, expires_at, confirmed_at, last_step
FROM credential WHERE kind = $1 AND secret = $2 AND ended_at IS NULL LIMIT 1;
-- name: credential_end
UPDATE credential SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id;
-- name: credential_end_kind
UPDATE credential SET ended_at = $3 WHERE account = $1 AND kind = $2 AND ended_at IS NULL;
-- name: credential_confirm
UPDATE credential SET confirmed_at = $2
WHERE id = $1 AND confirmed_at IS NULL AND ended_at IS NULL RETURNING id;
-- name: credential_step
UPDATE credential SET last_step = $2 WHERE id = $1 AND last_step < $2 AND ended_at IS NULL
RETURNING id;
-- name: credential_rehash
UPDATE credential SET secret = $2 WHERE id = $1 AND secret = $3 AND ended_at IS NULL;
-- name: credential_count
SELECT count(*) FROM credential WHERE account = $1 AND kind = $2 AND ended_at IS NULL;
-- name: passkey_add
INSERT INTO passkey (account, handle, algorithm, public_key, name, sign_count, made_at, used_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (handle) DO NOTHING RETURNING id;
-- name: passkey_find
SELECT id, account, handle, algorithm, public_key, name, sign_count, made_at, used_at
FROM passkey WHERE handle = $1 AND ended_at IS NULL;
-- name: passkey_next_of
SELECT id, account, handle, algorithm, public_key, name, sign_count, made_at, used_at
FROM passkey WHERE id > $1 AND account = $2 AND ended_at IS NULL ORDER BY id LIMIT 1;
-- name: passkey_use
UPDATE passkey SET sign_count = $2, used_at = $3
WHERE id = $1 AND ended_at IS NULL AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))
RETURNING id;
-- name: passkey_end
UPDATE passkey SET ended_by = $3, ended_at = $4
WHERE id = $1 AND account = $2 AND ended_at IS NULL RETURNING id;
-- name: challenge_add
INSERT INTO challenge (digest, account, purpose, expires_at) VALUES ($1, $2, $3, $4);
-- name: challenge_take
DELETE FROM challenge WHERE digest = $1 RETURNING account, purpose, expires_at;
-- name: challenge_drop_old
DELETE FROM challenge WHERE expires_at < $1;
-- name: attempt_find
SELECT failures, failed_at FROM attempt WHERE counted = $1;
-- name: attempt_fail
INSERT INTO attempt (counted, failures, failed_at) VALUES ($1, 1, $2)
ON CONFLICT (counted) DO UPDATE SET
    failures = attempt.failures + 1, failed_at = excluded.failed_at;
-- name: attempt_undo
UPDATE attempt SET failures = failures - 1,
    failed_at = CASE WHEN failed_at = $2 THEN $3 ELSE failed_at END
WHERE counted = $1 AND failures > 0;
-- name: attempt_clear
DELETE FROM attempt WHERE counted = $1;
-- name: attempt_drop_old
DELETE FROM attempt WHERE failed_at < $1;
