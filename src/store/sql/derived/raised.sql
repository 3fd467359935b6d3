-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- What notice raises: of whom, and since which day (days since 1970-01-01). `about` names an agency or an
-- operation; empty: it is about the person. Derived: follows from records, identities and the catalogue
-- of the program. It is built as of the instant in derived.built_through.
CREATE TABLE raised (
    identity @int NOT NULL,
    about TEXT NOT NULL,
    indicator TEXT NOT NULL,
    subject TEXT NOT NULL,
    since @int NOT NULL,
    PRIMARY KEY (identity, about, indicator)
) @keyed;
