-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. That a latest record gives a node to an entity: a person's phone, an
-- object that is a phone, a location that is an address. entity as in entity_use.
CREATE TABLE node_use (
    node @int NOT NULL,
    entity @int NOT NULL,
    record @int NOT NULL,
    PRIMARY KEY (node, entity, record)
) @keyed;
