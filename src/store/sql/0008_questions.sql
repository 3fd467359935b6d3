-- SPDX-License-Identifier: Apache-2.0
-- Questions that raised indicators ask of an agency, and what was done with them. Nothing is changed or
-- deleted: how a question stands is computed from its deeds. Days are days since 1970-01-01.

-- subject: of whom; source and key: the mention of the person to whom it is bound, absent for an
-- operation and an agency, which `about` names. The wording and what is asked stand as they were then.
CREATE TABLE question (
    id @id,
    subject TEXT NOT NULL,
    source @int REFERENCES source (id),
    key TEXT,
    about TEXT NOT NULL,
    indicator TEXT NOT NULL,
    wording TEXT NOT NULL,
    asks TEXT NOT NULL,
    indicator_set TEXT NOT NULL,
    meaning TEXT NOT NULL,
    owner TEXT NOT NULL,
    clock_days @int NOT NULL CHECK (clock_days >= 1),
    CHECK ((source IS NULL) = (key IS NULL))
) @rows;

CREATE INDEX question_mention ON question (source, key);

CREATE INDEX question_about ON question (about);

-- done_by: absent for an evaluation. given_to: to whom it is allocated; absent: to the team.
CREATE TABLE question_deed (
    id @id,
    question @int NOT NULL REFERENCES question (id),
    act TEXT NOT NULL,
    done_by TEXT REFERENCES account (id),
    done_at @int NOT NULL,
    done_day @int NOT NULL,
    agency TEXT NOT NULL,
    given_to TEXT REFERENCES account (id),
    reply TEXT,
    until_day @int,
    words TEXT NOT NULL
) @rows;

CREATE INDEX question_deed_question ON question_deed (question);

-- What raised it: a mark (notice/raised.h), the record that proved it then, and the deed that brought it;
-- again by a later deed when an answer was given by somebody who may not know of it.
CREATE TABLE question_proof (
    question @int NOT NULL REFERENCES question (id),
    mark @int NOT NULL,
    record @int NOT NULL REFERENCES record (id),
    deed @int NOT NULL REFERENCES question_deed (id),
    PRIMARY KEY (question, mark, deed)
) @keyed;

CREATE INDEX question_proof_mark ON question_proof (mark);

-- Whose team is asked is whose user the child is allocated to.
CREATE INDEX tie_entity ON tie (entity);
