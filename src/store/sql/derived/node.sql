-- SPDX-License-Identifier: Apache-2.0
-- version: 1
-- Part of the people index. A phone, vehicle, account, address ... by which people are tied. id: a
-- hash of kind and form.
CREATE TABLE node (
    id @id,
    kind TEXT NOT NULL,
    form TEXT NOT NULL
) @rows;
