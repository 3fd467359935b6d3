-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. Words of the names of persons, and how many mentions have one; the
-- empty word has them all.
CREATE TABLE search_word (
    word TEXT NOT NULL PRIMARY KEY,
    mentions @int NOT NULL
) @keyed;
