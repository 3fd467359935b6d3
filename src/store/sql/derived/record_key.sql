-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Where a key stands: a hash of source and key, and the record. Several records may share a hash:
-- the versions of a key, and by chance others. Built through the record in derived.built_through.
CREATE TABLE record_key (
    key_hash @int NOT NULL,
    record @int NOT NULL,
    PRIMARY KEY (key_hash, record)
) @keyed;
