-- SPDX-License-Identifier: Apache-2.0
-- What notice raises, and its proofs.

-- name: raised_put
INSERT INTO raised (identity, about, indicator, subject, since) VALUES ($1, $2, $3, $4, $5);
-- name: raised_delete_of
DELETE FROM raised WHERE identity = $1;
-- name: raised_scan
SELECT identity, about, indicator, subject, since FROM raised
WHERE identity BETWEEN $1 AND $2 ORDER BY identity, about, indicator;
-- name: raised_proof_put
INSERT INTO raised_proof (identity, about, indicator, mark, record) VALUES ($1, $2, $3, $4, $5);
-- name: raised_proof_delete_of
DELETE FROM raised_proof WHERE identity = $1;
-- name: raised_proof_scan
SELECT identity, about, indicator, mark, record FROM raised_proof
WHERE identity BETWEEN $1 AND $2 ORDER BY identity, about, indicator, mark, record;
