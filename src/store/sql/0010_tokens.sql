-- SPDX-License-Identifier: Apache-2.0
-- Tokens by which programs come in, each in the name of a user. No token stands here: digest is that of
-- what only its owner has. Nothing is deleted. Times are microseconds since 1970 in UTC.

-- scopes: names with blanks between them. system: the only one of the agency's systems for which it
-- takes files in, empty for any. la_code: the number by which the Department for Education knows the
-- authority that it speaks for; 0: for none. factors: that were proven by who made it.
CREATE TABLE api_token (
    id @id,
    account TEXT NOT NULL REFERENCES account (id),
    digest @bytes NOT NULL UNIQUE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    system TEXT NOT NULL,
    la_code @int NOT NULL,
    factors @int NOT NULL,
    made_at @int NOT NULL,
    expires_at @int NOT NULL,
    seen_at @int NOT NULL,
    ended_by TEXT REFERENCES account (id),
    ended_at @int,
    CHECK (expires_at > made_at),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) @rows;

CREATE INDEX api_token_account ON api_token (account);
