-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. That a latest record says "mention ROLE other", and the same again with
-- the two exchanged and is_to 1: so all relations of a mention stand together.
CREATE TABLE relation (
    mention @int NOT NULL,
    is_to @int NOT NULL,
    role TEXT NOT NULL,
    other @int NOT NULL,
    record @int NOT NULL,
    PRIMARY KEY (mention, is_to, role, other, record)
) @keyed;
