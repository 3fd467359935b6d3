-- SPDX-License-Identifier: Apache-2.0
-- What one administrator asks for and another one must confirm before it is done. Nothing is deleted:
-- a proposal ends, confirmed or not. Times are microseconds since 1970 in UTC.

-- act: what would be done, by name; subject: to which user, empty for the whole store; value: of a
-- setting, empty for none. agency: that of the administrators who may confirm it; empty: any.
CREATE TABLE proposal (
    id @id,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    agency TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES account (id),
    made_at @int NOT NULL,
    is_confirmed @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK (is_confirmed = 0 OR ended_by <> made_by),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;
