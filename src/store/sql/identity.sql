-- SPDX-License-Identifier: Apache-2.0
-- Who is one person: membership, review, near and bond.

-- name: membership_put
INSERT INTO membership (mention, identity, rows_hash) VALUES ($1, $2, $3)
ON CONFLICT (mention) DO UPDATE SET identity = excluded.identity, rows_hash = excluded.rows_hash;
-- name: membership_delete
DELETE FROM membership WHERE mention = $1;
-- name: membership_get
SELECT mention, identity, rows_hash FROM membership WHERE mention = $1;
-- name: membership_next_of
SELECT mention, identity, rows_hash FROM membership
WHERE identity = $1 AND mention > $2 ORDER BY mention LIMIT 1;
-- name: membership_scan
SELECT mention, identity, rows_hash FROM membership
WHERE mention BETWEEN $1 AND $2 ORDER BY mention;
-- name: review_put
INSERT INTO review (low, high, weight_millibits) VALUES ($1, $2, $3)
ON CONFLICT (low, high) DO UPDATE SET weight_millibits = excluded.weight_millibits;
-- name: review_delete_of
DELETE FROM review WHERE low = $1 OR high = $1;
-- name: review_scan
SELECT low, high, weight_millibits FROM review ORDER BY low, high;
-- name: review_scan_of
SELECT low, high, weight_millibits FROM review WHERE low = $1 OR high = $1 ORDER BY low, high;
-- name: near_put
INSERT INTO near (mention, other) VALUES ($1, $2) ON CONFLICT (mention, other) DO NOTHING;
-- name: near_delete_others
DELETE FROM near
WHERE mention IN (SELECT n.other FROM near n WHERE n.mention = $1) AND other = $1;
-- name: near_delete_of
DELETE FROM near WHERE mention = $1;
-- name: near_scan
SELECT mention, other FROM near WHERE mention BETWEEN $1 AND $2 ORDER BY mention, other;
-- name: bond_put
INSERT INTO bond (mention, other) VALUES ($1, $2)
ON CONFLICT (mention) DO UPDATE SET other = excluded.other;
-- name: bond_delete
DELETE FROM bond WHERE mention = $1;
-- name: bond_next
SELECT mention, other FROM bond WHERE mention > $1 ORDER BY mention LIMIT 1;
