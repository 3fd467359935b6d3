-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Whose a mention is: the identity's number is that of its lowest mention. Only mentions that are
-- described are in it. rows_hash: of the mention's rows as they were then, to see what has changed.
-- Follows from the people index, the active model, decisions and bonds; built through the
-- finish_order in derived.built_through.
CREATE TABLE membership (
    mention @id,
    identity @int NOT NULL,
    rows_hash @int NOT NULL
) @rows;

CREATE INDEX membership_identity ON membership (identity);
