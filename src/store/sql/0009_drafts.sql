-- SPDX-License-Identifier: Apache-2.0
-- What somebody is writing and has not recorded yet. A draft is its writer's alone, and is no record: it is
-- changed while they write, and deleted when it is recorded, given up, or older than src/store/draft.h says.

-- form: the key that the record is to have. source and key: the mention of the child. base: the version that
-- is to be changed; 0: none. fields: what stands in the form.
CREATE TABLE draft (
    account TEXT NOT NULL REFERENCES account (id),
    form TEXT NOT NULL,
    source @int NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    base @int NOT NULL CHECK (base >= 0),
    fields TEXT NOT NULL,
    saved_at @int NOT NULL,
    PRIMARY KEY (account, form)
) @keyed;

CREATE INDEX draft_saved ON draft (saved_at);
