/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal.h - who a child was before an adoption is closed.
 *
 * When a source says that a child's care ceased by adoption, what it and the council's other
 * systems know under the child's number is the former identity. Nothing of it may be joined with
 * anybody by names, addresses and dates: these would lead to where the child is now. So of a sealed
 * mention only numbers are compared. A number that both identities have still joins them, and a
 * person who may do so can decide.
 *
 * Other agencies are not told of the adoption, and have the former identity, too. Whoever is known
 * by the name, the date of birth and the home of a sealed mention, all as written there, was that
 * child, and is sealed as well. Else what the council has would be closed, and the trust's entry of
 * the same child would be joined with the new one.
 *
 * Source: Adoption and Children Act 2002, sections 56 to 65 (disclosure of information about a
 *         person's adoption).
 */
#ifndef SL_IDENTITY_SEAL_H
#define SL_IDENTITY_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "record/mention_field.h"

/* Numbers, and names at homes, that are sealed, as hashes. Free with sl_seals_finish; zeroed is
 * none. */
struct sl_seals {
    uint64_t *hashes;
    size_t count, capacity;
};

/* Seal a child's number; an empty one is nothing. It stays sorted. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_seals_add(struct sl_seals *seals, struct sl_str child_id, struct sl_error *err);

/* Is it sealed? An empty one is not. */
bool sl_seals_has(const struct sl_seals *seals, struct sl_str child_id);

/*
 * Seal by name what a sealed mention's row says, if it has a given name, a surname, a whole date of
 * birth and a postcode. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_seals_add_former(struct sl_seals *seals, const struct sl_mention_row *row, struct sl_error *err);

/* Is a row sealed by name? */
bool sl_seals_has_former(const struct sl_seals *seals, const struct sl_mention_row *row);

/* Free; zeroed is fine. */
void sl_seals_finish(struct sl_seals *seals);

/* Of a sealed mention's row leave what is compared: NHS number, UPN and child id. */
void sl_seal_row(struct sl_mention_row *row);

#endif
