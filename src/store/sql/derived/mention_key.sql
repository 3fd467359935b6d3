-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. Which mention a key is: a hash of source and key, and the mention.
-- Several may share a hash by chance, so whoever asks compares the texts.
CREATE TABLE mention_key (
    entity @int NOT NULL,
    mention @int NOT NULL,
    PRIMARY KEY (entity, mention)
) @keyed;
