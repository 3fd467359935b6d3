-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Identities that may be one person, for people to look at: low < high, and their weight. Goes with
-- membership.
CREATE TABLE review (
    low @int NOT NULL,
    high @int NOT NULL,
    weight_millibits @int NOT NULL,
    PRIMARY KEY (low, high)
) @keyed;

CREATE INDEX review_high ON review (high, low);
