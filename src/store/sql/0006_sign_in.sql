-- SPDX-License-Identifier: Apache-2.0
-- How people prove who they are, and how they are signed in. No secret stands here that could be used
-- as it is: passwords and tokens are hashed, keys of authenticators are sealed or public. Times are
-- microseconds since 1970 in UTC. Nothing is deleted but what counts failures.

-- What somebody knows. secret: of a password, its Argon2id hash; of a code, its SHA-256 in hexadecimal
-- digits; of an authenticator, its key, sealed. A one-time code of nobody is that of the first
-- administrator. last_step: the time step of the last code of an authenticator that was taken.
CREATE TABLE credential (
    id @id,
    account TEXT REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('password', 'one_time', 'authenticator', 'recovery')),
    secret TEXT NOT NULL,
    made_by TEXT REFERENCES account (id),
    made_at @int NOT NULL,
    expires_at @int,
    confirmed_at @int,
    last_step @int NOT NULL,
    ended_at @int,
    CHECK (account IS NOT NULL OR kind = 'one_time')
) @rows;

CREATE INDEX credential_account ON credential (account, kind);

-- What somebody has: public keys of passkeys.
CREATE TABLE passkey (
    id @id,
    account TEXT NOT NULL REFERENCES account (id),
    handle @bytes NOT NULL UNIQUE,
    algorithm TEXT NOT NULL CHECK (algorithm IN ('es256', 'eddsa')),
    public_key @bytes NOT NULL,
    name TEXT NOT NULL,
    sign_count @int NOT NULL,
    made_at @int NOT NULL,
    used_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE INDEX passkey_account ON passkey (account);

-- What a passkey is asked to sign, once: the digest of it, and for whom when that is known.
CREATE TABLE challenge (
    digest @bytes NOT NULL PRIMARY KEY,
    account TEXT REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('register', 'sign_in')),
    expires_at @int NOT NULL
) @keyed;

CREATE INDEX challenge_expires ON challenge (expires_at);

-- Who signed in, and how it ended. token: the digest of what only the user has.
CREATE TABLE session (
    id @id,
    account TEXT NOT NULL REFERENCES account (id),
    token @bytes NOT NULL UNIQUE,
    proof TEXT NOT NULL,
    source TEXT NOT NULL,
    begun_at @int NOT NULL,
    seen_at @int NOT NULL,
    ended_why TEXT,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    CHECK ((ended_why IS NULL) = (ended_at IS NULL))
) @rows;

CREATE INDEX session_account ON session (account, source);

-- Failures since the last success, by what they are counted for: a digest, as what was typed for a
-- name may be a password.
CREATE TABLE attempt (
    counted @bytes NOT NULL PRIMARY KEY,
    failures @int NOT NULL,
    failed_at @int NOT NULL
) @keyed;

CREATE INDEX attempt_failed ON attempt (failed_at);
