-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. The words of search_word by what is left of them when a letter is left
-- out: a hash, and the word.
CREATE TABLE search_slip (
    key @int NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (key, word)
) @keyed;
