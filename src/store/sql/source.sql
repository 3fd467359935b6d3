-- SPDX-License-Identifier: Apache-2.0

-- name: source_find
SELECT id FROM source WHERE agency = $1 AND system = $2;
-- name: source_add
INSERT INTO source (agency, system) VALUES ($1, $2) RETURNING id;
-- name: source_list
SELECT id, agency, system FROM source ORDER BY id;
-- name: layout_find
SELECT id, text FROM layout WHERE hash = $1;
-- name: layout_add
INSERT INTO layout (hash, text) VALUES ($1, $2) RETURNING id;
-- name: layout_text
SELECT text FROM layout WHERE id = $1;
-- name: source_get
SELECT agency, system FROM source WHERE id = $1;
