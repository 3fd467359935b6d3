-- SPDX-License-Identifier: Apache-2.0
-- version: 3
-- Part of the people index. What the latest records say of a mention, as rows of the linkage.
-- id: 8 times the mention, and the ordinal of the row, from 0.
CREATE TABLE mention_row (
    id @id,
    given_name TEXT NOT NULL,
    surname TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex TEXT NOT NULL,
    postcode TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    nhs_number TEXT NOT NULL,
    upn TEXT NOT NULL,
    child_id TEXT NOT NULL
) @rows;
