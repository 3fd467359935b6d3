/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identifier_impl.h - what the files of the identifier share.
 */
#ifndef SL_APP_IDENTIFIER_IMPL_H
#define SL_APP_IDENTIFIER_IMPL_H

#include "app/identifier.h"
#include "app/identity_load.h"
#include "app/people_index.h"
#include "identity/hold_book.h"
#include "sightline/grow.h"

/* A mention that a run has named, as it is now. */
struct sl_changed_mention {
    int64_t mention;
    unsigned flags;
    bool was_there, is_there; /* described: when last published, and now */
    bool has_new_rows;
    int64_t rows_hash;
    int64_t source;
    struct sl_listed old; /* as the listing had it; mention 0: not */
};

struct sl_identifier {
    struct sl_store *store;
    struct sl_identify_options options;
    struct sl_people_index *index;
    struct sl_linkage *linkage;
    struct sl_growth *growth;       /* NULL: everybody is to be compared, and loaded */
    struct sl_identity_known known; /* seals, listing, lists; described is not kept up */
    struct sl_hold_book book;
    struct sl_arena arena;              /* of one follow */
    int64_t through;                    /* finish_order that was published */
    int64_t last_event, last_decision;  /* of the journal, when it was last published */
    int64_t row_count, model_row_count; /* that there are, and that the model was learned from */
    uint64_t tail_count;                /* records that the growth was given */
    bool is_done;                       /* what is in memory is what is in the store */
    struct sl_changed_mention *changed; /* by mention */
    size_t changed_count, changed_capacity;
};

/*
 * After the growth is settled: what is to be published.
 *
 *   answer  before, after, reviewed, reviews and sealed are set; they live in the arena
 *
 * Errors: those of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_identifier_answer(
    struct sl_identifier *identifier, struct sl_identity_answer *answer, struct sl_error *err
);

/*
 * Tell the growth what holds the changed mentions now, and bind whose rows have changed.
 * Errors: those of the store and of the growth.
 */
SL_NODISCARD enum sl_status
sl_identifier_change_holds(struct sl_identifier *identifier, struct sl_error *err);

/* A bond is over: a sl_unbound_fn, whose context is the identifier. Errors: as above. */
SL_NODISCARD enum sl_status
sl_identifier_unbound(void *context, const struct sl_stored_bond *bond, struct sl_error *err);

/* The change of a mention; NULL when nothing has changed. */
const struct sl_changed_mention *
sl_identifier_changed(const struct sl_identifier *identifier, int64_t mention);

#endif
