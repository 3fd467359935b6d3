-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. That a latest record has a key as an entity or at the end of a link:
-- a hash of source and key, the record, and what the record does with it.
CREATE TABLE entity_use (
    entity @int NOT NULL,
    record @int NOT NULL,
    marks @int NOT NULL,
    PRIMARY KEY (entity, record)
) @keyed;
