-- SPDX-License-Identifier: Apache-2.0
-- Mentions that were one person when that was last published, and whose records have changed since,
-- or the model has: they stay together on less than joining would take. As it depends on when what
-- was published, it cannot be made again from the records. other: a mention of that person.
CREATE TABLE bond (
    mention @id,
    other @int NOT NULL
) @rows;
