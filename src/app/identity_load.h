/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_load.h - what the store knows of mentions, as the linkage wants it: rows and holds.
 */
#ifndef SL_APP_IDENTITY_LOAD_H
#define SL_APP_IDENTITY_LOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "identity/hold.h"
#include "identity/listing.h"
#include "identity/seal.h"
#include "sightline/known.h"
#include "sightline/linkage.h"
#include "store/decision.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/run.h"
#include "store/store.h"

/* How mentions are linked: kinds and names of the columns, rules and thresholds; no threads yet. */
struct sl_linkage_options sl_identity_linkage_options(void);

/* A source, and what its list is. */
struct sl_identity_list {
    int64_t source;
    enum sl_listing_kind kind;
};

/* What was loaded; free with sl_identity_known_finish, zeroed is nothing. */
struct sl_identity_known {
    struct sl_seals seals;
    struct sl_listing listing;
    struct sl_identity_list *lists; /* sources whose lists are of another kind than ONCE */
    size_t list_count, list_capacity;
    int64_t seen_run;                /* runs up to here have ended, and were looked at */
    struct sl_membership *described; /* ascending; whose they are is not known: identity is 0 */
    size_t described_count, described_capacity;
    uint64_t row_count;
    struct sl_mention_holds holds; /* settled; both mentions are described */
};

/* Read which children's numbers are sealed. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_identity_load_seals(struct sl_store *store, struct sl_seals *seals, struct sl_error *err);

/* What having two keys in a source says. */
enum sl_listing_kind sl_identity_list_kind(const struct sl_identity_known *known, int64_t source);

/* Learn that from runs that have finished since it was last asked. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_identity_see_runs(struct sl_store *store, struct sl_identity_known *known, struct sl_error *err);

/* The rows of one mention. */
struct sl_identity_rows {
    struct sl_mention_row items[SL_MENTION_ROW_LIMIT];
    size_t count;
    int64_t hash; /* row_key.h */
};

/* Read the rows of a mention, sealed if they must be; texts in the arena. Errors: of the store. */
SL_NODISCARD enum sl_status sl_identity_rows(
    struct sl_store *store,
    const struct sl_seals *seals,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_identity_rows *ret_rows,
    struct sl_error *err
);

/*
 * Read the seals and all rows, and add them to a linkage; rows of one mention are held as such.
 * Errors: those of the store and of the linkage.
 */
SL_NODISCARD enum sl_status sl_identity_load_rows(
    struct sl_store *store,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
);

/*
 * Add one mention and its rows, as they are in the store, in ascending order; its list is asked
 * about those before it. The rows are sealed if they must be. Errors: those of the linkage.
 */
SL_NODISCARD enum sl_status sl_identity_add_mention(
    struct sl_identity_known *known,
    int64_t source,
    struct sl_identity_rows *rows,
    struct sl_linkage *linkage,
    struct sl_error *err
);

/* Is a mention described? By what was loaded. */
const struct sl_membership *
sl_identity_described(const struct sl_identity_known *known, int64_t mention);

/* Add a hold, or those of a decision in force, between described mentions. Errors: of the store. */
SL_NODISCARD enum sl_status sl_identity_add_hold(
    struct sl_identity_known *known, const struct sl_mention_hold *hold, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_identity_add_decision(
    struct sl_store *store,
    struct sl_identity_known *known,
    const struct sl_decision *decision,
    struct sl_arena *arena,
    struct sl_error *err
);

/*
 * When all mentions and all other holds are there: add what lists say of whose a council's bare
 * number is, and of who was expected, and settle them. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status
sl_identity_settle_holds(struct sl_identity_known *known, struct sl_error *err);

/*
 * Read the holds between described mentions: relations, decisions in force, bonds, and what lists
 * say. known has the described ones. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_identity_load_holds(
    struct sl_store *store, struct sl_identity_known *known, struct sl_error *err
);

/* Tell a linkage of all holds, before it runs. Errors: those of the linkage. */
SL_NODISCARD enum sl_status sl_identity_tell_holds(
    const struct sl_identity_known *known, struct sl_linkage *linkage, struct sl_error *err
);

/*
 * The ids of the mentions of a decision; those that the store does not know are left out.
 *
 *   ret_mentions  in the arena
 *
 * Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_identity_decided(
    struct sl_store *store,
    const struct sl_decision *decision,
    struct sl_arena *arena,
    struct sl_decided_mention **ret_mentions,
    size_t *ret_count,
    struct sl_error *err
);

/* Add what a decision that is in force holds. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_identity_decision_holds(
    struct sl_store *store,
    const struct sl_decision *decision,
    struct sl_arena *arena,
    struct sl_mention_holds *holds,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_identity_known_finish(struct sl_identity_known *known);

/* What a hold of mentions is to the linkage. */
enum sl_hold sl_identity_linkage_hold(enum sl_mention_hold_kind kind);

#endif
