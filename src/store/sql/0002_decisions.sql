-- SPDX-License-Identifier: Apache-2.0
-- What people decided about who is who, and what became of identities.

-- A decision is never changed; another one reverses it, once.
CREATE TABLE decision (
    id @id,
    kind TEXT NOT NULL CHECK (kind IN ('join', 'split', 'hold_apart', 'release')),
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at @int NOT NULL,
    reverses @int UNIQUE REFERENCES decision (id)
) @rows;

-- The mentions that a decision is about: an entity's key within a source. Those of side 0 are set
-- against those of side 1.
CREATE TABLE decision_mention (
    decision @int NOT NULL REFERENCES decision (id),
    ordinal @int NOT NULL,
    side @int NOT NULL CHECK (side IN (0, 1)),
    source @int NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    PRIMARY KEY (decision, ordinal)
) @keyed;

CREATE INDEX decision_mention_key ON decision_mention (source, key);

-- What the linkage learned, as it is saved (docs/formats/model.md). One of a purpose is in use.
CREATE TABLE model (
    id @id,
    purpose TEXT NOT NULL,
    created_at @int NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('candidate', 'active', 'retired')),
    json @bytes NOT NULL
) @rows;

CREATE UNIQUE INDEX model_active ON model (purpose) WHERE state = 'active';

-- The journal of identities: ids are published, so what became of one is kept for ever.
CREATE TABLE identity_event (
    id @id,
    happened_at @int NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('created', 'joined', 'split', 'retired', 'sealed')),
    identity @int NOT NULL,
    other_identity @int,
    decision @int REFERENCES decision (id),
    run @int REFERENCES run (id)
) @rows;

CREATE INDEX identity_event_identity ON identity_event (identity);

CREATE INDEX identity_event_other ON identity_event (other_identity);
