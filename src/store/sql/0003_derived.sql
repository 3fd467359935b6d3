-- SPDX-License-Identifier: Apache-2.0
-- The register of what can be dropped and made again from the tables before. The tables themselves
-- stand in derived/ and are no migrations: another version of one is dropped and built anew.
CREATE TABLE derived (
    name TEXT NOT NULL PRIMARY KEY,
    version @int NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('empty', 'stale', 'fresh')),
    built_through @int NOT NULL
) @keyed;
