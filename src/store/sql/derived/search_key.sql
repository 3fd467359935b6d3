-- SPDX-License-Identifier: Apache-2.0
-- version: 2
-- Part of the people index. By what a mention can be found: a hash, and the mention.
CREATE TABLE search_key (
    key @int NOT NULL,
    mention @int NOT NULL,
    PRIMARY KEY (key, mention)
) @keyed;
