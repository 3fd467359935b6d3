/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_meant.h - whom a writer chose is who they are: kept as a decision, published at once.
 *
 * Somebody whom a note means (SL_ATTRIBUTE_MEANT) has a mention of which nothing is said that can
 * be compared: it is like nobody's, so it changes nobody else's identity, and is who a join says.
 * Therefore the answer to who is who, with it, is the last one and it, and costs no linkage; that
 * of sl_identify is the same (a test compares them). People take the join back, or split the
 * mention off, as any other (identity_decide.h).
 */
#ifndef SL_APP_IDENTITY_MEANT_H
#define SL_APP_IDENTITY_MEANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "store/decision.h"
#include "store/store.h"

/* Who was chosen, by whom. Borrowed. */
struct sl_identity_meant {
    struct sl_mention meant;          /* the mention of the note; sides are not read */
    struct sl_mention anchor;         /* a mention of whom it means; an empty key: of nobody now */
    struct sl_str reason, decided_by; /* not empty */
    int64_t at;                       /* now, in microseconds since 1970 in UTC */
    int64_t run;                      /* that brought the note, for the journal */
};

/*
 * After a run with a note was finished: bring the index of people up to date, and publish.
 *
 *   store          in a transaction, in which the run was finished
 *   was_published  was everybody published before that run (sl_identity_is_published)? When not,
 *                  whoever identifies everybody next finds the decision
 *
 * A mention that has no note any more leaves its identity.
 *
 * Errors: SL_NOT_FOUND when the anchor is nobody's; those of the index and the store. The
 * transaction can then only be rolled back.
 */
SL_NODISCARD enum sl_status sl_identity_meant_settle(
    struct sl_store *store,
    const struct sl_identity_meant *meant,
    bool was_published,
    struct sl_arena *arena,
    struct sl_error *err
);

#endif
