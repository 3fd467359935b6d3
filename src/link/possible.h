/* SPDX-License-Identifier: Apache-2.0 */
/*
 * possible.h - a list of pairs of clusters that may be one person (sightline/possible.h).
 */
#ifndef SL_LINK_POSSIBLE_H
#define SL_LINK_POSSIBLE_H

#include "base/error.h"
#include "sightline/possible.h"

/* A growing list. Zeroed is empty. */
struct sl_possibles {
    struct sl_linkage_possible *items;
    size_t count, capacity;
};

/* Free; zeroed is fine. */
void sl_possibles_finish(struct sl_possibles *possibles);

/* Append one. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_possibles_add(
    struct sl_possibles *possibles, struct sl_linkage_possible possible, struct sl_error *err
);

/* Let them ascend by (left, right). */
void sl_possibles_sort(struct sl_possibles *possibles);

#endif
