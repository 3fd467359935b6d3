-- SPDX-License-Identifier: Apache-2.0
-- version: 3
-- Part of the people index, which is built through the finish_order in derived.built_through.
-- A person's key within a source. id: 1024 times the first record that ever named it, and its place
-- among the persons of that record; so a mention that nothing names any more keeps its row. changed:
-- the highest finish_order of a run that brought a record which names it, or replaced one.
CREATE TABLE mention (
    id @id,
    source @int NOT NULL,
    key TEXT NOT NULL,
    flags @int NOT NULL,
    changed @int NOT NULL
) @rows;

CREATE INDEX mention_changed ON mention (changed);
