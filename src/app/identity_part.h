/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_part.h - those on whom a judgement of some mentions can depend, and nobody else.
 *
 * Whoever is reached from them through pairs that are near (store/near.h), joins in force, bonds
 * and identities. By a model and its reference a linkage of these alone says of them what a linkage
 * of everybody says.
 */
#ifndef SL_APP_IDENTITY_PART_H
#define SL_APP_IDENTITY_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/identity_load.h"
#include "base/error.h"
#include "sightline/linkage.h"
#include "store/store.h"

/* Numbers, ascending, each once. Zeroed is none. */
struct sl_identity_set {
    int64_t *items;
    size_t count, capacity;
};

/* Free with sl_identity_part_finish; zeroed is nobody. */
struct sl_identity_part {
    struct sl_identity_set mentions;
    struct sl_identity_set children;  /* outside, of parents within: their births count */
    struct sl_identity_set decisions; /* about the mentions */
    struct sl_mention_holds holds;    /* by relations and bonds; some reach outside */
};

/*
 * Find the part of some mentions; those who are not published are left out.
 *
 *   store  in which everybody is published (sl_identity_is_published)
 *
 * Errors: those of the store; SL_NO_MEMORY. Time: that of the part, and of reading all bonds.
 */
SL_NODISCARD enum sl_status sl_identity_part_find(
    struct sl_store *store,
    const int64_t *mentions,
    size_t count,
    struct sl_identity_part *part,
    struct sl_error *err
);

/* Is a mention in it? Not the children outside. */
bool sl_identity_part_has(const struct sl_identity_part *part, int64_t mention);

/*
 * Add the part's rows and holds, and the children's, to a linkage.
 *
 *   known  zeroed; set to what was loaded
 *
 * Errors: those of the store and of the linkage. Time: also that of reading all seals.
 */
SL_NODISCARD enum sl_status sl_identity_part_load(
    struct sl_store *store,
    const struct sl_identity_part *part,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_identity_part_finish(struct sl_identity_part *part);

#endif
