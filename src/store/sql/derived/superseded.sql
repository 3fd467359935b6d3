-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Records that have a later version, and the next version with its run.
CREATE TABLE superseded (
    record @id,
    by_record @int NOT NULL,
    by_run @int NOT NULL
) @rows;
