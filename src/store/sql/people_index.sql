-- SPDX-License-Identifier: Apache-2.0
-- The derived tables that say who is mentioned where.

-- name: mention_put
INSERT INTO mention (id, source, key, flags, changed) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET flags = excluded.flags, changed = excluded.changed;
-- name: mention_key_add
INSERT INTO mention_key (entity, mention) VALUES ($1, $2) ON CONFLICT DO NOTHING;
-- name: mention_get
SELECT id, source, key, flags, changed FROM mention WHERE id = $1;
-- name: mention_source
SELECT source FROM mention WHERE id = $1;
-- name: mention_find
SELECT m.id, m.source, m.key, m.flags, m.changed
FROM mention_key k JOIN mention m ON m.id = k.mention
WHERE k.entity = $1 AND m.source = $2 AND m.key = $3;
-- name: mention_find_entity
SELECT mention FROM mention_key WHERE entity = $1 AND mention > $2 ORDER BY mention LIMIT 1;
-- name: mention_scan
SELECT id, source, key, flags, changed FROM mention WHERE id BETWEEN $1 AND $2 ORDER BY id;
-- name: mention_changed_scan
SELECT id, source, key, flags, changed FROM mention WHERE changed > $1 ORDER BY changed, id;
-- name: mention_row_put
INSERT INTO mention_row (id, given_name, surname, birth_date, sex, postcode, address, phone,
                         nhs_number, upn, child_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
-- name: mention_row_delete
DELETE FROM mention_row WHERE id BETWEEN $1 AND $2;
-- name: mention_row_scan
SELECT id, given_name, surname, birth_date, sex, postcode, address, phone, nhs_number, upn, child_id
FROM mention_row WHERE id BETWEEN $1 AND $2 ORDER BY id;
-- name: mention_row_count
SELECT count(*) FROM mention_row;
-- name: relation_put
INSERT INTO relation (mention, is_to, role, other, record) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING;
-- name: relation_delete
DELETE FROM relation
WHERE mention = $1 AND is_to = $2 AND role = $3 AND other = $4 AND record = $5;
-- name: relation_scan
SELECT mention, is_to, role, other, record FROM relation
WHERE mention BETWEEN $1 AND $2
ORDER BY mention, is_to, role, other, record;
-- name: entity_use_put
INSERT INTO entity_use (entity, record, marks) VALUES ($1, $2, $3)
ON CONFLICT (entity, record) DO UPDATE SET marks = excluded.marks;
-- name: entity_use_put_many
INSERT INTO entity_use (entity, record, marks) VALUES
($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12), ($13, $14, $15),
($16, $17, $18), ($19, $20, $21), ($22, $23, $24), ($25, $26, $27), ($28, $29, $30),
($31, $32, $33), ($34, $35, $36), ($37, $38, $39), ($40, $41, $42), ($43, $44, $45),
($46, $47, $48), ($49, $50, $51), ($52, $53, $54), ($55, $56, $57), ($58, $59, $60),
($61, $62, $63), ($64, $65, $66), ($67, $68, $69), ($70, $71, $72), ($73, $74, $75),
($76, $77, $78), ($79, $80, $81), ($82, $83, $84), ($85, $86, $87), ($88, $89, $90),
($91, $92, $93), ($94, $95, $96)
ON CONFLICT (entity, record) DO UPDATE SET marks = excluded.marks;
-- name: entity_use_delete
DELETE FROM entity_use WHERE entity = $1 AND record = $2;
-- name: entity_use_next
SELECT record, marks FROM entity_use WHERE entity = $1 AND record > $2 ORDER BY record LIMIT $3;
-- name: node_put
INSERT INTO node (id, kind, form) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
-- name: node_delete_unused
DELETE FROM node WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM node_use WHERE node = $1);
-- name: node_get
SELECT id, kind, form FROM node WHERE id = $1;
-- name: node_use_put
INSERT INTO node_use (node, entity, record) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
-- name: node_use_put_many
INSERT INTO node_use (node, entity, record) VALUES
($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12), ($13, $14, $15),
($16, $17, $18), ($19, $20, $21), ($22, $23, $24), ($25, $26, $27), ($28, $29, $30),
($31, $32, $33), ($34, $35, $36), ($37, $38, $39), ($40, $41, $42), ($43, $44, $45),
($46, $47, $48), ($49, $50, $51), ($52, $53, $54), ($55, $56, $57), ($58, $59, $60),
($61, $62, $63), ($64, $65, $66), ($67, $68, $69), ($70, $71, $72), ($73, $74, $75),
($76, $77, $78), ($79, $80, $81), ($82, $83, $84), ($85, $86, $87), ($88, $89, $90),
($91, $92, $93), ($94, $95, $96)
ON CONFLICT DO NOTHING;
-- name: node_use_delete
DELETE FROM node_use WHERE node = $1 AND entity = $2 AND record = $3;
-- name: node_use_next
SELECT entity, record FROM node_use
WHERE node = $1 AND (entity, record) > ($2, $3) ORDER BY entity, record LIMIT $4;
-- name: search_key_put
INSERT INTO search_key (key, mention) VALUES ($1, $2) ON CONFLICT DO NOTHING;
-- Many in one statement: half the time for each.
-- name: search_key_put_many
INSERT INTO search_key (key, mention) VALUES
($1, $2), ($3, $4), ($5, $6), ($7, $8), ($9, $10), ($11, $12), ($13, $14), ($15, $16),
($17, $18), ($19, $20), ($21, $22), ($23, $24), ($25, $26), ($27, $28), ($29, $30), ($31, $32),
($33, $34), ($35, $36), ($37, $38), ($39, $40), ($41, $42), ($43, $44), ($45, $46), ($47, $48),
($49, $50), ($51, $52), ($53, $54), ($55, $56), ($57, $58), ($59, $60), ($61, $62), ($63, $64)
ON CONFLICT DO NOTHING;
-- name: search_key_delete
DELETE FROM search_key WHERE key = $1 AND mention = $2;
-- name: search_key_count
SELECT count(*) FROM (SELECT 1 FROM search_key WHERE key = $1 LIMIT $2) AS found;
-- name: search_key_next
SELECT mention FROM search_key WHERE key = $1 AND mention > $2 ORDER BY mention LIMIT $3;
-- name: version_scan
SELECT r.id, r.source, r.run, r.version, r.layout, r.key, r.body, s.by_run,
       run.format, run.finish_order, n.finish_order
FROM record r JOIN run ON run.id = r.run
LEFT JOIN superseded s ON s.record = r.id LEFT JOIN run n ON n.id = s.by_run
WHERE r.id BETWEEN $1 AND $2
ORDER BY r.id;
-- name: version_get
SELECT r.id, r.source, r.run, r.version, r.layout, r.key, r.body, s.by_run,
       run.format, run.finish_order, n.finish_order
FROM record_key k JOIN record r ON r.id = k.record JOIN run ON run.id = r.run
LEFT JOIN superseded s ON s.record = r.id LEFT JOIN run n ON n.id = s.by_run
WHERE k.key_hash = $1 AND r.source = $2 AND r.key = $3 AND r.version = $4;
-- name: version_of_id
SELECT r.id, r.source, r.run, r.version, r.layout, r.key, r.body, s.by_run,
       run.format, run.finish_order, n.finish_order
FROM record r JOIN run ON run.id = r.run
LEFT JOIN superseded s ON s.record = r.id LEFT JOIN run n ON n.id = s.by_run
WHERE r.id = $1;
-- name: run_finished_after
SELECT id, finish_order, first_record, last_record FROM run
WHERE finish_order > $1 ORDER BY finish_order LIMIT 1;
