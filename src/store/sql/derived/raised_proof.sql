-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- What proves what is raised: a mark (notice/raised.h) and the record that was known then. Goes with
-- raised, and is built with the records through the finish_order in derived.built_through.
CREATE TABLE raised_proof (
    identity @int NOT NULL,
    about TEXT NOT NULL,
    indicator TEXT NOT NULL,
    mark @int NOT NULL,
    record @int NOT NULL,
    PRIMARY KEY (identity, about, indicator, mark, record)
) @keyed;
