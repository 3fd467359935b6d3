-- SPDX-License-Identifier: Apache-2.0
-- What agencies sent, as they sent it. Times are microseconds since 1970 in UTC.

-- A system of an agency: within it a key names one thing.
CREATE TABLE source (
    id @id,
    agency TEXT NOT NULL,
    system TEXT NOT NULL,
    UNIQUE (agency, system)
) @rows;

-- What records share and none repeats: the header of a CSV file. Stored once for each text.
CREATE TABLE layout (
    id @id,
    hash @bytes NOT NULL UNIQUE CHECK (length(hash) = 32),
    text @bytes NOT NULL
) @rows;

-- The intake of one file. Records of a run that is not finished are seen by nobody.
-- finish_order numbers the finished runs 1, 2, 3 ... in the order in which they became visible.
CREATE TABLE run (
    id @id,
    source @int NOT NULL REFERENCES source (id),
    format TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash @bytes NOT NULL CHECK (length(file_hash) = 32),
    file_bytes @int NOT NULL CHECK (file_bytes >= 0),
    started_at @int NOT NULL,
    ended_at @int,
    state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
    finish_order @int UNIQUE,
    accepted_count @int NOT NULL DEFAULT 0,
    new_version_count @int NOT NULL DEFAULT 0,
    unchanged_count @int NOT NULL DEFAULT 0,
    rejected_count @int NOT NULL DEFAULT 0,
    done_records @int NOT NULL DEFAULT 0,
    done_bytes @int NOT NULL DEFAULT 0,
    first_record @int,
    last_record @int,
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((state = 'finished') = (finish_order IS NOT NULL))
) @rows;

-- One at a time for a source: so the versions of a key follow one another.
CREATE UNIQUE INDEX run_open ON run (source) WHERE state = 'open';

CREATE INDEX run_file ON run (file_hash);

-- A source record, never changed. (source, key, version) is unique: held by the writer, which finds
-- keys through the derived table record_key, and looked at by the check; an index on the text would
-- make the intake of unsorted files several times slower.
CREATE TABLE record (
    id @id,
    source @int NOT NULL,
    run @int NOT NULL REFERENCES run (id),
    version @int NOT NULL CHECK (version >= 1),
    layout @int REFERENCES layout (id),
    hash @bytes NOT NULL CHECK (length(hash) = 32),
    key TEXT NOT NULL,
    body @bytes NOT NULL
) @rows;

-- What could not be taken, and why. is_cut: the text is only the beginning.
CREATE TABLE reject (
    id @id,
    run @int NOT NULL REFERENCES run (id),
    line @int NOT NULL,
    at_column @int NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    text @bytes NOT NULL,
    is_cut @int NOT NULL CHECK (is_cut IN (0, 1))
) @rows;

CREATE INDEX reject_run ON reject (run);

-- Numbers that outlive what they count: last_record, the highest id ever given to a record.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value @int NOT NULL
) @keyed;

INSERT INTO counter (name, value) VALUES ('last_record', 0), ('finish_order', 0);
