-- SPDX-License-Identifier: Apache-2.0
-- Who uses the store, what they may do, and what is kept from whom. A fact has who and when; it is
-- never deleted: it ends, which has who and when, too. Times are microseconds since 1970 in UTC, days
-- are days since 1970-01-01, both included. Roles, kinds and reasons stand here by name.

-- Where the ledger, its key and the agreements are, and whatever else belongs to the whole store.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) @keyed;

-- A user. An id is never given to another. Nobody added the first one: added_by is empty there.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,
    added_by TEXT REFERENCES account (id),
    added_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @keyed;

-- A role and its days. Nobody gives one to themselves; given_by is empty for the very first alone.
CREATE TABLE role_held (
    id @id,
    account TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    from_day @int NOT NULL,
    until_day @int NOT NULL,
    given_by TEXT REFERENCES account (id),
    given_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK (from_day <= until_day),
    CHECK (given_by <> account),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE INDEX role_held_account ON role_held (account);

-- A relationship to a child, who is named by a mention: identities change, a system's key does not.
-- entity: the hash of source and key.
CREATE TABLE tie (
    id @id,
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    source @int NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    entity @int NOT NULL,
    from_day @int NOT NULL,
    until_day @int NOT NULL,
    given_by TEXT NOT NULL REFERENCES account (id),
    given_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK (from_day <= until_day),
    CHECK (given_by <> account),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE INDEX tie_account ON tie (account);

-- A key of a source that is sealed: it names a record, or somebody of whom records of the source tell.
CREATE TABLE seal (
    id @id,
    source @int NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    sealed_by TEXT NOT NULL REFERENCES account (id),
    sealed_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE UNIQUE INDEX seal_in_force ON seal (source, key) WHERE ended_at IS NULL;

-- Who may know of it, and who may not, whether or not it is sealed.
CREATE TABLE seal_name (
    id @id,
    source @int NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    list TEXT NOT NULL CHECK (list IN ('allow', 'deny')),
    account TEXT NOT NULL REFERENCES account (id),
    listed_by TEXT NOT NULL REFERENCES account (id),
    listed_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE UNIQUE INDEX seal_name_in_force ON seal_name (source, key, list, account)
WHERE ended_at IS NULL;

CREATE INDEX seal_name_account ON seal_name (account);

-- Fields of a person, whom a mention names, that its agency tells no other agency: names of fields.
CREATE TABLE withheld (
    id @id,
    source @int NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    entity @int NOT NULL,
    fields TEXT NOT NULL,
    reason TEXT NOT NULL,
    withheld_by TEXT NOT NULL REFERENCES account (id),
    withheld_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE UNIQUE INDEX withheld_in_force ON withheld (source, key) WHERE ended_at IS NULL;

-- Access that was claimed in an emergency.
CREATE TABLE glass (
    id @id,
    account TEXT NOT NULL REFERENCES account (id),
    identity @int NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    from_at @int NOT NULL,
    until_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK (from_at < until_at),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE INDEX glass_account ON glass (account, until_at);

-- What another than who broke it judged of it, once.
CREATE TABLE glass_review (
    glass @id,
    is_right @int NOT NULL CHECK (is_right IN (0, 1)),
    words TEXT NOT NULL,
    judged_by TEXT NOT NULL REFERENCES account (id),
    judged_at @int NOT NULL,
    FOREIGN KEY (glass) REFERENCES glass (id)
) @rows;

-- Asking another agency for named records.
CREATE TABLE request (
    id @id,
    asked_by TEXT NOT NULL REFERENCES account (id),
    agency TEXT NOT NULL,
    holder TEXT NOT NULL,
    identity @int NOT NULL,
    purpose TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_day @int NOT NULL,
    asked_at @int NOT NULL,
    clock_days @int NOT NULL CHECK (clock_days >= 1),
    withdrawn_day @int,
    withdrawn_at @int,
    CHECK ((withdrawn_day IS NULL) = (withdrawn_at IS NULL)),
    CHECK (agency <> holder)
) @rows;

CREATE INDEX request_agency ON request (agency);

CREATE INDEX request_holder ON request (holder);

CREATE TABLE request_item (
    request @int NOT NULL REFERENCES request (id),
    ordinal @int NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (request, ordinal),
    UNIQUE (request, record)
) @keyed;

-- What the holder said of one of them, once. Reason and words are empty when all of it was given.
CREATE TABLE request_answer (
    request @int NOT NULL,
    ordinal @int NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('given', 'redacted', 'withheld')),
    reason TEXT,
    words TEXT,
    decided_day @int NOT NULL,
    decided_by TEXT NOT NULL REFERENCES account (id),
    decided_at @int NOT NULL,
    PRIMARY KEY (request, ordinal),
    FOREIGN KEY (request, ordinal) REFERENCES request_item (request, ordinal)
) @keyed;
