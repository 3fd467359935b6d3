-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Mentions that are like enough to be looked at together, each pair both ways. Goes with membership.
CREATE TABLE near (
    mention @int NOT NULL,
    other @int NOT NULL,
    PRIMARY KEY (mention, other)
) @keyed;
